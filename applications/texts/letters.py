"""The fixed words of letters: titles, subjects, what stands in tables and in the closing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.documents import DocumentKind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# In the footer, in the name of the file and on the page that says whether a document is genuine.
TITLES: "Final[Mapping[DocumentKind, Text]]" = {
    DocumentKind.AWARD: _("Zuwendungsbescheid"),
    DocumentKind.REJECTION: _("Ablehnungsbescheid"),
    DocumentKind.WAITING_LIST: _("Mitteilung zur Nachrückliste"),
    DocumentKind.AMENDMENT: _("Änderungsbescheid"),
    DocumentKind.REVOCATION: _("Aufhebungsbescheid"),
    DocumentKind.INFORMATION_REQUEST: _("Nachfrage"),
    DocumentKind.HEARING: _("Anhörung"),
    DocumentKind.EARLY_START: _("Zustimmung zum vorzeitigen Beginn"),
    DocumentKind.COVER_SHEET: _("Das Wichtigste in einfacher Sprache"),
}

# What stands in bold where the letter begins; {year} is the budget year, {day} that of the act
# that is changed.
SUBJECTS: "Final[Mapping[DocumentKind, Text]]" = {
    DocumentKind.AWARD: _(
        "Zuwendungsbescheid: Förderung aus dem Landesprogramm WIR im Jahr {year}"
    ),
    DocumentKind.REJECTION: _(
        "Ablehnung Ihres Antrags auf Förderung aus dem Landesprogramm WIR im Jahr {year}"
    ),
    DocumentKind.WAITING_LIST: _(
        "Nachrückliste: Ihr Antrag auf Förderung aus dem Landesprogramm WIR im Jahr {year}"
    ),
    DocumentKind.AMENDMENT: _("Änderung des Zuwendungsbescheids vom {day}"),
    DocumentKind.REVOCATION: _("Aufhebung des Zuwendungsbescheids vom {day}"),
    DocumentKind.INFORMATION_REQUEST: _(
        "Nachfrage zu Ihrem Antrag auf Förderung aus dem Landesprogramm WIR im Jahr {year}"
    ),
    DocumentKind.HEARING: _(
        "Anhörung zu Ihrem Antrag auf Förderung aus dem Landesprogramm WIR im Jahr {year}"
    ),
    DocumentKind.EARLY_START: _(
        "Zustimmung zum vorzeitigen Beginn Ihres Projekts im Landesprogramm WIR {year}"
    ),
}
PARTIAL_REVOCATION: "Final[Text]" = _("Teilweise Aufhebung des Zuwendungsbescheids vom {day}")
