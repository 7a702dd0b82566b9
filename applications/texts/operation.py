"""The page „Betrieb“ in words: what is measured, and what to do when it is not good."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.alarms import Level, Value

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LEVELS: "Final[Mapping[Level, Text]]" = {
    Level.GOOD: _("gut"),
    Level.WARNING: _("beachten"),
    Level.ALARM: _("Störung"),
}
# The page in its order; a value that is only counted stands beside the one it belongs to.
AREAS: "Final[Mapping[Text, tuple[Value, ...]]]" = {
    _("Dokumente und E-Mails"): (
        Value.RECEIPT_MISSING,
        Value.LETTER_MISSING,
        Value.DOCUMENT_WAITS,
        Value.DOCUMENTS_PARKED,
        Value.MAIL_WAITS,
        Value.MAILS_PARKED,
        Value.JOB_WAITS,
    ),
    _("Geld der Runden"): (Value.MONEY_IS_RIGHT,),
    _("Protokoll und Sicherung"): (
        Value.AUDIT_END_IS_WHOLE,
        Value.AUDIT_BREAKS,
        Value.SINCE_AUDIT,
        Value.SINCE_BACKUP,
        Value.SINCE_RETENTION,
        Value.SIGN_INS_REFUSED,
    ),
    _("Technik"): (Value.PART_WORKS, Value.CLOCK_OFFSET, Value.FREE_BYTES),
}
NAMES: "Final[Mapping[Value, Text]]" = {
    Value.PART_WORKS: _("Teil des Systems"),
    Value.JOB_WAITS: _("Ältester Auftrag, der wartet"),
    Value.MAIL_WAITS: _("Älteste E-Mail, die wartet"),
    Value.MAILS_PARKED: _("E-Mails, die zu oft gescheitert sind"),
    Value.DOCUMENT_WAITS: _("Ältestes Dokument, das wartet"),
    Value.DOCUMENTS_PARKED: _("Dokumente, die zu oft gescheitert sind"),
    Value.RECEIPT_MISSING: _("Ältester Antrag ohne Eingangsbestätigung"),
    Value.LETTER_MISSING: _("Ältester freigegebener Brief ohne Datei"),
    Value.MONEY_IS_RIGHT: _("Gebucht wie entschieden, im Budget"),
    Value.AUDIT_END_IS_WHOLE: _("Ende des Protokolls ist unverändert"),
    Value.AUDIT_BREAKS: _("Fehler bei der letzten Prüfung des Protokolls"),
    Value.SINCE_AUDIT: _("Letzte Prüfung des Protokolls"),
    Value.SINCE_BACKUP: _("Letzte Sicherung"),
    Value.SINCE_RETENTION: _("Letzter Lauf der Aufbewahrung"),
    Value.SIGN_INS_REFUSED: _("Abgelehnte Anmeldungen in 15 Minuten"),
    Value.CLOCK_OFFSET: _("Abstand der Uhren"),
    Value.FREE_BYTES: _("Freier Platz"),
}
ADVICE: "Final[Mapping[Value, Text]]" = {
    Value.PART_WORKS: _("Die Technik soll im Protokoll des Servers nach „not ready“ suchen."),
    Value.JOB_WAITS: _("Die Technik soll prüfen, ob ein Worker läuft (db_worker)."),
    Value.MAIL_WAITS: _("Die Technik soll den Mail-Server und den Worker prüfen."),
    Value.MAILS_PARKED: _(
        "Sehen Sie in der Liste nach dem Grund. Danach schickt „sweep --failed“ sie noch einmal."
    ),
    Value.DOCUMENT_WAITS: _("Die Technik soll prüfen, ob ein Worker läuft (db_worker)."),
    Value.DOCUMENTS_PARKED: _(
        "Sehen Sie in der Liste nach dem Grund. Danach erzeugt „sweep --failed“ sie noch einmal."
    ),
    Value.RECEIPT_MISSING: _(
        "Der Verein wartet auf seine Bestätigung: Sehen Sie in der Liste nach dem Grund."
    ),
    Value.LETTER_MISSING: _(
        "Der Brief ist freigegeben und nicht da: Sehen Sie in der Liste nach dem Grund."
    ),
    Value.MONEY_IS_RIGHT: _(
        "Entscheiden Sie in dieser Runde nichts mehr, bis die Technik „manage.py verify“ "
        "ausgewertet hat."
    ),
    Value.AUDIT_END_IS_WHOLE: _(
        "Jemand hat das Protokoll verändert: Die Technik soll eine Kopie sichern und "
        "„verify_audit“ laufen lassen."
    ),
    Value.AUDIT_BREAKS: _(
        "Jemand hat das Protokoll verändert: Die Technik soll eine Kopie sichern und die Ausgabe "
        "von „verify_audit“ ansehen."
    ),
    Value.SINCE_AUDIT: _("Die Technik soll „verify_audit“ jeden Tag laufen lassen."),
    Value.SINCE_BACKUP: _("Die Technik soll die Sicherung prüfen und heute nachholen."),
    Value.SINCE_RETENTION: _("Die Technik soll „apply_retention --run“ jeden Tag laufen lassen."),
    Value.SIGN_INS_REFUSED: _(
        "Vielleicht probiert jemand Passwörter aus: Sehen Sie im Protokoll nach, um welche "
        "Konten es geht."
    ),
    Value.CLOCK_OFFSET: _(
        "Die Uhr entscheidet über die Frist: Die Technik soll die Zeit beider Server abgleichen."
    ),
    Value.FREE_BYTES: _("Die Technik soll Platz schaffen, bevor nichts mehr gespeichert wird."),
}
PARTS: "Final[Mapping[str, Text]]" = {
    "database": _("Datenbank antwortet"),
    "migrations": _("Datenbank passt zur Version"),
    "storage": _("Dateien lassen sich speichern"),
    "queue": _("Aufträge werden erledigt"),
    "clock": _("Uhr geht richtig"),
}
JOBS: "Final[Mapping[str, Text]]" = {
    "make_export": _("Exporte erstellen"),
    "order_password_link": _("Links für neue Passwörter"),
    "render_document": _("Dokumente erzeugen"),
    "send_letters": _("Briefe versenden"),
    "send_message": _("E-Mails senden"),
}
PLACES: "Final[Mapping[str, Text]]" = {
    "data": _("Daten"),
    "files": _("Dateien"),
    "temporary": _("vorübergehende Dateien"),
}
