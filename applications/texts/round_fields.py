"""The form of a round explains its fields: what each one does, with an example."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

HELP: "Final[Mapping[str, Text]]" = {
    "name": _("Steht auf der Startseite und in jedem PDF."),
    "year": _("Das Jahr, in dem die Projekte stattfinden. Beispiel: 2027."),
    "reference_prefix": _(
        "Damit beginnt jede Antragsnummer. Beispiel: WIR-2027. Jede Runde braucht einen eigenen."
    ),
    "opens_at": _(
        "Ab diesem Augenblick können Vereine beginnen. Danach stehen die Regeln der Runde fest."
    ),
    "closes_at": _(
        "Der erste Augenblick, der zu spät ist. Beispiel: Die Frist ist der 31. Januar, "
        "dann tragen Sie den 1. Februar um 0:00 Uhr ein."
    ),
    "drafts_until": _(
        "Danach kann niemand mehr neu beginnen, wohl aber absenden. Leer: bis zur Frist."
    ),
    "period_from": _("Kein Projekt darf vorher anfangen. Beispiel: 01.01.2027."),
    "period_until": _("Jedes Projekt muss bis dahin enden. Beispiel: 31.12.2027."),
    "maximum_months": _(
        "So viele Monate zahlen wir die Minijob-Stelle höchstens, 12 oder weniger. "
        "Mehr kann niemand absenden."
    ),
    "decision_expected_on": _(
        "Steht auf der Startseite und im Konto. Wer vorher anfangen will, muss das begründen."
    ),
    "proof_due_on": _("Steht in der Zusage und im Kalender der Vereine."),
    "budget_eur": _("Mehr als das kann niemand zusagen. Beispiel: 400.000,00."),
    "maximum_eur": _("Beide Teile zusammen. Beispiel: 10.200,00."),
    "micro_project_maximum_eur": _("Beispiel: 3.000,00. Mehr zahlt der Verein selbst."),
    "minijob_maximum_eur": _("Beispiel: 7.200,00 für 12 Monate. Mehr zahlt der Verein selbst."),
    "large_purchase_eur": _("Ab diesem Preis fragt die Prüfung bei einer Anschaffung nach."),
    "minimum_own_share_percent": _(
        "So viel vom Mikroprojekt sollen eigenes Geld und Spenden zahlen. "
        "Weniger führt zu einer Klärung. Beispiel: 10. Bei 0 verlangen wir nichts."
    ),
    "exemption_notice_years": _("Ein älterer Freistellungsbescheid führt zu einer Klärung."),
    "compliance_notice_years": _("Ein älterer Feststellungsbescheid führt zu einer Klärung."),
    "rates_known_on": _(
        "Mit den Rechtswerten, die an diesem Tag bekannt sind, rechnen alle den Minijob. "
        "Leer: am letzten Tag der Frist."
    ),
    "requires_registration": _(
        "Mit Häkchen führt ein Verein ohne Eintrag im Vereinsregister zu einer Klärung. "
        "Ohne Häkchen gibt es nur einen Hinweis."
    ),
    "municipal_statement": _("Ob die Seite „Unterlagen“ nach dieser Stellungnahme fragt."),
    "allows_promised_enclosures": _(
        "Mit Häkchen dürfen Vereine „reichen wir nach“ wählen und trotzdem absenden."
    ),
    "second_agreement": _(
        "Wenn zwei Personen zeichnen: nur ihr Name, oder Zustimmung im eigenen Konto."
    ),
    "late_policy": _(
        "„Aufnehmen und vermerken“: Verspätete Anträge kommen an und sind markiert (§ 24 HVwVfG)."
    ),
    "ineligible_policy": _(
        "Was mit einem Antrag geschieht, der nach den eigenen Angaben nicht gefördert werden kann."
    ),
    "declaration_wording": _("Diese Fassung der Erklärungen steht vor dem Absenden."),
    "authority_name": _("Steht im Fuß jeder Seite und im Impressum."),
    "authority_address": _("Eine Zeile je Zeile der Anschrift, mit Postleitzahl."),
    "letterhead": _("Für den Kopf der Bescheide. Das Programm schreibt noch keine Bescheide."),
    "privacy_controller": _("Steht auf der Seite „Datenschutz“."),
    "contact_phone": _("Steht im Kopf jeder Seite. Beispiel: 0611 123456."),
    "contact_hours": _("Beispiel: Montag bis Donnerstag, 9 bis 15 Uhr."),
    "contact_email": _("Dorthin gehen Fragen über das Kontaktformular."),
    "draft_retention_months": _("So lange nach der Frist bleiben Entwürfe. Dann löschen wir sie."),
    "case_retention_years": _("So lange bleiben Anträge in der Akte."),
    "hearing_before_rejection": _(
        "Mit Häkchen kommt vor einer Absage erst eine Anhörung des Vereins."
    ),
    "financing_mode": _("Steht in der Akte. Die Rechnung im Formular ist bei allen Arten gleich."),
    "excludes_welfare_bodies": _(
        "Steht in der Akte. Ob ein Verein zu einem Wohlfahrtsverband gehört, prüfen Menschen."
    ),
    "eligibility_wording": _(
        "Steht in der Akte. Der Förder-Check stellt in jeder Runde dieselben Fragen."
    ),
    "subsidy_declaration": _(
        "Steht in der Akte. Das Formular enthält diese Erklärung in keiner Runde."
    ),
    "published_fields": _(
        "Steht in der Akte. Veröffentlicht wird nur mit Einverständnis, bisher von Hand."
    ),
}
