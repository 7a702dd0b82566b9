"""The page of a hearing: what the authority thinks, and the answer of the team."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, CaseMessage, Hearing
from applications.rules.lifecycle import Role
from applications.services import award, hearings
from tests import factories
from tests.support.files import pdf
from tests.support.pages import form_data, page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

REASON = "Ihr Verein hat keinen Sitz in Hessen."


@pytest.fixture(autouse=True)
def _tuesday(rehearsal: Any) -> None:
    rehearsal("2020-02-04T10:00")


@pytest.fixture
def hearing() -> Hearing:
    return factories.make_hearing(reason=REASON)


def client_of(hearing: Hearing, *, role: Role | None = None) -> Client:
    client, case = StrictClient(), hearing.application
    client.force_login(factories.make_member(case, role=role) if role else case.created_by)
    return client


def page_of(hearing: Hearing) -> str:
    return f"/antrag/{hearing.application.code}/anhoerung/{hearing.number}/"


def say(client: Client, hearing: Hearing, **changes: Any) -> Any:
    data = {**form_data(client.get(page_of(hearing))), "text": "Wir sind umgezogen.", **changes}
    return client.post(page_of(hearing), {key: value for key, value in data.items() if value})


def test_team_reads_the_reasons_and_until_when_to_answer(hearing: Hearing) -> None:
    text = page_text(client_of(hearing).get(page_of(hearing)))

    assert "Bitte nehmen Sie Stellung" in text
    assert "Wir denken an eine Absage. Entschieden ist noch nichts." in text
    assert "Bitte antworten Sie bis Montag, 17. Februar 2020." in text
    assert REASON in text


def test_the_letter_is_there_as_soon_as_it_is_made(hearing: Hearing) -> None:
    client = client_of(hearing)
    waiting = page_text(client.get(page_of(hearing)))

    letter = hearing.application.documents.get(kind="hearing")
    letter.size, letter.sha256, letter.file = 16, "0" * 64, "x.pdf"
    letter.rendered_at = letter.ordered_at
    letter.save()

    page = client.get(page_of(hearing))
    assert "Den Brief als PDF gibt es hier gleich." in waiting
    assert f"/dokumente/{letter.pk}/" in page.content.decode()
    assert "Als PDF herunterladen (" in page_text(page)
    status = page_text(client.get(f"/antrag/{hearing.application.code}/status/"))
    assert "Anhörung 1 " in status


def test_team_answers_with_a_file(hearing: Hearing) -> None:
    client = client_of(hearing)

    answer = say(client, hearing, files=[SimpleUploadedFile("Mietvertrag.pdf", pdf())])

    assert answer.status_code == 302
    text = page_text(client.get(page_of(hearing)))
    assert "Ihre Stellungnahme ist angekommen." in text
    assert "Wir sind umgezogen." in text
    assert "Mietvertrag.pdf" in text
    assert CaseMessage.objects.get().hearing == hearing


def test_second_click_says_it_once(hearing: Hearing) -> None:
    client = client_of(hearing)
    data = {**form_data(client.get(page_of(hearing))), "text": "Einmal."}

    for _click in range(2):
        client.post(page_of(hearing), {key: value for key, value in data.items() if value})

    assert CaseMessage.objects.count() == 1


def test_answer_after_the_date_is_taken_and_marked(hearing: Hearing, rehearsal: Any) -> None:
    rehearsal("2020-02-18T10:00")
    client = client_of(hearing)

    page = page_text(client.get(page_of(hearing)))
    say(client, hearing)

    assert "Das Datum ist vorbei. Schreiben Sie bitte trotzdem" in page
    assert "Nach dem Datum angekommen" in page_text(client.get(page_of(hearing)))


def test_what_is_too_long_stays_in_the_field(hearing: Hearing) -> None:
    page = say(client_of(hearing), hearing, text="x" * 2001)

    assert "Der Text ist 1 Zeichen zu lang." in page_text(page)
    assert page.context["form"]["text"].value() == "x" * 2001
    assert not CaseMessage.objects.exists()


def test_member_answers_and_adviser_reads(hearing: Hearing) -> None:
    adviser = client_of(hearing, role=Role.ADVISER)

    page = adviser.get(page_of(hearing))

    assert "Sie können mitlesen. Antworten kann Ihr Team." in page_text(page)
    assert adviser.post(page_of(hearing), {"text": "x"}).status_code == 403
    assert say(client_of(hearing, role=Role.MEMBER), hearing).status_code == 302


def test_page_that_was_open_too_long_loses_nothing(hearing: Hearing) -> None:
    client, worker = client_of(hearing), hearing.sent_by
    data = {**form_data(client.get(page_of(hearing))), "text": "Gerade noch."}
    later = factories.ASKED_AT + timedelta(days=20)
    hearings.end_hearing(application=Application.objects.get(), actor=hearing.sent_by, at=later)
    case = Application.objects.get()
    factories.propose(case, actor=worker, kind=factories.DecisionKind.REJECTION, at=later)
    factories.sign(case, actor=factories.make_staff("Leitung"), at=later)
    factories.release(case, at=later)

    answer = client.post(page_of(hearing), {key: value for key, value in data.items() if value})

    assert answer.status_code == 302
    page = page_text(client.get(page_of(hearing)))
    assert "Wir haben inzwischen entschieden." in page
    assert "Wir denken an eine Absage" not in page
    assert CaseMessage.objects.get().text == "Gerade noch."


def test_status_leads_there_before_and_after(hearing: Hearing) -> None:
    client, case = client_of(hearing), hearing.application
    status = f"/antrag/{case.code}/status/"

    assert page_of(hearing) in client.get(status).content.decode()
    say(client, hearing)
    hearings.end_hearing(
        application=Application.objects.get(),
        actor=hearing.sent_by,
        at=factories.ASKED_AT + timedelta(days=20),
    )
    page = client.get(status)
    assert "Ihre Stellungnahme ansehen" in page_text(page)
    assert page_of(hearing) in page.content.decode()


def test_withdrawn_application_asks_for_nothing(hearing: Hearing) -> None:
    case = Application.objects.get()
    award.withdraw_application(
        application=case, reason="", actor=case.created_by, at=factories.ASKED_AT
    )

    page = client_of(hearing).get(page_of(hearing))

    assert page.context["form"] is None
    assert "Wir haben inzwischen entschieden." not in page_text(page)


def test_other_numbers_do_not_exist(hearing: Hearing) -> None:
    address = page_of(hearing).replace("/1/", "/2/")

    assert client_of(hearing).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_page(
    hearing: Hearing, count: int, django_assert_num_queries: Any
) -> None:
    client = client_of(hearing)
    for number in range(count):
        say(client, hearing, text=f"Satz {number}.")
    client.get(page_of(hearing))

    # Session, account, application; hearing with answers, people and files; letter; membership.
    with django_assert_num_queries(9):
        client.get(page_of(hearing))
