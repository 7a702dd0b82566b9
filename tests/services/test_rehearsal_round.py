"""A rehearsal is a whole round: invented associations, real rules, no trace elsewhere."""

import random
from collections import Counter
from datetime import datetime

import pytest
from django.conf import LazySettings

from applications import clock
from applications.models import (
    Application,
    AuditEvent,
    FundingRound,
    LegalParameter,
    Message,
    Transition,
    User,
)
from applications.rules.findings import Outcome
from applications.rules.parameters import ParameterKind
from applications.rules.periods import Month
from applications.rules.rounds import Policy
from applications.rules.sections import Section
from applications.services.rehearsal_answers import answers_of, wage
from applications.services.rehearsal_names import MOST, association_name
from applications.services.rehearsal_removal import remove_rehearsal
from applications.services.rehearsal_round import (
    NothingToCopy,
    TooManyAssociations,
    rehearse_round,
)
from applications.services.review import current_findings
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime.fromisoformat("2026-11-28T16:00:00+01:00")


@pytest.fixture(autouse=True)
def no_worker(settings: LazySettings) -> None:
    """PDFs are made by a worker; here nobody waits for them."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_plays_a_whole_round() -> None:
    real = factories.make_round(ineligible_policy=Policy.REFUSE, late_policy=Policy.REFUSE)

    funding_round = rehearse_round(associations=10, seed=1, now=NOW)

    assert (funding_round.reference_prefix, funding_round.is_rehearsal) == ("PROBE-1", True)
    assert funding_round.maximum_eur == real.maximum_eur
    assert funding_round.opens_at < funding_round.closes_at < NOW
    cases = Application.objects.filter(round=funding_round)
    assert Counter(cases.values_list("state", flat=True)) == {
        "submitted": 2,
        "under_review": 1,
        "information_requested": 1,
        "answered": 1,
        "proposed": 1,
        "awarded": 1,
        "waiting": 1,
        "rejected": 1,
        "withdrawn": 1,
    }
    assert all(case.is_rehearsal for case in cases)
    found = {rule.rule for case in cases for rule in told(case)}
    assert found == {"PR-03", "VE-04", "VE-05"}
    starts = {case.micro_project.starts_on for case in cases.select_related("micro_project")}
    assert min(starts) > funding_round.decision_expected_on
    assert not Transition.objects.filter(at__gt=NOW).exists()
    assert not AuditEvent.objects.filter(at__gt=NOW).exists()
    assert not Message.objects.exists()


def told(case: Application) -> list:
    open_outcomes = (Outcome.EXCLUDED, Outcome.TO_CLARIFY, Outcome.NOTE)
    return [found for found in current_findings(case) if found.outcome in open_outcomes]


def test_leaves_no_account_that_anybody_can_use() -> None:
    factories.make_round()
    before = set(User.objects.values_list("pk", flat=True))

    rehearse_round(associations=1, seed=1, now=NOW)

    made = User.objects.exclude(pk__in=before)
    assert sorted(made.values_list("email", flat=True)) == [
        "leitung@probe.invalid",
        "mitzeichnung@probe.invalid",
        "sachbearbeitung@probe.invalid",
        "verein@probe.invalid",
    ]
    assert not any(user.is_active or user.has_usable_password() for user in made)


def test_a_second_one_gets_its_own_number_and_the_same_people() -> None:
    factories.make_round()

    first = rehearse_round(associations=1, seed=1, now=NOW)
    people = User.objects.count()
    second = rehearse_round(associations=1, seed=2, now=NOW)

    assert (first.reference_prefix, second.reference_prefix) == ("PROBE-1", "PROBE-2")
    assert User.objects.count() == people
    assert not User.objects.filter(email__endswith="@probe.invalid", is_active=True).exists()


def test_goes_with_everything_it_brought() -> None:
    factories.make_submitted()
    rounds, cases = FundingRound.objects.count(), Application.objects.count()

    assert remove_rehearsal(rehearse_round(associations=10, seed=1, now=NOW)) == 10

    assert (FundingRound.objects.count(), Application.objects.count()) == (rounds, cases)


def test_a_round_that_wants_hearings_gets_them() -> None:
    factories.make_round(hearing_before_rejection=True)

    funding_round = rehearse_round(associations=10, seed=1, now=NOW)

    assert funding_round.applications.filter(state="hearing").count() == 1
    assert not funding_round.applications.filter(state="rejected").exists()


@pytest.mark.parametrize("now", ["2020-01-20", "2022-06-30", "2024-02-29", "2025-12-31"])
def test_fits_the_law_of_the_year(now: str) -> None:
    factories.make_round()
    instant = datetime.fromisoformat(f"{now}T10:00:00+01:00")

    funding_round = rehearse_round(associations=1, seed=1, now=instant)

    paid = wage(funding_round)
    parameters = LegalParameter.objects.as_parameters(confirmed_by=instant)
    known_on = clock.berlin_date(funding_round.opens_at)
    april = Month(funding_round.year, 4)
    limit = parameters.planning(ParameterKind.MINIJOB_EARNINGS_LIMIT, april, known_on).value
    rate = parameters.planning(ParameterKind.MINIMUM_WAGE, april, known_on).value
    assert rate * paid["hours_month"] <= paid["wage_month_eur"] <= limit
    case = funding_round.applications.get()
    assert case.requested_minijob_eur < funding_round.minijob_maximum_eur
    assert told(case) == []


def test_same_seed_same_answers() -> None:
    funding_round = factories.make_round()

    def drawn(seed: int) -> list:
        dice = random.Random(seed)
        email = "verein@probe.invalid"
        return [
            answers_of(dice, index, funding_round=funding_round, email=email) for index in range(3)
        ]

    assert drawn(7) == drawn(7) != drawn(8)
    assert drawn(7)[0][Section.ORGANISATION]["name"].startswith(
        "Freundeskreis der sprechenden Teekannen "
    )


def test_names_are_never_the_same() -> None:
    assert len({association_name(index, "Kassel") for index in range(MOST)}) == MOST


def test_needs_a_round_to_copy() -> None:
    with pytest.raises(NothingToCopy):
        rehearse_round(associations=1, seed=1, now=NOW)


@pytest.mark.parametrize("associations", [-1, 0, MOST + 1])
def test_refuses_a_number_without_sense(associations: int) -> None:
    factories.make_round()

    with pytest.raises(TooManyAssociations):
        rehearse_round(associations=associations, seed=1, now=NOW)
