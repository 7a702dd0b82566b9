"""What is typed to the authority, and not sent yet, outlives a closed tab and a session."""

from typing import Any

import pytest
from django.test import Client

from applications.models import CaseMessage, KeptInput
from applications.rules.lifecycle import Role
from tests import factories
from tests.support.accounts import sign_in
from tests.support.pages import form_data, page_text

pytestmark = pytest.mark.django_db

RESTORED = "Wir haben Ihren Text wiederhergestellt. Er ist noch nicht gesendet."


@pytest.fixture(params=["nachrichten/", "anhoerung/1/"])
def letter(request: Any, client: Client, rehearsal: Any) -> Any:
    """The page of a letter, and the browser of a representative."""
    rehearsal("2020-02-04T10:00")
    case = factories.make_hearing().application
    sign_in(client, case.created_by)
    client.case, client.page = case, f"/antrag/{case.code}/{request.param}"
    return client


def typed(letter: Any, text: str = "Wir sind umgezogen.") -> dict[str, Any]:
    data = {**form_data(letter.get(letter.page)), "text": text}
    return {name: value for name, value in data.items() if value}


def test_typed_text_is_there_when_the_page_is_opened_again(letter: Any) -> None:
    page = letter.get(letter.page).content.decode()
    assert f'data-autosave="{letter.page}sichern/"' in page
    assert "js/autosave" in page

    answer = letter.post(f"{letter.page}sichern/", typed(letter))
    again = letter.get(letter.page)

    assert answer.json() == {
        "note": "Noch nicht gesendet. Wir heben Ihren Text bis morgen für Sie auf."
    }
    assert form_data(again)["text"] == "Wir sind umgezogen."
    assert RESTORED in page_text(again)
    assert not CaseMessage.objects.exists()


def test_sent_text_is_kept_no_longer(letter: Any) -> None:
    letter.post(f"{letter.page}sichern/", typed(letter))

    letter.post(letter.page, typed(letter))

    assert CaseMessage.objects.get().text == "Wir sind umgezogen."
    assert not KeptInput.objects.exists()
    assert form_data(letter.get(letter.page))["text"] == ""


def test_text_sent_after_the_session_is_there_after_the_sign_in(letter: Any) -> None:
    data = typed(letter)
    session = letter.session
    session["last_seen_at"] -= 60 * 60 + 1
    session.save()

    answer = letter.post(letter.page, data)
    sign_in(letter, letter.case.created_by)

    assert answer.url.startswith("/konto/anmelden/")
    assert not CaseMessage.objects.exists()
    assert form_data(letter.get(letter.page))["text"] == "Wir sind umgezogen."


def test_who_only_reads_along_keeps_nothing(letter: Any) -> None:
    data = typed(letter)
    sign_in(letter, factories.make_member(letter.case, role=Role.ADVISER))

    assert letter.post(f"{letter.page}sichern/", data).status_code == 403
    assert not KeptInput.objects.exists()
