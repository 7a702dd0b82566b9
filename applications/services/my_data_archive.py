"""The ZIP of „Meine Daten“: texts, JSON, and files up to a limit."""

import json
import re
import shutil
import zipfile
from datetime import datetime
from types import TracebackType
from typing import IO, Any, Final, Self

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder

from applications import clock

# Room for six associations with as many files as they may have; the disk is shared by all.
MOST_BYTES: Final = 600 * 1024 * 1024
_LONGEST_NAME: Final = 100


class Archive:
    """A ZIP that is being written; ``left_out`` names the files that are not in it."""

    def __init__(self, file: IO[bytes], *, at: datetime) -> None:
        self.left_out: list[str] = []
        self._zip = zipfile.ZipFile(file, "w")
        self._made = at.astimezone(clock.BERLIN).timetuple()[:6]
        self._room = MOST_BYTES

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._zip.close()

    def add_text(self, path: str, text: str) -> None:
        """Add a text that every program shows with its umlauts."""
        self._zip.writestr(self._entry(path, zipfile.ZIP_DEFLATED), text.encode("utf-8-sig"))

    def add_json(self, path: str, content: Any) -> None:
        """Add what is stored, for programs and for patient people."""
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self._zip.writestr(self._entry(path, zipfile.ZIP_DEFLATED), text.encode())

    def add_file(self, path: str, place: str | None) -> None:
        """Copy a stored file, piece by piece; one that is missing or too much is named instead."""
        try:
            if not place or default_storage.size(place) > self._room:
                self.left_out.append(path)
                return
            self._room -= default_storage.size(place)
            with (
                default_storage.open(place) as stored,
                # Files are compressed already.
                self._zip.open(
                    self._entry(path, zipfile.ZIP_STORED), "w", force_zip64=True
                ) as copy,
            ):
                shutil.copyfileobj(stored, copy)
        except FileNotFoundError:
            self.left_out.append(path)

    def _entry(self, path: str, compression: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, date_time=self._made)
        entry.compress_type = compression
        return entry


def file_name(number: int, name: str) -> str:
    """Return a name that every system can unpack and that is there once."""
    safe = re.sub(r"[^\w.-]+", "-", name)
    stem, dot, extension = safe.rpartition(".")
    return f"{number:02}-{stem[:_LONGEST_NAME]}{dot}{extension[:_LONGEST_NAME]}"
