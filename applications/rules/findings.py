"""What the rules found: outcomes with the inputs they saw and the law they used."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from applications.rules import tree
from applications.rules.parameters import UsedParameter
from applications.rules.sections import Section


class Outcome(StrEnum):
    """What a rule says. The order is that of weight, from the lightest to the heaviest."""

    PASSED = "passed"
    MANUAL = "manual"
    NOTE = "note"
    TO_CLARIFY = "to_clarify"
    EXCLUDED = "excluded"
    BLOCKING = "blocking"

    @property
    def weight(self) -> int:
        return list(Outcome).index(self)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One result of one rule.

    `field` is the dotted path of the answer to look at, `values` what the rule saw, ready for
    JSON and for the sentences, `parameters` the dated law it used.
    """

    rule: str
    outcome: Outcome
    section: Section
    field: str | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    parameters: tuple[UsedParameter, ...] = ()
    version: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return the finding as it is stored and printed."""
        result: dict[str, Any] = tree.write(self)
        return result

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Finding":
        """Read a stored finding; the inverse of `to_json`."""
        return tree.read(cls, stored)


@dataclass(frozen=True)
class Report:
    """All findings of one assessment, in the order of the rules."""

    findings: tuple[Finding, ...]

    def worst(self) -> Outcome:
        """Return the heaviest outcome; an empty report counts as passed."""
        outcomes = (finding.outcome for finding in self.findings)
        return max(outcomes, key=lambda outcome: outcome.weight, default=Outcome.PASSED)

    def by_section(self, section: Section) -> tuple[Finding, ...]:
        """Return the findings that belong to a section."""
        return tuple(finding for finding in self.findings if finding.section == section)

    def of(self, *outcomes: Outcome) -> tuple[Finding, ...]:
        """Return the findings with one of these outcomes."""
        return tuple(finding for finding in self.findings if finding.outcome in outcomes)

    def counts(self) -> dict[Outcome, int]:
        """Count the findings of each outcome, zero included."""
        found = Counter(finding.outcome for finding in self.findings)
        return {outcome: found[outcome] for outcome in Outcome}

    def to_json(self) -> list[dict[str, Any]]:
        """Return all findings as they are stored and printed."""
        return [finding.to_json() for finding in self.findings]

    @classmethod
    def from_json(cls, stored: list[dict[str, Any]]) -> "Report":
        """Read a stored report; the inverse of `to_json`."""
        return cls(tuple(Finding.from_json(item) for item in stored))
