"""Bank details at the desk: masked for all who read cases, whole for those who pay."""

import html

import pytest
from django.urls import reverse

from applications.models import AuditEvent, BankDetails, PhoneConfirmation
from applications.rules.lifecycle import Role
from applications.services import bank_calls
from applications.services.bank_details import bank_account_of
from tests import factories
from tests.support.bank_details import IBAN, MASKED, NUMBER, call, confirm, enter, stop

READERS = ["Sachbearbeitung", "Mitzeichnung", "Leitung", "Haushalt", "Revision"]
PAYERS = ["Haushalt", "Leitung"]


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch):
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def review_of(application):
    return reverse("admin:applications_application_change", args=[application.code])


def number_of(application):
    return reverse("admin:applications_application_bank_details", args=[application.code])


def text_of(answer):
    return " ".join(html.unescape(answer.content.decode()).split())


@pytest.mark.parametrize("group", READERS)
def test_the_page_of_the_case_shows_the_account_masked(desk, group):
    application = factories.make_awarded()
    enter(application, bank_name="Beispielbank")
    confirm(application)

    text = text_of(desk(group).get(review_of(application)))

    assert MASKED in text
    assert NUMBER not in text.replace(" ", "")
    assert "Beispielbank" in text
    assert "22.01.2020 11:00:00" in text
    assert ("Ganze Nummer ansehen" in text) == (group in PAYERS)
    for mark in ("Ausland", "Name weicht ab", "noch nicht bestätigt"):
        assert mark not in text


@pytest.mark.parametrize("group", PAYERS)
def test_those_who_pay_read_the_number_and_that_is_logged(desk, group):
    application, client = factories.make_awarded(), desk(group)
    enter(application)
    page = client.get(number_of(application))

    assert IBAN in text_of(page)
    assert "Auf dieses Konto darf noch nicht überwiesen werden." in text_of(page)
    assert "no-store" in page["Cache-Control"]
    event = AuditEvent.objects.get(event="bank_details.viewed")
    assert (event.actor, event.application) == (client.person, application)
    assert event.data == event.data | {"entry": BankDetails.objects.get().pk, "iban_end": "1001"}


def test_a_usable_account_carries_no_warning(desk):
    application = factories.make_awarded()
    enter(application)
    confirm(application)
    call(application)
    # The desk works on 3 February, more than 48 hours later.
    assert "darf noch nicht" not in text_of(desk("Haushalt").get(number_of(application)))


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Revision", "Verwaltung"])
def test_nobody_else_reads_the_number(desk, group):
    application = factories.make_awarded()
    enter(application)
    assert desk(group).get(number_of(application)).status_code == 403
    assert not AuditEvent.objects.filter(event="bank_details.viewed").exists()


def test_without_a_number_there_is_no_page(desk):
    application, client = factories.make_awarded(), desk("Haushalt")
    assert "Der Verein hat noch kein Konto angegeben." in text_of(
        client.get(review_of(application))
    )
    assert client.get(number_of(application)).status_code == 404
    enter(application)
    stop(application)
    assert client.get(number_of(application)).status_code == 404
    text = text_of(client.get(review_of(application)))
    assert "Fehler gemeldet" in text
    assert "gilt nicht mehr" in text
    assert "Ganze Nummer ansehen" not in text


def test_before_an_award_nothing_is_said(desk):
    application = factories.make_proposed()
    for group in ("Sachbearbeitung", "Haushalt"):
        assert "Bankverbindung" not in text_of(desk(group).get(review_of(application)))


def test_what_needs_a_look_is_marked(desk):
    application = factories.make_awarded()
    factories.make_member(application, role=Role.REPRESENTATIVE)
    enter(application)
    confirm(application)
    enter(application, iban="AT61 1904 3002 3457 3201", account_holder="Rania Haddad")

    text = text_of(desk("Sachbearbeitung").get(review_of(application)))

    marks = ("Ausland", "Name weicht ab", "noch nicht bestätigt", "gilt nicht mehr")
    assert [mark for mark in marks if mark not in text] == []
    assert "durch eine zweite Person nötig" in text
    assert "Bankverbindung eingetragen" in text


def call_of(application):
    return reverse("admin:applications_application_bank_call", args=[application.code])


def answers_of(application, page):
    """Return what a case worker sends who called the number that the page offers."""
    (number,) = bank_calls.known_numbers(application)
    assert f'value="{number}"' in page
    seen = bank_account_of(application).seen
    return {"seen": seen, "phone": number, "spoke_with": "Rania Haddad", "is_theirs": "on"}


def test_a_case_worker_takes_down_the_call(desk):
    application, client = factories.make_awarded(), desk("Sachbearbeitung")
    enter(application)
    confirm(application)
    before = text_of(client.get(review_of(application)))
    assert "noch nicht: wir überweisen nicht" in before
    assert call_of(application) in before

    page = text_of(client.get(call_of(application)))
    assert MASKED in page
    assert NUMBER not in page.replace(" ", "")
    answer = client.post(call_of(application), answers_of(application, page))

    assert answer["Location"] == review_of(application)
    after = text_of(client.get(review_of(application)))
    assert f"<dt>Am Telefon bestätigt</dt><dd>{client.person.name}, 03.02.2020" in after
    assert "<bdi>Rania Haddad</bdi>" in after
    assert call_of(application) not in after
    # A second time there is nothing to call for.
    assert client.get(call_of(application))["Location"] == review_of(application)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"phone": "0666 666666"}, "Wählen Sie die Nummer, die Sie angerufen haben."),
        ({"is_theirs": ""}, "Ohne diese Bestätigung überweisen wir nicht."),
        ({"spoke_with": ""}, "Mit wem haben Sie gesprochen?"),
        ({"seen": "0"}, "Der Antrag hat inzwischen einen anderen Stand."),
        ({"seen": "x"}, "Der Antrag hat inzwischen einen anderen Stand."),
    ],
)
def test_what_is_missing_keeps_the_account_unpayable(desk, change, sentence):
    application, client = factories.make_awarded(), desk("Sachbearbeitung")
    enter(application)
    confirm(application)
    answers = answers_of(application, text_of(client.get(call_of(application))))

    page = client.post(call_of(application), answers | change)

    assert page.status_code == 200
    assert sentence in text_of(page)
    assert not PhoneConfirmation.objects.exists()


def test_who_pays_as_well_is_told_that_somebody_else_calls(desk):
    application, client = factories.make_awarded(), desk("Sachbearbeitung", "Leitung")
    enter(application)
    confirm(application)
    answers = answers_of(application, text_of(client.get(call_of(application))))

    page = text_of(client.post(call_of(application), answers))

    assert "Sie holen auch Zahlungslisten." in page
    assert not PhoneConfirmation.objects.exists()


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Haushalt", "Revision"])
def test_nobody_else_is_offered_the_call(desk, group):
    application, client = factories.make_awarded(), desk(group)
    enter(application)
    confirm(application)

    assert call_of(application) not in text_of(client.get(review_of(application)))
    assert client.get(call_of(application)).status_code == 403
