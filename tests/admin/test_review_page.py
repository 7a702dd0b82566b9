"""The review page: frozen facts next to findings, and the judgement on what is open."""

import html
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import AuditEvent, FindingSettlement, MicroProject
from applications.rules.sections import Section
from applications.services import review
from tests import factories

OLD_NOTICE = {Section.NON_PROFIT: {"notice_date": date(2013, 5, 14)}}


def page_of(application) -> str:
    return reverse("admin:applications_application_change", args=[application.code])


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def case(db):
    """A case under review with one thing to clarify: an old notice."""
    return factories.make_reviewed(
        actor=factories.make_staff("Sachbearbeitung", name="Anna Beispiel"), changes=OLD_NOTICE
    )


def settle_url(application) -> str:
    finding = review.unsettled_findings(application)[0]
    return reverse("admin:applications_application_settle", args=[application.code, finding.pk])


def test_page_shows_head_findings_answers_files_and_history(desk, case):
    text = text_of(desk("Sachbearbeitung").get(page_of(case)))

    for words in (
        case.reference_number,
        case.organisation_name,
        "18.01.2020 21:14:07",
        "fristgerecht",
        "Anna Beispiel",
        "VE-03",
        "Nachweis aktuell",
        "14. Mai 2013",
        "§ 63 Abs. 5 AO",
        "1 Punkt ist noch zu klären.",
        "Formular-Werkstatt am Samstag",
        "statutes.pdf",
        "5.361,62\N{NO-BREAK SPACE}€",
        "Prüfung begonnen",
        "Antrag abgesendet",
    ):
        assert words in text


def test_answers_are_those_that_were_sent(desk, case):
    MicroProject.objects.filter(application=case).update(title="Nachträglich geändert")

    text = text_of(desk("Sachbearbeitung").get(page_of(case)))

    assert "Formular-Werkstatt am Samstag" in text
    assert "Nachträglich geändert" not in text


def test_open_findings_come_first(desk, case):
    text = text_of(desk("Revision").get(page_of(case)))

    assert text.index("VE-03") < text.index("PR-05") < text.index("VE-01")


def test_law_behind_a_finding_is_shown(desk, case):
    text = text_of(desk("Revision").get(page_of(case)))

    assert "Mindestlohn: 9,35 (gilt ab 01.01.2020" in text


def test_opening_a_case_is_logged(desk, case):
    client = desk("Revision")

    client.get(page_of(case))

    event = AuditEvent.objects.order_by("-number").first()
    assert (event.event, event.actor, event.application) == (
        "application.viewed",
        client.person,
        case,
    )


def test_budget_office_sees_amounts_and_no_answers(desk, case):
    text = text_of(desk("Haushalt").get(page_of(case)))

    assert "8.361,62\N{NO-BREAK SPACE}€" in text
    for words in ("VE-03", "Rania Haddad", "Formular-Werkstatt", "statutes.pdf", "Verlauf"):
        assert words not in text


def test_administration_sees_no_cases(desk, case):
    assert desk("Verwaltung").get(page_of(case)).status_code == 403


def test_auditor_gets_no_buttons(desk, case):
    text = text_of(desk("Revision").get(page_of(case)))

    assert "<textarea" not in text
    assert "step-link" not in text


@pytest.mark.parametrize(("button", "is_met"), [("yes", True), ("no", False)])
def test_finding_is_settled_in_writing(desk, case, button, is_met):
    client = desk("Sachbearbeitung")
    url = settle_url(case)
    prefix = f"finding-{url.rstrip('/').rpartition('/')[2]}"

    answer = client.post(url, {f"{prefix}-reason": "Neuer Bescheid liegt vor.", "is_met": button})

    assert answer["Location"] == page_of(case)
    settlement = FindingSettlement.objects.get()
    assert (settlement.is_met, settlement.reason) == (is_met, "Neuer Bescheid liegt vor.")
    assert settlement.settled_by == client.person
    text = text_of(client.get(page_of(case)))
    assert ("Geklärt: erfüllt" if is_met else "Geklärt: nicht erfüllt") in text
    assert "Es ist nichts mehr zu klären." in text


def test_settling_needs_a_reason_and_a_verdict(desk, case):
    client = desk("Sachbearbeitung")

    text = text_of(client.post(settle_url(case), {"is_met": "yes"}))
    assert "Schreiben Sie einen Grund. Er gehört zur Akte." in text
    text = text_of(client.post(settle_url(case), {"is_met": "perhaps"}))
    assert "Wählen Sie „Erfüllt“ oder „Nicht erfüllt“." in text
    assert not FindingSettlement.objects.exists()


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Haushalt", "Revision"])
def test_others_do_not_settle(desk, case, group):
    answer = desk(group).post(settle_url(case), {"is_met": "yes"})

    assert answer.status_code == 403


def test_passed_findings_cannot_be_settled(desk, case):
    passed = case.snapshots.get().findings.get(rule="VE-01")
    url = reverse("admin:applications_application_settle", args=[case.code, passed.pk])

    assert desk("Sachbearbeitung").get(url).status_code == 404


def test_settling_ends_with_the_review(desk, case):
    url = settle_url(case)
    finding = review.unsettled_findings(case)[0]
    worker = factories.make_staff("Sachbearbeitung")
    review.settle_finding(
        finding=finding, is_met=True, reason="Liegt vor.", actor=worker, at=factories.REVIEWED_AT
    )
    factories.complete_review(case, actor=worker)
    factories.propose(case, actor=worker)
    prefix = f"finding-{finding.pk}"

    answer = desk(person=worker).post(url, {f"{prefix}-reason": "Doch nicht.", "is_met": "no"})

    sentence = "Sie können Regeln nur klären, solange der Antrag in Prüfung ist."
    assert sentence in text_of(answer)


@pytest.mark.parametrize("count", [0, 20])
def test_query_count_of_the_page(desk, count):
    client = desk("Sachbearbeitung")
    application = factories.make_reviewed(
        actor=client.person,
        changes={
            Section.COSTS: {
                "items": [
                    {
                        "kind": "rooms",
                        "purpose": f"Miete {number}",
                        "calculation": "",
                        "amount_eur": Decimal("3200.00") / (count or 1),
                    }
                    for number in range(count or 1)
                ]
            }
        },
    )
    for _number in range(count):
        factories.make_attachment(application, kind="other")
    client.get(page_of(application))

    with CaptureQueriesContext(connection) as queries:
        client.get(page_of(application))

    # The test's own transaction adds savepoints, which a real request does not have.
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == 29, "\n".join(statements)
