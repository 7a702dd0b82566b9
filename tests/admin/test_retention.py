"""„Aufbewahrung“, „Löschsperre“ and „Zugriffe“ as their readers see them."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applications.models import Application, AuditEvent, CaseStatistic, LegalHold
from applications.rules.review import Relation
from applications.services import legal_holds, retention, review
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.factories import ASKED_AT
from tests.support.accounts import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    return factories.make_reviewed()


def hold(case: Application, **changes) -> LegalHold:
    values = {
        "application": case,
        "reason": "Klage 7 K 12/20",
        "actor": factories.make_staff("Leitung", name="Ada Nadel"),
        "at": ASKED_AT,
    }
    return legal_holds.set_hold(**{**values, **changes})


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def page_of(case: Application, name: str) -> str:
    return reverse(f"admin:applications_application_{name}", args=[case.code])


def test_the_head_sets_a_hold_and_lifts_it_in_writing(client, case):
    head = factories.make_staff("Leitung")
    sign_in(client, head)
    address = page_of(case, "legal_hold")

    refused = client.post(address, {"reason": " "})
    assert "Schreiben Sie einen Grund" in refused.content.decode()
    client.post(address, {"reason": "Klage 7 K 12/20"})
    assert "Löschsperre: Dieser Antrag" in text_of(client, page_of(case, "change"))
    assert "Klage 7 K 12/20" in text_of(client, address)
    client.post(address, {"reason": "Verfahren zu Ende"})

    row = LegalHold.objects.get()
    assert (row.reason, row.set_by, row.lift_reason, row.lifted_by) == (
        "Klage 7 K 12/20",
        head,
        "Verfahren zu Ende",
        head,
    )
    logged = AuditEvent.objects.filter(event__startswith="legal_hold.").order_by("number")
    assert [(one.event, one.data["hold"]) for one in logged] == [
        ("legal_hold.set", row.pk),
        ("legal_hold.lifted", row.pk),
    ]


def test_only_the_head_without_conflict_holds_and_only_with_a_reason(case):
    with pytest.raises(NotPermitted):
        hold(case, actor=factories.make_staff("Verwaltung", "Sachbearbeitung", "Revision"))
    with pytest.raises(ReasonNeeded):
        hold(case, reason=" \n")
    biased = factories.make_staff("Leitung")
    factories.declare(biased, case, Relation.RELATED)
    with pytest.raises(ConflictOfInterest):
        hold(case, actor=biased)
    assert not LegalHold.objects.exists()


def test_a_case_is_held_once_and_a_hold_is_lifted_once(case):
    row = hold(case)
    head = factories.make_staff("Leitung")
    with pytest.raises(legal_holds.AlreadyHeld):
        hold(case)
    deed = {"application": case, "reason": "Zu Ende", "actor": head, "at": ASKED_AT}
    legal_holds.lift_hold(**deed)
    with pytest.raises(legal_holds.NotHeld):
        legal_holds.lift_hold(**deed)
    hold(case)
    assert LegalHold.objects.filter(application=case).count() == 2
    assert row.pk


def test_a_hold_cannot_be_rewritten(case):
    row = hold(case)

    for changes in ({"reason": "Anders"}, {"lifted_at": ASKED_AT}):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            LegalHold.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_the_page_shows_what_goes_when_and_what_is_held(client, case):
    factories.make_complete_draft()
    hold(case)
    retention.apply_retention(at=ASKED_AT, is_trial=False)
    for group in ("Leitung", "Revision", "Verwaltung"):
        sign_in(client, factories.make_staff(group))

        text = text_of(client, reverse("admin:retention"))

        assert "31.07.2020" in text
        assert "Klage 7 K 12/20" in text
        assert case.reference_number in text
        assert "1 Antrag ist nicht abgeschlossen" in text
        assert AuditEvent.objects.get(event="retention.applied").data["report"][:8] in text


def test_figures_of_deleted_cases_are_summed_up(client, case):
    for requested in (1000, 2000):
        CaseStatistic.objects.create(
            round=case.round,
            received_year=2019,
            received_month=12,
            outcome="awarded",
            requested_eur=requested,
            awarded_eur=900,
        )
    sign_in(client, factories.make_staff("Revision"))

    text = " ".join(text_of(client, reverse("admin:retention")).split())

    assert "<td>2</td><td>3.000,00 €</td><td>1.800,00 €</td>" in text


def test_a_closed_case_is_not_named_to_the_biased_head(client, case):
    hold(case)
    biased = factories.make_staff("Leitung")
    factories.declare(biased, case, Relation.RELATED)
    reader = factories.make_staff("Sachbearbeitung")
    review.record_view(application=case, actor=reader, at=ASKED_AT)
    sign_in(client, biased)

    pages = (
        reverse("admin:retention"),
        reverse("admin:applications_user_accesses", args=[reader.pk]),
    )
    assert [page for page in pages if case.reference_number in text_of(client, page)] == []
    assert client.get(page_of(case, "accesses")).status_code == 403


def test_who_saw_a_case_and_what_an_account_saw(client, case, rehearsal):
    rehearsal(ASKED_AT + timedelta(days=1))
    reader = factories.make_staff("Mitzeichnung", name="Ada Nadel")
    review.record_view(application=case, actor=reader, at=ASKED_AT)
    for group in ("Leitung", "Revision"):
        sign_in(client, factories.make_staff(group))

        of_case = text_of(client, page_of(case, "accesses") + "?tage=3")
        account = reverse("admin:applications_user_accesses", args=[reader.pk])

        assert "Ada Nadel" in of_case
        assert account in of_case
        assert "Prüfung begonnen" not in of_case
        assert "Prüfung begonnen" in text_of(client, page_of(case, "accesses") + "?tage=x")
        assert case.reference_number in text_of(client, account)
        assert account in text_of(client, reverse("admin:applications_user_changelist"))
        assert page_of(case, "accesses") in text_of(client, page_of(case, "change"))


def test_others_see_no_way_to_the_accesses(client, case):
    account = factories.make_staff("Mitzeichnung")
    sign_in(client, factories.make_staff("Verwaltung"))
    listed = text_of(client, reverse("admin:applications_user_changelist"))
    assert reverse("admin:applications_user_accesses", args=[account.pk]) not in listed
    sign_in(client, factories.make_staff("Sachbearbeitung"))
    text = text_of(client, page_of(case, "change"))
    assert page_of(case, "accesses") not in text
    assert page_of(case, "legal_hold") not in text
