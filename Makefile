# Everything starts here: `make run` shows the product, `make test` proves it.

.DEFAULT_GOAL := help
PYTHON3 ?= python3
PYTHON := .venv/bin/python
BIN := .venv/bin
PROCESSES ?= 2
PYTEST := $(PYTHON) -m pytest -q -n $(PROCESSES) --dist worksteal
ON_POSTGRESQL := $(PYTHON) tools/with_postgres.py $(PYTEST) -m "not browser"
export WIR_TEST_STRICT ?= 1
# What the database answers; the other tests need it for nothing, or say the same on every one.
ON_BOTH := $(addprefix tests/,access admin assurance commands contracts models notifications services settings \
  upgrade workflow)
# Those that reach every branch of sending, moves, money and rights.
OF_THE_CORE := tests/rules/test_amounts.py tests/workflow \
  $(addprefix tests/services/test_,submission.py award.py ledger.py agreement.py conflicts.py paper_entries.py)
CORE := applications/rules/amounts.py,applications/rules/money.py,applications/services/submission.py,$\
  applications/workflow/budget.py,applications/workflow/engine.py,applications/workflow/guards.py,$\
  applications/workflow/permissions.py

COMPILE := uv pip compile --quiet --universal --no-strip-extras --python-version 3.11 --upgrade \
  --generate-hashes --no-header

.PHONY: help
help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

.PHONY: run
run: ## Start the demonstration on http://127.0.0.1:8000 (PORT=, NOW=2020-01-20T10:00)
	@$(PYTHON3) tools/bootstrap.py run
	@exec $(PYTHON) tools/demo.py

.PHONY: code
code: ## Print the second factor of a demo account (FOR=address)
	@$(PYTHON) tools/demo.py demo_code $(FOR)

.PHONY: reset
reset: ## Forget everything that happened in the demonstration
	rm -rf var/demo

.PHONY: setup
setup: ## Install everything the tests need
	@$(PYTHON3) tools/bootstrap.py test

.PHONY: check
check: setup ## Format, lint, types, imports, templates, migrations, deployment
	@$(PYTHON) tools/check.py

.PHONY: format
format: setup ## Bring Python files and templates into their one form
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version=5.2 || true

.PHONY: test
test: check ## Check, then the tests on SQLite, a few of them with a real browser
	$(PYTEST)

.PHONY: rules
rules: setup ## The tests of the rules alone, without Django
	$(PYTHON) -m pytest -c tests/rules/alone.ini tests/rules

.PHONY: check-slow
check-slow: setup coverage-core ## What takes longer: every page in every state and for everybody, all browsers, PostgreSQL, the release before on the new tables, faults, veraPDF where Java is
	$(PYTEST) -m slow
	$(ON_POSTGRESQL) $(ON_BOTH)
	ROUNDS=1 $(PYTHON) -m pytest -q -m faults tests/faults/test_crash.py tests/faults/test_outage.py tests/faults/test_update.py
	@if command -v java >/dev/null && test -e /usr/share/java/jaxb-runtime.jar; then $(MAKE) verapdf; \
	  else echo "veraPDF was not asked: make verapdf says what it needs."; fi

.PHONY: postgresql
postgresql: setup ## All tests without a browser on PostgreSQL
	$(ON_POSTGRESQL)

.PHONY: mutations
mutations: setup ## Break promises one by one and see that their tests turn red (ONLY=SUB-05)
	@$(PYTHON) tools/mutations.py $(if $(ONLY),--only $(ONLY))

.PHONY: supply
supply: setup ## Hashes, floors, licences and secrets of what is shipped (AUDIT=1: asks the advisory services, too)
	@$(PYTHON) tools/supply.py $(if $(AUDIT),--audit)

.PHONY: docs
docs: setup ## Write the generated pages and figures in docs/
	@$(PYTHON) tools/write_docs.py

