"""The Aktenpaket: complete, checked by its own hashes, of one case only, with purpose and log."""

import csv
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest

from applications.models import Application, Attachment, AuditEvent, Document, Export, User
from applications.rules.choices import ScanState
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.rules.review import Relation
from applications.services import case_packages
from applications.services.case_papers import safe_name
from applications.services.demo_data.accounts import WORKER
from applications.services.exports import PurposeMissing
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.permissions import GROUPS, NotPermitted
from tests import factories
from tests.support import record_cases
from tests.support.record_cases import HEARD, ON_FILE_AT, make_decided_a1

pytestmark = pytest.mark.django_db
FOLDER = "Akte-WIR-2020-0042-43"
ALWAYS = {
    "aktendeckblatt.pdf",
    "antrag.pdf",
    "bescheid.pdf",
    "pruefvermerk.pdf",
    "verlauf.csv",
    "daten.json",
    "MANIFEST.sha256",
}


@pytest.fixture(autouse=True)
def _quick_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print records as a page with their number; real ones are tested where they are made."""

    def render(document: Document, *, at: Any) -> None:
        record_cases.store_files(document.application)
        document.refresh_from_db()

    monkeypatch.setattr("applications.documents.store.render", render)


def take(case: Application, actor: User, **values: Any) -> Export:
    return case_packages.order_package(
        **{
            "application": case,
            "purpose": "Akteneinsicht vor Gericht.",
            "actor": actor,
            "at": ON_FILE_AT,
            **values,
        }
    )


def package(export: Export) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(case_packages.stream(export))))


def files_of(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return what is in a package, by the place below its folder."""
    files = {}
    for name in archive.namelist():
        folder, _slash, place = name.partition("/")
        files[place] = archive.read(name)
        assert folder.startswith("Akte-WIR-2020-")
    return files


def test_everything_of_the_case_is_in_it() -> None:
    case, people = make_decided_a1()
    factories.make_case_message(case, with_file=True)

    files = files_of(package(take(case, people[WORKER.email])))

    assert ALWAYS | {"antrag-fassung-1.pdf", "einfache-sprache-fassung-1.pdf"} <= files.keys()
    assert "unterlagen/01-satzung.pdf" in files
    assert "nachrichten/01-Aushang.jpg" in files
    assert all(content for content in files.values())
    assert "nicht-enthalten.txt" not in files


def test_hashes_fit_as_sha256sum_checks_them() -> None:
    case, people = make_decided_a1()

    files = files_of(package(take(case, people[WORKER.email])))

    lines = files["MANIFEST.sha256"].decode().splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    assert listed.keys() == files.keys() - {"MANIFEST.sha256"}
    for place, digest in listed.items():
        assert hashlib.sha256(files[place]).hexdigest() == digest


def test_the_same_export_gives_the_same_bytes() -> None:
    case, people = make_decided_a1()
    export = take(case, people[WORKER.email])

    first, second = (b"".join(case_packages.stream(export)) for _ in range(2))

    assert first == second


def test_data_hold_what_the_database_holds() -> None:
    case, people = make_decided_a1()

    data = json.loads(files_of(package(take(case, people[WORKER.email])))["daten.json"])

    assert [version["document"] for version in data["versions"]] == [
        row.document for row in case.snapshots.order_by("version")
    ]
    assert all(version["findings"] for version in data["versions"])
    assert len(data["scores"]) == 5
    assert len(data["checklist"]) == 10
    (decision,) = data["decisions"]
    assert decision["closed_by"] == "Bernd Muster"
    assert [line["accepted_eur"] for line in decision["lines"] if line["reason"]] == ["90.00"]
    assert data["hearings"][0]["answers"][0]["text"] == HEARD
    assert [row["text"] for row in data["messages"]] == ["Danke für Ihre Antwort.", HEARD]
    assert [row["text"] for row in data["notes"]] == ["Am Telefon war alles klar."]
    (award,) = (row for row in data["documents"] if row["kind"] == "award")
    assert [row["delivered_on"] for row in award["deliveries"]] == ["2020-03-19"]


def test_history_is_a_table_that_no_spreadsheet_calculates() -> None:
    case, people = make_decided_a1()
    User.objects.filter(pk=people[WORKER.email].pk).update(name="=1+1")
    case = Application.objects.get(pk=case.pk)

    content = files_of(package(take(case, people[WORKER.email])))["verlauf.csv"]

    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert head[:4] == ["Nummer", "Wann", "Ereignis", "Wer"]
    numbers = AuditEvent.objects.filter(application=case).values_list("number", flat=True)
    assert sorted(int(row[0]) for row in rows) == sorted(numbers)
    assert {row[3] for row in rows} >= {"'=1+1", "Rania Haddad", "Bernd Muster"}
    assert rows[-1][2] == "Akte als Paket heruntergeladen"


