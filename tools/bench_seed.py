"""Rows for the measurements: the demonstration, and as many copies as are wanted."""

import random
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from applications import clock
from applications.models import Application, FundingRound, Organisation, User
from applications.models.codes import address_code
from applications.rules import reference_number
from applications.rules.choices import District, Topic
from applications.rules.lifecycle import State
from applications.rules.review import Relation
from applications.rules.waiting import waits_for
from applications.services import award_scenarios, conflicts
from applications.services.list_filters import region_of

CASE_WORKER: Final = "sachbearbeitung@wir.example"
HEAD: Final = "leitung@wir.example"
REVIEWED: Final = "WIR-2020-0050-19"
PORTION: Final = 2_000
# State -> how many of a hundred applications have it.
SHARES: Final = {
    State.SUBMITTED: 40,
    State.UNDER_REVIEW: 25,
    State.INFORMATION_REQUESTED: 5,
    State.ANSWERED: 5,
    State.PROPOSED: 8,
    State.AWARDED: 10,
    State.REJECTED: 4,
    State.WAITING: 2,
    State.WITHDRAWN: 1,
}
_random = random.Random(42)  # noqa: S311 - the same rows every time, nothing secret


@dataclass(frozen=True)
class Scene:
    """Who asks, signed in; the case whose page is opened, and the scenario that is computed."""

    worker: Client
    head: Client
    case: Application
    scenario_id: int


def begin() -> Scene:
    """Enter the demonstration and sign its case worker and its head in."""
    call_command("demo_data")
    user, head = (User.objects.get(email=email) for email in (CASE_WORKER, HEAD))
    case = Application.objects.get(reference_number=REVIEWED)
    conflicts.declare_relation(
        application=case, relation=Relation.NONE, reason="", actor=user, at=clock.now()
    )
    scenario = award_scenarios.create_scenario(
        funding_round=case.round, name="Measured", base=None, actor=head, at=clock.now()
    )
    return Scene(_signed_in(user), _signed_in(head), case, scenario.pk)


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def fill(size: int) -> None:
    """Copy applications until there are so many that were sent."""
    pattern = Application.objects.sent().filter(state=State.SUBMITTED).earliest("pk")
    people = list(User.objects.filter(groups__name="Sachbearbeitung"))
    missing = size - Application.objects.sent().count()
    while missing > 0:
        portion = min(missing, PORTION)
        _copy(pattern, portion, people)
        missing -= portion
    if connection.vendor == "postgresql":
        # What the server does by itself after a while.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@transaction.atomic
def _copy(pattern: Application, count: int, people: list[User]) -> None:
    funding_round = FundingRound.objects.get(pk=pattern.round_id)
    first = funding_round.last_number + 1
    names = [f"Verein {first + step} e. V." for step in range(count)]
    organisations = Organisation.objects.bulk_create([Organisation(name=name) for name in names])
    rows = [
        _row(pattern, first + step, organisation, funding_round.reference_prefix, people)
        for step, organisation in enumerate(organisations)
    ]
    Application.objects.bulk_create(rows)
    FundingRound.objects.filter(pk=funding_round.pk).update(last_number=first + count - 1)


def _row(
    pattern: Application, number: int, organisation: Organisation, prefix: str, people: list[User]
) -> Application:
    row = copy(pattern)
    row._state = copy(pattern._state)
    row._state.adding, row.pk, row.code = True, None, address_code()
    row.organisation, row.organisation_name = organisation, organisation.name
    row.number, row.reference_number = number, reference_number.format(prefix, number)
    # Further numbers arrive later, a minute apart.
    row.submitted_at = clock.now() + timedelta(minutes=number)
    row.state_changed_at = row.submitted_at
    state = _random.choices(list(SHARES), weights=list(SHARES.values()))[0]
    row.state, row.waits_for = state, waits_for(state)
    row.awarded_eur = row.requested_eur if state == State.AWARDED else None
    row.assigned_to = None if state == State.SUBMITTED else _random.choice(people)
    row.postcode = f"{_random.randint(34_000, 65_999)}"
    row.district = _random.choice(list(District))
    row.region = region_of(row.district)
    row.topic = _random.choice(list(Topic))
    row.to_clarify_count = row.unsettled_count = int(_random.random() < 0.25)
    row.excluded_count = int(_random.random() < 0.03)
    row.note_count = int(_random.random() < 0.3)
    row.is_late, row.has_news = _random.random() < 0.02, _random.random() < 0.01
    row.wants_early_start, row.asks_for_less = _random.random() < 0.05, _random.random() < 0.4
    row.enclosures_until = row.due_on = None
    today = clock.berlin_date(clock.now())
    if _random.random() < 0.03:
        row.enclosures_until = today + timedelta(days=_random.randint(-10, 10))
    if state == State.INFORMATION_REQUESTED:
        row.due_on = today + timedelta(days=_random.randint(-5, 14))
    row.search_text = f"{row.reference_number} {organisation.name} {row.town}".lower()
    return row
