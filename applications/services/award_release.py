"""From the frozen list to proposals: inside an award, below the line the waiting list.

Every case is its own transaction with its own result: one that is not ready keeps no other
back. Signing stays with another person, one case at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import clock
from applications.models import AwardList, AwardListRow, User
from applications.rules.award_list import Gap, Place
from applications.rules.decisions import (
    AmountsNotAllowed,
    DecisionKind,
    GrantAmounts,
    Reasons,
)
from applications.rules.lifecycle import Action, MoveNotAllowed, Role, State, find_move
from applications.rules.money import format_eur
from applications.services import award
from applications.services.award_board import Board, BoardCase, board_of
from applications.services.award_lists import ListChanged
from applications.services.obstacles import NotReady
from applications.workflow import audit
from applications.workflow.budget import BudgetExceeded
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.permissions import require, staff_roles

RELEASERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
# So many cases at one press: the page answers in time, and the next press goes on.
CASES_AT_ONCE: Final = 100
# Whatever may keep one case from being proposed, whether it is ready or not.
REFUSALS: Final = (
    AmountsNotAllowed,
    NotReady,
    BudgetExceeded,
    ConflictOfInterest,
    MoveNotAllowed,
    MovedMeanwhile,
)


class Release(StrEnum):
    """What the list means for a case now, or what came of it."""

    AWARD = "award"
    WAITING = "waiting"
    DONE = "done"
    STAYS = "stays"
    NOT_REVIEWED = "not_reviewed"
    CHANGED = "changed"
    NOT_YOURS = "not_yours"
    LEFT_OUT = "left_out"
    REFUSED = "refused"


WANTED: Final = frozenset({Release.AWARD, Release.WAITING})


@dataclass(frozen=True, kw_only=True)
class ReleaseRow:
    """One case: what is to be done, or was; ``gaps`` and ``problem`` say what is missing."""

    row: AwardListRow
    release: Release
    gaps: tuple[Gap, ...] = ()
    problem: Exception | None = None


def outlook(award_list: AwardList, *, actor: User) -> list[ReleaseRow]:
    """Return what a press of the button would do with each case of a list."""
    board, roles = board_of(award_list.round), staff_roles(actor)
    rows = award_list.rows.select_related("application").order_by("position", "pk")
    return [_outlook(row, board, roles) for row in rows]


def release(*, award_list: AwardList, actor: User, at: datetime) -> list[ReleaseRow]:
    """Make the proposals of the standing list; return what came of every case.

    Raises ``NotPermitted``, and ``ListChanged`` when another list stands meanwhile.
    """
    require(actor, *RELEASERS)
    standing = AwardList.objects.standing(award_list.round_id)
    if standing is None or standing.pk != award_list.pk:
        raise ListChanged(list_changed=True)
    results, made = [], 0
    for planned in outlook(award_list, actor=actor):
        if planned.release in WANTED and made < CASES_AT_ONCE:
            made += 1
            results.append(_propose(award_list, planned, actor=actor, at=at))
        else:
            results.append(planned)
    _log(award_list, results, actor=actor, at=at)
    return results


def _outlook(row: AwardListRow, board: Board, roles: frozenset[Role]) -> ReleaseRow:
    case = board.cases.get(row.application_id)
    if case is None or case.candidate.fixed_eur is not None:
        return ReleaseRow(
            row=row, release=Release.DONE if row.is_fixed or case else Release.CHANGED
        )
    if row.place == Place.LEFT_OUT:
        return ReleaseRow(row=row, release=Release.LEFT_OUT)
    if (case.candidate.points, case.candidate.highest_eur) != (row.points, row.highest_eur):
        return ReleaseRow(row=row, release=Release.CHANGED)
    if case.gaps:
        return ReleaseRow(row=row, release=Release.NOT_REVIEWED, gaps=case.gaps)
    return ReleaseRow(row=row, release=_wanted(row, case, roles))


def _wanted(row: AwardListRow, case: BoardCase, roles: frozenset[Role]) -> Release:
    is_inside = row.place == Place.INSIDE
    state = State(case.application.state)
    if state == State.WAITING and not is_inside:
        return Release.STAYS
    try:
        find_move(action=Action.PROPOSE, source=state, roles=roles)
    except MoveNotAllowed:
        return Release.NOT_YOURS
    return Release.AWARD if is_inside else Release.WAITING


def _propose(
    award_list: AwardList, planned: ReleaseRow, *, actor: User, at: datetime
) -> ReleaseRow:
    row = planned.row
    is_award = planned.release == Release.AWARD
    try:
        award.propose_decision(
            application=row.application,
            kind=DecisionKind.AWARD if is_award else DecisionKind.WAITING,
            amounts=GrantAmounts(
                micro_project_eur=row.micro_project_eur, minijob_eur=row.minijob_eur
            ),
            reasons=_reasons(award_list, row),
            actor=actor,
            at=at,
        )
    except REFUSALS as problem:
        return ReleaseRow(row=row, release=Release.REFUSED, problem=problem)
    return planned


def _reasons(award_list: AwardList, row: AwardListRow) -> Reasons:
    """Say where the case stands and what follows, in words that a letter may hold."""
    return Reasons(
        facts=_("In der Vergabeliste vom %(day)s steht der Antrag auf Rang %(rank)s.")
        % {
            "day": date_format(clock.berlin_date(award_list.frozen_at), "j. F Y"),
            "rank": row.position,
        }
        + " "
        + _("Er hat %(points)s Punkte.") % {"points": row.points},
        assessment=_("Die Voraussetzungen sind geprüft und erfüllt."),
        discretion=" ".join(_discretion(award_list, row)),
    )


def _discretion(award_list: AwardList, row: AwardListRow) -> Iterator[str]:
    if row.place == Place.INSIDE:
        yield _("Das Geld geht nach der Reihenfolge dieser Liste.")
        yield _("Für diesen Antrag reicht es.")
        if row.wanted_eur < row.highest_eur:
            yield _("Vergeben werden %(given)s von möglichen %(highest)s.") % {
                "given": format_eur(row.wanted_eur),
                "highest": format_eur(row.highest_eur),
            }
        return
    yield _("Es gab mehr förderfähige Anträge als Geld.")
    last = award_list.rows.filter(place=Place.INSIDE).order_by("-position").first()
    if last is not None:
        yield _("Der letzte geförderte Antrag steht auf Rang %(rank)s.") % {"rank": last.position}
    yield _("Wird Geld frei, geht es in der Reihenfolge dieser Liste weiter.")


@transaction.atomic
def _log(award_list: AwardList, results: list[ReleaseRow], *, actor: User, at: datetime) -> None:
    counts = {kind: sum(one.release == kind for one in results) for kind in Release}
    audit.record(
        "award_list.released",
        actor=actor,
        at=at,
        round=award_list.round_id,
        list=award_list.pk,
        awards=counts[Release.AWARD],
        waiting=counts[Release.WAITING],
        refused=counts[Release.REFUSED],
    )
