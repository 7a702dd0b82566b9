"""German names of what the audit log holds; staff read them in the history of a case."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.lifecycle import Action

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Reading is kept apart from doing: there is much more of it.
READING: Final = frozenset(
    {
        "applicant_view.begun",
        "applicant_view.ended",
        "application.viewed",
        "attachment.downloaded",
        "bank_details.viewed",
        "case_file.taken",
        "document.downloaded",
        "message_file.downloaded",
        # An excerpt of the file changes nothing in it.
        "record.ordered",
    }
)
_EVENTS: "Mapping[str, Text]" = {
    "access.refused": _("Zugriff abgelehnt"),
    "account.email_changed": _("E-Mail-Adresse geändert"),
    "account.password_changed": _("Passwort geändert"),
    "account.data_exported": _("Eigene Daten heruntergeladen"),
    "account.deleted": _("Eigenes Konto gelöscht"),
    "account.signed_out": _("Überall abgemeldet, vom Betrieb aus"),
    "agreement.counted": _("Zustimmung mit abgesendet"),
    "agreement.given": _("Zugestimmt, noch nicht abgesendet"),
    "agreement.taken_back": _("Zustimmung zurückgenommen"),
    "applicant_view.begun": _("Ansicht des Vereins geöffnet"),
    "applicant_view.ended": _("Ansicht des Vereins beendet"),
    "application.assigned": _("Zuständigkeit geändert"),
    "application.removed": _("Antrag nach der Aufbewahrung gelöscht"),
    "application.viewed": _("Akte angesehen"),
    "application.late_cleared": _("Nicht mehr verspätet: Frist verlängert"),
    "application.late_attempt": _("Absenden nach der Frist versucht"),
    "attachment.added": _("Unterlage hochgeladen"),
    "attachment.changed": _("Fotos einer Unterlage geändert"),
    "attachment.downloaded": _("Unterlage heruntergeladen"),
    "attachment.handed_in": _("Unterlage nachgereicht"),
    "attachment.infected": _("Schadprogramm in einer Unterlage gefunden"),
    "message_file.infected": _("Schadprogramm in der Datei einer Nachricht gefunden"),
    "attachment.read": _("Unterlage gelesen"),
    "attachment.removed": _("Unterlage entfernt"),
    "audit.verified": _("Protokoll geprüft"),
    "backup.made": _("Sicherung angelegt"),
    "backup.restored": _("Aus einer Sicherung wiederhergestellt"),
    "batch.started": _("Schritt für mehrere Anträge begonnen"),
    "award_list.confirmed": _("Vergabeliste bestätigt"),
    "award_list.frozen": _("Vergabeliste eingefroren"),
    "award_list.released": _("Vorschläge aus der Vergabeliste angelegt"),
    "award_list.returned": _("Vergabeliste zurückgegeben"),
    "award_scenario.calculated": _("Szenario der Vergabeliste gerechnet"),
    "award_scenario.created": _("Szenario der Vergabeliste angelegt"),
    "award_scenario.discarded": _("Szenario der Vergabeliste verworfen"),
    "bank_details.called": _("Bankverbindung am Telefon bestätigt"),
    "bank_details.confirmed": _("Bankverbindung bestätigt"),
    "bank_details.entered": _("Bankverbindung eingetragen"),
    "bank_details.stopped": _("Auszahlung angehalten"),
    "bank_details.viewed": _("Bankverbindung ganz angesehen"),
    "case.scored": _("Bewertet"),
    "case_file.taken": _("Akte als Paket heruntergeladen"),
    "checklist.answered": _("Prüfliste ausgefüllt"),
    "conflict.cleared": _("Leitung: keine Befangenheit"),
    "conflict.declared": _("Beziehung zum Verein erklärt"),
    "costs.judged": _("Kosten anerkannt"),
    "award_change.proposed": _("Änderung des Bescheids vorgeschlagen"),
    "award_change.returned": _("Änderung des Bescheids zurückgegeben"),
    "document.delivered": _("Bescheid bekannt gegeben"),
    "document.downloaded": _("Dokument heruntergeladen"),
    "document.not_collected": _("Bescheid nicht abgerufen: mit der Post schicken"),
    "early_start.drafted": _("Zustimmung zum früheren Beginn entworfen"),
    "legal_hold.lifted": _("Löschsperre aufgehoben"),
    "legal_hold.set": _("Löschsperre gesetzt"),
    "legal_text.released": _("Rechtstext freigegeben"),
    "legal_text.written": _("Rechtstext geschrieben"),
    "letter.not_written": _("Brief nicht geschrieben: Ein freigegebener Rechtstext fehlt"),
    "letters.asked": _("Versand von Briefen vorgeschlagen"),
    "letters.changed": _("Brief hat sich geändert und wartet wieder"),
    "letters.released": _("Briefe freigegeben"),
    "letters.returned": _("Briefe zurückgegeben"),
    "draft.begun": _("Entwurf begonnen"),
    "draft.deleted": _("Entwurf gelöscht"),
    "enquiry.answered": _("Anfrage beantwortet"),
    "enquiry.received": _("Anfrage eingegangen"),
    "export.downloaded": _("Export heruntergeladen"),
    "export.ordered": _("Export angefordert"),
    "finding.carried_over": _("Klärungen in die neue Fassung übernommen"),
    "finding.settled": _("Regel geklärt"),
    "input.foreign_fields": _("Fremde Felder mitgeschickt"),
    "legal_parameter.confirmed": _("Rechtswert bestätigt"),
    "legal_parameter.entered": _("Rechtswert eingetragen"),
    "message.sent": _("Nachricht geschrieben"),
    "message_file.downloaded": _("Datei einer Nachricht heruntergeladen"),
    "organisation.deleted": _("Verein gelöscht"),
    "paper_entry.begun": _("Papierantrag angelegt"),
    "paper_entry.handed_over": _("Papierantrag zur Prüfung gegeben"),
    "paper_entry.returned": _("Papierantrag zurückgegeben"),
    "paper_entry.team_invited": _("Verein eines Papierantrags eingeladen"),
    "retention.applied": _("Aufbewahrung angewandt"),
    "record.ordered": _("Vermerk oder Deckblatt erstellt"),
    "note.written": _("Interne Notiz geschrieben"),
    "round.changed": _("Runde geändert"),
    "round.change_confirmed": _("Änderung der Runde bestätigt"),
    "round.change_proposed": _("Änderung der Runde vorgeschlagen"),
    "round.change_refused": _("Änderung der Runde abgelehnt"),
    "round.copied": _("Runde kopiert"),
    "round.created": _("Runde angelegt"),
    "round.preview_begun": _("Vorschau der Runde geöffnet"),
    "round.preview_ended": _("Vorschau der Runde beendet"),
    "round.published": _("Runde veröffentlicht"),
    "second_factor.codes_made": _("Neue Ersatzcodes erstellt"),
    "second_factor.refused": _("Falscher Code für den zweiten Schutz"),
    "second_factor.set_up": _("Zweiter Schutz eingerichtet"),
    "second_factor.switched_off": _("Zweiter Schutz ausgeschaltet"),
    "second_factor_reset.asked": _("Zweiter Schutz: Zurücksetzen vorgeschlagen"),
    "second_factor_reset.confirmed": _("Zweiter Schutz zurückgesetzt"),
    "second_factor_reset.refused": _("Zweiter Schutz: Zurücksetzen abgelehnt"),
    "session.begun": _("Angemeldet"),
    "session.refused": _("Anmeldung abgelehnt: falsches Passwort"),
    "staff.changed": _("Konto der Verwaltung geändert"),
    "staff.invited": _("Zur Behörde eingeladen"),
    "staff.joined": _("Einladung zur Behörde angenommen"),
    "staff.created": _("Konto der Verwaltung angelegt"),
    "text_block.changed": _("Textbaustein geändert"),
    "team.handed_over": _("Team: Absenden übergeben"),
    "team.invitation_withdrawn": _("Team: Einladung zurückgenommen"),
    "team.invited": _("Team: Person eingeladen"),
    "team.joined": _("Team: Einladung angenommen"),
    "team.left": _("Team: Person gegangen"),
    "team.removed": _("Team: Person entfernt"),
    "team.role_changed": _("Team: Recht geändert"),
    "saved_view.deleted": _("Eigene Ansicht der Liste gelöscht"),
    "saved_view.renamed": _("Eigene Ansicht der Liste umbenannt"),
    "saved_view.saved": _("Eigene Ansicht der Liste gesichert"),
}


_MOVES: "Mapping[Action, Text]" = {
    Action.SUBMIT: _("Antrag abgesendet"),
    Action.RECORD: _("Papierantrag aufgenommen"),
    Action.START_REVIEW: _("Prüfung begonnen"),
    Action.REQUEST_INFORMATION: _("Nachfrage gesendet"),
    Action.ANSWER: _("Antwort abgesendet"),
    Action.RESUME_REVIEW: _("Prüfung fortgesetzt"),
    Action.HEAR: _("Anhörung gesendet"),
    Action.END_HEARING: _("Anhörung beendet"),
    Action.PROPOSE: _("Vorschlag gemacht"),
    Action.RETURN: _("Vorschlag zurückgegeben"),
    Action.COSIGN: _("Mitgezeichnet"),
    Action.WITHDRAW: _("Antrag zurückgezogen"),
    Action.AMEND: _("Bescheid geändert"),
    Action.REVOKE: _("Bescheid aufgehoben"),
}


def event_label(event: str) -> "Text":
    """Return the German name of an event: what was done.

    A later version may have written events that this one does not know: these name themselves.
    """
    subject, _dot, action = event.partition(".")
    if subject == "application" and action in Action.__members__.values():
        return _MOVES[Action(action)]
    return _EVENTS.get(event, event)
