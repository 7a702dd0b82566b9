"""A backup holds everything, goes into an empty place only, and one other byte is found."""

import hashlib
import io
import json
import stat
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from applications.models import Application, Attachment, AuditEvent, FundingRound, append_only
from applications.services import backup_database
from applications.workflow import audit
from tests import factories
from tests.commands.test_documents import pdf_with, tamper
from tests.support.stored_files import keep
from wir_foerderung import settings as real_settings

pytestmark = pytest.mark.django_db(transaction=True)
Place = Callable[[], None]


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    """Keep files on the disk, as in production, and make no PDFs."""
    folder = tmp_path / "files"
    settings.MEDIA_ROOT = folder
    settings.STORAGES = settings.STORAGES | {"default": real_settings.STORAGES["default"]}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return folder


@contextmanager
def another_installation(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """Use an empty database and an empty folder of files for a while."""
    mine, is_sqlite = connection.settings_dict["NAME"], connection.vendor == "sqlite"
    name = str(tmp_path / "restored.sqlite3") if is_sqlite else "restored"
    _run_without_database(is_sqlite, "CREATE DATABASE restored")
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.MEDIA_ROOT = tmp_path / "restored"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = mine
        settings.MEDIA_ROOT = tmp_path / "files"
        _run_without_database(is_sqlite, "DROP DATABASE restored")


def _run_without_database(is_sqlite: bool, statement: str) -> None:
    if not is_sqlite:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def elsewhere(settings: LazySettings, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Return a function that moves to an empty installation for the rest of the test."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(another_installation(settings, tmp_path))


@pytest.fixture
def case() -> Application:
    """A case that is proposed, with a document and uploaded files."""
    case = factories.make_proposed()
    document = case.documents.earliest("pk")
    keep(document, pdf_with(document.frozen.encode()))
    for row in Attachment.objects.all():
        with row.file.open() as content:
            digest = hashlib.sha256(content.read()).hexdigest()
        Attachment.objects.filter(pk=row.pk).update(sha256=digest)
    return case


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup of an installation with a round, a row in the log and a file."""
    factories.make_round(with_legal_texts=False)
    with transaction.atomic():
        audit.record("test.happened", actor=None, at=factories.SENT_AT)
    default_storage.save("documents/AA/AAAA.pdf", ContentFile(b"%PDF-1.7"))
    assert run("backup", str(tmp_path / "backup.tar"))[0] == 0
    return tmp_path / "backup.tar"


def run(command: str, *arguments: str) -> tuple[int, str, str]:
    """Run a command; return its exit code, what it said and the faults."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(command, *arguments, stdout=out, stderr=err)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, out.getvalue(), err.getvalue()


def members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def rewrite(archive: Path, parts: dict[str, bytes]) -> None:
    with tarfile.open(archive, "w") as tar:
        for name, content in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def test_everything_comes_back(case: Application, elsewhere: Place, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar"
    assert run("backup", str(archive))[0] == 0
    names = sorted(
        place.relative_to(tmp_path / "files") for place in (tmp_path / "files").rglob("*.*")
    )
    document = case.documents.earliest("pk").file.name

    elsewhere()
    code, told, faults = run("restore", str(archive))

    assert (code, faults) == (0, "")
    assert told.splitlines()[-1].endswith("in all, 0 faults")
    assert told.count(": 0 faults") == 9
    assert Application.objects.get(pk=case.pk).reference_number == case.reference_number
    restored = tmp_path / "restored"
    assert sorted(p.relative_to(restored) for p in restored.rglob("*.*")) == names
    assert (restored / document).read_bytes() == (tmp_path / "files" / document).read_bytes()
    assert stat.S_IMODE((restored / document).stat().st_mode) == 0o600
    assert run("verify")[0] == 0


def test_log_says_what_was_made_and_restored(archive: Path, elsewhere: Place) -> None:
    made = AuditEvent.objects.latest("number")

    elsewhere()
    run("restore", str(archive))

    restored = AuditEvent.objects.latest("number")
    assert (made.event, restored.event) == ("backup.made", "backup.restored")
    # The copy was made before its row in the log of the original; the log was checked since.
    assert AuditEvent.objects.get(number=restored.number - 1).event == "audit.verified"
    assert restored.data["head"] == made.data["head"] == f"{made.number - 1}:{made.previous_hash}"


def test_the_guards_of_the_evidence_come_back(archive: Path, elsewhere: Place) -> None:
    elsewhere()
    run("restore", str(archive))

    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM applications_auditevent")


def test_manifest_names_every_part_and_no_key(archive: Path, settings: LazySettings) -> None:
    *names, last = members(archive)

    content = members(archive)[last]
    assert last == f"manifest.{hashlib.sha256(content).hexdigest()}.json"
    manifest = json.loads(content)
    assert list(manifest["parts"]) == sorted(names)
    assert names[0] == "database"
    assert manifest["facts"]["tables"]["applications_fundinground"] == 1
    assert manifest["facts"]["audit_head"].partition(":")[0] != "0"
    assert len(manifest["keys"]) == 1
    assert settings.SECRET_KEY.encode() not in archive.read_bytes()


@pytest.mark.sqlite
def test_nothing_is_written_over(archive: Path) -> None:
    before = archive.read_bytes()

    with pytest.raises(CommandError, match="exists already"):
        run("backup", str(archive))

    assert archive.read_bytes() == before
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert list(archive.parent.glob("*.unfinished")) == []


@pytest.mark.sqlite
def test_a_backup_that_fails_leaves_no_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_target: Path) -> None:
        raise backup_database.ProgramFailed("pg_dump: no space")

    monkeypatch.setattr(backup_database, "dump", fail)

    with pytest.raises(CommandError, match="pg_dump: no space"):
        run("backup", str(tmp_path / "x.tar"))
    assert list(tmp_path.glob("x.tar*")) == []


@pytest.mark.sqlite
def test_backup_goes_through_a_pipe(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Output:
        buffer = (tmp_path / "piped.tar").open("wb")

    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", Output)
        run("backup", "-")
        Output.buffer.close()

    assert set(members(tmp_path / "piped.tar")) > {"database"}


@pytest.mark.sqlite
@pytest.mark.parametrize("part", ["database", "files/documents", "manifest"])
def test_one_other_byte_is_found_before_anything_is_written(
    part: str, archive: Path, elsewhere: Place
) -> None:
    parts = members(archive)
    name = next(name for name in parts if name.startswith(part))
    middle = len(parts[name]) // 2
    other = bytes([parts[name][middle] ^ 1])
    parts[name] = parts[name][:middle] + other + parts[name][middle + 1 :]
    rewrite(archive, parts)

    elsewhere()
    with pytest.raises(CommandError, match=r"The backup is damaged: .*as it was written"):
        run("restore", str(archive))

    assert backup_database.is_empty()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda parts: parts.popitem(), "the manifest is missing"),
        (lambda parts: parts.pop("database"), "not as it was written: database"),
        (lambda parts: parts.update({"files/more": b"x"}), "not as it was written: files/more"),
        (lambda parts: parts.update({"files/../../x": b"x"}), "has no place in a backup"),
        (lambda parts: parts.update({"/etc/x": b"x"}), "has no place in a backup"),
    ],
    ids=["no manifest", "part lost", "part added", "outside", "absolute"],
)
def test_another_archive_is_refused(
    change: Callable[[dict[str, bytes]], object], sentence: str, archive: Path, elsewhere: Place
) -> None:
    parts = members(archive)
    change(parts)
    rewrite(archive, parts)

    elsewhere()
    with pytest.raises(CommandError, match=sentence):
        run("restore", str(archive))


