"""Messages at the desk: read on the review page, written by two groups."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.models import (
    AuditEvent,
    CaseMessage,
    CaseMessageFile,
    CaseMessageReading,
    Message,
)
from applications.services import award, messages
from tests import factories
from tests.support.files import image, pdf
from tests.support.pages import text as words

TODAY = reverse("admin:index")
FORM = "Neue Nachricht an den Verein"


def review_of(application):
    return reverse("admin:applications_application_change", args=[application.code])


def thread_of(application):
    return reverse("admin:applications_application_messages", args=[application.code])


def text_of(answer):
    return html.unescape(answer.content.decode())


def written(application, text="Wann hören wir von Ihnen?", **values):
    return messages.write_message(
        application=application,
        text=text,
        **{"uploads": [], "last_own": 0, **values},
        from_authority=False,
        actor=application.created_by,
        at=factories.REVIEWED_AT,
    )


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Leitung"])
def test_a_message_goes_to_the_team(desk, group):
    application, client = factories.make_submitted(), desk(group)
    assert FORM in text_of(client.get(review_of(application)))
    Message.objects.all().delete()

    data = {
        "message-text": "Bitte rufen Sie an.",
        "message-files": SimpleUploadedFile("Merkblatt.pdf", pdf()),
        "message-last_own": "0",
    }
    for _click in range(2):
        data["message-files"].seek(0)
        assert client.post(thread_of(application), data)["Location"] == thread_of(application)

    message = CaseMessage.objects.get()
    assert (message.from_authority, message.sender) == (True, client.person)
    assert message.files.get().name == "Merkblatt.pdf"
    assert Message.objects.get().kind == "new_message"
    text = text_of(client.get(thread_of(application)))
    assert "Die Nachricht ist gesendet." in text
    assert "vom Verein noch nicht gelesen" in text
    assert client.person.name in text
    assert "Nachricht geschrieben" in text_of(client.get(review_of(application)))


def test_a_text_block_goes_behind_what_was_typed_and_nothing_is_sent(desk):
    application, client = factories.make_submitted(), desk("Sachbearbeitung")

    data = {
        "message-text": "Guten Tag,",
        "message-last_own": "0",
        "step": "block:message-received",
    }
    text = text_of(client.post(thread_of(application), data))

    assert "Guten Tag,\nWir haben mit der Prüfung Ihres Antrags" in text
    assert application.reference_number in text
    assert "{Nummer}" not in text.partition("</textarea>")[0]
    assert not CaseMessage.objects.exists()
    data["step"] = "block:gibt-es-nicht"
    assert "Guten Tag," in text_of(client.post(thread_of(application), data))


def test_it_is_asked_once_who_gets_the_message(desk):
    application, client = factories.make_submitted(), desk("Sachbearbeitung")

    text = text_of(client.get(thread_of(application)))

    assert f"Nachricht an {application.organisation_name} senden?" in text


@pytest.mark.parametrize("group", ["Mitzeichnung", "Revision"])
def test_the_others_read(desk, group):
    application, client = factories.make_submitted(), desk(group)
    written(application)

    for address in (review_of(application), thread_of(application)):
        text = text_of(client.get(address))
        assert "Wann hören wir von Ihnen?" in text
        assert FORM not in text
    assert client.post(thread_of(application), {"message-text": "Nein"}).status_code == 403
    assert not CaseMessageReading.objects.exists()


@pytest.mark.parametrize("group", ["Haushalt", "Verwaltung"])
def test_who_sees_no_cases_sees_no_messages(desk, group):
    application, client = factories.make_submitted(), desk(group)
    written(application, uploads=[SimpleUploadedFile("Foto.png", image())])
    file = CaseMessageFile.objects.get()

    assert client.get(thread_of(application)).status_code == 403
    assert "Wann hören wir" not in text_of(client.get(TODAY))
    path = reverse("message_file", args=[application.code, file.code])
    assert client.get(path).status_code == 404


def test_errors_stand_on_the_page_of_the_thread(desk):
    application, client = factories.make_submitted(), desk("Sachbearbeitung")

    answer = client.post(thread_of(application), {"message-text": ""})
    assert "Schreiben Sie zuerst eine Nachricht." in text_of(answer)
    data = {"message-text": "Guten Tag", "message-files": SimpleUploadedFile("x.exe", b"MZ")}
    text = text_of(client.post(thread_of(application), data))
    assert "x.exe: Diese Art Datei können wir nicht lesen." in text
    assert "Guten Tag" in text
    assert not CaseMessage.objects.exists()


def test_a_draft_has_no_messages_here(desk):
    assert desk("Sachbearbeitung").get(thread_of(factories.make_draft())).status_code == 404


def test_what_is_new_stands_on_the_start_page_and_in_the_list_until_it_is_read(desk):
    application, client = factories.make_submitted(), desk("Sachbearbeitung")
    auditor = desk("Revision")
    changelist = reverse("admin:applications_application_changelist")
    assert "Neue Nachrichten" not in text_of(client.get(TODAY))
    assert "neue Nachricht" not in text_of(client.get(changelist))
    written(application)

    auditor.get(review_of(application))
    assert "Neue Nachrichten" in text_of(client.get(TODAY))
    assert "neue Nachricht" in text_of(client.get(changelist))
    assert "Neue Nachrichten" not in text_of(auditor.get(TODAY))

    client.get(review_of(application))
    assert CaseMessageReading.objects.get().reader == client.person
    assert "Neue Nachrichten" not in text_of(client.get(TODAY))
    assert "neue Nachricht" not in text_of(client.get(changelist))


def test_a_withdrawal_is_told_to_the_person_who_worked_on_it(desk, rehearsal):
    client, other = desk("Sachbearbeitung"), desk("Sachbearbeitung")
    application = factories.make_reviewed(actor=client.person)
    award.withdraw_application(
        application=application,
        reason="Wir haben keinen Raum.",
        actor=application.created_by,
        at=factories.REVIEWED_AT,
    )
    rehearsal("2020-01-30T09:00")

    text = text_of(client.get(TODAY))
    assert "Vom Verein zurückgezogen" in text
    assert application.reference_number in text
    assert "Vom Verein zurückgezogen" not in text_of(other.get(TODAY))
    assert "Wir haben keinen Raum." in text_of(client.get(review_of(application)))
    rehearsal("2020-02-20T09:00")
    assert "Vom Verein zurückgezogen" not in text_of(client.get(TODAY))


def test_hostile_texts_and_names_stay_texts(desk):
    application, client = factories.make_submitted(), desk("Sachbearbeitung")
    file = SimpleUploadedFile('"><img src=x>.png', image())
    written(application, "<script>alert(1)</script>\nzweite Zeile", uploads=[file])

    page = client.get(thread_of(application)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>zweite Zeile" in page
    assert "Virenprüfung" in words(page)


def test_the_log_knows_who_wrote_and_who_took_a_file(desk):
    application, client = factories.make_submitted(), desk("Revision")
    message = written(application, uploads=[SimpleUploadedFile("Foto.png", image())])

    client.get(reverse("message_file", args=[application.code, message.files.get().code]))

    events = AuditEvent.objects.filter(application=application).order_by("-number")
    assert [event.event for event in events[:2]] == ["message_file.downloaded", "message.sent"]
    assert "Wann hören" not in str([event.data for event in events])


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_thread(desk, django_assert_num_queries, count):
    application, client = factories.make_submitted(), desk("Leitung")
    for number in range(count):
        file = SimpleUploadedFile(f"{number}.pdf", pdf(text=str(number)))
        written(application, f"Nachricht {number}", uploads=[file])
    client.get(thread_of(application))

    # Session, account, groups, application with declaration, thread, files, text blocks;
    # five note who saw the case.
    with django_assert_num_queries(12):
        client.get(thread_of(application))
