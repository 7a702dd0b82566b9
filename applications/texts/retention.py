"""What the retention job takes away, in the words of the staff."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.rules.retention import RULES, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

_DAYS_A_YEAR: Final = 365
KINDS: "Final[Mapping[Kind, Text]]" = {
    Kind.CASES: gettext_lazy("Abgeschlossene Anträge"),
    Kind.EXPORTS: gettext_lazy("Nachweise über Exporte"),
    Kind.FACTOR_RESETS: gettext_lazy("Nachweise über zurückgesetzten zweiten Schutz"),
    Kind.DRAFTS: gettext_lazy("Entwürfe"),
    Kind.ORGANISATIONS: gettext_lazy("Vereine ohne Team und ohne Antrag"),
    Kind.NAMES: gettext_lazy("Namen gelöschter Konten, die in keinem Antrag mehr stehen"),
    Kind.UNCONFIRMED_ACCOUNTS: gettext_lazy("Konten, deren Adresse niemand bestätigt hat"),
    Kind.ENQUIRIES: gettext_lazy("Beantwortete Anfragen"),
    Kind.FEEDBACK: gettext_lazy("Rückmeldungen zum Ausfüllen"),
    Kind.MAILS: gettext_lazy("Liste der gesendeten E-Mails"),
    Kind.INVITATIONS: gettext_lazy("Abgelaufene Einladungen"),
    Kind.PRESENCES: gettext_lazy("Wer wo gerade geschrieben hat"),
    Kind.SESSIONS: gettext_lazy("Beendete Sitzungen mit ihren Geräten"),
    Kind.JOBS: gettext_lazy("Ergebnisse von Aufgaben im Hintergrund"),
    Kind.CACHE: gettext_lazy("Abgelaufene Zwischenspeicher"),
}


def period_words(kind: Kind) -> str:
    """Return how long something of a kind is kept."""
    if kind == Kind.CASES:
        return _("bis zum Ende des Jahres, das die Runde bestimmt")
    if kind == Kind.DRAFTS:
        return _("so viele Monate nach der Frist, wie die Runde bestimmt")
    kept_for = RULES[kind].kept_for
    if not kept_for:
        return _("bis zum nächsten Lauf")
    years = kept_for // timedelta(days=_DAYS_A_YEAR)
    if years:
        return ngettext("%(count)s Jahr", "%(count)s Jahre", years) % {"count": years}
    days = kept_for.days
    return ngettext("%(count)s Tag", "%(count)s Tage", days) % {"count": days}


def counts_words(counts: Mapping[str, int]) -> str:
    """Return what a run took away, from the log; a kind of another version names itself."""
    known = {kind.value: str(name) for kind, name in KINDS.items()}
    return ", ".join(f"{known.get(kind, kind)}: {count}" for kind, count in counts.items())
