"""Several photos become one document, whose order can be changed; nothing received gets lost."""

import hashlib
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from applications.models import Application, Attachment, AttachmentPhoto, AuditEvent
from applications.rules.choices import AttachmentKind
from applications.services import drafts, enclosure_photos, enclosures
from applications.services.enclosure_photos import LastPhoto, NotPhotos, PhotosChanged
from applications.services.enclosures import Refusal
from applications.services.file_check import FileRefused
from tests import factories
from tests.support.enclosure_cases import make_page_image
from tests.support.files import image, pdf

AT = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)
# Pages are told apart by their shape.
WIDTHS = {"a.png": 30, "b.jpg": 40, "c.heic": 50}

pytestmark = pytest.mark.django_db


def photo(name: str, width: int = 0) -> ContentFile[bytes]:
    kinds = {"png": "PNG", "jpg": "JPEG", "heic": "HEIF"}
    kind = kinds[name.rpartition(".")[2]]
    return ContentFile(image(kind, (width or WIDTHS[name], 60)), name=name)


def receive(
    draft: Application, uploads: Sequence[ContentFile[bytes]], **values: Any
) -> list[Refusal]:
    return enclosures.receive_files(
        application=draft,
        **{"kind": AttachmentKind.STATUTES, "actor": draft.created_by, "at": AT, **values},
        uploads=uploads,
    )


@pytest.fixture
def bound() -> Attachment:
    """A document made of three photos."""
    draft = factories.make_draft()
    assert receive(draft, [photo(name) for name in WIDTHS]) == []
    return draft.attachments.get()


def order_of(attachment: Attachment) -> list[str]:
    """Return the names of the photos, and check that PDF and pictures have the same order."""
    attachment.refresh_from_db()
    photos = list(attachment.photos.order_by("position"))
    assert [row.position for row in photos] == list(range(1, len(photos) + 1))
    widths = [WIDTHS[row.name] for row in photos]
    assert [row.width for row in attachment.page_images.order_by("number")] == widths
    with attachment.file.open() as file, pikepdf.open(io.BytesIO(file.read())) as document:
        shapes = [page.mediabox for page in document.pages]
        assert [round(60 * float(box[2]) / float(box[3])) for box in shapes] == widths
    assert attachment.pages == len(photos)
    return [row.name for row in photos]


def places() -> set[str]:
    """Return every file in the store."""
    found = set()
    for folder in ("attachments", "pages"):
        if not default_storage.exists(folder):
            continue
        for part in default_storage.listdir(folder)[0]:
            found |= {
                f"{folder}/{part}/{name}"
                for name in default_storage.listdir(f"{folder}/{part}")[1]
            }
    return found


def named(attachment: Attachment) -> set[str]:
    """Return the files that the rows of a document name."""
    files = [
        attachment.file,
        attachment.readable_file,
        *(row.file for row in attachment.photos.all()),
    ]
    for page in attachment.page_images.all():
        files += [page.image, page.thumbnail]
    return {file.name for file in files}


