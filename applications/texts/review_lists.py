"""What a new round starts with: the points of the checklist, the criteria, the words of points."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Rows of the round, edited by staff: content, not words of the program.
CHECKLIST: Final = (
    "Satzung passt zum Zweck der Förderung",
    "Registerauszug und Satzung passen zusammen",
    "Unterschriftsberechtigung geklärt",
    "Gemeinnützigkeit aktuell nachgewiesen",
    "Keine fest angestellten Personen",
    "Projekt ist neu und nicht begonnen",
    "Kosten nachvollziehbar und sparsam",
    "Keine Doppelförderung",
    "Minijob: Aufgaben passen zum Projekt",
    "Ziele sind messbar",
)
CRITERIA: Final = (
    "Bedarf",
    "Wirkung auf Teilhabe",
    "Umsetzbarkeit",
    "Stärkung des Vereins",
    "Vernetzung vor Ort",
)
ANCHORS: "Mapping[int, Text]" = {
    0: _("nicht erkennbar"),
    1: _("im Ansatz"),
    2: _("gut"),
    3: _("sehr gut"),
}
