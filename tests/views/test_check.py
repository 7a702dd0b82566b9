"""The Förder-Check: eight questions, an answer in colour, kept in the session for a day."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from applications.forms.check import QUESTIONS
from applications.rules.eligibility_check import EFFECTS, Verdict, effect, verdict
from applications.services.rounds import load_round_2020

pytestmark = pytest.mark.django_db

GREEN = {
    "seat_in_hesse": "yes",
    "non_profit": "yes",
    "migrant_majority": "yes",
    "single_purpose": "none",
    "employees": "no",
    "project_is_new": "yes",
    "minijob_planned": "yes",
    "already_applied": "no",
}
COLOURS = [
    ("seat_in_hesse", "yes", "green"),
    ("seat_in_hesse", "no", "red"),
    ("non_profit", "yes", "green"),
    ("non_profit", "applied", "yellow"),
    ("non_profit", "no", "red"),
    ("non_profit", "unknown", "yellow"),
    ("migrant_majority", "yes", "green"),
    ("migrant_majority", "half", "yellow"),
    ("migrant_majority", "no", "red"),
    ("single_purpose", "none", "green"),
    ("single_purpose", "religion", "red"),
    ("single_purpose", "language", "red"),
    ("single_purpose", "culture", "red"),
    ("employees", "no", "green"),
    ("employees", "minijob_only", "yellow"),
    ("employees", "yes", "red"),
    ("project_is_new", "yes", "green"),
    ("project_is_new", "no", "red"),
    ("project_is_new", "changed", "yellow"),
    ("minijob_planned", "yes", "green"),
    ("minijob_planned", "no", "red"),
    ("minijob_planned", "advice", "yellow"),
    ("already_applied", "no", "green"),
    ("already_applied", "yes", "yellow"),
]
HEADINGS = {
    "green": "Ihr Verein kann wahrscheinlich gefördert werden",
    "yellow": "Das müssen wir genauer ansehen",
    "red": "So ist eine Förderung leider nicht möglich",
}


@pytest.fixture(autouse=True)
def _round(rehearsal: Callable[[str], Any]) -> None:
    rehearsal("2020-01-20T10:00")
    load_round_2020()


def answer(client: Client, number: int, value: str, query: str = "") -> str:
    """Answer one question and return where the answer leads."""
    address = reverse("check_question", args=[number]) + query
    response = client.post(address, {QUESTIONS[number - 1].key: value})
    assert response.status_code == 302
    return response["Location"]


def answer_all(client: Client, **changes: str) -> str:
    """Answer all eight questions and return the text of the result."""
    for number, question in enumerate(QUESTIONS, 1):
        answer(client, number, (GREEN | changes)[question.key], "?alle=1")
    return text_of(client, "check_result")


def text_of(client: Client, name: str, *args: object) -> str:
    """Return the text of a page with single blanks."""
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(("key", "value", "colour"), COLOURS)
def test_answer_decides_the_colour(client: Client, key: str, value: str, colour: str) -> None:
    html = answer_all(client, **{key: value})

    assert HEADINGS[colour] in html
    assert f"verdict--{colour}" in html


def test_every_answer_has_a_row_above() -> None:
    offered = {(q.key, value) for q in QUESTIONS for value, _label in q.answers}
    assert offered == {(key, value) for key, value, _colour in COLOURS}


def test_every_answer_that_counts_has_its_reason() -> None:
    for question in QUESTIONS:
        telling = {
            value
            for value, _label in question.answers
            if effect(question.key, value) is not Verdict.GREEN
        }
        assert set(question.reasons) == telling


def test_questions_stand_in_the_order_of_the_rule() -> None:
    assert [question.key for question in QUESTIONS] == list(EFFECTS)


def test_excluding_answer_outweighs_the_others() -> None:
    assert verdict({"non_profit": "applied", "employees": "yes"}) is Verdict.RED


def test_question_is_the_heading_and_says_where_we_are(client: Client) -> None:
    html = text_of(client, "check_question", 3)

    assert "Frage 3 von 8" in html
    assert html.count("<h1") == 1
    assert "Haben die meisten Mitglieder eine Migrationsgeschichte?" in html
    assert 'href="/check/2/">Zurück' in html


def test_question_of_the_minijob_names_the_limit_of_the_year(client: Client) -> None:
    text = "Minijob heißt im Jahr 2020: höchstens 450 Euro im Monat."
    assert text in text_of(client, "check_question", 7)


def test_missing_answer_is_asked_for(client: Client) -> None:
    response = client.post(reverse("check_question", args=[1]), {})

    html = response.content.decode()
    assert response.status_code == 200
    assert "<title>Fehler:" in html
    assert html.count("Wählen Sie eine Antwort aus.") == 2
    assert 'href="#id_seat_in_hesse_0"' in html


def test_answers_lead_from_question_to_question(client: Client) -> None:
    assert answer(client, 1, "yes") == "/check/2/"
    assert answer(client, 2, "applied") == "/check/3/"


def test_excluding_answer_leads_to_the_result_at_once(client: Client) -> None:
    assert answer(client, 1, "no") == "/check/ergebnis/"

    html = text_of(client, "check_result")
    assert "Grund: Ihr Verein hat seinen Sitz nicht in Hessen." in html
    assert 'href="/check/2/?alle=1">Trotzdem alle Fragen ansehen' in html


def test_all_questions_can_be_seen_all_the_same(client: Client) -> None:
    answer(client, 1, "no")
    assert answer(client, 2, "no", "?alle=1") == "/check/3/?alle=1"


def test_last_answer_leads_to_the_result(client: Client) -> None:
    answer_all(client)
    assert answer(client, 8, "no") == "/check/ergebnis/"


def test_changed_answer_leads_back_to_the_result(client: Client) -> None:
    answer_all(client)
    assert answer(client, 3, "half") == "/check/ergebnis/"
    assert HEADINGS["yellow"] in text_of(client, "check_result")


def test_result_lists_every_answer_with_its_link(client: Client) -> None:
    html = answer_all(client)

    for number in range(1, 9):
        assert f'href="/check/{number}/"' in html
    assert "Hat Ihr Verein für 2020 schon einen Antrag in diesem Programm abgeschickt?" in html


def test_result_sends_back_to_the_first_open_question(client: Client) -> None:
    answer(client, 1, "yes")
    assert client.get(reverse("check_result"))["Location"] == "/check/2/"


def test_result_offers_to_begin_while_the_round_is_open(client: Client) -> None:
    html = answer_all(client)

    assert "Konto anlegen und Antrag beginnen" in html
    assert reverse("account_signup") in html


def test_result_offers_no_beginning_after_the_deadline(
    client: Client, rehearsal: Callable[[str], Any]
) -> None:
    rehearsal("2020-02-01T00:00")

    html = answer_all(client)

    assert "Antrag beginnen" not in html
    assert "Die Frist ist vorbei." in html


def test_session_holds_the_part_of_the_document(client: Client) -> None:
    answer(client, 1, "yes")

    stored = dict(client.session["eligibility_check"])

    assert datetime.fromisoformat(stored.pop("started_at")).tzinfo is not None
    assert stored == dict.fromkeys(EFFECTS) | {"seat_in_hesse": "yes"}


def test_answers_are_forgotten_after_a_day(client: Client) -> None:
    with time_machine.travel(datetime(2026, 1, 1, 8, tzinfo=UTC), tick=False) as moment:
        answer(client, 1, "yes")
        session = client.session
        session.set_expiry(7 * 24 * 60 * 60)
        session.save()
        moment.shift(24 * 60 * 60 + 1)

        assert client.get(reverse("check_result"))["Location"] == "/check/1/"
        assert "eligibility_check" not in client.session


@pytest.mark.parametrize("number", [0, 9])
def test_there_are_eight_questions(client: Client, number: int) -> None:
    assert client.get(f"/check/{number}/").status_code == 404


def test_check_begins_with_the_first_question(client: Client) -> None:
    assert client.get("/check/")["Location"] == "/check/1/"


def test_question_asks_for_session_and_round_only(
    client: Client, django_assert_num_queries: Any
) -> None:
    answer(client, 1, "yes")

    with django_assert_num_queries(2):
        client.get("/check/2/")
