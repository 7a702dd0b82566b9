"""The virus scanner: what it says counts; without an answer a file counts as not checked."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from applications.models import Attachment, AuditEvent, CaseMessageFile
from applications.rules.choices import AttachmentKind, ScanState
from applications.services import enclosure_repairs, enclosures, scanner
from applications.services.scanner import Scanner
from tests import factories
from tests.support.files import image, pdf
from tests.support.odd_files import eicar

AT = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)
Answer = Callable[[bytes], bytes | None]


class FakeClamd:
    """Speaks INSTREAM as clamd does; ``answer`` gets the file and may keep silent."""

    def __init__(self, listener: socket.socket, answer: Answer) -> None:
        self.answer = answer
        self.files: list[bytes] = []
        self.listener = listener
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self) -> None:
        while True:
            try:
                connection, _address = self.listener.accept()
            except OSError:
                return
            with connection:
                self.talk(connection)

    def talk(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(stream.read(4)):
            content += stream.read(size)
        stream.close()
        self.files.append(content)
        reply = self.answer(content)
        if reply is None:
            self.over.wait(30)
        else:
            connection.sendall(reply)


def judge(content: bytes) -> bytes:
    found = eicar() in content
    return b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0"


@pytest.fixture
def clamd(settings: LazySettings) -> Iterator[FakeClamd]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.CLAMD = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        fake = FakeClamd(listener, judge)
        yield fake
        fake.over.set()
        listener.shutdown(socket.SHUT_RDWR)
    fake.thread.join(5)


def test_the_whole_file_is_asked_about(clamd: FakeClamd) -> None:
    content = bytes(range(256)) * 1000
    assert Scanner().scan(content) == ScanState.CLEAN
    assert clamd.files == [content]
    assert Scanner().scan(eicar()) == ScanState.FOUND


def test_a_socket_in_a_folder_does_as_well(tmp_path: Path) -> None:
    place = str(tmp_path / "clamd")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen()
        FakeClamd(listener, judge)
        assert Scanner(place).scan(b"x") == ScanState.CLEAN
        listener.shutdown(socket.SHUT_RDWR)
    assert Scanner(str(tmp_path / "nobody")).scan(b"x") == ScanState.UNCHECKED


@pytest.mark.parametrize(
    "reply",
    [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\xff\xfe\0", b"OK", b"x" * 9000],
)
def test_an_answer_that_is_none_checks_nothing(clamd: FakeClamd, reply: bytes) -> None:
    clamd.answer = lambda content: reply
    assert Scanner().scan(b"x") == ScanState.UNCHECKED


def test_a_scanner_that_hangs_is_waited_for_once(
    clamd: FakeClamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "_ANSWER_SECONDS", 0.2)
    clamd.answer = lambda content: None
    one = Scanner()
    assert [one.scan(b"x"), one.scan(b"y")] == [ScanState.UNCHECKED, ScanState.UNCHECKED]
    assert clamd.files == [b"x"]


def test_without_a_scanner_nothing_is_checked(settings: LazySettings) -> None:
    assert settings.CLAMD == ""
    assert Scanner().scan(eicar()) == ScanState.UNCHECKED


def test_a_refused_connection_checks_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert Scanner(f"tcp://127.0.0.1:{port}").scan(b"x") == ScanState.UNCHECKED


def receive(*files: tuple[str, bytes]) -> tuple[Any, list[enclosures.Refusal]]:
    draft = factories.make_draft()
    refusals = enclosures.receive_files(
        application=draft,
        kind=AttachmentKind.STATUTES,
        uploads=[ContentFile(content, name=name) for name, content in files],
        actor=draft.created_by,
        at=AT,
    )
    return draft, refusals


@pytest.mark.django_db
def test_a_file_with_a_virus_is_refused_and_the_other_kept(clamd: FakeClamd) -> None:
    draft, refusals = receive(("gut.pdf", pdf()), ("arg.pdf", pdf(pages=2) + eicar()))
    assert [(refusal.name, refusal.reason.code) for refusal in refusals] == [
        ("arg.pdf", "damaged")
    ]
    assert draft.attachments.get().scan == ScanState.CLEAN


@pytest.mark.django_db
def test_the_received_bytes_of_every_photo_are_checked(clamd: FakeClamd) -> None:
    one, two = image(), image("JPEG")
    draft, refusals = receive(("1.png", one), ("2.jpg", two))
    assert refusals == []
    assert sorted(clamd.files) == sorted([one, two])
    assert draft.attachments.get().scan == ScanState.CLEAN


@pytest.mark.django_db
def test_a_scanner_that_is_away_stops_nobody(settings: LazySettings) -> None:
    settings.CLAMD = "/nowhere/clamd"
    draft, refusals = receive(("Satzung.pdf", pdf()))
    assert refusals == []
    assert draft.attachments.get().scan == ScanState.UNCHECKED


@pytest.mark.django_db
def test_what_was_not_checked_is_asked_about_later(clamd: FakeClamd) -> None:
    sent = factories.make_submitted()
    draft = factories.make_draft()
    bad = ContentFile(eicar(), name="file")
    clean = factories.make_attachment(draft, kind="other")
    in_draft = factories.make_attachment(draft, kind="other", file=bad)
    in_case = factories.make_attachment(sent, kind="other", file=ContentFile(eicar(), name="f"))
    done = Attachment.objects.exclude(pk=in_case.pk).filter(application=sent)
    assert enclosure_repairs.scan_unchecked(at=AT) == done.count() + 3
    states = dict(Attachment.objects.values_list("pk", "scan"))
    assert (states[clean.pk], states[in_draft.pk], states[in_case.pk]) == (
        "clean",
        "found",
        "found",
    )
    events = AuditEvent.objects.filter(event="attachment.infected").order_by("pk")
    assert [event.application for event in events] == [sent, None] or [
        event.application for event in events
    ] == [None, sent]
    assert enclosure_repairs.scan_unchecked(at=AT) == 0


@pytest.mark.django_db
def test_files_of_messages_are_asked_about_later(clamd: FakeClamd) -> None:
    case = factories.make_submitted()
    message = factories.make_case_message(case, with_file=True)
    clean = message.files.get()
    bad = CaseMessageFile.objects.create(
        message=message,
        name="rechnung.pdf",
        media_type="application/pdf",
        size=1,
        pages=1,
        sha256="0" * 64,
        file=ContentFile(eicar(), name="file"),
    )

    assert enclosure_repairs.scan_messages(at=AT) == 2

    states = dict(CaseMessageFile.objects.values_list("pk", "scan"))
    assert states == {clean.pk: "clean", bad.pk: "found"}
    assert AuditEvent.objects.get(event="message_file.infected").application == case
    assert enclosure_repairs.scan_messages(at=AT) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["name", "sha256", "file", "scan"])
def test_nothing_else_of_a_received_file_changes(column: str) -> None:
    file = factories.make_case_message(factories.make_submitted(), with_file=True).files.get()
    rows = CaseMessageFile.objects.filter(pk=file.pk)
    rows.update(scan=ScanState.CLEAN)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**{column: "x"})
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


@pytest.mark.django_db
def test_a_silent_scanner_ends_the_asking(settings: LazySettings) -> None:
    factories.make_attachment(factories.make_draft(), kind="other")
    settings.CLAMD = "/nowhere/clamd"
    assert enclosure_repairs.scan_unchecked(at=AT) == 0
    assert Attachment.objects.get().scan == ScanState.UNCHECKED


@pytest.mark.django_db
def test_copies_that_are_missing_are_made() -> None:
    draft = factories.make_draft()
    old = factories.make_attachment(
        draft, kind="other", file=ContentFile(pdf(pages=2), name="f"), readable_file=""
    )
    broken = factories.make_attachment(draft, kind="other", readable_file="")
    assert enclosure_repairs.make_missing_copies() == 1
    old.refresh_from_db()
    broken.refresh_from_db()
    assert old.readable_file
    assert old.page_images.count() == 2
    assert not broken.readable_file
