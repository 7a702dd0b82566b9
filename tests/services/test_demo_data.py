"""The demonstration: six applications that each show one thing, and full lists around them."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest
from django.conf import LazySettings

from applications.models import Application, AuditEvent, FundingRound, SubmissionSnapshot
from applications.rules.findings import Outcome
from applications.services.demo_data import NotEmpty, load_demo_data
from applications.services.overview import overview
from applications.services.review import current_findings
from applications.workflow import assessment, snapshots
from tests import factories

pytestmark = pytest.mark.django_db

SCENE = datetime.fromisoformat("2020-01-20T10:00:00+01:00")
SILENT = {Outcome.PASSED, Outcome.MANUAL}


@pytest.fixture
def funding_round(settings: LazySettings) -> FundingRound:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return factories.make_round()


def told(application: Application) -> list[tuple[str, str]]:
    findings = current_findings(application)
    return [(found.rule, found.outcome) for found in findings if found.outcome not in SILENT]


def test_scene_is_as_described(funding_round: FundingRound) -> None:
    assert load_demo_data(funding_round) == 52

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

    instants = list(AuditEvent.objects.order_by("number").values_list("at", flat=True))
    assert instants == sorted(instants)
    assert instants[-1] < SCENE
    for snapshot in SubmissionSnapshot.objects.order_by("pk"):
        assert assessment.replay(snapshot) == snapshots.report_of(snapshot)

    with pytest.raises(NotEmpty):
        load_demo_data(funding_round)
