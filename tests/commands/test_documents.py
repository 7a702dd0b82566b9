"""Proof stays proof: all documents are hashed again, and one that somebody brings is read."""

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from applications.models import Document, SubmissionSnapshot, append_only
from applications.services import file_parser_pdf
from applications.services.file_check import MAXIMUM_BYTES
from tests import factories
from tests.documents.support import demo
from tests.rules.support import document as demo_document
from tests.support.odd_pdfs import filled_pdf
from tests.support.stored_files import keep

pytestmark = pytest.mark.django_db
SNAPSHOTS = "applications_submissionsnapshot"


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def pdf_with(data: bytes, name: str = "antrag.json", **options: Any) -> bytes:
    """Return a small PDF that carries data as ours do."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        pdf.save(target, **options)
    return target.getvalue()


def stored(**values: Any) -> Document:
    """Return a receipt with a file that carries its application."""
    document: Document = factories.make_submitted(**values).documents.get()
    keep(document, pdf_with(document.snapshot.payload.encode()))
    return document


def overwrite(document: Document, content: bytes) -> None:
    """Put another file in the place of a document."""
    document.file.storage.delete(document.file.name)
    document.file.storage.save(document.file.name, ContentFile(content))


def tamper(snapshot: SubmissionSnapshot, payload: str) -> None:
    """Change a frozen application behind the back of the program."""
    append_only.drop_triggers(connection, [SNAPSHOTS])
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {SNAPSHOTS} SET payload = %s WHERE id = %s",  # noqa: S608 - our own table
            [payload, snapshot.pk],
        )
    append_only.create_triggers(connection, [SNAPSHOTS])


def verify() -> tuple[int, str, list[str]]:
    """Run the check; return exit code, counts and faults."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("verify_documents", stdout=out, stderr=err)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, out.getvalue(), err.getvalue().splitlines()


def test_untouched_proof_is_counted() -> None:
    document = stored()
    waiting = factories.make_submitted(
        funding_round=document.application.round, name="Noch ohne Datei e. V."
    )
    assert waiting.documents.get().rendered_at is None

    code, counts, faults = verify()

    assert (code, faults) == (0, [])
    assert counts == "2 frozen applications checked\n1 documents checked\n0 faults\n"


def test_nothing_at_all_is_fine() -> None:
    assert verify()[0] == 0


@pytest.mark.parametrize("change", [b"x", b""], ids=["another byte", "cut"])
def test_a_changed_file_is_named(change: bytes) -> None:
    document, other = stored(), stored(name="Anderer e. V.")
    overwrite(document, document.file.read()[:-1] + change)

    code, counts, faults = verify()

    assert code == 1
    assert faults == [
        f"{document.application.reference_number} · {document.code}: "
        "the file is not the one that was made"
    ]
    assert other.code not in str(faults)
    assert counts.endswith("2 documents checked\n1 faults\n")


def test_a_changed_file_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("opened")

    document = stored()
    overwrite(document, b"%PDF-1.7 hostile")
    monkeypatch.setattr("applications.services.document_checks.embedded_file", refuse)

    assert verify()[0] == 1


def test_a_missing_file_is_named() -> None:
    document = stored()
    document.file.storage.delete(document.file.name)

    code, _counts, faults = verify()

    assert code == 1
    assert faults[0].endswith("the file is missing or cannot be read")


def test_a_changed_application_is_named_twice() -> None:
    """Its own hash does not fit any more, and the file carries what was frozen."""
    document = stored()
    payload = document.snapshot.payload
    tamper(document.snapshot, payload.replace("e. V.", "e.  V.", 1))

    code, _counts, faults = verify()

    assert code == 1
    assert [fault.partition(": ")[2] for fault in faults] == [
        "the frozen application was changed",
        "the file carries another application document than was frozen",
    ]
    tamper(document.snapshot, payload)
    assert verify()[0] == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf_with(b"{}"), "the file carries another application document than was frozen"),
        (pdf_with(b"{}", "anderes.json"), "the file carries no application document"),
        (filled_pdf(), "the file carries no application document"),
        (b"%PDF-1.7 no real one", "the file carries no application document"),
    ],
    ids=["foreign", "other name", "none", "broken"],
)
def test_what_a_file_carries_is_compared(content: bytes, sentence: str) -> None:
    keep(stored(), content)

    code, _counts, faults = verify()

    assert code == 1
    assert faults[0].endswith(sentence)


