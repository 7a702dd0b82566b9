"""Rounds: the real one of 2020 as data, and how to open another."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from applications import clock
from applications.models import ChecklistItem, Criterion, FundingRound, User
from applications.rules.lifecycle import Role
from applications.rules.periods import add_years
from applications.rules.reference_number import is_prefix
from applications.rules.rounds import SecondAgreement
from applications.services.legal_texts import add_legal_texts, copy_legal_texts
from applications.services.round_checks import RoundIncomplete, missing
from applications.texts import review_lists
from applications.workflow import audit
from applications.workflow.permissions import require

WRITERS: Final = frozenset({Role.ADMINISTRATOR})

# Press release of 27 November 2019; the hour of the deadline and the remedy wait for
# confirmation by the legal unit.
ROUND_2020: Final[dict[str, Any]] = {
    "name": "Landesprogramm WIR: Förderung von Migrantenorganisationen 2020",
    "year": 2020,
    "published_at": datetime(2019, 11, 26, 23, 0, tzinfo=UTC),
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
    "contact_phone": "0611 000000",
    "contact_hours": "Montag bis Donnerstag, 9 bis 15 Uhr",
    "contact_email": "wir@foerderung.example",
}
PREFIX_2020: Final = "WIR-2020"


# What a copy does not take over: it is another round, unpublished, with all its money.
_OF_ONE_ROUND: Final = frozenset(
    {
        "id",
        "published_at",
        "closed_originally_at",
        "reserved_eur",
        "awarded_eur",
        "last_number",
        "is_rehearsal",
    }
)
_INSTANTS: Final = ("opens_at", "closes_at", "drafts_until")
_DAYS: Final = (
    "period_from",
    "period_until",
    "decision_expected_on",
    "proof_due_on",
    "rates_known_on",
)


class AlreadyPublished(Exception):
    """Somebody published the round before."""


class PrefixTaken(ValueError):
    """Another round counts with this prefix."""


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
    add_legal_texts(funding_round, at=clock.now())
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

    Raises ``NotPermitted``, ``RoundOpened`` when the stored round has opened: from then on its
    rules are fixed for everybody; and ``RoundIncomplete`` when a published one would lack
    something.
    """
    require(actor, *WRITERS)
    stored = FundingRound.objects.select_for_update().filter(pk=funding_round.pk).first()
    if stored is not None and stored.has_opened(at):
        raise RoundOpened(stored.pk)
    # The form was read before: whether the round is published stands in the table only.
    funding_round.published_at = stored.published_at if stored else None
    if funding_round.is_published and (gaps := missing(funding_round, at=at)):
        raise RoundIncomplete(gaps)
    funding_round.save()
    if stored is None:
        add_review_lists(funding_round)
        add_legal_texts(funding_round, at=at)
    audit.record(
        "round.changed" if stored else "round.created",
        actor=actor,
        at=at,
        round=funding_round.pk,
        code=funding_round.reference_prefix,
    )


@transaction.atomic
def copy_round(
    *, source: FundingRound, name: str, year: int, prefix: str, actor: User, at: datetime
) -> FundingRound:
    """Create an unpublished round like another one, its days moved into the new year.

    An extended deadline is not copied, but the one that was planned. Days stay the same day of
    the month; what falls on a weekend then is for the check list. Of the points to check and the
    criteria it takes those in use.
    Raises ``NotPermitted`` and ``PrefixTaken``.
    """
    require(actor, *WRITERS)
    if not is_prefix(prefix) or FundingRound.objects.filter(reference_prefix=prefix).exists():
        raise PrefixTaken(prefix)
    fields = (f.attname for f in FundingRound._meta.concrete_fields)
    values = {f: getattr(source, f) for f in fields if f not in _OF_ONE_ROUND}
    values["closes_at"] = source.closed_originally_at or source.closes_at
    years = year - source.year
    values |= {n: _moved_instant(values[n], years) for n in _INSTANTS if values[n]}
    values |= {n: add_years(values[n], years) for n in _DAYS if values[n]}
    values |= {"name": name, "year": year, "reference_prefix": prefix}
    created = FundingRound.objects.create(**values)
    ChecklistItem.objects.bulk_create(
        ChecklistItem(round=created, position=item.position, text=item.text)
        for item in source.checklist.filter(is_active=True)
    )
    Criterion.objects.bulk_create(
        Criterion(round=created, position=row.position, name=row.name, weight=row.weight)
        for row in source.criteria.filter(is_active=True)
    )
    copy_legal_texts(source, created, actor=actor, at=at)
    audit.record(
        "round.copied", actor=actor, at=at, round=created.pk, code=prefix, source=source.pk
    )
    return created


@transaction.atomic
def publish_round(*, funding_round: FundingRound, actor: User, at: datetime) -> None:
    """Show a round to everybody; if its window has begun, it is open from now on.

    Raises ``NotPermitted``, ``AlreadyPublished`` and ``RoundIncomplete``.
    """
    require(actor, *WRITERS)
    stored = FundingRound.objects.select_for_update().get(pk=funding_round.pk)
    if stored.is_published:
        raise AlreadyPublished(stored.pk)
    if gaps := missing(stored, at=at):
        raise RoundIncomplete(gaps)
    FundingRound.objects.filter(pk=stored.pk).update(published_at=at)
    audit.record(
        "round.published", actor=actor, at=at, round=stored.pk, code=stored.reference_prefix
    )


def _moved_instant(instant: datetime, years: int) -> datetime:
    """Move an instant by years, at the same time of day in Berlin."""
    local = instant.astimezone(clock.BERLIN)
    moved = datetime.combine(add_years(local.date(), years), local.time(), clock.BERLIN)
    return moved.astimezone(UTC)