@pytest.mark.sqlite
@pytest.mark.parametrize("content", [b"", b"no archive at all" * 100])
def test_what_is_no_archive_is_refused(content: bytes, elsewhere: Place, tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(content)

    elsewhere()
    with pytest.raises(CommandError, match="The backup is damaged"):
        run("restore", str(tmp_path / "x.tar"))
    with pytest.raises(CommandError, match="is not there"):
        run("restore", str(tmp_path / "y.tar"))


@pytest.mark.sqlite
def test_an_archive_that_was_cut_is_refused(archive: Path, elsewhere: Place) -> None:
    archive.write_bytes(archive.read_bytes()[:-20_000])

    elsewhere()
    with pytest.raises(CommandError, match="The backup is damaged"):
        run("restore", str(archive))


def test_restore_only_into_an_empty_place(archive: Path, elsewhere: Place) -> None:
    with pytest.raises(CommandError, match="the database has tables"):
        run("restore", str(archive))

    elsewhere()
    default_storage.save("documents/x.pdf", ContentFile(b"x"))
    with pytest.raises(CommandError, match="the folder of files has files"):
        run("restore", str(archive))


@pytest.mark.sqlite
def test_backup_of_another_database_is_refused(archive: Path, elsewhere: Place) -> None:
    parts = members(archive)
    manifest = json.loads(parts.popitem()[1])
    manifest["facts"]["vendor"] = "oracle"
    content = json.dumps(manifest).encode()
    parts[f"manifest.{hashlib.sha256(content).hexdigest()}.json"] = content
    rewrite(archive, parts)

    elsewhere()
    with pytest.raises(CommandError, match="The backup is one of oracle"):
        run("restore", str(archive))


@pytest.mark.sqlite
def test_a_key_that_is_missing_is_named(
    archive: Path, elsewhere: Place, settings: LazySettings
) -> None:
    elsewhere()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" * 5

    code, _told, faults = run("restore", str(archive))

    assert code == 1
    assert "is missing: add it to SECRET_KEY or SECRET_KEY_FALLBACKS" in faults
    assert former not in faults


def test_a_file_that_went_before_it_was_copied_is_named(
    case: Application, elsewhere: Place, tmp_path: Path
) -> None:
    gone = Attachment.objects.earliest("pk").file.name
    default_storage.delete(gone)
    assert f"{gone} is missing, though a row names it" in run("backup", str(tmp_path / "b"))[2]

    elsewhere()
    code, _told, faults = run("restore", str(tmp_path / "b"))

    assert code == 1
    assert faults == f"{gone} was missing when the backup was made\n{gone} is missing\n"


def spoil_file(case: Application) -> str:
    name = Attachment.objects.earliest("pk").file.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"%PDF-1.7 other"))
    return f"{name} is not the file that was received"


