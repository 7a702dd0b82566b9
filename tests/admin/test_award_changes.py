"""„Bescheid ändern“ and „aufheben“: proposed by one person, signed or returned by another."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application, AwardChange, LegalText
from applications.rules.lifecycle import State
from applications.rules.review import Relation
from applications.services.confirmations import Confirmation
from tests import factories
from tests.support.accounts import prove_identity, sign_in
from tests.support.award_changes import AT, REASONS, propose, sign
from tests.support.pages import page_text

pytestmark = pytest.mark.django_db

AMEND, REVOKE = "bescheid-aendern", "bescheid-aufheben"
SIGN, RETURN = "aenderung-mitzeichnen", "aenderung-zurueckgeben"
TYPED = {
    "basis": "lower_costs",
    "micro_project_eur": "2.000",
    "minijob_eur": "5.361,62",
    "facts": REASONS.facts,
    "assessment": REASONS.assessment,
    "heard": "Der Verein ist einverstanden.",
    "step": "go",
}
Desk = Callable[..., Client]


def days(first: str, last: str) -> dict[str, str]:
    """Return what is typed for a new period."""
    return {
        f"{name}_{place}": number
        for name, day in (("begins_on", first), ("ends_on", last))
        for place, number in enumerate(day.split("."))
    }


@pytest.fixture
def case() -> Application:
    return factories.make_awarded()


def page_of(slug: str) -> str:
    code = Application.objects.get().code
    return reverse("admin:applications_application_step", args=[code, slug])


def review_page() -> str:
    return reverse("admin:applications_application_change", args=[Application.objects.get().code])


def send(client: Client, slug: str, data: dict[str, Any]) -> Any:
    seen = client.get(page_of(slug)).context["form"].current
    return client.post(page_of(slug), {"seen": seen, **data})


def offered(client: Client) -> set[str]:
    page = client.get(review_page()).content.decode()
    return {slug for slug in (AMEND, REVOKE, SIGN, RETURN) if page_of(slug) in page}


@pytest.mark.usefixtures("case")
def test_an_award_is_amended_by_two_persons(desk: Desk) -> None:
    worker, signer = desk("Sachbearbeitung"), desk("Mitzeichnung")
    assert offered(worker) == {AMEND, REVOKE}
    assert offered(signer) == set()
    form = worker.get(page_of(AMEND)).context["form"]
    assert form["micro_project_eur"].value() == "3000,00"

    answer = send(worker, AMEND, TYPED)

    assert answer["Location"] == review_page()
    change = AwardChange.objects.get()
    assert (change.proposed_by, change.after.total_eur) == (worker.person, Decimal("7361.62"))
    assert offered(worker) == set()
    assert offered(signer) == {SIGN, RETURN}
    text = page_text(worker.get(review_page()))
    assert "8.361,62 € → 7.361,62 €" in text
    assert "Eine Änderung des Bescheids wartet auf eine andere Person." in text

    prove_identity(signer)
    text = page_text(signer.get(page_of(SIGN)))
    assert "Mikroprojekt 3.000,00 € 2.000,00 €" in text
    assert "§ 49 Abs. 3 HVwVfG, Nr. 2 ANBest-P" in text
    assert "Der Verein ist einverstanden." in text
    assert "beim Verwaltungsgericht Gießen" in text
    send(signer, SIGN, {"checked": "on", "step": "go"})

    stored = Application.objects.get()
    assert (stored.state, stored.awarded_eur) == (State.AWARDED, Decimal("7361.62"))
    assert offered(worker) == {AMEND, REVOKE}


@pytest.mark.usefixtures("case")
def test_an_award_ends_by_two_persons(desk: Desk) -> None:
    worker, head = desk("Sachbearbeitung"), desk("Leitung")
    assert "Der ganze Bescheid endet." in page_text(worker.get(page_of(REVOKE)))

    answer = send(worker, REVOKE, TYPED | {"is_for_the_past": "on", "paid_eur": "8.361,62"})
    assert answer["Location"] == review_page()
    prove_identity(head)
    text = page_text(head.get(page_of(SIGN)))
    assert "Wir fordern zurück 8.361,62" in text
    send(head, SIGN, {"checked": "on", "step": "go"})

    assert Application.objects.get().state == State.REVOKED
    assert offered(worker) == offered(head) == set()
    assert "Aufhebung des Bescheids mitgezeichnet" in page_text(head.get(review_page()))


@pytest.mark.usefixtures("case")
def test_a_new_period_alone_is_a_change(desk: Desk) -> None:
    worker = desk("Sachbearbeitung")
    typed = TYPED | days("1.5.2020", "30.11.2020") | {"basis": "wish", "heard": ""}

    answer = send(worker, AMEND, typed | {"micro_project_eur": "3000"})

    assert answer.status_code == 302
    change = AwardChange.objects.get()
    assert (change.begins_on, change.ends_on) == (date(2020, 5, 1), date(2020, 11, 30))
    signer = desk("Mitzeichnung")
    prove_identity(signer)
    assert "Zeitraum 01.04.2020 – 31.12.2020 01.05.2020 – 30.11.2020" in page_text(
        signer.get(page_of(SIGN))
    )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"micro_project_eur": "3000,01"}, "micro_project_eur", "Mehr als bisher geht so nicht."),
        ({"minijob_eur": "7200"}, "minijob_eur", "Mehr als bisher geht so nicht."),
        ({"minijob_eur": ""}, "minijob_eur", "Tragen Sie einen Betrag ein"),
        ({"micro_project_eur": "0", "minijob_eur": "0"}, "__all__", "So bleibt nichts übrig."),
        ({"micro_project_eur": "3000"}, "__all__", "Sie haben nichts geändert"),
        ({"heard": ""}, "heard", "Schreiben Sie, was der Verein dazu gesagt hat"),
        ({"begins_on_0": "1", "begins_on_1": "5", "begins_on_2": "2020"}, "ends_on", "Beginn und"),
        ({"ends_on_0": "1", "ends_on_1": "5", "ends_on_2": "2020"}, "begins_on", "Beginn und"),
        (days("31.12.2019", "30.11.2020"), "begins_on", "So früh darf der Zeitraum nicht"),
        (days("1.5.2020", "1.1.2021"), "ends_on", "So lang darf der Zeitraum nicht gehen"),
        (days("1.5.2020", "30.4.2020"), "ends_on", "Das Ende darf nicht vor dem Beginn liegen"),
        ({"paid_eur": "8361,63"}, "paid_eur", "Ausgezahlt sein kann höchstens"),
        ({"basis": ""}, "basis", "Wählen Sie eine Antwort aus."),
        ({"facts": ""}, "facts", "Schreiben Sie einen Grund."),
        ({"assessment": " "}, "assessment", "Schreiben Sie einen Grund."),
        ({"discretion": "Am {Datum}."}, "discretion", "Platzhalter: {Datum}"),
        ({"heard": "Am ___"}, "heard", "Platzhalter: ___"),
    ],
)
@pytest.mark.usefixtures("case")
def test_what_a_rule_refuses_is_said_at_its_field(
    desk: Desk, typed: dict[str, str], field: str, sentence: str
) -> None:
    answer = send(desk("Sachbearbeitung"), AMEND, TYPED | typed)

    assert sentence in page_text(answer)
    assert field in answer.context["form"].errors
    assert not AwardChange.objects.exists()


def test_another_change_is_refused_while_one_waits(desk: Desk, case: Application) -> None:
    worker = desk("Sachbearbeitung")
    seen = worker.get(page_of(REVOKE)).context["form"].current
    propose(case)

    answer = worker.post(page_of(REVOKE), {"seen": seen, **TYPED})
    current = answer.context["form"].current
    again = worker.post(page_of(REVOKE), {"seen": current, **TYPED})

    assert "Der Antrag hat inzwischen einen anderen Stand." in page_text(answer)
    assert "Eine andere Änderung dieses Bescheids wartet" in page_text(again)
    assert worker.get(page_of(REVOKE)).status_code == 302


@pytest.mark.parametrize("slug", [AMEND, REVOKE, SIGN, RETURN])
def test_without_an_award_nothing_changes(desk: Desk, slug: str) -> None:
    case = factories.make_proposed()
    client = desk("Leitung")
    prove_identity(client)
    seen = f"{case.state_changed_at.isoformat()}/0"

    answer = client.post(
        page_of(slug), {"seen": seen, **TYPED, "checked": "on", "reason": "Nein."}
    )

    assert client.get(page_of(slug)).status_code == 302
    assert answer.status_code == 200
    assert Application.objects.get().state == State.PROPOSED
    assert not AwardChange.objects.exists()


def test_whoever_proposed_does_not_close_it(desk: Desk, case: Application) -> None:
    client = desk("Sachbearbeitung", "Mitzeichnung", "Leitung")
    propose(case, actor=client.person)
    prove_identity(client)

    assert offered(client) == set()
    own = "Sie haben diesen Vorschlag gemacht."
    assert own in page_text(client.get(review_page()))
    for slug, typed in ((SIGN, {"checked": "on"}), (RETURN, {"reason": "Nein."})):
        assert own in page_text(send(client, slug, typed | {"step": "go"}))
    assert AwardChange.objects.get().status == "proposed"


def test_a_change_is_returned_with_a_reason(desk: Desk, case: Application) -> None:
    propose(case)
    client = desk("Mitzeichnung")

    assert "Schreiben Sie einen Grund." in page_text(send(client, RETURN, {"step": "go"}))
    send(client, RETURN, {"reason": "Bitte noch anhören.", "step": "go"})

    assert AwardChange.objects.get().return_reason == "Bitte noch anhören."
    text = page_text(client.get(review_page()))
    assert "Grund der Rückgabe Bitte noch anhören." in text
    assert offered(desk("Sachbearbeitung")) == {AMEND, REVOKE}


def test_a_signature_is_for_the_change_that_was_read(desk: Desk, case: Application) -> None:
    client = desk("Mitzeichnung")
    first = propose(case)
    prove_identity(client)
    seen = client.get(page_of(SIGN)).context["form"].current
    other = desk("Leitung")
    send(other, RETURN, {"reason": "Bitte anders.", "step": "go"})
    propose(Application.objects.get())

    answer = client.post(page_of(SIGN), {"seen": seen, "checked": "on", "step": "go"})

    assert "Der Antrag hat inzwischen einen anderen Stand." in page_text(answer)
    first.refresh_from_db()
    assert first.status == "returned"
    assert AwardChange.objects.filter(status="proposed").count() == 1


def test_a_signature_asks_for_the_second_factor(desk: Desk, case: Application) -> None:
    propose(case)
    client = desk("Mitzeichnung")

    assert client.get(page_of(SIGN)).url.endswith(f"?next={page_of(SIGN)}")
    prove_identity(client)
    seen = client.get(page_of(SIGN)).context["form"].current
    sign_in(client, client.person)
    answer = client.post(page_of(SIGN), {"seen": seen, "checked": "on", "step": "go"})

    assert answer.url.endswith(f"?next={page_of(SIGN)}")
    assert AwardChange.objects.get().status == "proposed"


def test_the_second_person_finds_it_on_today(desk: Desk, case: Application) -> None:
    change = propose(case)
    approver, worker = desk("Mitzeichnung"), desk("Sachbearbeitung")

    text = approver.get(reverse("admin:index"))
    assert page_of(SIGN) in text.content.decode()
    assert "Änderung eines Bescheids mitzeichnen" in page_text(text)
    assert page_of(SIGN) not in worker.get(reverse("admin:index")).content.decode()

    factories.declare(approver.person, case, Relation.RELATED)
    assert page_of(SIGN) not in approver.get(reverse("admin:index")).content.decode()
    sign(change)
    assert page_of(SIGN) not in desk("Leitung").get(reverse("admin:index")).content.decode()
    assert Confirmation.AWARD_CHANGE in Confirmation


def test_the_page_says_when_a_legal_text_is_missing(desk: Desk) -> None:
    factories.make_round(with_legal_texts=False)
    case = factories.make_proposed()
    factories.sign(case, actor=factories.make_staff("Leitung"))
    propose(case)
    client = desk("Mitzeichnung")
    prove_identity(client)

    assert not LegalText.objects.exists()
    assert "Der Runde fehlt ein Rechtstext: Änderung: Was weiter gilt." in page_text(
        client.get(page_of(SIGN))
    )


@pytest.mark.parametrize("group", ["Haushalt", "Revision", "Verwaltung"])
def test_others_neither_propose_nor_sign(desk: Desk, case: Application, group: str) -> None:
    propose(case, at=AT)

    assert {desk(group).get(page_of(slug)).status_code for slug in (AMEND, SIGN, RETURN)} == {403}
