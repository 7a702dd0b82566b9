"""„Heute“ and the lists of what is stuck."""

import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.admin import outbox
from applications.models import Document, FundingRound, Message
from applications.models.document import DocumentKind
from applications.rules.decisions import DecisionKind, Reasons
from applications.services import award
from tests import factories

TODAY = reverse("admin:index")


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def test_page_counts_money_and_tasks(desk):
    worker, approver = desk("Sachbearbeitung"), desk("Mitzeichnung")
    waiting = factories.make_submitted()
    own = factories.make_reviewed(actor=worker.person)
    proposed = factories.make_proposed(actor=worker.person)

    text = text_of(worker.get(TODAY))
    assert "1 Antrag" in text
    assert f"{waiting.reference_number}</a> <span" not in text
    assert own.reference_number in text
    assert "Zur Mitzeichnung" not in text
    assert "Frei: 391.638,38\N{NO-BREAK SPACE}€ – das sind noch 38 volle Förderungen." in text

    text = text_of(approver.get(TODAY))
    assert "Zur Mitzeichnung" in text
    assert proposed.reference_number in text


def test_own_proposal_is_not_a_task(desk):
    person = factories.make_staff("Mitzeichnung", "Sachbearbeitung")
    factories.make_proposed(actor=person)

    assert "Zur Mitzeichnung" not in text_of(desk(person=person).get(TODAY))


def test_later_proposal_of_a_colleague_is_a_task(desk):
    person, colleague = factories.make_staff("Mitzeichnung", "Sachbearbeitung"), desk("Leitung")
    application = factories.make_proposed(actor=person)
    values = {"application": application, "at": factories.REVIEWED_AT}
    award.return_decision(reason="Bitte begründen.", actor=colleague.person, **values)
    award.propose_decision(
        kind=DecisionKind.AWARD,
        amounts=award.requested_amounts(application),
        reasons=Reasons(),
        actor=factories.make_staff("Sachbearbeitung"),
        **values,
    )

    assert "Zur Mitzeichnung" in text_of(desk(person=person).get(TODAY))


def test_returned_proposal_is_a_task(desk):
    worker = desk("Sachbearbeitung")
    application = factories.make_proposed(actor=worker.person)
    award.return_decision(
        application=application,
        reason="Bitte begründen.",
        actor=factories.make_staff("Leitung"),
        at=factories.REVIEWED_AT,
    )

    assert "Zurück an mich" in text_of(worker.get(TODAY))


def test_page_without_any_round_says_so(desk):
    text = text_of(desk("Sachbearbeitung").get(TODAY))

    assert "Es gibt noch keine Runde." in text
    assert "Alles erledigt. Sie haben keine offenen Aufgaben." in text


def test_days_until_the_deadline(desk, rehearsal):
    factories.make_round()
    rehearsal("2020-01-29T12:00")

    text = re.sub(r"<[^>]*>", "", text_of(desk("Leitung").get(TODAY)))
    assert "Noch 2 Tage bis zur Frist" in text


@pytest.mark.parametrize("group", ["Haushalt", "Verwaltung"])
def test_people_without_cases_see_no_names(desk, group):
    application = factories.make_submitted()

    assert application.organisation_name not in text_of(desk(group).get(TODAY))


def test_spent_budget_pays_no_full_grant(desk):
    factories.make_round()
    FundingRound.objects.update(awarded_eur=Decimal("397800.00"))

    text = text_of(desk("Haushalt").get(TODAY))

    assert "Frei: 2.200,00\N{NO-BREAK SPACE}€ – das sind noch 0 volle Förderungen." in text


def test_every_document_and_mail_has_a_german_name(settings):
    mails = (settings.BASE_DIR / "templates/mail").glob("*.txt")
    kinds = {path.stem for path in mails if path.stem != "base"}

    assert kinds | set(DocumentKind) == set(outbox.KINDS)


def test_failures_are_announced_and_come_first(desk):
    application = factories.make_submitted()
    factories.make_submitted()
    Document.objects.update(rendered_at=None, sha256="", size=None)
    Document.objects.filter(application=application).update(last_error="OSError: disk full")
    Message.objects.filter(application=application).update(
        sent_at=None, last_error="SMTPServerDisconnected: bye", attempts=5
    )
    client = desk("Verwaltung")

    text = text_of(client.get(TODAY))
    assert "1 Dokument konnte nicht erzeugt werden." in text
    assert "1 E-Mail konnte nicht gesendet werden." in text
    answer = client.get(reverse("admin:applications_document_changelist"))
    assert next(iter(answer.context["cl"].result_list)).application == application
    text = text_of(client.get(reverse("admin:applications_message_changelist")))
    assert "SMTPServerDisconnected" in text
    assert "bye" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_start_page_query_count(desk, django_assert_num_queries, count):
    client = desk("Sachbearbeitung")
    for _number in range(count):
        factories.make_submitted()
    client.get(TODAY)

    # Session, account, groups, rounds, the current one; counts, arrivals, money; seven kinds of
    # tasks, what nobody has, events, two kinds of failures.
    with django_assert_num_queries(19):
        client.get(TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "applications_document",
        "applications_message",
        "applications_auditevent",
        "applications_transition",
        "applications_membership",
        "auth_group",
        "applications_user",
        "applications_legalparameter",
        "applications_fundinground",
    ],
)
def test_other_lists_ask_a_constant_number_of_queries(desk, django_assert_max_num_queries, name):
    client = desk("Revision")
    url = reverse(f"admin:{name}_changelist")
    for _number in range(3):
        factories.make_proposed()
    client.get(url)

    with django_assert_max_num_queries(6):
        client.get(url)