def spoil_document(case: Application) -> str:
    default_storage.delete(case.documents.earliest("pk").file.name)
    return "the file is missing or cannot be read"


def spoil_snapshot(case: Application) -> str:
    snapshot = case.snapshots.earliest("pk")
    tamper(snapshot, snapshot.payload.replace("e. V.", "e.  V.", 1))
    return "the frozen application was changed"


def spoil_log(case: Application) -> str:
    append_only.drop_triggers(connection, ["applications_auditevent"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE applications_auditevent SET event = 'x.y' WHERE number = 2")
    append_only.create_triggers(connection, ["applications_auditevent"])
    return "2: the row was changed"


def spoil_budget(case: Application) -> str:
    FundingRound.objects.update(reserved_eur="10199.99")
    return "10199.99 EUR reserved, the decisions say 8361.62 EUR"


@pytest.mark.parametrize(
    "spoil", [spoil_file, spoil_document, spoil_snapshot, spoil_log, spoil_budget]
)
def test_what_was_spoilt_is_found(spoil: Callable[[Application], str], case: Application) -> None:
    assert run("verify")[0] == 0

    sentence = spoil(case)

    code, _told, faults = run("verify")
    assert code == 1
    assert sentence in faults


def test_database_of_another_version_is_not_asked_further() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('applications', '9999_later', '2026-01-01')"
        )
    try:
        code, told, faults = run("verify")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")

    assert (code, told.count("\n")) == (1, 1)
    assert faults == "applications.9999_later is of another version of the program\n"


@pytest.mark.postgresql
def test_missing_programs_of_postgresql_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CommandError, match="pg_dump is missing"):
        run("backup", str(tmp_path / "x.tar"))