def test_photos_chosen_together_are_one_document(bound: Attachment) -> None:
    assert order_of(bound) == ["a.png", "b.jpg", "c.heic"]
    assert (bound.name, bound.media_type) == ("Satzung (Fotos).pdf", "application/pdf")
    assert bound.readable_file.name == bound.file.name
    assert bound.readable_size == bound.size
    for row in bound.photos.all():
        with row.file.open() as file:
            content = file.read()
        assert content == photo(row.name).read()
        assert (row.size, row.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_mixed_choice_keeps_pdfs_apart() -> None:
    draft = factories.make_draft()
    uploads = [photo("a.png"), ContentFile(pdf(), name="x.pdf"), photo("b.jpg")]
    assert receive(draft, uploads) == []
    assert sorted(draft.attachments.values_list("name", "pages")) == [
        ("Satzung (Fotos).pdf", 2),
        ("x.pdf", 1),
    ]


def test_one_photo_stays_what_it_is() -> None:
    draft = factories.make_draft()
    receive(draft, [photo("c.heic")])
    kept = draft.attachments.get()
    assert (kept.name, kept.media_type, kept.photos.count()) == ("c.heic", "image/heic", 0)
    with kept.readable_file.open() as file, Image.open(file) as copy:
        assert (copy.format, copy.size) == ("JPEG", (50, 60))


def test_more_than_twelve_photos_are_refused_one_by_one() -> None:
    draft = factories.make_draft()
    uploads = [photo(f"{number}.png", width=20 + number) for number in range(1, 14)]
    (refusal,) = receive(draft, uploads)
    assert (refusal.name, refusal.reason.code) == ("13.png", "too_many_photos")
    assert draft.attachments.get().photos.count() == 12
    with pytest.raises(FileRefused, match="too_many_photos"):
        add(draft.attachments.get(), photo("a.png", width=99))


def test_a_photo_that_is_there_already_does_not_stop_the_others(bound: Attachment) -> None:
    again = [photo("b.jpg"), photo("a.png", width=70), photo("a.png", width=70)]
    refusals = receive(bound.application, again)
    assert [refusal.reason.code for refusal in refusals] == ["duplicate", "duplicate"]
    assert Attachment.objects.count() == 2


def test_a_bad_photo_does_not_stop_the_others() -> None:
    draft = factories.make_draft()
    uploads = [photo("a.png"), ContentFile(b"", name="leer.jpg"), photo("b.jpg")]
    (refusal,) = receive(draft, uploads)
    assert (refusal.name, refusal.reason.code) == ("leer.jpg", "empty")
    assert draft.attachments.get().pages == 2


def add(attachment: Attachment, upload: ContentFile[bytes]) -> None:
    enclosure_photos.add_photo(
        attachment=attachment, upload=upload, actor=attachment.application.created_by, at=AT
    )


def move(attachment: Attachment, name: str, by: int) -> None:
    enclosure_photos.move_photo(
        attachment=attachment,
        photo_code=attachment.photos.get(name=name).code,
        by=by,
        actor=attachment.application.created_by,
        at=AT,
    )


def remove(attachment: Attachment, name: str) -> None:
    enclosure_photos.remove_photo(
        attachment=attachment,
        photo_code=attachment.photos.get(name=name).code,
        actor=attachment.application.created_by,
        at=AT,
    )


def test_photos_are_put_in_order(bound: Attachment) -> None:
    move(bound, "c.heic", -1)
    assert order_of(bound) == ["a.png", "c.heic", "b.jpg"]
    move(bound, "a.png", 1)
    assert order_of(bound) == ["c.heic", "a.png", "b.jpg"]
    move(bound, "b.jpg", 1)
    assert order_of(bound) == ["c.heic", "a.png", "b.jpg"]
    assert AuditEvent.objects.filter(event="attachment.changed").count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_file_is_left_and_none_is_lost() -> None:
    draft = factories.make_draft()
    before = places()
    receive(draft, [photo(name) for name in WIDTHS])
    bound = draft.attachments.get()
    for change in (
        lambda: move(bound, "b.jpg", -1),
        lambda: remove(bound, "a.png"),
        lambda: add(bound, photo("a.png", width=35)),
        lambda: remove(bound, "c.heic"),
    ):
        bound.refresh_from_db()
        change()
        bound.refresh_from_db()
        assert places() - before == named(bound)
    drafts.delete_draft(application=draft, actor=draft.created_by, at=AT)
    assert places() == before


@pytest.mark.django_db(transaction=True)
def test_a_single_photo_becomes_the_first_of_several() -> None:
    draft = factories.make_draft()
    before = places()
    receive(draft, [photo("a.png")])
    single = draft.attachments.get()
    add(single, photo("b.jpg"))
    single.refresh_from_db()
    assert order_of(single) == ["a.png", "b.jpg"]
    with single.photos.get(name="a.png").file.open() as file:
        assert file.read() == photo("a.png").read()
    assert places() - before == named(single)


def test_removing_a_photo_leaves_the_others(bound: Attachment) -> None:
    remove(bound, "b.jpg")
    assert order_of(bound) == ["a.png", "c.heic"]
    remove(bound, "a.png")
    with pytest.raises(LastPhoto):
        remove(bound, "c.heic")
    assert order_of(bound) == ["c.heic"]


def test_what_is_no_photo_is_not_added(bound: Attachment) -> None:
    with pytest.raises(FileRefused, match="not_a_photo"):
        add(bound, ContentFile(pdf(), name="x.pdf"))
    with pytest.raises(FileRefused, match="duplicate"):
        add(bound, photo("a.png"))
    assert order_of(bound) == ["a.png", "b.jpg", "c.heic"]


def test_a_pdf_has_no_photos() -> None:
    draft = factories.make_draft()
    receive(draft, [ContentFile(pdf(), name="x.pdf")])
    with pytest.raises(NotPhotos):
        enclosure_photos.leaves_of(draft.attachments.get())


def test_two_people_do_not_undo_each_other(bound: Attachment) -> None:
    stale = Attachment.objects.get(pk=bound.pk)
    code = bound.photos.get(name="b.jpg").code
    move(bound, "c.heic", -1)
    # What the other person saw is gone by now; the page shows what there is.
    stale_leaves = enclosure_photos.leaves_of(stale)
    assert [leaf.photo.name for leaf in stale_leaves] == ["a.png", "c.heic", "b.jpg"]
    with pytest.raises(PhotosChanged):
        enclosure_photos.move_photo(
            attachment=stale, photo_code=code, by=-1, actor=bound.application.created_by, at=AT
        )
    assert order_of(Attachment.objects.get(pk=bound.pk)) == ["a.png", "c.heic", "b.jpg"]


def test_photos_of_a_sent_application_are_closed() -> None:
    sent = factories.make_submitted()
    attachment = factories.make_attachment(sent, kind="other", media_type="image/jpeg")
    make_page_image(attachment)
    with pytest.raises(drafts.NotADraft):
        enclosure_photos.remove_photo(
            attachment=make_two(attachment), photo_code="X", actor=sent.created_by, at=AT
        )


def make_two(attachment: Attachment) -> Attachment:
    """Give a document two photos without asking anybody."""
    jpeg = image("JPEG")
    for position, code in enumerate(("X", "Y"), start=1):
        AttachmentPhoto.objects.create(
            code=code,
            attachment=attachment,
            position=position,
            name="x.jpg",
            media_type="image/jpeg",
            size=1,
            sha256=code,
            file=ContentFile(jpeg, name="file"),
        )
    attachment.page_images.all().delete()
    for number in (1, 2):
        make_page_image(attachment, number=number, image=ContentFile(jpeg, name="page"))
    return attachment