def read(content: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Read a PDF from standard input; return exit code, data and what the records say."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    try:
        call_command("read_document", "-", stdout=out, stderr=err)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return code, out.getvalue(), err.getvalue()


def test_our_document_is_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = stored()
    content = document.file.read()

    code, data, said = read(content, monkeypatch)

    assert code == 0
    assert json.loads(data) == document.snapshot.document
    assert said.startswith("unverändert: WIR-2020-0001-69, Fassung 1, ")
    (tmp_path / "x.pdf").write_bytes(content)
    call_command("read_document", str(tmp_path / "x.pdf"), stdout=io.StringIO())


def test_a_document_as_the_press_makes_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    code, data, said = read(demo("a1").content, monkeypatch)

    assert (code, json.loads(data)) == (2, demo_document("a1"))
    assert said.startswith("unbekannt")


def test_the_same_data_in_another_file_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    document = stored()
    saved_anew = pdf_with(document.snapshot.payload.encode(), qdf=True)

    code, data, said = read(saved_anew, monkeypatch)

    assert code == 1
    assert json.loads(data) == document.snapshot.document
    assert "Die Daten stimmen, die Datei ist anders." in said


def test_changed_data_are_named_by_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    document = stored().snapshot.document
    document["answers"]["organisation"]["name"] = "Ganz anders e. V."
    document["answers"]["costs"]["items"][0]["amount_eur"] = "9999.99"
    del document["answers"]["goals"]["goals"]

    code, _data, said = read(pdf_with(json.dumps(document).encode()), monkeypatch)

    assert code == 1
    assert said.splitlines()[1:] == [
        "$.answers.costs.items[0].amount_eur",
        "$.answers.goals.goals",
        "$.answers.organisation.name",
    ]


@pytest.mark.parametrize("number", ["WIR-2020-9999-99", None, "\\ud800", "\\u0000"])
def test_a_document_of_nobody_is_unknown(
    number: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stored().snapshot.document
    text = json.dumps(document | {"reference_number": "NUMBER"})
    written = text.replace('"NUMBER"', "null" if number is None else f'"{number}"')

    code, data, said = read(pdf_with(written.encode()), monkeypatch)

    assert (code, bool(data)) == (2, True)
    assert said.startswith("unbekannt")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Das ist keine lesbare PDF."),
        (b"\x89PNG", "Das ist keine lesbare PDF."),
        (b"%PDF-1.7\n1 0 obj << /Root 1 0 R", "Das ist keine lesbare PDF."),
        (filled_pdf(), "In der PDF stecken keine Daten von uns."),
        (pdf_with(b"{}", "../antrag.json"), "In der PDF stecken keine Daten von uns."),
        (pdf_with(b"{", "antrag.json"), "Die Daten in der PDF sind kein JSON."),
        (pdf_with(b"\xff\xfe"), "Die Daten in der PDF sind kein JSON."),
        (pdf_with(b"[" * 100_000), "Die Daten in der PDF sind kein JSON."),
        (pdf_with(b'{"a": %s}' % (b"9" * 9000)), "Die Daten in der PDF sind kein JSON."),
        (pdf_with(b"{}"), "Die Daten in der PDF passen nicht zum Schema: $"),
        (pdf_with(b"[]"), "Die Daten in der PDF passen nicht zum Schema: $"),
        (
            pdf_with(b"{}", encryption=pikepdf.Encryption(owner="a", user="b")),
            "Die PDF hat ein Passwort.",
        ),
        (b"%PDF-" + bytes(MAXIMUM_BYTES), "Die Datei ist zu groß."),
    ],
)
def test_what_cannot_be_read_is_said(
    content: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(content, monkeypatch) == (3, "", sentence)


def test_packed_data_cannot_swell(monkeypatch: pytest.MonkeyPatch) -> None:
    swelling = pdf_with(b" " * (file_parser_pdf.MAXIMUM_DATA + 1), compress_streams=True)
    assert len(swelling) < 100_000

    assert read(swelling, monkeypatch) == (3, "", "Die Datei ist zu groß.")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("read_document", str(tmp_path / "fehlt.pdf"))

    assert caught.value.returncode == 3
