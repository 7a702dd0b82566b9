"""The demonstration: six applications that each show one thing, and full lists around them."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db.models import DateTimeField, Max, Sum

from applications.models import (
    Application,
    AuditEvent,
    CaseMessage,
    FundingRound,
    SubmissionSnapshot,
    User,
)
from applications.rules.findings import Outcome
from applications.rules.sections import Section
from applications.services.demo_data import NotEmpty, generated, load_demo_data
from applications.services.overview import overview
from applications.services.review import current_findings
from applications.workflow import assessment, snapshots
from tests import factories

# Real time, and what a round or an account plans ahead.
REAL_OR_AHEAD = {"real_at", "closes_at", "last_login", "date_joined", "set_at"}

pytestmark = pytest.mark.django_db

SCENE = datetime.fromisoformat("2020-01-20T10:00:00+01:00")
LATER = datetime.fromisoformat("2020-02-03T09:00:00+01:00")
LAST_FIVE_DAYS = datetime.fromisoformat("2020-01-27T00:00:00+01:00")
SILENT = {Outcome.PASSED, Outcome.MANUAL}


@pytest.fixture
def funding_round(settings: LazySettings) -> FundingRound:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return factories.make_round(texts_released=False)


def told(application: Application) -> list[tuple[str, str]]:
    findings = current_findings(application)
    return [(found.rule, found.outcome) for found in findings if found.outcome not in SILENT]


def nothing_is_later_than(scene: datetime) -> None:
    """Look at all instants of all rows: those of the log, and every other column."""
    instants = list(AuditEvent.objects.order_by("number").values_list("at", flat=True))
    assert instants == sorted(instants)
    for model in apps.get_app_config("applications").get_models():
        rows = model._base_manager
        for field in model._meta.concrete_fields:
            if isinstance(field, DateTimeField) and field.name not in REAL_OR_AHEAD:
                latest = rows.aggregate(latest=Max(field.name))["latest"]
                assert latest is None or latest < scene, f"{model.__name__}.{field.name}"


def test_scene_is_as_described(funding_round: FundingRound) -> None:
    assert load_demo_data(funding_round, now=SCENE) == 52

    cases = {case.reference_number: case for case in Application.objects.exclude(number=None)}
    assert told(cases["WIR-2020-0042-43"]) == []
    assert told(cases["WIR-2020-0007-51"]) == [("PR-03", "to_clarify")]
    assert told(cases["WIR-2020-0036-61"]) == [("AB-01", "note")]
    assert told(cases["WIR-2020-0030-79"]) == [("VE-04", "excluded")]
    assert told(cases["WIR-2020-0050-19"]) == [("VE-03", "to_clarify")]
    assert cases["WIR-2020-0042-43"].requested_eur == Decimal("8361.62")
    assert Counter(Application.objects.values_list("state", flat=True)) == {
        "draft": 1,
        "submitted": 24,
        "under_review": 18,
        "proposed": 4,
        "awarded": 3,
        "rejected": 1,
        "waiting": 1,
        "withdrawn": 1,
    }
    assert set(cases) == {number for number in cases if number.startswith("WIR-2020-00")}

    draft = overview(Application.objects.with_lists().get(state="draft"), at=SCENE)
    assert [found.rule for row in draft.sections for found in row.findings] == ["MJ-02"]

    nothing_is_later_than(SCENE)
    for snapshot in SubmissionSnapshot.objects.order_by("pk"):
        assert assessment.replay(snapshot) == snapshots.report_of(snapshot)
    assert User.objects.filter(groups__name="Sachbearbeitung").count() == 1

    with pytest.raises(NotEmpty):
        load_demo_data(funding_round, now=SCENE)


@pytest.mark.slow
def test_second_scene_is_as_described(funding_round: FundingRound) -> None:
    assert load_demo_data(funding_round, now=LATER) == 141

    assert Counter(Application.objects.values_list("state", flat=True)) == {
        "draft": 1,
        "submitted": 58,
        "under_review": 44,
        "information_requested": 9,
        "answered": 3,
        "hearing": 1,
        "proposed": 6,
        "awarded": 9,
        "waiting": 3,
        "rejected": 3,
        "withdrawn": 5,
    }
    assert Application.objects.filter(is_late=True).count() == 2
    assert len(set(Application.objects.sent().values_list("district", flat=True))) == 26
    nothing_is_later_than(LATER)
    the_six_are_as_described()
    the_money_is_right(funding_round)
    assert User.objects.filter(groups__name="Sachbearbeitung").count() == 2


def the_six_are_as_described() -> None:
    cases = {case.organisation_name.split()[0]: case for case in named_cases()}
    states = {name: (case.reference_number, case.state) for name, case in cases.items()}
    assert states == {
        "Elterntreff": ("WIR-2020-0007-51", "under_review"),
        "Begegnungskreis": ("WIR-2020-0030-79", "hearing"),
        "Seniorenforum": ("WIR-2020-0036-61", "under_review"),
        "Frauennetz": ("WIR-2020-0042-43", "under_review"),
        "Bildungskreis": ("WIR-2020-0050-19", "information_requested"),
        "Sport": (None, "draft"),
    }
    assert {name: told(case) for name, case in cases.items() if told(case)} == {
        "Elterntreff": [("PR-03", "to_clarify")],
        "Begegnungskreis": [("VE-04", "excluded")],
        "Seniorenforum": [("AB-01", "note")],
        "Bildungskreis": [("VE-03", "to_clarify")],
    }
    said = CaseMessage.objects.order_by("pk").values_list("application__number", "text")
    assert list(said) == [
        (7, "Wir stimmen zu, dass Sie am 1. Januar 2020 beginnen. Das ist noch keine Zusage."),
        (42, "Dürfen wir den Flyer schon drucken?"),
        (42, "Bitte warten Sie noch. Kosten von vor dem Bescheid können wir nicht bezahlen."),
    ]
    request = cases["Bildungskreis"].information_requests.get()
    assert (str(request.due_on), request.closed_at) == ("2020-02-17", None)
    assert request.points.get().text.endswith("Der alte Bescheid ist vom 14. Mai 2013.")
    hearing = cases["Begegnungskreis"].hearings.get()
    assert hearing.reason.endswith("Was möchten Sie dazu sagen?")


def named_cases() -> list[Application]:
    named = Application.objects.exclude(organisation_name__regex=r"^(Frauenverein|Elternkreis) ")
    return list(named.exclude(organisation_name__regex=r"^(Kulturtreff|Jugendforum|Nachb\w+) "))


def the_money_is_right(funding_round: FundingRound) -> None:
    """The pinned sums also show that the scene is the same in every run."""
    funding_round.refresh_from_db()
    sums = Application.objects.counted().aggregate(asked=Sum("requested_eur"))
    awarded = Application.objects.aggregate(awarded=Sum("awarded_eur"))["awarded"]
    assert awarded == funding_round.awarded_eur == Decimal("72421.65")
    assert funding_round.reserved_eur == Decimal("48309.15")
    assert sums["asked"] == Decimal("1093657.18")
    judged = Application.objects.exclude(points=None)
    assert judged.count() == 35
    assert judged.values("points").distinct().count() > 3


def test_generated_applications_are_the_same_in_every_run() -> None:
    first, later = list(generated.applications()), list(generated.later_applications())
    assert (first, later) == (
        list(generated.applications()),
        list(generated.later_applications()),
    )
    both = [*first, *later]
    names = {one.answers[Section.ORGANISATION]["name"] for one in both}
    full = [one for one in both if one.answers[Section.WAGE]["wage_month_eur"] == 450]
    assert (len(first), len(both), len(names), len(full)) == (47, 136, 136, 95)
    assert sum(one.received_at >= LAST_FIVE_DAYS for one in both) == 68
    assert [one.received_at for one in both] == sorted(one.received_at for one in both)
    kinds = [(generated.is_clear(i), generated.is_excluded(i)) for i in range(len(both))]
    assert Counter(kinds) == {(True, False): 82, (False, False): 41, (False, True): 13}
