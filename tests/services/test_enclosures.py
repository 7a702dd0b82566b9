"""Received files: what is kept, what is refused and why, and what follows later."""

import io
import os
import re
import zlib
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from applications.models import Application, Attachment, AuditEvent
from applications.rules.choices import AttachmentKind
from applications.services import enclosures, file_process
from applications.services.drafts import NotADraft
from applications.services.enclosures import add_attachment
from applications.services.file_check import FileRefused
from tests import factories
from tests.support.files import image, pdf

AT = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)
STATUTES = AttachmentKind.STATUTES

pytestmark = pytest.mark.django_db


def png_header(width: int, height: int) -> bytes:
    """The start of a picture that claims a size; its pixels are never decoded."""

    def chunk(name: bytes, data: bytes) -> bytes:
        length, checksum = len(data).to_bytes(4), zlib.crc32(name + data).to_bytes(4)
        return length + name + data + checksum

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    pixels = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels)


def add(application: Application, name: str, content: bytes, **values: Any) -> Attachment:
    return add_attachment(
        application=application,
        upload=ContentFile(content, name=name),
        actor=application.created_by,
        **{"kind": STATUTES, "at": AT, **values},
    )


@pytest.mark.parametrize(
    ("name", "content", "media_type", "pages"),
    [
        ("Satzung.pdf", pdf(pages=3), "application/pdf", 3),
        ("SATZUNG.PDF", pdf(), "application/pdf", 1),
        ("Foto.jpg", image("JPEG"), "image/jpeg", 1),
        ("Foto.jpeg", image("JPEG"), "image/jpeg", 1),
        ("Foto.png", image(), "image/png", 1),
    ],
)
def test_good_files_are_kept_as_they_came(
    name: str, content: bytes, media_type: str, pages: int
) -> None:
    draft = factories.make_draft()
    kept = add(draft, name, content)
    assert (kept.name, kept.media_type, kept.pages) == (name, media_type, pages)
    assert kept.size == len(content)
    with kept.file.open() as stored:
        assert stored.read() == content
    assert name not in kept.file.name
    assert AuditEvent.objects.filter(event="attachment.added").count() == 1
    draft.enclosures.refresh_from_db()
    assert draft.enclosures.version == 1


NAMES = [
    f"{start}{name}.pdf"
    for name in (
        "../../etc/passwd",
        "C:\\autoexec",
        "Satzung\u202efdp",
        "a\0b",
        "a\r\nX: 1",
        "CON",
    )
    for start in ("", ".", "/", "~", " ", "..%2f", "\u200b")
] + [
    "$(id).pdf",
    "`id`.pdf",
    "-rf.pdf",
    "x" * 300 + ".pdf",
    "🎉.pdf",
    "النظام.pdf",
    ".htaccess.pdf",
]


def test_no_name_reaches_the_store() -> None:
    """Places are made of random codes; what it was called is a column, and only that."""
    assert len(NAMES) >= 44
    draft = factories.make_draft()

    for number, name in enumerate(NAMES):
        place = Attachment._meta.get_field("file").generate_filename(
            Attachment(application=draft, name=name), name
        )
        assert re.fullmatch(r"attachments/[0-9A-Z]{2}/[0-9A-Z]{26}(\.\w+)?", place), number


def test_no_address_leads_to_the_store(client: Any) -> None:
    kept = add(factories.make_draft(), "Satzung.pdf", pdf())

    for address in (f"/{kept.file.name}", f"/media/{kept.file.name}", f"/static/{kept.file.name}"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("Satzung.pdf", b"", "empty"),
        ("Satzung.pdf", b"<html><script>alert(1)</script></html>", "unreadable_kind"),
        ("Satzung.pdf", b"%PDF-1.7\n<html></html>", "damaged"),
        ("Satzung.pdf", pdf(password="geheim"), "encrypted"),
        ("Satzung.pdf", image(), "unreadable_kind"),
        ("Foto.png", pdf(), "unreadable_kind"),
        ("Foto.jpg", image("PNG"), "unreadable_kind"),
        ("Foto.gif", image("GIF"), "unreadable_kind"),
        ("Foto.png", image("GIF"), "unreadable_kind"),
        ("Foto.png", image()[:-40], "damaged"),
        ("Foto.png", png_header(8_200, 5_001), "too_many_pixels"),
        ("Foto.png", png_header(60_000, 60_000), "too_many_pixels"),
        ("Satzung.pdf.exe", pdf(), "unreadable_kind"),
        ("Satzung", pdf(), "unreadable_kind"),
        ("Satzung.docx", b"PK\x03\x04", "unreadable_kind"),
        ("Satzung.pdf", pdf(pages=201), "too_many_pages"),
    ],
)
def test_other_files_are_refused(name: str, content: bytes, code: str) -> None:
    draft = factories.make_draft()
    with pytest.raises(FileRefused) as refused:
        add(draft, name, content)
    assert refused.value.code == code
    assert not Attachment.objects.exists()


def test_ten_megabytes_are_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = factories.make_draft()
    with pytest.raises(FileRefused) as refused:
        add(draft, "Satzung.pdf", b"x" * (10 * 1024 * 1024 + 1))
    assert (refused.value.code, refused.value.values) == ("too_large", {"size": 10_485_761})


def test_the_same_file_counts_once_for_each_kind() -> None:
    draft = factories.make_draft()
    content = pdf()
    add(draft, "Satzung.pdf", content)
    with pytest.raises(FileRefused) as refused:
        add(draft, "Andere.pdf", content)
    assert refused.value.code == "duplicate"
    add(draft, "Satzung.pdf", content, kind=AttachmentKind.OTHER)


