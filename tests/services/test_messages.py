"""Messages about a case: sent once, all or nothing, read by the other side."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from applications.models import (
    Application,
    AuditEvent,
    CaseMessage,
    CaseMessageFile,
    CaseMessageReading,
    Message,
    User,
)
from applications.models.append_only import ChangeRefused
from applications.rules.lifecycle import Role
from applications.services import messages
from applications.services.messages import FilesRefused, NotSentYet, TooManyMessages
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.files import image, pdf

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT


@pytest.fixture
def case() -> Application:
    return factories.make_submitted()


def write(case: Application, actor: User | None = None, **values: Any) -> CaseMessage:
    return messages.write_message(
        application=case,
        actor=actor or case.created_by,
        **{
            "text": "Wann hören wir von Ihnen?",
            "uploads": [],
            "last_own": 0,
            "from_authority": False,
            "at": AT,
            **values,
        },
    )


def answer(case: Application, actor: User | None = None, **values: Any) -> CaseMessage:
    worker = actor or factories.make_staff("Sachbearbeitung")
    return write(case, worker, from_authority=True, **{"text": "Im März.", **values})


def read(case: Application, actor: User, *, by_authority: bool = False) -> None:
    messages.note_reading(
        application=case,
        letters=messages.thread(case),
        by_authority=by_authority,
        actor=actor,
        at=AT,
    )


def stored_files() -> int:
    folders = default_storage.listdir("messages")[0] if default_storage.exists("messages") else []
    return sum(len(default_storage.listdir(f"messages/{name}")[1]) for name in folders)


def test_a_message_keeps_its_files_as_they_came(case: Application) -> None:
    content = image("JPEG")
    message = write(case, uploads=[ContentFile(content, name="../Aushang am Haus.jpg")])

    file = CaseMessageFile.objects.get(message=message)
    assert (file.name, file.media_type, file.pages) == ("Aushang am Haus.jpg", "image/jpeg", 1)
    assert file.file.read() == content
    copy = file.file.storage.open(file.readable_file).read()
    assert copy.startswith(b"\xff\xd8")
    assert copy != content
    event = AuditEvent.objects.get(event="message.sent")
    assert event.application == case
    assert event.data == {
        "message": message.pk,
        "from_authority": False,
        "files": [file.sha256],
    }


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("Sachbearbeitung", True),
        ("Leitung", True),
        ("Mitzeichnung", False),
        ("Haushalt", False),
        ("Revision", False),
        ("Verwaltung", False),
    ],
)
def test_two_groups_write_for_the_authority(case: Application, group: str, may: bool) -> None:
    staff = factories.make_staff(group)
    if may:
        assert answer(case, staff).from_authority
    else:
        with pytest.raises(NotPermitted):
            answer(case, staff)
    with pytest.raises(NotPermitted):
        write(case, staff)


def test_members_write_and_advisers_and_strangers_do_not(case: Application) -> None:
    assert write(case, factories.make_member(case)).pk
    for actor in (factories.make_member(case, role=Role.ADVISER), factories.make_user()):
        with pytest.raises(NotPermitted):
            write(case, actor)
    with pytest.raises(NotPermitted):
        write(case, from_authority=True)


def test_a_draft_has_no_messages() -> None:
    with pytest.raises(NotSentYet):
        write(factories.make_draft())


def test_a_second_click_sends_once(case: Application) -> None:
    upload = {"uploads": [ContentFile(pdf(), name="Brief.pdf")]}
    first = write(case, **upload)
    kept = stored_files()

    assert write(case, **upload) == first
    assert CaseMessage.objects.count() == 1
    assert stored_files() == kept
    # The same words on a new page, or with another file, are a new message.
    assert write(case, last_own=first.pk).pk != first.pk
    other = write(case, uploads=[ContentFile(pdf(pages=2), name="Brief.pdf")])
    assert CaseMessage.objects.count() == 3
    assert other.files.get().pages == 2


def test_one_bad_file_sends_nothing_and_leaves_nothing_behind(case: Application) -> None:
    kept = stored_files()
    uploads = [
        ContentFile(pdf(), name="Gut.pdf"),
        ContentFile(b"MZ\x90", name="Rechnung.exe"),
        ContentFile(b"", name="leer.pdf"),
    ]

    with pytest.raises(FilesRefused) as refused:
        write(case, uploads=uploads)

    found = [(file.name, file.reason.code) for file in refused.value.files]
    assert found == [("Rechnung.exe", "unreadable_kind"), ("leer.pdf", "empty")]
    assert not CaseMessage.objects.exists()
    assert stored_files() == kept


def test_a_failure_while_keeping_takes_the_files_away(
    case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("disk full")

    kept = stored_files()
    monkeypatch.setattr("applications.services.messages.audit.record", fail)

    with pytest.raises(OSError, match="disk full"):
        write(case, uploads=[ContentFile(pdf(), name="Gut.pdf")])

    assert stored_files() == kept
    assert not CaseMessage.objects.exists()


def test_more_than_five_files_are_refused(case: Application) -> None:
    uploads = [ContentFile(pdf(text=str(n)), name=f"{n}.pdf") for n in range(6)]

    with pytest.raises(FilesRefused) as refused:
        write(case, uploads=uploads)

    assert [file.reason.code for file in refused.value.files] == ["too_many_in_message"]


def test_one_case_does_not_fill_the_disk(
    case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MAXIMUM_CASE_BYTES", len(pdf()) + 10)
    write(case, uploads=[ContentFile(pdf(), name="a.pdf")])

    with pytest.raises(FilesRefused) as refused:
        write(case, text="Noch eine", uploads=[ContentFile(pdf(), name="b.pdf")])

    assert refused.value.files[0].reason.code == "message_quota"


def test_a_team_that_writes_all_day_should_call(
    case: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MAXIMUM_A_DAY", 2)
    write(case, text="eins")
    write(case, text="zwei")

    with pytest.raises(TooManyMessages):
        write(case, text="drei")
    assert write(case, text="drei", at=AT + timedelta(days=1)).pk
    assert answer(case, at=AT).pk


def test_the_whole_team_hears_of_a_message_and_nothing_of_what_it_says(case: Application) -> None:
    member = factories.make_member(case)
    factories.make_member(case, role=Role.ADVISER)
    closed = factories.make_member(case)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    Message.objects.all().delete()

    answer(case)

    mails = Message.objects.order_by("pk")
    assert {mail.recipient for mail in mails} == {case.created_by.email, member.email}
    assert {mail.kind for mail in mails} == {"new_message"}
    assert {str(mail.context) for mail in mails} == {
        str({"reference_number": case.reference_number})
    }


def test_staff_get_no_mail(case: Application) -> None:
    Message.objects.all().delete()
    write(case)
    assert not Message.objects.exists()


def test_the_first_of_the_other_side_who_could_answer_has_read_it(case: Application) -> None:
    own, theirs = write(case), answer(case)
    adviser = factories.make_member(case, role=Role.ADVISER)
    worker, colleague = (factories.make_staff("Sachbearbeitung") for _ in range(2))

    read(case, adviser)
    read(case, factories.make_staff("Revision"), by_authority=True)
    assert not CaseMessageReading.objects.exists()
    assert messages.count_letters(case) == (2, 1)

    read(case, case.created_by)
    assert CaseMessageReading.objects.get().message == theirs
    assert messages.count_letters(case) == (2, 0)
    assert [letter.is_new for letter in messages.thread(case)] == [False, True]

    read(case, worker, by_authority=True)
    read(case, colleague, by_authority=True)
    assert CaseMessageReading.objects.get(message=own).reader == worker


def test_counts_and_lists_of_what_is_new(case: Application) -> None:
    other = factories.make_submitted()
    answer(case)
    answer(case, text="Nachtrag")
    write(other)

    cases = Application.objects.order_by("pk")
    assert [row.new_letters for row in messages.with_new_letters(cases)] == [2, 0]
    assert [row.has_news for row in cases] == [False, True]
    assert list(messages.cases_with_news(cases)) == [other]


def test_what_was_sent_stays(case: Application) -> None:
    message = write(case)
    with pytest.raises(ChangeRefused):
        message.delete()
    message.text = "anders"
    with pytest.raises(ChangeRefused):
        message.save()
