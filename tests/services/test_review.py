"""The review: taken by one person, judged in writing, readable for ever."""

import pytest

from applications.models import Application, AuditEvent, Finding, FindingSettlement
from applications.rules.sections import Section
from applications.services import review
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
DOUBTFUL = {Section.PROFILE: {"board_share": "half"}}


def test_case_worker_who_begins_takes_the_case() -> None:
    worker = factories.make_staff("Sachbearbeitung")

    factories.make_reviewed(actor=worker)

    assert Application.objects.get().assigned_to == worker


def test_case_keeps_the_person_it_was_given_to() -> None:
    case = factories.make_submitted()
    first, second = (
        factories.make_staff("Sachbearbeitung"),
        factories.make_staff("Sachbearbeitung"),
    )
    review.assign_application(application=case, assignee=first, actor=second, at=AT)

    review.start_review(application=Application.objects.get(), actor=second, at=AT)

    assert Application.objects.get().assigned_to == first
    assert AuditEvent.objects.get(event="application.assigned").data == {"assignee": first.pk}


def test_nobody_is_given_a_case_that_waits_for_a_signature() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_proposed(actor=worker)

    with pytest.raises(MovedMeanwhile):
        review.assign_application(application=case, assignee=None, actor=worker, at=AT)
    assert Application.objects.get().assigned_to == worker


@pytest.mark.parametrize("group", ["Mitzeichnung", "Haushalt", "Revision", "Verwaltung"])
def test_only_case_workers_settle(group: str) -> None:
    factories.make_reviewed(changes=DOUBTFUL)
    finding = Finding.objects.get(outcome="to_clarify")

    with pytest.raises(NotPermitted):
        review.settle_finding(
            finding=finding,
            is_met=True,
            reason="geprüft",
            actor=factories.make_staff(group),
            at=AT,
        )
    assert FindingSettlement.objects.count() == 0


def test_settling_needs_a_reason_and_a_review() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_submitted(changes=DOUBTFUL)
    values = {"finding": Finding.objects.get(outcome="to_clarify"), "actor": worker, "at": AT}

    with pytest.raises(review.NotUnderReview):
        review.settle_finding(is_met=True, reason="geprüft", **values)
    review.start_review(application=case, actor=worker, at=AT)
    values["finding"] = Finding.objects.get(outcome="to_clarify")
    with pytest.raises(ReasonNeeded):
        review.settle_finding(is_met=True, reason="  ", **values)


def test_latest_judgement_counts_and_earlier_ones_stay() -> None:
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_reviewed(actor=worker, changes=DOUBTFUL)
    values = {"finding": Finding.objects.get(outcome="to_clarify"), "actor": worker, "at": AT}
    assert [finding.rule for finding in review.unsettled_findings(case)] == ["VE-05"]

    review.settle_finding(is_met=True, reason="Der Vorstand ist gemischt.", **values)
    assert review.unsettled_findings(case) == []
    review.settle_finding(is_met=False, reason="Das Protokoll sagt anderes.", **values)

    assert [finding.rule for finding in review.unsettled_findings(case)] == ["VE-05"]
    assert FindingSettlement.objects.count() == 2


def test_draft_has_no_findings_to_read() -> None:
    assert review.current_findings(factories.make_draft()) == []


def test_reading_a_case_is_logged() -> None:
    case, worker = factories.make_submitted(), factories.make_staff("Revision")

    review.record_view(application=case, actor=worker, at=AT)

    assert AuditEvent.objects.get(event="application.viewed").actor == worker
