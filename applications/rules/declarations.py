"""The declarations at the end: what the association confirms when it sends the application."""

from collections.abc import Iterator
from typing import Final

from applications.rules.findings import Outcome
from applications.rules.rule import Case, Verdict, Verdicts

# The sixth, the right to represent the association, is a matter of rule ER-01.
CONFIRMED: Final = (
    "complete",
    "not_started",
    "no_other_money",
    "report_changes",
    "no_entitlement",
)


def declarations_are_made(case: Case) -> Verdicts:
    """Every declaration is confirmed, also that a grant is impossible where it is."""
    missing = list(_missing(case))
    for name in missing:
        reason = "excluded" if name == "knows_ineligible" else "confirm"
        values = {"reason": reason, "excluded_by": case.excluded_by}
        yield Verdict(Outcome.BLOCKING, f"declarations.{name}", values)
    if not missing:
        yield Verdict(Outcome.PASSED)


def _missing(case: Case) -> Iterator[str]:
    declared = case.facts.declarations
    for name in CONFIRMED:
        if getattr(declared, name) is not True:
            yield name
    if case.excluded_by and declared.knows_ineligible is not True:
        yield "knows_ineligible"
