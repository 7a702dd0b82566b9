"""A document is made once, kept with its hash, and made from the snapshot alone."""

import hashlib
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from applications.documents import maker, store
from applications.models import Application, Document
from applications.models.codes import group_printed
from tests import factories
from tests.documents.support import on_one_line

pytestmark = pytest.mark.django_db
LATER = factories.SENT_AT + timedelta(minutes=1)


@pytest.fixture
def ordered() -> Document:
    """An order whose job has not run."""
    return factories.make_submitted().documents.get()


def text_of(document: Document) -> str:
    with document.file.open() as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
    return on_one_line(" ".join(page.extract_text() for page in pages))


def test_rendering_stores_file_size_hash_and_time(ordered: Document) -> None:
    store.render(ordered, at=LATER)

    stored = Document.objects.get(pk=ordered.pk)
    with stored.file.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-1.7")
    assert stored.size == len(content)
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.rendered_at == LATER == ordered.rendered_at
    assert not stored.has_unprintable_text


def test_prints_code_number_and_hash_of_the_snapshot(ordered: Document) -> None:
    store.render(ordered, at=LATER)

    text = text_of(ordered)
    assert ordered.application.reference_number in text
    assert group_printed(ordered.code) in text
    assert ordered.snapshot.sha256 in text


def test_a_made_document_is_never_made_again(
    ordered: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.render(ordered, at=LATER)
    monkeypatch.setattr(store, "make_document", None)

    store.render(ordered, at=LATER + timedelta(days=1))

    assert Document.objects.get(pk=ordered.pk).rendered_at == LATER


def test_of_two_jobs_the_first_one_counts(ordered: Document) -> None:
    other = Document.objects.get(pk=ordered.pk)
    store.render(ordered, at=LATER)

    store.render(other, at=LATER + timedelta(days=1))

    assert other.rendered_at == LATER
    assert other.file.name == ordered.file.name


def test_a_file_left_over_from_a_crash_is_replaced(ordered: Document) -> None:
    name = store.storage_name(ordered, "")
    storage = ordered.file.storage
    storage.save(name, store.ContentFile(b"half a file"))

    store.render(ordered, at=LATER)

    assert ordered.file.name == name
    assert ordered.file.size == ordered.size


def test_a_failure_stores_nothing(ordered: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **values: object) -> None:
        raise maker_error

    maker_error = RuntimeError("no fonts")
    monkeypatch.setattr(store, "make_document", fail)

    with pytest.raises(RuntimeError, match="no fonts"):
        store.render(ordered, at=LATER)

    stored = Document.objects.get(pk=ordered.pk)
    assert (stored.rendered_at, stored.file.name, stored.sha256) == (None, "", "")


def test_live_rows_do_not_change_the_document(ordered: Document) -> None:
    kind = store.DocumentKind(ordered.kind)
    before = maker.make_document(kind, store.frozen(ordered.snapshot), code=ordered.code)
    Application.objects.filter(pk=ordered.application_id).update(organisation_name="Ein anderer")
    ordered.application.round.__class__.objects.update(name="Eine andere Runde")

    store.render(ordered, at=LATER)

    assert ordered.sha256 == hashlib.sha256(before.content).hexdigest()
