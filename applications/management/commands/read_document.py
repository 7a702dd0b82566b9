"""Reads the data inside a PDF of ours and says whether the records know it."""

import json
import sys
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models.codes import group_printed
from applications.services.document_reading import (
    Comparison,
    NotReadable,
    Verdict,
    compare,
    read_data,
)
from applications.services.file_check import MAXIMUM_BYTES

_UNREADABLE: Final = 3
_EXIT_CODES: Final = {
    Verdict.SAME: 0,
    Verdict.FILE_DIFFERS: 1,
    Verdict.DATA_DIFFER: 1,
    Verdict.UNKNOWN: 2,
}
_SENTENCE: Final = 300
_PLACES: Final = 50
_REASONS: Final = {
    "too_large": gettext_lazy("Die Datei ist zu groß."),
    "encrypted": gettext_lazy("Die PDF hat ein Passwort."),
    "damaged": gettext_lazy("Das ist keine lesbare PDF."),
    "no_data": gettext_lazy("In der PDF stecken keine Daten von uns."),
    "no_json": gettext_lazy("Die Daten in der PDF sind kein JSON."),
    "not_valid": gettext_lazy("Die Daten in der PDF passen nicht zum Schema: %(detail)s"),
    "try_again": gettext_lazy("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
}


class Command(BaseCommand):
    """``manage.py read_document FILE.pdf``, or ``-`` for standard input; the data go to stdout.

    What the records say goes to stderr. Exit code 0 when file and data are unchanged, 1 when
    either differs, 2 when the records know nothing of it, 3 when nothing can be read.
    """

    help = "Prints the data inside a document and compares it with the records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="document as PDF, - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        content = _content(options["file"])
        try:
            data = read_data(content)
        except NotReadable as error:
            raise _unreadable(_REASONS[error.code] % {"detail": error.detail}) from None
        self.stdout.write(json.dumps(data, indent=2, sort_keys=True))
        found = compare(content, data)
        for line in _lines(found):
            self.stderr.write(line)
        if code := _EXIT_CODES[found.verdict]:
            sys.exit(code)


def _content(name: str) -> bytes:
    """Read a file, one byte more than allowed at most."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(MAXIMUM_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MAXIMUM_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(f"{name}: {error}") from error


def _lines(found: Comparison) -> list[str]:
    if found.stored is None:
        return [_("unbekannt: Zu diesem Dokument gibt es hier keinen Antrag.")]
    about = _("%(number)s, Fassung %(version)s") % {
        "number": found.stored.reference_number,
        "version": found.stored.edition,
    }
    if found.document is not None:
        about += f", {group_printed(found.document.code)}"
    sentences = {
        Verdict.SAME: _("unverändert: %(about)s"),
        Verdict.FILE_DIFFERS: _("verändert: %(about)s. Die Daten stimmen, die Datei ist anders."),
        Verdict.DATA_DIFFER: _("verändert: %(about)s. Hier sind die Daten anders:"),
    }
    return [sentences[found.verdict] % {"about": about}, *found.places[:_PLACES]]


def _unreadable(sentence: str) -> CommandError:
    return CommandError(shorten(sentence, _SENTENCE, placeholder=" …"), returncode=_UNREADABLE)