.PHONY: coverage
coverage: setup ## Which lines the tests reach: all of rules and workflow, 95 of 100 overall
	@mkdir -p var/coverage
	$(PYTEST) --cov --cov-report=
	$(BIN)/coverage report --include='applications/rules/*,applications/workflow/*' --fail-under=100
	$(BIN)/coverage report --fail-under=95

.PHONY: coverage-core
coverage-core: setup ## Every line and branch of sending, moves, money and rights, by their own tests
	@mkdir -p var/coverage
	$(PYTEST) --cov --cov-report= $(OF_THE_CORE)
	$(BIN)/coverage report --fail-under=100 --include='$(CORE)'

.PHONY: screenshots
screenshots: setup ## Take the pictures of README and tour, and of all pages
	@$(PYTHON) tools/screenshots.py

.PHONY: goals
goals: setup ## Measure the goals of the applicants' side into docs/measurements.md
	@$(PYTHON) tools/measure_goals.py

.PHONY: bench
bench: setup bench-pdf ## Measure documents, and all pages that people wait for, with up to 100,000 applications (SIZES=, PostgreSQL: BENCH_ON=)
	@$(BENCH_ON) $(PYTHON) tools/bench.py $(SIZES)

.PHONY: statements
statements: setup ## Count how often every page asks the database into docs/performance.md
	@$(PYTHON) tools/statements.py

.PHONY: bench-pdf
bench-pdf: setup ## Measure only how documents are made
	@$(PYTHON) tools/bench_documents.py

.PHONY: bench-letters
bench-letters: setup ## Measure a thousand letters that leave at once (LETTERS=)
	@$(PYTHON) tools/bench_letters.py $(LETTERS)

.PHONY: fuzz
fuzz: setup ## Put every hostile text into every field of every form (PostgreSQL: FUZZ_ON="python tools/with_postgres.py")
	$(FUZZ_ON) $(PYTEST) -m fuzz tests/access

.PHONY: verapdf
verapdf: setup ## Have veraPDF judge a document of every kind (needs Java)
	@$(PYTHON) tools/verapdf.py
	$(PYTHON) -m pytest -q -m verapdf tests/documents

.PHONY: prod-smoke
prod-smoke: setup ## Start a production from docs/samples and take an application to its award (needs nginx)
	@$(PYTHON) tools/prod_smoke.py
	$(PYTHON) tools/with_postgres.py $(PYTHON) -m pytest -q -m smoke tests/smoke
	$(PYTHON) -m pytest -q -m storm tests/storm/test_waiting.py tests/storm/test_waiting_pages.py
	@$(PYTHON) tools/prod_smoke.py --write

.PHONY: scaling
scaling: setup ## Play evenings of up to 100,000 people into docs/scaling.md, from what make storm measured
	@$(PYTHON) tools/scaling.py

.PHONY: load
load: setup ## Measure pages and documents while twenty people read (G18)
	@$(PYTHON) tools/load.py

.PHONY: storm
storm: setup ## Play the deadline evening and write what it took and what a machine carries (PEOPLE=300, SECONDS=60, CROWD=64)
	@$(PYTHON) tools/storm.py

.PHONY: probing
probing: setup ## Measure whether answers tell who has an account, and the memory of 30 sign-ins at once
	@$(PYTHON) tools/probing.py

.PHONY: faults
faults: setup ## Kill, cut off and fill up running installations (ROUNDS=200), the figures into docs/measurements.md
	@ROUNDS=$(or $(ROUNDS),200) RESTARTS=5 RENEWALS=5 STORM=300 $(PYTHON) tools/faults.py

.PHONY: drill
drill: setup ## Back up under load, restore, verify, damage a byte; figures into docs/measurements.md
	@$(PYTHON) tools/drill.py --write

.PHONY: lock
lock: ## Renew the locks from requirements/*.in and package.json (needs uv)
	cd requirements && $(COMPILE) base.in -o ../requirements.txt
	cd requirements && $(foreach name,dev audit oidc s3 smoke,$(COMPILE) $(name).in -o $(name).txt &&) true
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund
