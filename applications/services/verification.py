"""Everything that must be true of the stored data, as a list of checks: after a restore, at night.

Each check yields one English sentence for the operator per fault; no fault, no sentence.
"""

from collections.abc import Callable, Iterator
from typing import Final

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import FileField

from applications.models import Document
from applications.services.audit_checks import Break, Head, current_head, walk_chain
from applications.services.backup_archive import FILES, Manifest, Part, differing, sha256_of
from applications.services.backup_database import current_facts
from applications.services.backups import key_prints, stored_names
from applications.services.document_checks import (
    Checked,
    Fault,
    check_documents,
    check_snapshots,
)
from applications.services.round_sums import round_sums

Check = tuple[str, Callable[[], Iterator[str]]]
BREAKS: Final = {
    Break.CHANGED: "the row was changed",
    Break.MISSING: "the row is missing",
    Break.NOT_LINKED: "the row does not follow from the one before",
    Break.CUT: "the log does not end where it says",
    Break.BEHIND_THE_END: "the row stands behind the end of the log",
    Break.NOT_AS_NOTED: "the log is another one than was noted",
}
FAULTS: Final = {
    Fault.FILE_MISSING: "the file is missing or cannot be read",
    Fault.FILE_CHANGED: "the file is not the one that was made",
    Fault.SNAPSHOT_CHANGED: "the frozen application was changed",
    Fault.DATA_MISSING: "the file carries no application document",
    Fault.DATA_FOREIGN: "the file carries another application document than was frozen",
}


def checks(manifest: Manifest | None = None) -> list[Check]:
    """Return all checks; with a manifest also those that compare with a backup.

    The first one, the migrations, must pass before the others can be asked.
    """
    noted = Head.read(manifest.facts.audit_head) if manifest else None
    found: list[Check] = [("migrations", migrations)]
    if manifest:
        found += [
            ("files as in the backup", lambda: copied_files(manifest)),
            ("rows as in the backup", lambda: copied_rows(manifest)),
            ("secret keys", lambda: secret_keys(manifest)),
        ]
    return [
        *found,
        ("audit log", lambda: audit_log(noted)),
        ("frozen applications", lambda: _told(check_snapshots())),
        ("documents", lambda: _told(check_documents())),
        ("uploaded files", uploaded_files),
        ("budgets", budgets),
    ]


def migrations() -> Iterator[str]:
    """Compare the database with the migrations of this version."""
    yield from missing_migrations()
    loader = MigrationExecutor(connection).loader
    for app, name in sorted(set(loader.applied_migrations) - set(loader.disk_migrations)):
        yield f"{app}.{name} is of another version of the program"


def missing_migrations() -> Iterator[str]:
    """Name what this version needs and the database has not; it may well have more.

    While an update goes on, the release before works on the tables of the next one.
    """
    loader = MigrationExecutor(connection).loader
    for app, name in sorted(set(loader.disk_migrations) - set(loader.applied_migrations)):
        yield f"{app}.{name} is not applied: run manage.py migrate"


def audit_log(noted: Head | None = None) -> Iterator[str]:
    """Walk the chain of the audit log, up to its end and over a head that was noted."""
    for broken in walk_chain(current_head(), noted=noted):
        yield f"{broken.number}: {BREAKS[broken.kind]}"


def uploaded_files() -> Iterator[str]:
    """Look for every file that a row names, and hash those whose row knows the hash.

    Documents are left to their own check.
    """
    for model in set(apps.get_models()) - {Document}:
        columns = {column.name for column in model._meta.concrete_fields}
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField):
                is_hashed = column.name == "file" and "sha256" in columns
                rows = model._base_manager.exclude(**{column.name: ""})
                names = rows.values_list(column.name, "sha256" if is_hashed else column.name)
                for name, digest in names.iterator():
                    yield from _file_fault(name, digest if is_hashed else None)


def budgets() -> Iterator[str]:
    """Compare the money of each round with what its decisions add up to."""
    for one in round_sums():
        for word, booked in one.booked.items():
            if booked != one.decided[word]:
                yield (
                    f"{one.funding_round}: {booked} EUR {word}, "
                    f"the decisions say {one.decided[word]} EUR"
                )


def copied_files(manifest: Manifest) -> Iterator[str]:
    """Hash every stored file again and compare with the manifest."""
    wanted = {name: part for name, part in manifest.parts.items() if name.startswith(FILES)}
    found = {}
    for name in stored_names():
        with default_storage.open(name) as content:
            found[FILES + name] = Part(default_storage.size(name), sha256_of(content))
    for name in differing(wanted, found):
        yield f"{name} is not as in the backup"


def copied_rows(manifest: Manifest) -> Iterator[str]:
    """Count every table again and compare with the manifest."""
    wanted, found = manifest.facts.tables, current_facts().tables
    for table in sorted(wanted.keys() | found.keys()):
        if wanted.get(table) != found.get(table):
            yield f"{table} has {found.get(table)} rows, the backup had {wanted.get(table)}"


def secret_keys(manifest: Manifest) -> Iterator[str]:
    """Say which keys of the backup are not in use here: what they sealed stays shut."""
    for print_of_key in manifest.keys:
        if print_of_key not in key_prints():
            yield (
                f"the key {print_of_key} is missing: add it to SECRET_KEY or "
                "SECRET_KEY_FALLBACKS, or bank details and second factors cannot be read"
            )


def _told(checked: Iterator[Checked]) -> Iterator[str]:
    for one in checked:
        if one.fault is not None:
            yield f"{one.name}: {FAULTS[one.fault]}"


def _file_fault(name: str, sha256: str | None) -> Iterator[str]:
    if not default_storage.exists(name):
        yield f"{name} is missing"
        return
    if sha256:
        with default_storage.open(name) as content:
            if sha256_of(content) != sha256:
                yield f"{name} is not the file that was received"
