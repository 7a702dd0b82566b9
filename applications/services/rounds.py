"""Rounds: the real one of 2020 as data, and how to open another."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from applications.models import ChecklistItem, Criterion, FundingRound, User
from applications.rules.lifecycle import Role
from applications.rules.rounds import SecondAgreement
from applications.texts import review_lists
from applications.workflow import audit
from applications.workflow.permissions import require

_REMEDY: Final = (
    "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage beim "
    "Verwaltungsgericht {court}, {court_address}, erhoben werden."
)

# Press release of 27 November 2019; the hour of the deadline and the remedy wait for
# confirmation by the legal unit.
ROUND_2020: Final[dict[str, Any]] = {
    "name": "Landesprogramm WIR: Förderung von Migrantenorganisationen 2020",
    "year": 2020,
    "opens_at": datetime(2019, 11, 26, 23, 0, tzinfo=UTC),
    "closes_at": datetime(2020, 1, 31, 23, 0, tzinfo=UTC),
    "period_from": date(2020, 1, 1),
    "period_until": date(2020, 12, 31),
    "decision_expected_on": date(2020, 3, 31),
    "proof_due_on": date(2021, 3, 31),
    "budget_eur": Decimal("400000.00"),
    "maximum_eur": Decimal("10200.00"),
    "micro_project_maximum_eur": Decimal("3000.00"),
    "minijob_maximum_eur": Decimal("7200.00"),
    "second_agreement": SecondAgreement.ACCOUNT,
    "authority_name": "Hessisches Ministerium für Soziales und Integration",
    "authority_address": "Musterstraße 1\n65185 Wiesbaden",
    "letterhead": "Hessisches Ministerium für Soziales und Integration\nLandesprogramm WIR",
    "privacy_controller": (
        "Hessisches Ministerium für Soziales und Integration\nMusterstraße 1\n65185 Wiesbaden"
    ),
    "remedy_template": _REMEDY,
    "contact_phone": "0611 000000",
    "contact_hours": "Montag bis Donnerstag, 9 bis 15 Uhr",
    "contact_email": "wir@foerderung.example",
}
PREFIX_2020: Final = "WIR-2020"


class RoundOpened(Exception):
    """The round has opened; nobody changes its rules any more."""


@transaction.atomic
def load_round_2020() -> tuple[FundingRound, bool]:
    """Enter the round of 2020 unless it is there; return it and whether it is new."""
    funding_round, created = FundingRound.objects.get_or_create(
        reference_prefix=PREFIX_2020, defaults=ROUND_2020
    )
    if created:
        add_review_lists(funding_round)
    return funding_round, created


def add_review_lists(funding_round: FundingRound) -> None:
    """Give a round the checklist and the criteria that every round starts with."""
    ChecklistItem.objects.bulk_create(
        ChecklistItem(round=funding_round, position=position, text=text)
        for position, text in enumerate(review_lists.CHECKLIST, start=1)
    )
    Criterion.objects.bulk_create(
        Criterion(round=funding_round, position=position, name=name)
        for position, name in enumerate(review_lists.CRITERIA, start=1)
    )


@transaction.atomic
def save_round(*, funding_round: FundingRound, actor: User, at: datetime) -> None:
    """Store a new round, or a round that has not opened yet, as somebody filled it in.

    Raises ``NotPermitted``, and ``RoundOpened`` when the stored round has opened: from then on
    its rules are fixed for everybody.
    """
    require(actor, Role.ADMINISTRATOR)
    stored = FundingRound.objects.filter(pk=funding_round.pk).first()
    if stored is not None and stored.has_opened(at):
        raise RoundOpened(stored.pk)
    funding_round.save()
    if stored is None:
        add_review_lists(funding_round)
    audit.record(
        "round.changed" if stored else "round.created",
        actor=actor,
        at=at,
        round=funding_round.pk,
        code=funding_round.reference_prefix,
    )
