"""The rule book as a whole."""

import ast
from pathlib import Path

from applications.rules import rulebook
from applications.rules.findings import Outcome
from tests.rules.support import KEYS, document, report

RULES = Path(rulebook.__file__).parent

IDS = (
    "FR-01 FR-02 VE-01 VE-02 VE-03 VE-04 VE-05 VE-06 VE-07 PR-01 PR-02 PR-03 PR-04 PR-05 "
    "MJ-01 MJ-02 MJ-03 MJ-04 MJ-05 FP-01 FP-02 FP-03 FP-04 FP-05 UN-01 UN-02 AB-01 ER-01 "
    "RA-01 RA-02"
)


def test_all_rules_stand_in_a_fixed_order() -> None:
    assert [rule.id for rule in rulebook.RULES] == IDS.split()
    assert list(rulebook.BY_ID) == IDS.split()


def test_every_rule_has_sentence_and_citation() -> None:
    for rule in rulebook.RULES:
        assert rule.sentence.endswith("."), rule.id
        assert rule.citation, rule.id
        assert rule.outcomes, rule.id


def test_outcomes_are_those_that_were_decided() -> None:
    decided = {
        Outcome.BLOCKING: "PR-02 MJ-01 MJ-02 MJ-03 FP-02 FP-03 UN-01 ER-01 RA-01 RA-02",
        Outcome.EXCLUDED: "VE-01 VE-02 VE-04 VE-05 VE-06 PR-01 MJ-03",
        Outcome.TO_CLARIFY: (
            "FR-01 FR-02 VE-01 VE-02 VE-03 VE-04 VE-05 VE-07 PR-01 PR-03 PR-04 MJ-05 FP-02 FP-05 "
            "UN-01 UN-02"
        ),
        Outcome.NOTE: "VE-07 MJ-04 FP-01 FP-04 AB-01",
        Outcome.MANUAL: "PR-05",
    }
    for outcome, ids in decided.items():
        assert {rule.id for rule in rulebook.RULES if outcome in rule.outcomes} == set(ids.split())


def test_each_rule_answers_a_complete_application_once() -> None:
    assert [finding.rule for finding in report(document()).findings] == IDS.split()


def test_findings_stay_within_the_book() -> None:
    for key in KEYS:
        for finding in report(document(key)).findings:
            assert finding.outcome in rulebook.BY_ID[finding.rule].outcomes


def test_rules_know_neither_django_nor_clock_nor_files() -> None:
    banned = {"django", "os", "pathlib", "io", "time", "random", "socket", "logging"}
    for path in RULES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not banned & {name.partition(".")[0] for name in names}, path.name
            assert not (isinstance(node, ast.Attribute) and node.attr in {"now", "today"})
