"""What a rule is: a case goes in, verdicts come out, the table adds name and citation."""

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from applications.rules import tree
from applications.rules.facts import Answers, Facts
from applications.rules.findings import Finding, Outcome
from applications.rules.parameters import Parameters, UsedParameter
from applications.rules.periods import berlin_day
from applications.rules.sections import Section, section_of


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything a rule may look at. `on` is the Berlin day of the assessment.

    Findings outside of `sections` are of no use: a rule need not look for them.
    """

    facts: Facts
    parameters: Parameters
    on: date
    possible_duplicates: tuple[str, ...] = ()
    excluded_by: tuple[str, ...] = ()
    sections: Collection[Section] = tuple(Section)

    @property
    def answers(self) -> Answers:
        return self.facts.answers

    @property
    def sent_on(self) -> date:
        """The Berlin day of sending; for a draft the day of the assessment."""
        received_at = self.facts.received_at
        return self.on if received_at is None else berlin_day(received_at)


@dataclass(frozen=True)
class Verdict:
    """What one look of a rule says: an outcome, the answer it is about, what it saw."""

    outcome: Outcome
    field: str | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    parameters: tuple[UsedParameter, ...] = ()


Verdicts = Iterator[Verdict]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of the rule book.

    `outcomes` lists what the rule may say and, where one outcome has several reasons, their
    codes: a verdict names its reason in `values["reason"]`, and each has its own sentence.
    `elsewhere` lists the sections beside its own about whose answers it may say something.
    `version` grows whenever the same facts may get another outcome.
    """

    id: str
    section: Section
    citation: str
    judge: Callable[[Case], Verdicts]
    outcomes: Mapping[Outcome, tuple[str, ...]]
    elsewhere: tuple[Section, ...] = ()
    version: int = 1

    @property
    def sentence(self) -> str:
        """What the rule demands, in one sentence."""
        return (self.judge.__doc__ or "").strip().partition("\n")[0]

    def speaks_of(self, section: Section) -> bool:
        """Tell whether the rule may find something in a section."""
        return section == self.section or section in self.elsewhere

    def findings(self, case: Case) -> Iterator[Finding]:
        """Apply the rule to a case."""
        for verdict in self.judge(case):
            yield Finding(
                rule=self.id,
                outcome=verdict.outcome,
                section=section_of(verdict.field) if verdict.field else self.section,
                field=verdict.field,
                values=tree.write(verdict.values),
                parameters=verdict.parameters,
                version=self.version,
            )
