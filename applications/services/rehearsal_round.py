"""A rehearsal round: invented associations, played from the form to the decision."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction

from applications import clock
from applications.models import ChecklistItem, Criterion, FundingRound, User
from applications.rules.rounds import Policy
from applications.services import accounts
from applications.services.demo_data.events import play
from applications.services.legal_texts import copy_legal_texts
from applications.services.rehearsal_answers import first_day
from applications.services.rehearsal_names import MOST
from applications.services.rehearsal_play import People, events

PREFIX: Final = "PROBE"
USUAL: Final = 24
_DOMAIN: Final = "probe.invalid"
_STAFF: Final = ("Sachbearbeitung", "Mitzeichnung", "Leitung")
_OPENS: Final = timedelta(days=60)
_CLOSES: Final = timedelta(days=14)
_DECIDES: Final = timedelta(days=30)


class NothingToCopy(Exception):
    """There is no real round whose values a rehearsal could take over."""


class TooManyAssociations(Exception):
    """There are only so many names; the first argument says how many."""


@transaction.atomic
def rehearse_round(*, associations: int, seed: int, now: datetime) -> FundingRound:
    """Make a rehearsal round that closed two weeks ago, and play it up to ``now``.

    The values are those of the latest real round, so that staff practise with the rules they
    know; dates lie so that the projects begin after the decision. Other accounts and cases stay
    as they are. Raises ``NothingToCopy``, ``TooManyAssociations``, and ``NotComplete`` when the
    rules of the round do not let the invented answers pass.
    """
    if not 1 <= associations <= MOST:
        raise TooManyAssociations(MOST)
    funding_round = _make_round(associations=associations, now=now)
    people = _people(at=funding_round.opens_at)
    play(events(funding_round, people, associations=associations, seed=seed))
    ours = User.objects.filter(email__endswith=f"@{_DOMAIN}")
    ours.update(is_active=False)
    funding_round.refresh_from_db()
    return funding_round


def _make_round(*, associations: int, now: datetime) -> FundingRound:
    source = FundingRound.objects.filter(is_rehearsal=False).order_by("opens_at", "pk").last()
    if source is None:
        raise NothingToCopy
    prefix = _free_prefix()
    today = clock.berlin_date(now)
    expected_on = today + _DECIDES
    year = expected_on.year + (expected_on >= first_day(expected_on.year))
    funding_round = FundingRound.objects.create(
        **_copied(source),
        name=f"{prefix}: {source.name}"[:120],
        year=year,
        reference_prefix=prefix,
        opens_at=_midnight(today - _OPENS),
        closes_at=_midnight(today - _CLOSES),
        period_from=date(year, 1, 1),
        period_until=date(year, 12, 31),
        decision_expected_on=expected_on,
        proof_due_on=date(year + 1, 3, 31),
        # Half of the wishes can be paid, as in a good year, and never less than there is.
        budget_eur=max(source.budget_eur, source.maximum_eur * associations / 2),
        late_policy=Policy.RECORD,
        ineligible_policy=Policy.RECORD,
        is_rehearsal=True,
    )
    for model in (ChecklistItem, Criterion):
        for row in model._default_manager.filter(round=source, is_active=True):
            row.pk, row.round = None, funding_round
            row.save(force_insert=True)
    copy_legal_texts(source, funding_round, actor=None, at=now)
    return funding_round


# Not copied: what belongs to one round alone, what is set anew, what would be out of date.
_OWN: Final = frozenset(
    {
        "id",
        "name",
        "year",
        "reference_prefix",
        "opens_at",
        "closes_at",
        "closed_originally_at",
        "drafts_until",
        "period_from",
        "period_until",
        "decision_expected_on",
        "proof_due_on",
        "rates_known_on",
        "budget_eur",
        "reserved_eur",
        "awarded_eur",
        "last_number",
        "late_policy",
        "ineligible_policy",
        "is_rehearsal",
    }
)


def _copied(source: FundingRound) -> dict[str, Any]:
    fields = FundingRound._meta.concrete_fields
    return {field.name: getattr(source, field.name) for field in fields if field.name not in _OWN}


def _free_prefix() -> str:
    taken = FundingRound.objects.filter(reference_prefix__startswith=f"{PREFIX}-")
    numbers = [
        prefix.rpartition("-")[2] for prefix in taken.values_list("reference_prefix", flat=True)
    ]
    highest = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return f"{PREFIX}-{highest + 1}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.BERLIN)


def _people(*, at: datetime) -> People:
    staff = [_account(group.lower(), group=group, at=at) for group in _STAFF]
    worker, signer, head = staff
    applicant = _account("verein", group="", at=at)
    return People(applicant=applicant, worker=worker, signer=signer, head=head)


def _account(local: str, *, group: str, at: datetime) -> User:
    """Return an account of earlier rehearsals, open for this transaction, or a new one."""
    email = f"{local}@{_DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        name = f"Probe {group or 'Verein'}"
        return accounts.create_account(email=email, name=name, password=None, at=at, group=group)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user
