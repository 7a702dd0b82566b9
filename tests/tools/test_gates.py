"""The gates themselves: what every change has to pass is not loosened unseen."""

import subprocess
import tomllib

from tests.support import sources

# Where a mistake costs an application, money or somebody's data.
CORE = (
    "applications/rules/amounts.py",
    "applications/rules/money.py",
    "applications/services/submission.py",
    "applications/workflow/budget.py",
    "applications/workflow/engine.py",
    "applications/workflow/guards.py",
    "applications/workflow/permissions.py",
)
# In our own code; tests and tools have reasons of their own, written beside them.
MAY_BE_OFF = {
    *("tests/**", "tests/faults/**", "tests/support/servers.py", "tests/tools/**", "tools/**"),
}


def _settings() -> dict:
    return tomllib.loads((sources.ROOT / "pyproject.toml").read_text())["tool"]


def _recipe(target: str) -> str:
    text = (sources.ROOT / "Makefile").read_text()
    return text.partition(f"\n{target}: ")[2].partition("\n\n")[0]


def test_security_rules_are_on() -> None:
    lint = _settings()["ruff"]["lint"]
    off = {
        place
        for place, codes in lint["per-file-ignores"].items()
        for code in codes
        if code.startswith("S")
    }

    assert "S" in lint["select"]
    assert [code for code in lint["ignore"] if code.startswith("S")] == []
    assert off <= MAY_BE_OFF


def test_every_branch_of_the_core_is_demanded() -> None:
    made = subprocess.run(
        ["make", "--dry-run", "--silent", "coverage-core"],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    included = made.partition("--include='")[2].partition("'")[0].split(",")

    assert _settings()["coverage"]["run"]["branch"] is True
    assert sorted(included) == list(CORE)
    assert "--fail-under=100" in made
    assert "coverage-core" in _recipe("check-slow").partition("##")[0]


def test_nearly_all_lines_are_demanded() -> None:
    assert "--fail-under=95" in _recipe("coverage")
