"""Demo documents and small changes to them, for the tests of the rules."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from applications.rules.assessment import assess
from applications.rules.facts import Facts
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.parameters import SEED, Parameters
from applications.rules.rulebook import BY_ID

DOCUMENTS: Final = Path(__file__).parents[2] / "applications/services/demo_data/records"
KEYS: Final = ("a1", "a2", "a3", "b1", "b2", "b3")
PARAMETERS: Final = Parameters(SEED)
ON: Final = date(2020, 1, 20)


def document(key: str = "a1", **changes: Any) -> dict[str, Any]:
    """Return a demo document; `wage__months=3` changes one answer."""
    whole: dict[str, Any] = json.loads((DOCUMENTS / f"{key}.json").read_text())
    for path, value in changes.items():
        *parents, name = path.split("__")
        node = whole if parents[0] in whole else whole["answers"]
        for parent in parents:
            node = node[parent]
        node[name] = value
    return whole


def draft(key: str = "a1", **changes: Any) -> dict[str, Any]:
    """Return a demo document that has not been sent."""
    return {**document(key, **changes), "received_at": None, "reference_number": None}


def facts(key: str = "a1", **changes: Any) -> Facts:
    return Facts.from_document(document(key, **changes))


def report(whole: dict[str, Any], on: date = ON, **circumstances: Any) -> Report:
    before = copy.deepcopy(whole)
    result = assess(Facts.from_document(whole), parameters=PARAMETERS, on=on, **circumstances)
    assert whole == before
    # One page of the form asks only the rules that are said to speak of its section.
    assert all(BY_ID[one.rule].speaks_of(one.section) for one in result.findings)
    return result


def found(whole: dict[str, Any], rule: str, on: date = ON, **circumstances: Any) -> list[Finding]:
    """Return the findings of one rule."""
    whole_report = report(whole, on, **circumstances)
    return [finding for finding in whole_report.findings if finding.rule == rule]


def outcomes(whole: dict[str, Any], rule: str, on: date = ON) -> list[tuple[str, str | None]]:
    """Return outcome and reason of the findings of one rule."""
    return [
        (finding.outcome.value, finding.values.get("reason")) for finding in found(whole, rule, on)
    ]


def remarks(whole_report: Report) -> list[tuple[str, Outcome]]:
    """Return what is neither passed nor left to people."""
    quiet = (Outcome.PASSED, Outcome.MANUAL)
    return [
        (finding.rule, finding.outcome)
        for finding in whole_report.findings
        if finding.outcome not in quiet
    ]