def test_a_case_has_room_for_thirty_files_and_fifty_megabytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = factories.make_draft()
    for _number in range(30):
        factories.make_attachment(draft, kind="other")
    with pytest.raises(FileRefused, match="too_many"):
        add(draft, "Satzung.pdf", pdf())
    draft.attachments.all().delete()
    factories.make_attachment(draft, kind="other", size=50 * 1024 * 1024 - 10)
    files = set(default_storage.listdir("attachments")[0])
    with pytest.raises(FileRefused, match="quota"):
        add(draft, "Satzung.pdf", pdf())
    left = [
        name
        for part in default_storage.listdir("attachments")[0]
        for name in default_storage.listdir(f"attachments/{part}")[1]
    ]
    assert len(left) == len(set(left))
    assert draft.attachments.count() == 1
    assert files


def test_a_parser_that_hangs_or_dies_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = factories.make_draft()
    start, (endless, writer) = file_process.READERS.start, os.pipe()
    monkeypatch.setattr(file_process, "WALL_SECONDS", 0.1)

    with os.fdopen(writer, "wb"), os.fdopen(endless, "rb") as file:
        monkeypatch.setattr(file_process.READERS, "start", lambda task, _file: start(task, file))
        with pytest.raises(FileRefused, match="damaged"):
            add(draft, "Satzung.pdf", pdf())


def armed_pdf() -> bytes:
    """A PDF with everything that may run or lead away."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
        page.obj.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)]
        )
        page.obj.AA = pikepdf.Dictionary(O=action)
        document.Root.OpenAction = document.make_indirect(action)
        document.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>", Fields=pikepdf.Array())
        document.attachments["virus.exe"] = b"MZ armed"
        document.save(target)
    return target.getvalue()


def test_staff_get_a_pdf_that_only_shows_its_pages() -> None:
    copy = file_process.read_file(armed_pdf()).copy
    with pikepdf.open(io.BytesIO(copy)) as document:
        assert len(document.pages) == 1
        assert not document.attachments
        text = repr([document.Root, *document.objects])
    for armed in ("alert", "example.org", "OpenAction", "/AA", "XFA", "virus"):
        assert armed not in text
    assert b"MZ armed" not in copy


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "CMYK"])
def test_staff_get_nothing_but_pixels(mode: str) -> None:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Wohnung der Familie"
    exif[0x0112] = 6  # lies on its side
    kind = "PNG" if mode == "P" else "JPEG"
    Image.new(mode, (40, 20)).save(target, kind, exif=exif)
    with Image.open(io.BytesIO(file_process.read_file(target.getvalue()).copy)) as copy:
        assert copy.size == (20, 40)
        assert not copy.getexif()


def test_what_cannot_be_read_has_no_harmless_copy() -> None:
    with pytest.raises(FileRefused, match="unreadable_kind"):
        file_process.read_file(b"<html>")


def test_one_bad_file_does_not_stop_the_others() -> None:
    draft = factories.make_draft()
    refusals = enclosures.receive_files(
        application=draft,
        kind=STATUTES,
        uploads=[
            ContentFile(pdf(pages=1), name="eins.pdf"),
            ContentFile(b"", name="leer.pdf"),
            ContentFile(pdf(pages=2), name="zwei.pdf"),
        ],
        actor=draft.created_by,
        at=AT,
    )
    assert [(refusal.name, refusal.reason.code) for refusal in refusals] == [("leer.pdf", "empty")]
    assert sorted(draft.attachments.values_list("name", flat=True)) == ["eins.pdf", "zwei.pdf"]


def test_a_file_can_be_removed(django_capture_on_commit_callbacks: Any) -> None:
    draft = factories.make_draft()
    kept = add(draft, "Satzung.pdf", pdf())
    place = kept.file.name
    with django_capture_on_commit_callbacks(execute=True):
        enclosures.remove_attachment(attachment=kept, actor=draft.created_by, at=AT)
    assert not Attachment.objects.exists()
    assert not default_storage.exists(place)


def test_a_promise_stands_until_the_file_comes() -> None:
    draft = factories.make_draft()
    for reason in ("Das Amt braucht noch.", "Das Amt braucht länger."):
        enclosures.promise_enclosure(
            application=draft,
            kind=STATUTES,
            until=date(2020, 2, 14),
            reason=reason,
            actor=draft.created_by,
            at=AT,
        )
    assert draft.promised_enclosures.get().reason == "Das Amt braucht länger."
    add(draft, "Satzung.pdf", pdf())
    assert not draft.promised_enclosures.exists()


def test_a_promise_can_be_withdrawn_and_forbidden() -> None:
    draft = factories.make_draft()
    promise = {"application": draft, "kind": STATUTES, "actor": draft.created_by, "at": AT}
    enclosures.promise_enclosure(until=date(2020, 2, 14), reason="Bald.", **promise)
    enclosures.withdraw_promise(**promise)
    assert not draft.promised_enclosures.exists()
    draft.round.allows_promised_enclosures = False
    with pytest.raises(enclosures.PromiseNotAllowed):
        enclosures.promise_enclosure(until=date(2020, 2, 14), reason="Bald.", **promise)


def test_documents_of_a_sent_application_are_closed() -> None:
    sent = factories.make_submitted()
    attachment = sent.attachments.first()
    assert attachment is not None
    with pytest.raises(NotADraft):
        add(sent, "Satzung.pdf", pdf())
    with pytest.raises(NotADraft):
        enclosures.remove_attachment(attachment=attachment, actor=sent.created_by, at=AT)
    with pytest.raises(NotADraft):
        enclosures.visit_enclosures(application=sent, actor=sent.created_by, at=AT)
    assert sent.attachments.count() == 3
