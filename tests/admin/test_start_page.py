"""„Heute“ and the lists of what is stuck."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.admin import outbox
from applications.models import Document, FundingRound, Message
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.parameters import ParameterKind
from applications.services import award, legal_parameters, round_changes, second_factor_resets
from tests import factories
from tests.support import paper
from tests.support.award_lists import freeze, make_scenario

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
        amounts=application.requested,
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


def test_every_mail_has_a_german_name(settings):
    mails = (settings.BASE_DIR / "templates/mail").glob("*.txt")
    kinds = {path.stem for path in mails if path.stem != "base"}

    assert kinds == set(outbox.KINDS)


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

    # Session, account, groups, rounds, closed cases; counts, arrivals; own cases, two more kinds
    # of tasks, what waits for a second person, events, two kinds of failures.
    with django_assert_num_queries(14):
        client.get(TODAY)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("group", "queries"), [("Leitung", 13), ("Verwaltung", 10)])
def test_query_count_with_what_waits_for_a_second_person(
    desk, django_assert_num_queries, group, queries, count
):
    client = desk(group)
    factories.make_round()
    author = factories.make_staff("Verwaltung")
    for number in range(count):
        _enter_wage(author, day=number + 1)
    client.get(TODAY)

    with django_assert_num_queries(queries):
        client.get(TODAY)


def test_what_waits_for_a_second_person_leads_to_its_page(desk):
    author, head = desk("Verwaltung"), desk("Leitung")
    row = factories.make_round()
    value = _enter_wage(author.person)
    change = round_changes.propose_change(
        funding_round=row,
        values={"contact_phone": "0611 1"},
        reason="Neuer Anschluss.",
        actor=author.person,
        at=factories.REVIEWED_AT,
    )
    account = factories.make_staff("Haushalt", name="Hanna Beispiel")
    second_factor_resets.ask_reset(
        account=account,
        reason="Persönlich im Büro.",
        actor=author.person,
        at=factories.REVIEWED_AT,
    )
    colleague = factories.make_staff("Leitung")
    factories.make_ready()
    frozen = freeze(make_scenario(actor=colleague), actor=colleague)
    entry = paper.hand_over(paper.make_paper_entry())

    text = text_of(head.get(TODAY))

    for label, about, name, args in (
        ("Änderung der Runde bestätigen", row.name, "fundinground_decide", [row.pk, change.pk]),
        ("Rechtswert bestätigen", "ab 01.01.2031", "legalparameter_confirm", [value.pk]),
        ("Zurücksetzen bestätigen", "Hanna Beispiel", "user_second_factor", [account.pk]),
        ("Eingefrorene Liste bestätigen", row.name, "awardlist_change", [frozen.pk]),
        (
            "Papierantrag prüfen",
            entry.application.organisation_name,
            "paperentry_change",
            [entry.application.code],
        ),
    ):
        address = reverse(f"admin:applications_{name}", args=args)
        assert re.search(
            rf'{label} \(1\)</h3>\s*<ul>\s*<li><a href="{address}">[^<]*{about}', text
        )
        assert head.get(address).status_code == 200
    assert "Meine Aufgaben" in text_of(author.get(TODAY))
    assert "bestätigen (1)" not in text_of(author.get(TODAY))


def _enter_wage(author, day=1):
    return legal_parameters.enter_parameter(
        kind=ParameterKind.MINIMUM_WAGE,
        valid_from=date(2031, 1, day),
        known_from=None,
        value=Decimal("14.00"),
        source="BGBl.",
        actor=author,
        at=factories.REVIEWED_AT,
    )
