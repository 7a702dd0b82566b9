"""Draws up the Vergabevermerk of a confirmed award list, from what was frozen in it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from applications.models import AwardList, AwardListRow
from applications.models.award_list import FreezeStatus
from applications.rules.award_list import Place
from applications.rules.award_note import AwardNote, RankedCase
from applications.rules.lifecycle import State
from applications.rules.money import ZERO
from applications.services.record_parts import keeper_of, received_at, signature


class NotConfirmed(Exception):
    """Only a list that a second person confirmed has a record."""


def award_note(award_list: AwardList) -> AwardNote:
    """Return the record of a list; a constant number of queries. Raises ``NotConfirmed``."""
    confirmed_at, replaced = award_list.closed_at, award_list.replaces
    if award_list.status != FreezeStatus.CONFIRMED or confirmed_at is None:
        raise NotConfirmed(award_list.pk)
    rows = award_list.rows.select_related("application").order_by("pk")
    return AwardNote(
        as_of=confirmed_at,
        keeper=keeper_of(award_list.round),
        scenario=award_list.scenario_name,
        only_reviewed=award_list.only_reviewed,
        budget_eur=award_list.budget_eur,
        reserve_eur=award_list.reserve_eur,
        given_eur=award_list.given_eur,
        reason=award_list.reason,
        frozen=signature(award_list.frozen_by, award_list.frozen_at),
        confirmed=signature(award_list.closed_by, confirmed_at),
        sha256=award_list.sha256,
        replaces=replaced.sha256 if replaced else "",
        rows=tuple(_ranked(rows)),
    )


def _ranked(rows: Iterable[AwardListRow]) -> Iterator[RankedCase]:
    running_eur = ZERO
    for row in rows:
        if row.position is not None:
            running_eur += row.wanted_eur
        yield _case(row, running_eur=running_eur)


def _case(row: AwardListRow, *, running_eur: Decimal) -> RankedCase:
    application = row.application
    return RankedCase(
        rank=row.position,
        reference_number=str(application.reference_number),
        organisation=application.organisation_name,
        received_at=received_at(application),
        points=row.points,
        state=State(row.state),
        place=Place(row.place),
        highest_eur=row.highest_eur,
        wanted_eur=row.wanted_eur,
        micro_project_eur=row.micro_project_eur,
        minijob_eur=row.minijob_eur,
        given_eur=row.given_eur,
        running_eur=running_eur,
        is_fixed=row.is_fixed,
    )
