"""Changes of an open round in German: why a value stays, what a limit means, what follows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.round_changes import Fixed, Limit

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LIMITS: "Final[Mapping[Limit | None, Text]]" = {
    Limit.FREE: "",
    Limit.LATER: _("Nur ein späterer Tag ist möglich: Niemand verliert Zeit."),
    Limit.NOT_LESS: _("Nur eine größere Zahl ist möglich."),
    Limit.COVERS_PROMISES: _("Nicht weniger als zugesagt und vorgeschlagen ist."),
    Limit.BEFORE_FIRST_SENDING: _("Nur solange noch niemand abgesendet hat."),
    None: _("Das passt nicht zu den anderen Werten der Runde."),
}
FIXED: "Final[Mapping[Fixed, Text]]" = {
    Fixed.NUMBERS: _("Antragsnummern und Briefe tragen diesen Wert schon."),
    Fixed.EQUAL_CHANCES: _("Alle Vereine sollen dieselben Regeln haben, vom ersten Tag an."),
    Fixed.ANSWERS: _("Vereine haben schon darauf geantwortet oder zugestimmt."),
    Fixed.EXTENSION: _("Das Programm setzt diesen Wert mit einer Verlängerung."),
}
_EFFECTS: "Final[Mapping[str, Text]]" = {
    "drafts": _("Entwürfe in dieser Runde: {count}"),
    "sent": _("Abgesendete Anträge ohne Entscheidung: {count}"),
    "decided": _("Entschiedene Anträge: {count}"),
    "late_cleared": _("Verspätete Anträge, die dann in der Frist sind: {count}"),
    "late_decided": _("Davon schon entschieden, bitte einzeln ansehen: {count}"),
    "told": _("Personen, die wir per E-Mail über die neue Frist informieren: {count}"),
    "rates": _("Alle rechnen weiter mit den Minijob-Werten vom {day}."),
    "late_day": _("{day} ist kein Werktag{holiday}. Der nächste ist {next}."),
    "ceilings": _("Entwürfe, die neue Höchstbeträge bekommen: {count}"),
    "budget": _("Frei sind dann {free}. Das reicht für {count} volle Förderungen."),
    "early": _("Abgesendete Anträge, deren Projekt bis zum neuen Tag beginnt: {count}"),
}


def effect_text(code: str, values: Mapping[str, Any]) -> str:
    """Return one line of what follows from a change."""
    return str(_EFFECTS[code]).format(**values)
