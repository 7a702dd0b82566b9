"""Names of the pages of the staff, and what narrows their rights beside the group."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Lists have the name of their model; all others stand here, by the name of their address.
PAGES: "Final[Mapping[str, Text]]" = {
    "take_next": _("Nächsten Antrag prüfen"),
    "applicant_views": _("Ansicht eines Vereins öffnen"),
    "applicant_view_begin": _("Entwurf ansehen wie der Verein"),
    "retention": _("Aufbewahrung"),
    "operation": _("Betrieb"),
    "roles": _("Rollen"),
    "letters": _("Ausgang"),
    "letter_release": _("Versand freigeben"),
    "letter_draft": _("Brief vor dem Versand ansehen"),
    "letter_draft_pdf": _("Entwurf eines Briefs als Datei"),
    "deliveries": _("Zustellung"),
    "applications_application_views": _("Ansichten der Liste"),
    "applications_application_view": _("Ansicht ändern"),
    "applications_application_batch": _("Schritt für mehrere Anträge"),
    "applications_application_batch_result": _("Ergebnis eines Schritts für mehrere Anträge"),
    "applications_application_change": _("Antrag prüfen"),
    "applications_application_relation": _("Beziehung zum Verein"),
    "applications_application_settle": _("Offenen Punkt klären"),
    "applications_application_checklist": _("Prüfliste"),
    "applications_application_scores": _("Bewertung"),
    "applications_application_costs": _("Anerkannte Kosten"),
    "applications_application_notes": _("Interne Notizen"),
    "applications_application_read": _("Unterlage als gelesen markieren"),
    "applications_application_messages": _("Nachrichten"),
    "applications_application_version": _("Frühere Fassung"),
    "applications_application_bank_call": _("Konto am Telefon bestätigen"),
    "applications_application_bank_details": _("Ganze Bankverbindung"),
    "applications_application_applicant_view": _("Antrag ansehen wie der Verein"),
    "applications_application_record": _("Prüfvermerk oder Aktendeckblatt erstellen"),
    "applications_application_package": _("Aktenpaket"),
    "applications_application_legal_hold": _("Löschsperre"),
    "applications_application_accesses": _("Wer den Antrag gesehen hat"),
    "applications_application_step": _("Schritt eines Antrags"),
    "applications_paperentry_add": _("Papierantrag anlegen"),
    "applications_paperentry_change": _("Papierantrag eintragen und prüfen"),
    "applications_export_add": _("Exportieren"),
    "applications_export_download": _("Datei eines Exports"),
    "applications_awardlist_scenario_add": _("Neues Szenario"),
    "applications_awardlist_compare": _("Zwei Listen vergleichen"),
    "applications_awardlist_scenario": _("Szenario"),
    "applications_awardlist_discard": _("Szenario verwerfen"),
    "applications_awardlist_freeze": _("Liste einfrieren"),
    "applications_awardlist_change": _("Eingefrorene Liste"),
    "applications_awardlist_confirm": _("Liste bestätigen"),
    "applications_awardlist_return": _("Liste zurückgeben"),
    "applications_awardlist_note": _("Vergabevermerk"),
    "applications_awardlist_release": _("Vorschläge anlegen"),
    "applications_fundinground_add": _("Runde anlegen"),
    "applications_fundinground_change": _("Runde"),
    "applications_fundinground_copy": _("Runde kopieren"),
    "applications_fundinground_publish": _("Runde veröffentlichen"),
    "applications_fundinground_preview": _("Vorschau für Vereine"),
    "applications_fundinground_propose": _("Änderung einer offenen Runde vorschlagen"),
    "applications_fundinground_decide": _("Änderung einer offenen Runde"),
    "applications_legalparameter_add": _("Rechtswert eintragen"),
    "applications_legalparameter_confirm": _("Rechtswert bestätigen"),
    "applications_legaltext_change": _("Rechtstext"),
    "applications_legaltext_release": _("Rechtstext freigeben"),
    "applications_legaltext_add": _("Neue Fassung eines Rechtstexts"),
    "applications_textblock_add": _("Textbaustein anlegen"),
    "applications_textblock_change": _("Textbaustein"),
    "applications_enquiry_change": _("Anfrage lesen und als beantwortet markieren"),
    "applications_conflictdeclaration_clear": _("Über eine Befangenheit entscheiden"),
    "applications_user_add": _("Konto anlegen"),
    "applications_user_change": _("Konto ändern oder schließen"),
    "applications_user_second_factor": _("Zweiter Schutz"),
    "applications_user_accesses": _("Was ein Konto gesehen hat"),
}
_OTHER_PERSON: Final = _("Nur eine andere Person als die, die es vorgeschlagen hat.")
# What the group alone does not say; the page itself watches over it.
NOTES: "Final[Mapping[str, Text]]" = {
    "applicant_view_begin": _("Nur Entwürfe und offene Nachfragen, jedes Mal mit Grund."),
    "applications_application_applicant_view": _("Jedes Mal mit Grund; wer befangen ist, nicht."),
    "applications_application_changelist": _("Der Haushalt sieht hier nur Beträge."),
    "applications_application_view": _("Jede Person sieht nur ihre eigenen Ansichten."),
    "applications_application_batch_result": _("Jede Person sieht nur ihre eigenen Schritte."),
    "applications_application_change": _(
        "Erst nach der Frage, wie jemand zum Verein steht. Der Haushalt sieht hier nur Beträge."
    ),
    "applications_application_step": _(
        "Nur im passenden Status. Mitzeichnen und zurückgeben: eine andere Person als die, "
        "die den Vorschlag gemacht hat."
    ),
    "letter_release": _("Freigeben: nur eine andere Person als die, die es vorgeschlagen hat."),
    "applications_paperentry_change": _("Eine Person trägt ein, eine andere prüft."),
    "applications_application_package": _("Jedes Mal mit Zweck; wer befangen ist, nicht."),
    "applications_application_accesses": _("Wer befangen ist, nicht."),
    "applications_export_download": _("Die eigenen Exporte, die Revision alle."),
    "applications_awardlist_confirm": _OTHER_PERSON,
    "applications_awardlist_return": _OTHER_PERSON,
    "applications_fundinground_change": _("Ändern nur, bevor die Runde öffnet."),
    "applications_legalparameter_confirm": _OTHER_PERSON,
    "applications_legaltext_release": _(
        "Nur eine andere Person als die, die ihn geschrieben hat."
    ),
    "applications_user_change": _("Nicht das eigene Konto."),
    "applications_user_second_factor": _(
        "Nicht das eigene Konto. Bestätigen: eine andere Person als die, die es vorgeschlagen hat."
    ),
}