def test_infected_files_stay_out_and_are_named() -> None:
    case, people = make_decided_a1()
    found = Attachment.objects.filter(application=case, kind="statutes")
    found.update(scan=ScanState.FOUND)

    files = files_of(package(take(case, people[WORKER.email])))

    assert "unterlagen/01-satzung.pdf" not in files
    told = files["nicht-enthalten.txt"].decode("utf-8-sig")
    assert "unterlagen/01-satzung.pdf: Schadprogramm gefunden" in told


def test_a_record_that_cannot_be_made_keeps_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_document: Document, *, at: Any) -> None:
        raise OSError("voll")

    case, people = make_decided_a1()
    monkeypatch.setattr("applications.documents.store.render", fail)

    files = files_of(package(take(case, people[WORKER.email])))

    assert {"antrag.pdf", "bescheid.pdf", "daten.json"} <= files.keys()
    told = files["nicht-enthalten.txt"].decode("utf-8-sig")
    assert "pruefvermerk.pdf: noch nicht erzeugt" in told
    assert "aktendeckblatt.pdf: noch nicht erzeugt" in told


@pytest.mark.parametrize("loss", ["gone", "changed"])
def test_a_document_that_is_not_what_was_made_is_named(loss: str) -> None:
    case, people = make_decided_a1()
    export = take(case, people[WORKER.email])
    award = case.documents.get(kind=DocumentKind.AWARD)
    award.file.storage.delete(award.file.name)
    if loss == "changed":
        award.file.storage.save(award.file.name, io.BytesIO(b"%PDF-1.7 of another case"))

    files = files_of(package(export))

    assert "bescheid.pdf" not in files
    assert "bescheid.pdf: nicht lesbar" in files["nicht-enthalten.txt"].decode("utf-8-sig")


def test_nothing_of_another_case_is_in_it() -> None:
    case, people = make_decided_a1()
    other = factories.make_reviewed(name="Brückenbau Kassel e. V.")
    factories.make_case_message(other, text="Geheim aus Kassel", with_file=True)

    files = files_of(package(take(case, people[WORKER.email])))

    for content in files.values():
        for mark in (other.reference_number, "Brückenbau", "Geheim aus Kassel"):
            assert str(mark).encode() not in content


def test_taking_the_file_is_logged_with_its_purpose() -> None:
    case, people = make_decided_a1()

    export = take(case, people[WORKER.email])
    b"".join(case_packages.stream(export))

    export.refresh_from_db()
    assert (export.purpose, export.keys) == ("Akteneinsicht vor Gericht.", [case.pk])
    assert export.finished_at is not None
    assert export.rows_done > len(ALWAYS)
    assert not export.file
    taken = AuditEvent.objects.get(event="case_file.taken")
    assert (taken.application, taken.data) == (case, {"export": export.pk})
    assert AuditEvent.objects.filter(event="export.ordered").exists()


@pytest.mark.parametrize("purpose", ["", "  \n"])
def test_nobody_takes_a_file_for_nothing(purpose: str) -> None:
    case = factories.make_submitted()

    with pytest.raises(PurposeMissing):
        take(case, factories.make_staff("Leitung"), purpose=purpose)

    assert not Export.objects.exists()


@pytest.mark.parametrize("group", GROUPS)
def test_who_may_take_a_file(group: str) -> None:
    case, person = factories.make_submitted(), factories.make_staff(group)

    if GROUPS[group] in {Role.CASE_WORKER, Role.HEAD, Role.AUDITOR}:
        assert take(case, person).requested_by == person
    else:
        with pytest.raises(NotPermitted):
            take(case, person)


def test_nobody_takes_a_file_that_is_closed_for_them() -> None:
    case, worker = factories.make_submitted(), factories.make_staff("Sachbearbeitung")
    factories.declare(worker, case, Relation.RELATED)

    with pytest.raises(ConflictOfInterest):
        take(case, worker)

    assert not Export.objects.exists()


def test_a_large_file_passes_in_pieces() -> None:
    case, worker = factories.make_submitted(), factories.make_staff("Sachbearbeitung")
    large = case.attachments.order_by("pk").first()
    assert large
    storage = large.readable_file.storage
    storage.delete(large.readable_file.name)
    storage.save(large.readable_file.name, io.BytesIO(b"x" * 3_000_000))

    pieces = list(map(len, case_packages.stream(take(case, worker))))

    assert max(pieces) < 300_000
    assert sum(pieces) > 3_000_000


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("satzung.pdf", "01-satzung.pdf"),
        ("../../etc/passwd", "01-etc-passwd"),
        ("Größe & Maß.pdf", "01-Größe-Maß.pdf"),
        ("a\nb.pdf", "01-a-b.pdf"),
        ("...", "01-datei"),
        (f"{'x' * 300}.pdf", f"01-{'x' * 80}.pdf"),
    ],
)
def test_names_can_be_unpacked_everywhere(name: str, expected: str) -> None:
    assert safe_name(1, name) == expected
