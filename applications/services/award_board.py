"""What the award list of a round knows of every case, in a constant number of queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, cast

from applications.models import Application, ChecklistItem, Decision, Finding, FundingRound
from applications.rules.award_list import (
    Candidate,
    Gap,
    Ground,
    Overrides,
    RankedRow,
    Ranking,
    rank,
)
from applications.rules.decisions import DecisionKind, GrantAmounts
from applications.rules.findings import Outcome
from applications.rules.lifecycle import State
from applications.rules.money import ZERO
from applications.services import round_facts
from applications.services.review import settlement_of

# While a case is in one of these, somebody is still working on it or waits for an answer.
_REVIEWED_IN: Final = frozenset({State.UNDER_REVIEW, State.ANSWERED, State.WAITING})


_DECIDED: Final = frozenset({State.PROPOSED, State.AWARDED})
_GROUNDS: Final = {
    State.WITHDRAWN: Ground.WITHDRAWN,
    State.REJECTED: Ground.REJECTED,
    State.REVOKED: Ground.REVOKED,
}


@dataclass(frozen=True, kw_only=True)
class BoardCase:
    """One case that takes part: ``grant`` is the most it can get, or what is fixed."""

    application: Application
    candidate: Candidate
    grant: GrantAmounts
    gaps: tuple[Gap, ...] = ()

    @property
    def is_reviewed(self) -> bool:
        """Say whether the review is complete; what is decided or proposed was reviewed."""
        return not self.gaps

    @property
    def is_cut(self) -> bool:
        """Say whether staff accept less of its costs than was requested."""
        is_open = self.candidate.fixed_eur is None
        return is_open and self.candidate.highest_eur < self.application.requested_eur


@dataclass(frozen=True, kw_only=True)
class ApartCase:
    """A case that gets nothing, and why; the rules are those that speak against it."""

    application: Application
    ground: Ground
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How the money is to be given out: what somebody set, the reserve in EUR, who takes part."""

    overrides: Overrides = field(default_factory=Overrides)
    reserve_eur: Decimal = ZERO
    only_reviewed: bool = False


@dataclass(frozen=True, kw_only=True)
class ListedRow:
    """One line of the list with its case."""

    row: RankedRow
    case: BoardCase


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The whole list under one plan; who does not take part stands beside it."""

    ranking: Ranking
    rows: tuple[ListedRow, ...]
    left_out: tuple[BoardCase, ...]
    unreviewed: tuple[BoardCase, ...]
    apart: tuple[ApartCase, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """Every case of a round that was sent, as the list sees it."""

    funding_round: FundingRound
    cases: Mapping[int, BoardCase]
    apart: tuple[ApartCase, ...]

    def listing(self, plan: Plan | None = None) -> Listing:
        """Return the list under a plan; without one nothing is changed by hand."""
        chosen = plan or Plan()
        waiting = [
            case
            for case in self.cases.values()
            if chosen.only_reviewed and not case.is_reviewed and not case.candidate.counts_first
        ]
        kept_back = {case.candidate.key for case in waiting}
        ranking = rank(
            (case.candidate for key, case in self.cases.items() if key not in kept_back),
            budget_eur=self.funding_round.budget_eur,
            reserve_eur=chosen.reserve_eur,
            overrides=chosen.overrides,
        )
        return Listing(
            ranking=ranking,
            rows=tuple(
                ListedRow(row=row, case=self.cases[row.candidate.key]) for row in ranking.rows
            ),
            left_out=tuple(self.cases[one.key] for one in ranking.left_out),
            unreviewed=tuple(waiting),
            apart=self.apart,
        )

    @property
    def districts(self) -> dict[int, str]:
        """Return the district of every case, by its key."""
        return {key: case.application.district for key, case in self.cases.items()}


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What stands beside the cases of a round, by the key of the case."""

    decisions: Mapping[int, Decision]
    findings: Mapping[int, list[Finding]]
    answered: Mapping[int, int]
    item_count: int
    micro_projects_eur: Mapping[int, Decimal]

    def findings_of(self, application: Application) -> list[Finding]:
        """Return what speaks against an award."""
        return self.findings.get(application.pk, [])

    def highest_of(self, application: Application) -> GrantAmounts:
        """Return the most that a case can get: as requested, less what is not accepted."""
        requested = application.requested
        highest_eur = self.micro_projects_eur.get(application.pk, requested.micro_project_eur)
        return replace(requested, micro_project_eur=min(highest_eur, requested.micro_project_eur))


