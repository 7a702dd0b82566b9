"""What stands in the places of legal texts, in German."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

PLACE_NAMES: "Final[Mapping[str, Text]]" = {
    "court": _("Ort des Verwaltungsgerichts, nach dem Kreis des Vereins"),
    "court_address": _("Anschrift des Verwaltungsgerichts in einer Zeile"),
    "proof_due_on": _("Letzter Tag für den Verwendungsnachweis"),
    "due_on": _("Letzter Tag für eine Antwort"),
    "begins_on": _("Tag, an dem das Projekt früher beginnen darf"),
    "year": _("Förderjahr der Runde"),
    "phone": _("Telefonnummer der Behörde"),
    "portal": _("Adresse der Startseite"),
}
