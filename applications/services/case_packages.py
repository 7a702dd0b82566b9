"""The Aktenpaket: everything of one case in one ZIP, streamed while it is read, never stored."""

import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import clock
from applications.models import Application, Export, User
from applications.rules.exports import ROLES, ExportKind
from applications.rules.file_cover import Missing
from applications.services import exports, records
from applications.services.case_package_data import HISTORY_HEAD, case_data, history_rows
from applications.services.case_papers import Paper, papers_of
from applications.services.downloads import DocumentDamaged, content_of
from applications.services.export_files import csv_pieces
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require

TAKERS: Final = ROLES[ExportKind.CASE_FILE_ZIP]
MANIFEST: Final = "MANIFEST.sha256"
LEFT_OUT: Final = "nicht-enthalten.txt"
_PIECE: Final = 64 * 1024

logger = logging.getLogger(__name__)


def order_package(*, application: Application, purpose: str, actor: User, at: datetime) -> Export:
    """Note who takes the file and why, with records that say how it stands now.

    Raises ``NotPermitted``, ``ConflictOfInterest`` and ``PurposeMissing``.
    """
    require(actor, *TAKERS)
    if not purpose.strip():
        raise exports.PurposeMissing(ExportKind.CASE_FILE_ZIP)
    records.current_records(application=application, actor=actor, at=at)
    with transaction.atomic():
        require_unbiased(actor, application)
        export = exports.order_export(
            kind=ExportKind.CASE_FILE_ZIP,
            keys=[application.pk],
            query="",
            purpose=purpose,
            left_out=0,
            actor=actor,
            at=at,
        )
        audit.record(
            "case_file.taken", actor=actor, at=at, application=application, export=export.pk
        )
    return export


def folder_of(application: Application) -> str:
    """Return the one folder of the package: `Akte-WIR-2020-0042-43`."""
    return f"Akte-{application.reference_number}"


def stream(export: Export) -> Iterator[bytes]:
    """Yield the ZIP piece by piece; the same state of the case always gives the same bytes.

    A file that cannot be handed on is named in a text beside the others, with the reason.
    """
    application = Application.objects.select_related("round").get(pk=export.keys[0])
    package = _Package(folder_of(application))
    for paper in papers_of(application):
        yield from package.add_paper(paper)
    generated: tuple[tuple[str, Iterable[bytes]], ...] = (
        ("verlauf.csv", csv_pieces(HISTORY_HEAD, history_rows(application))),
        ("daten.json", [_as_json(case_data(application))]),
    )
    for place, pieces in generated:
        yield from package.add(place, pieces, at=export.requested_at)
    yield from package.finish(at=export.requested_at)
    Export.objects.filter(pk=export.pk).update(rows_done=package.count, finished_at=clock.now())


class _Package:
    """A ZIP that is written to nowhere: what was written is taken out piece by piece."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._written = _Written()
        self._zip = zipfile.ZipFile(self._written, "w")
        self._hashes: list[tuple[str, str]] = []
        self._left_out: list[str] = []

    @property
    def count(self) -> int:
        """Return how many files are in it, without the list of their hashes."""
        return len(self._hashes)

    def add_paper(self, paper: Paper) -> Iterator[bytes]:
        """Add a paper of the file, or name it among those that are not there."""
        if paper.missing:
            self._left_out.append(f"{paper.place}: {_REASONS[paper.missing]}")
            return
        try:
            pieces = _stored(paper)
        except (FileNotFoundError, DocumentDamaged):
            logger.exception("%s of %s is not in the package", paper.place, self._folder)
            self._left_out.append(_("%(place)s: nicht lesbar") % {"place": paper.place})
            return
        yield from self.add(paper.place, pieces, at=paper.at)

    def add(self, place: str, pieces: Iterable[bytes], *, at: datetime) -> Iterator[bytes]:
        """Add one file; what it holds is hashed while it passes."""
        digest = hashlib.sha256()
        with self._zip.open(self._entry(place, at), "w", force_zip64=True) as entry:
            for piece in pieces:
                digest.update(piece)
                entry.write(piece)
                yield self._written.taken()
        self._hashes.append((place, digest.hexdigest()))
        yield self._written.taken()

    def finish(self, *, at: datetime) -> Iterator[bytes]:
        """Add what is missing and the hashes of all files, and end the ZIP."""
        if self._left_out:
            lines = "\r\n".join([_("Diese Dateien sind nicht im Paket:"), *self._left_out, ""])
            yield from self.add(LEFT_OUT, [lines.encode("utf-8-sig")], at=at)
        hashes = "".join(f"{digest}  {place}\n" for place, digest in self._hashes)
        with self._zip.open(self._entry(MANIFEST, at), "w") as entry:
            entry.write(hashes.encode())
        self._zip.close()
        yield self._written.taken()

    def _entry(self, place: str, at: datetime) -> zipfile.ZipInfo:
        made = at.astimezone(clock.BERLIN).timetuple()[:6]
        entry = zipfile.ZipInfo(f"{self._folder}/{place}", date_time=made)
        is_packed = place.endswith((".pdf", ".jpg", ".jpeg", ".png"))
        entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        return entry


class _Written(io.RawIOBase):
    """Where the ZIP is written: no file, so nothing of the case ever lies on a disk."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """Say that it takes pieces; it cannot be read or wound back."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is taken."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        found, self._pieces = b"".join(self._pieces), []
        return found


def _stored(paper: Paper) -> Iterable[bytes]:
    """Return the bytes of a paper; ours only if they are what was made for this case.

    Raises ``FileNotFoundError`` and ``DocumentDamaged``.
    """
    if paper.document:
        return [content_of(paper.document)]
    if not default_storage.exists(paper.stored):
        raise FileNotFoundError(paper.stored)
    return _pieces(paper.stored)


def _pieces(place: str) -> Iterator[bytes]:
    with default_storage.open(place) as file:
        while piece := file.read(_PIECE):
            yield piece


def _as_json(content: Any) -> bytes:
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


_REASONS: Final = {
    Missing.INFECTED: gettext_lazy("Schadprogramm gefunden"),
    Missing.NOT_MADE: gettext_lazy("noch nicht erzeugt"),
}
