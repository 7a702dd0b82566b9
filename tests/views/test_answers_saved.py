"""Saving the answers to the authority while somebody writes: nothing of others is overwritten."""

from datetime import timedelta

import pytest

from applications.models import Application
from applications.rules.lifecycle import State
from applications.services import information_requests as asking
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.views.test_information_request import answer_pages, press


@pytest.fixture
def asked(client, db, rehearsal):
    """The pages of a case in which the authority waits for an answer."""
    rehearsal("2020-02-10T10:00")
    return answer_pages(client, factories.make_information_request())


def autosave(asked, data):
    """Send what the script of the page sends."""
    return asked.client.post(asked.url(f"{asked.slug}/sichern"), data)


def test_what_is_typed_is_saved_by_the_script_again_and_again(asked):
    page = pages.form_data(asked.open(asked.slug))
    first = autosave(asked, page | {"answer_3": "Frau H"})
    second = autosave(asked, page | {"answer_3": "Frau Haddad.", **_version(first)})

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json()["note"] == "Gespeichert um 10:00 Uhr"
    assert asked.request.points.get(position=3).answer == "Frau Haddad."
    assert pages.form_data(asked.open(asked.slug)) | {"csrfmiddlewaretoken": ""} == page | {
        "csrfmiddlewaretoken": "",
        "answer_3": "Frau Haddad.",
        **_version(second),
    }
    assert asked.reload().state == State.INFORMATION_REQUESTED


def _version(answer):
    return {"version": answer.json()["version"]}


def test_script_overwrites_nothing_of_a_colleague(asked):
    page = pages.form_data(asked.open(asked.slug))
    press(asked, "save", answer_3="Der erste Text.")

    answer = autosave(asked, page | {"answer_3": "Der zweite Text."})

    assert (answer.status_code, answer.json()["is_closed"]) == (409, True)
    assert answer.json()["note"].startswith("Jemand aus Ihrem Team hat hier gerade geschrieben.")
    assert asked.request.points.get(position=3).answer == "Der erste Text."


def test_script_is_told_what_cannot_be_saved(asked):
    page = pages.form_data(asked.open(asked.slug))

    too_long = autosave(asked, page | {"answer_3": "x" * 2001})
    asking.resume_review(
        application=Application.objects.get(),
        actor=factories.make_staff("Sachbearbeitung"),
        at=factories.ASKED_AT + timedelta(days=20),
    )
    closed = autosave(asked, page | {"answer_3": "Zu spät."})

    assert (too_long.status_code, closed.status_code) == (413, 409)
    assert closed.json()["is_closed"] is True
    assert asked.request.points.get(position=3).answer == ""


def test_answer_sent_after_the_session_is_there_after_the_sign_in(asked):
    page = pages.form_data(asked.open(asked.slug)) | {"answer_3": "Frau Haddad."}
    session = asked.client.session
    session["last_seen_at"] -= 60 * 60 + 1
    session.save()

    assert autosave(asked, page).status_code == 401
    sign_in(asked.client, asked.request.application.created_by)
    shown = asked.open(asked.slug)

    assert asked.request.points.get(position=3).answer == ""
    assert pages.form_data(shown)["answer_3"] == "Frau Haddad."
    assert "Wir haben Ihre letzten Eingaben wiederhergestellt." in pages.page_text(shown)