def board_of(funding_round: FundingRound) -> Board:
    """Read the cases of a round; drafts belong to their associations and are not there."""
    rows = Application.objects.sent().filter(round=funding_round).defer("search_text")
    known = _known(funding_round)
    cases, apart = {}, []
    for application in rows.order_by("submitted_at", "number"):
        ground = _ground(application, known)
        if ground is None:
            cases[application.pk] = _case(application, known)
        else:
            against = (one.rule for one in known.findings_of(application) if _is_against(one))
            rules = tuple(dict.fromkeys(against))
            apart.append(ApartCase(application=application, ground=ground, rules=rules))
    return Board(funding_round=funding_round, cases=cases, apart=tuple(apart))


def facts_of(board: Board) -> dict[str, list[Any]]:
    """Return what the list depends on, by the key of the case, as primitives.

    Two instants with the same facts and the same budget give the same list.
    """
    facts: dict[str, list[Any]] = {
        str(one.application.pk): [one.application.reference_number, str(one.ground)]
        for one in board.apart
    }
    for key, case in board.cases.items():
        known = case.candidate
        facts[str(key)] = [
            case.application.reference_number,
            known.points,
            f"{known.highest_eur:.2f}",
            None if known.fixed_eur is None else f"{known.fixed_eur:.2f}",
            case.is_reviewed,
        ]
    return facts


def changed_since(facts: Mapping[str, list[Any]], board: Board) -> tuple[str, ...]:
    """Return the reference numbers of the cases that are not as the facts say, in order."""
    now = facts_of(board)
    keys = [key for key in {**facts, **now} if facts.get(key) != now.get(key)]
    return tuple(sorted((now.get(key) or facts[key])[0] for key in keys))


def _known(funding_round: FundingRound) -> _Known:
    items = ChecklistItem.objects.filter(round=funding_round, is_active=True)
    return _Known(
        decisions=round_facts.decisions(funding_round),
        findings=round_facts.open_findings(funding_round),
        answered=round_facts.answered_items(funding_round),
        item_count=items.count(),
        micro_projects_eur=round_facts.cut_micro_projects(funding_round),
    )


def _is_against(finding: Finding) -> bool:
    """Say whether a finding keeps the case out: an exclusion, or judged as not met."""
    return finding.outcome == Outcome.EXCLUDED or settlement_of(finding) is not None


def _ground(application: Application, known: _Known) -> Ground | None:
    """Return why a case stands apart, None when it takes part."""
    state = State(application.state)
    if state in _GROUNDS:
        return _GROUNDS[state]
    if state in _DECIDED:
        decision = known.decisions.get(application.pk)
        is_rejection = decision is not None and decision.kind == DecisionKind.REJECTION
        return Ground.REJECTION_PROPOSED if is_rejection else None
    against = [one for one in known.findings_of(application) if _is_against(one)]
    if not against:
        return None
    is_excluded = any(one.outcome == Outcome.EXCLUDED for one in against)
    return Ground.EXCLUDED if is_excluded else Ground.NOT_MET


def _case(application: Application, known: _Known) -> BoardCase:
    decision = known.decisions.get(application.pk)
    fixed_eur, gaps = None, tuple(_gaps(application, known))
    if application.state in _DECIDED and decision is not None:
        grant = GrantAmounts(
            micro_project_eur=decision.micro_project_eur, minijob_eur=decision.minijob_eur
        )
        fixed_eur, gaps = grant.total_eur, ()
    else:
        grant = known.highest_of(application)
    candidate = Candidate(
        key=application.pk,
        number=cast(int, application.number),
        points=application.points,
        arrived_at=cast(datetime, application.submitted_at),
        highest_eur=grant.total_eur,
        fixed_eur=fixed_eur,
    )
    return BoardCase(application=application, candidate=candidate, grant=grant, gaps=gaps)


def _gaps(application: Application, known: _Known) -> Iterator[Gap]:
    if application.state not in _REVIEWED_IN:
        yield Gap.STATE
    if known.findings_of(application):
        yield Gap.FINDINGS
    if known.answered.get(application.pk, 0) < known.item_count:
        yield Gap.CHECKLIST
    if application.points is None:
        yield Gap.POINTS
