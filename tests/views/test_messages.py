"""S02: what both sides write to each other about a sent application."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import (
    Application,
    AuditEvent,
    CaseMessage,
    CaseMessageFile,
    CaseMessageReading,
    User,
)
from applications.rules.lifecycle import Role
from applications.services import messages
from tests import factories
from tests.support.accounts import sign_in
from tests.support.files import image, pdf
from tests.support.pages import form_data, page_text, summary
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

EMPTY = "Noch keine Nachrichten. Haben Sie eine Frage? Schreiben Sie uns."


@pytest.fixture
def case() -> Application:
    return factories.make_submitted()


def client_of(user: User) -> Client:
    client = StrictClient()
    client.force_login(user)
    return client


def page_of(case: Application) -> str:
    return f"/antrag/{case.code}/nachrichten/"


def send(client: Client, case: Application, **changes: Any) -> Any:
    data = {**form_data(client.get(page_of(case))), "text": "Guten Tag!", **changes}
    return client.post(page_of(case), {key: value for key, value in data.items() if value})


def answer(case: Application, text: str = "Guten Tag zurück!", **values: Any) -> CaseMessage:
    return messages.write_message(
        application=case,
        text=text,
        **{"uploads": [], "last_own": 0, **values},
        from_authority=True,
        actor=factories.make_staff("Sachbearbeitung", name="Anke Beispiel"),
        at=factories.REVIEWED_AT,
    )


def test_a_message_with_a_photo_arrives(case: Application) -> None:
    client = client_of(case.created_by)
    assert EMPTY in page_text(client.get(page_of(case)))

    photo = SimpleUploadedFile("Aushang.jpg", image("JPEG"))
    done = send(client, case, text="Hier ist\nder Aushang.", files=photo)

    assert done["Location"] == page_of(case)
    page = client.get(page_of(case))
    assert "Ihre Nachricht ist angekommen." in page_text(page)
    assert "Hier ist<br>der Aushang." in page.content.decode()
    assert "Rania Haddad" in page_text(page)
    file = CaseMessageFile.objects.get()
    got = client.get(f"{page_of(case)}{file.code}/")
    assert got.getvalue() == file.file.storage.open(file.readable_file).read()
    assert got["Content-Disposition"] == 'attachment; filename="Aushang.jpg"'
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_same_form_sent_twice_is_one_message(case: Application) -> None:
    client = client_of(case.created_by)
    data = {**form_data(client.get(page_of(case))), "text": "Guten Tag!"}
    data = {key: value for key, value in data.items() if value}

    for _click in range(2):
        assert client.post(page_of(case), data).status_code == 302
    assert CaseMessage.objects.count() == 1
    # Opened again, the form sends the same words once more.
    assert send(client, case).status_code == 302
    assert CaseMessage.objects.count() == 2


def test_nothing_written_is_asked_for(case: Application) -> None:
    page = send(client_of(case.created_by), case, text=" \n ")
    assert summary(page) == ["Schreiben Sie zuerst eine Nachricht."]


def test_the_limit_counts_as_browsers_do(case: Application) -> None:
    client = client_of(case.created_by)
    line = "x" * 99 + "\r\n"

    # Twenty lines with their ends are 2,000 characters in the browser, 2,020 on the wire.
    assert send(client, case, text=(line * 20)[:-2] + "x").status_code == 302
    page = send(client, case, text=line * 20 + "xxx")
    assert summary(page) == ["Der Text ist 3 Zeichen zu lang. Bitte kürzen Sie ihn."]
    assert "Noch # Zeichen" in page.content.decode()


def test_a_refused_file_keeps_the_text_and_sends_nothing(case: Application) -> None:
    page = send(
        client_of(case.created_by), case, files=SimpleUploadedFile("Liste.xls", b"\xd0\xcf")
    )

    assert page.status_code == 200
    assert summary(page)[0].startswith("Liste.xls: Diese Art Datei können wir nicht lesen.")
    assert summary(page)[-1] == (
        "Ihre Nachricht ist noch nicht gesendet. Bitte wählen Sie die Dateien neu aus."
    )
    assert form_data(page)["text"] == "Guten Tag!"
    assert not CaseMessage.objects.exists()


def test_six_files_are_too_many(case: Application) -> None:
    files = [SimpleUploadedFile(f"{n}.pdf", pdf(text=str(n))) for n in range(6)]
    page = send(client_of(case.created_by), case, files=files)
    assert "5.pdf: Eine Nachricht kann höchstens 5 Dateien haben." in summary(page)[0]


def test_too_many_messages_lead_to_the_telephone(
    case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MAXIMUM_A_DAY", 0)
    page = send(client_of(case.created_by), case)
    assert summary(page) == [
        "Sie haben uns heute schon sehr oft geschrieben. Bitte rufen Sie uns an."
    ]
    assert form_data(page)["text"] == "Guten Tag!"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "%(name)s {until} &lt;",
        "مرحبا &amp; <b>fett</b>",
        "x" * 2000,
    ],
)
def test_hostile_texts_stay_texts(case: Application, text: str) -> None:
    client = client_of(case.created_by)
    assert send(client, case, text=text).status_code == 302
    html = client.get(page_of(case)).content.decode()
    assert "<script>alert" not in html
    assert "<b>fett" not in html
    assert CaseMessage.objects.get().text == text


@pytest.mark.parametrize("text", ["Eins\0zwei", "drei\u202evier"])
def test_characters_that_nobody_can_read_are_refused(case: Application, text: str) -> None:
    assert summary(send(client_of(case.created_by), case, text=text))
    assert not CaseMessage.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "\0", "٣"])
def test_a_changed_number_does_no_harm(case: Application, number: str) -> None:
    client = client_of(case.created_by)
    sent = client.post(page_of(case), {"text": "Guten Tag!", "last_own": number})
    assert sent.status_code == 302
    assert CaseMessage.objects.count() == 1


def test_staff_write_without_their_names(case: Application) -> None:
    file = SimpleUploadedFile("Merkblatt.pdf", pdf())
    answer(case, uploads=[file])
    client = client_of(case.created_by)

    text = page_text(client.get(page_of(case)))
    assert "Team WIR-Förderung" in text
    assert "Neu" in text
    assert "Anke" not in text
    # Seen once, it is new no more.
    assert CaseMessageReading.objects.get().reader == case.created_by
    assert " Neu " not in page_text(client.get(page_of(case)))
    stored = CaseMessageFile.objects.get()
    assert client.get(f"{page_of(case)}{stored.code}/").getvalue().startswith(b"%PDF-")


def test_an_adviser_reads_the_words_and_not_the_files(case: Application) -> None:
    answer(case, uploads=[SimpleUploadedFile("Merkblatt.pdf", pdf())])
    client = client_of(factories.make_member(case, role=Role.ADVISER))

    page = client.get(page_of(case))
    assert "Guten Tag zurück!" in page_text(page)
    assert "Merkblatt.pdf" in page_text(page)
    assert "Schreiben kann Ihr Team." in page_text(page)
    assert "<textarea" not in page.content.decode()
    stored = CaseMessageFile.objects.get()
    assert f"{stored.code}/" not in page.content.decode()
    assert client.get(f"{page_of(case)}{stored.code}/").status_code == 403
    assert client.post(page_of(case), {"text": "Hallo"}).status_code == 403
    assert not CaseMessageReading.objects.exists()


def test_staff_get_a_harmless_copy_and_the_log_says_so(case: Application) -> None:
    send(client_of(case.created_by), case, files=SimpleUploadedFile("Foto.png", image()))
    stored = CaseMessageFile.objects.get()
    client = StrictClient()
    sign_in(client, factories.make_staff("Revision"))

    got = client.get(f"{page_of(case)}{stored.code}/")

    assert got["Content-Type"] == "image/jpeg"
    assert got["Content-Disposition"] == 'attachment; filename="Foto.jpg"'
    event = AuditEvent.objects.get(event="message_file.downloaded")
    assert event.data == event.data | {"file": stored.pk, "sha256": stored.sha256}


def test_messages_of_others_do_not_exist(case: Application) -> None:
    answer(case, uploads=[SimpleUploadedFile("Merkblatt.pdf", pdf())])
    stored = CaseMessageFile.objects.get()
    other = factories.make_submitted()
    client = client_of(other.created_by)

    for address in (
        page_of(case),
        f"{page_of(case)}{stored.code}/",
        f"{page_of(other)}{stored.code}/",
    ):
        assert client.get(address).status_code == 404
    assert client.post(page_of(case), {"text": "Hallo"}).status_code == 404


def test_a_team_with_a_draft_writes_to_the_contact_address() -> None:
    draft = factories.make_draft()
    got = client_of(draft.created_by).get(page_of(draft))
    assert got["Location"] == "/kontakt/"


def test_a_decided_case_still_takes_messages() -> None:
    case = factories.make_proposed()
    assert send(client_of(case.created_by), case).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_thread(
    case: Application, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        file = SimpleUploadedFile(f"{number}.pdf", pdf(text=str(number)))
        answer(case, f"Nachricht {number}", uploads=[file])
    client = client_of(case.created_by)
    client.get(page_of(case))

    # Session, account, application with round, right to write, thread, files.
    with django_assert_num_queries(6):
        client.get(page_of(case))
