"""Staff read what people told us; the head sees how filling in went and which help helps."""

import html
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from applications.models import Enquiry
from applications.rules.choices import EnquiryKind
from applications.services import contact, feedback
from tests import factories

ENQUIRIES = "admin:applications_enquiry"
FEEDBACK = "admin:applications_submissionfeedback_changelist"
VOTES = "admin:applications_helpvote_changelist"
AT = factories.REVIEWED_AT
Desk = Callable[..., Client]


def enquiry(text: str = "Dürfen wir zwei Projekte machen?") -> Enquiry:
    return contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name="Rania Haddad",
        email="rania@beispiel.de",
        text=text,
        funding_round=None,
        actor=None,
        at=AT,
    )


def text_of(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


def test_what_waits_stands_first(desk: Desk) -> None:
    client = desk("Leitung")
    contact.mark_answered(enquiry=enquiry("Erste"), actor=client.person, at=AT)
    enquiry("Zweite")

    page = text_of(client.get(reverse(f"{ENQUIRIES}_changelist")))

    assert page.index("Zweite") < page.index("Erste")
    assert "offen" in page
    assert "beantwortet" in page


def test_enquiry_is_read_and_marked_as_answered(desk: Desk) -> None:
    client, kept = desk("Sachbearbeitung"), enquiry("Zeile 1\nZeile <2>")
    url = reverse(f"{ENQUIRIES}_change", args=[kept.pk])

    page = text_of(client.get(url))
    done = client.post(url, {"step": "answered"}, follow=True)

    assert "Rania Haddad" in page
    assert "mailto:rania@beispiel.de" in page
    assert "Zeile <2>" in page
    assert "Die Anfrage ist als beantwortet markiert." in text_of(done)
    kept.refresh_from_db()
    assert kept.answered_by == client.person
    assert 'value="answered"' not in text_of(client.get(url))


def test_second_answer_is_told(desk: Desk) -> None:
    client, kept = desk("Sachbearbeitung"), enquiry()
    url = reverse(f"{ENQUIRIES}_change", args=[kept.pk])
    client.post(url, {"step": "answered"})

    again = client.post(url, {"step": "answered"}, follow=True)

    assert "Jemand hat diese Anfrage schon beantwortet." in text_of(again)


def test_head_sees_counts_and_comments(desk: Desk) -> None:
    funding_round = factories.make_round()
    for ease, comment in ((5, ""), (5, "Schön <einfach>."), (2, "Die Kosten.")):
        feedback.record_submission_feedback(
            funding_round=funding_round, ease=ease, certainty=4, comment=comment, at=AT
        )

    page = text_of(desk("Leitung").get(reverse(FEEDBACK)))

    assert "<dt>Sehr einfach</dt><dd>2</dd>" in page
    assert "<dt>Schwer</dt><dd>1</dd>" in page
    assert "<dt>Ja, ziemlich sicher</dt><dd>3</dd>" in page
    assert "Schön <einfach>." in page
    assert "Die Kosten." in page


def test_head_sees_which_answers_help(desk: Desk) -> None:
    factories.make_round()
    for topic, helped in (("minijob", True), ("minijob", True), ("minijob", False), ("alt", True)):
        feedback.record_help_vote(topic=topic, helped=helped, at=AT)

    page = text_of(desk("Leitung").get(reverse(VOTES)))

    assert '<th scope="row">Was ist ein Minijob?</th><td>2</td><td>1</td>' in page
    assert '<th scope="row">alt</th><td>1</td><td>0</td>' in page
    assert '<th scope="row">Was sind Eigenmittel?</th><td>0</td><td>0</td>' in page


@pytest.mark.parametrize("name", [FEEDBACK, VOTES])
def test_only_the_head_sees_them(desk: Desk, name: str) -> None:
    assert desk("Sachbearbeitung").get(reverse(name)).status_code == 403
