"""What each rule says: its short name and, for every outcome and reason, two sentences.

The first sentence of a pair is for the association, the second for the authority. Places in
braces are filled from the values of the finding.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.findings import Outcome

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

TITLES: "Final[Mapping[str, Text]]" = {
    "FR-01": _("Fristgerecht eingegangen"),
    "FR-02": _("Ein Antrag je Verein"),
    "VE-01": _("Sitz in Hessen"),
    "VE-02": _("Gemeinnützigkeit nachgewiesen"),
    "VE-03": _("Nachweis aktuell"),
    "VE-04": _("Keine hauptamtlichen Strukturen"),
    "VE-05": _("Migrantenorganisation"),
    "VE-06": _("Kein ausschließlicher Zweck"),
    "VE-07": _("Rechtsform"),
    "PR-01": _("Neu und nicht begonnen"),
    "PR-02": _("Zeitraum im Förderjahr"),
    "PR-03": _("Vorzeitiger Beginn"),
    "PR-04": _("Ort in Hessen"),
    "PR-05": _("Ziel: Teilhabe und Integration"),
    "MJ-01": _("Lohngrenze"),
    "MJ-02": _("Mindestlohn"),
    "MJ-03": _("Minijob im Projekt"),
    "MJ-04": _("Kappung Minijob"),
    "MJ-05": _("Interessenkonflikt prüfen"),
    "FP-01": _("Kappung Mikroprojekt"),
    "FP-02": _("Finanzplan ausgeglichen"),
    "FP-03": _("Höchstbetrag"),
    "FP-04": _("Anschaffung prüfen"),
    "FP-05": _("Doppelförderung"),
    "UN-01": _("Unterlagen vollständig"),
    "UN-02": _("Lesbarkeit"),
    "AB-01": _("Kommune informiert"),
    "ER-01": _("Vertretung"),
    "RA-01": _("Angaben vollständig"),
    "RA-02": _("Erklärungen abgegeben"),
}

# For the authority; where a rule has none, „Erfüllt.“ says enough.
PASSED: "Final[Mapping[str, Text]]" = {
    "FR-01": _("In der Frist bis {last_day}."),
    "VE-01": _("{district}, Postleitzahl {postcode}."),
    "VE-02": _("{notice_kind}."),
    "VE-03": _("Bescheid vom {notice_date}, aktuell bis {recent_until}."),
    "VE-05": _("Mitglieder: {member_share}. Vorstand: {board_share}."),
    "VE-07": _("{legal_form}."),
    "PR-02": _("{starts_on} bis {ends_on}."),
    "PR-03": _("Beginn am {starts_on}, Entscheidung bis {decision_expected_on}."),
    "PR-04": _("{district}."),
    "MJ-01": _("{wage_month_eur} im Monat, Grenze {limit_eur}."),
    "MJ-02": _("{hourly_eur} pro Stunde, Mindestlohn {minimum_wage_eur}."),
    "MJ-03": _("{starts_on} bis {ends_on}, {months} Monate."),
    "MJ-04": _("Kosten {cost_eur}, Höchstbetrag {maximum_eur}."),
    "FP-01": _("Bedarf {needed_eur}, Höchstbetrag {maximum_eur}."),
    "FP-02": _("Kosten {cost_eur}, anderes Geld {sources_eur}, Förderung {grant_eur}."),
    "FP-03": _("Beantragt {requested_eur}, Höchstbetrag {maximum_eur}."),
}

SENTENCES: "Final[Mapping[tuple[str, Outcome, str], tuple[Text, Text]]]" = {
    ("FR-01", Outcome.TO_CLARIFY, "received"): (
        _("Ihr Antrag kam nach der Frist an. In der Regel müssen wir ihn ablehnen."),
        _("Verspätet eingegangen: {late_seconds} nach der Frist, am {received_at}."),
    ),
    ("FR-01", Outcome.TO_CLARIFY, "draft"): (
        _(
            "Die Frist ist vorbei. Ein Antrag, der jetzt kommt, ist verspätet. "
            "In der Regel müssen wir ihn ablehnen."
        ),
        _("Die Frist endete am {last_day}."),
    ),
    ("FR-02", Outcome.TO_CLARIFY, "found"): (
        _("Für Ihren Verein gibt es vielleicht schon einen Antrag."),
        _("Mögliche Dublette: {duplicates}."),
    ),
    ("FR-02", Outcome.TO_CLARIFY, "told"): (
        _("Für Ihren Verein gibt es vielleicht schon einen Antrag."),
        _("Der Verein gibt an, schon einen Antrag gestellt zu haben."),
    ),
    ("VE-01", Outcome.EXCLUDED, ""): (
        _("Ihr Verein hat seinen Sitz nicht in Hessen."),
        _("Sitz außerhalb von Hessen, Postleitzahl {postcode}."),
    ),
    ("VE-01", Outcome.TO_CLARIFY, "outside"): (
        _("Ihre Postleitzahl liegt vielleicht nicht in Hessen. Wir schauen es uns genauer an."),
        _("Die Postleitzahl {postcode} liegt nicht in Hessen, angegeben ist {district}."),
    ),
    ("VE-01", Outcome.TO_CLARIFY, "shared"): (
        _("Ihre Postleitzahl gilt in zwei Bundesländern. Wir schauen es uns genauer an."),
        _("Die Postleitzahl {postcode} gilt auch außerhalb von Hessen. Ort prüfen."),
    ),
    ("VE-02", Outcome.EXCLUDED, ""): (
        _("Nach Ihren Angaben ist Ihr Verein nicht gemeinnützig."),
        _("Kein Bescheid, nach eigenen Angaben nicht gemeinnützig."),
    ),
    ("VE-02", Outcome.TO_CLARIFY, ""): (
        _("Der Bescheid vom Finanzamt muss bis zur Entscheidung da sein."),
        _("Noch kein Bescheid vom Finanzamt."),
    ),
    ("VE-03", Outcome.TO_CLARIFY, ""): (
        _(
            "Ihr Bescheid ist älter als {years} Jahre. Fragen Sie beim Finanzamt nach einem "
            "neuen. Sie können den Antrag trotzdem absenden und den neuen Bescheid nachreichen."
        ),
        _("Bescheid vom {notice_date}: älter als {years} Jahre, aktuell bis {recent_until}."),
    ),
    ("VE-04", Outcome.EXCLUDED, ""): (
        _("Nach Ihren Angaben sind bei Ihnen schon Menschen angestellt."),
        _("Angestellte: {employee_count}, zusammen {employee_hours_week} Stunden in der Woche."),
    ),
    ("VE-04", Outcome.TO_CLARIFY, ""): (
        _("Bei Ihnen gibt es schon Minijobs. Wir schauen es uns genauer an."),
        _(
            "Nur Minijobs: {employee_count} Personen, zusammen {employee_hours_week} Stunden "
            "in der Woche."
        ),
    ),
    ("VE-05", Outcome.EXCLUDED, ""): (
        _("Weniger als die Hälfte Ihrer Mitglieder hat eine Migrationsgeschichte."),
        _("Mitglieder: {member_share}. Vorstand: {board_share}."),
    ),
    ("VE-05", Outcome.TO_CLARIFY, "members"): (
        _("Wir schauen genauer, ob Ihr Verein eine Migrantenorganisation ist."),
        _("Mitglieder: {member_share}. Vorstand: {board_share}."),
    ),
    ("VE-05", Outcome.TO_CLARIFY, "board"): (
        _("Wir schauen genauer, ob Ihr Verein eine Migrantenorganisation ist."),
        _("Vorstand: {board_share}. Mitglieder: {member_share}."),
    ),
    ("VE-06", Outcome.EXCLUDED, ""): (
        _(
            "Ihr Verein macht nur eine Sache: Religion, Sprachkurse oder Pflege der "
            "Herkunftskultur. Dafür ist diese Förderung nicht da."
        ),
        _("Ausschließlicher Zweck: {single_purpose}."),
    ),
    ("VE-07", Outcome.NOTE, ""): (
        _("Wir fördern in der Regel eingetragene Vereine."),
        _("{legal_form}."),
    ),
    ("VE-07", Outcome.TO_CLARIFY, ""): (
        _("Wir fördern in der Regel eingetragene Vereine. Wir schauen es uns genauer an."),
        _("Kein Verein: {legal_form}."),
    ),
    ("VE-07", Outcome.TO_CLARIFY, "unregistered"): (
        _("Diese Runde ist für eingetragene Vereine. Wir schauen es uns genauer an."),
        _("Nicht eingetragen: {legal_form}."),
    ),
    ("PR-01", Outcome.EXCLUDED, ""): (
        _("Ihr Projekt ist nicht neu. Wir können nur neue Projekte fördern."),
        _("Nach eigenen Angaben nicht neu."),
    ),
    ("PR-01", Outcome.TO_CLARIFY, "changed"): (
        _("Sie ändern ein altes Projekt. Wir schauen genauer, was daran neu ist."),
        _("Geändertes altes Projekt: Neuheit prüfen."),
    ),
    ("PR-01", Outcome.TO_CLARIFY, "started"): (
        _("Der Beginn liegt vor dem Absenden. Wir können nur neue Projekte fördern."),
        _("Beginn am {starts_on}, gesendet am {sent_on}."),
    ),
    ("PR-02", Outcome.BLOCKING, "order"): (
        _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die Daten."),
        _("Ende {ends_on} vor Beginn {starts_on}."),
    ),
    ("PR-02", Outcome.BLOCKING, "outside"): (
        _("Das Projekt muss im Jahr {year} liegen."),
        _("{starts_on} bis {ends_on} liegt nicht in {period_from} bis {period_until}."),
    ),
    ("PR-03", Outcome.TO_CLARIFY, "wanted"): (
        _("Wir entscheiden, ob Sie früher anfangen dürfen."),
        _("Zustimmung nötig: früher Beginn gewünscht, am {starts_on}."),
    ),
    ("PR-03", Outcome.TO_CLARIFY, "before"): (
        _("Wir entscheiden, ob Sie früher anfangen dürfen."),
        _("Zustimmung nötig: Beginn am {starts_on}, Entscheidung bis {decision_expected_on}."),
    ),
    ("PR-04", Outcome.TO_CLARIFY, ""): (
        _("Das Projekt muss in Hessen stattfinden."),
        _("Ort des Projekts außerhalb von Hessen."),
    ),
    ("PR-05", Outcome.MANUAL, ""): (
        _("Wir lesen, wie Ihr Projekt den Menschen hilft."),
        _("Von Hand prüfen: verbessert das Projekt Teilhabe und Integration?"),
    ),
    ("MJ-01", Outcome.BLOCKING, ""): (
        _(
            "Ein Minijob darf höchstens {limit_eur} im Monat bringen. "
            "Bitte tragen Sie weniger ein."
        ),
        _("{wage_month_eur} im Monat liegt über der Grenze von {limit_eur}."),
    ),
    ("MJ-02", Outcome.BLOCKING, ""): (
        _(
            "Der Lohn ist zu niedrig: {hourly_eur} pro Stunde. Der Mindestlohn ist "
            "{minimum_wage_eur}. Mit {wage_month_eur} sind höchstens {maximum_hours} Stunden "
            "möglich."
        ),
        _("{hourly_eur} pro Stunde liegt unter dem Mindestlohn von {minimum_wage_eur}."),
    ),
    ("MJ-03", Outcome.EXCLUDED, ""): (
        _("Ohne Minijob-Stelle ist diese Förderung nicht möglich."),
        _("Keine Minijob-Stelle geplant."),
    ),
    ("MJ-03", Outcome.BLOCKING, "order"): (
        _("Das Ende liegt vor dem Beginn. Bitte prüfen Sie die Daten."),
        _("Ende {ends_on} vor Beginn {starts_on}."),
    ),
    ("MJ-03", Outcome.BLOCKING, "outside"): (
        _("Die Stelle muss in der Zeit des Projekts liegen."),
        _("{starts_on} bis {ends_on} liegt nicht in der Zeit des Projekts."),
    ),
    ("MJ-03", Outcome.BLOCKING, "months"): (
        _("Die Stelle dauert höchstens {months_touched} Monate. Bitte prüfen Sie die Zahl."),
        _("{months} Monate, nach den Daten höchstens {months_touched}."),
    ),
    ("MJ-03", Outcome.BLOCKING, "maximum"): (
        _("Wir zahlen die Stelle höchstens {maximum_months} Monate. Bitte prüfen Sie die Zahl."),
        _("{months} Monate, in dieser Runde höchstens {maximum_months}."),
    ),
    ("MJ-04", Outcome.NOTE, ""): (
        _("Die Förderung reicht nicht. {own_share_eur} zahlt Ihr Verein selbst."),
        _("Kosten {cost_eur}: {own_share_eur} über dem Höchstbetrag von {maximum_eur}."),
    ),
    ("MJ-05", Outcome.TO_CLARIFY, ""): (
        _(
            "Die Person ist im Vorstand oder mit jemandem aus dem Vorstand verwandt. "
            "Das ist nicht verboten. Wir schauen es uns genauer an."
        ),
        _("Die Person ist im Vorstand oder mit dem Vorstand verwandt."),
    ),
    ("FP-01", Outcome.NOTE, ""): (
        _("Davon können wir höchstens {maximum_eur} fördern."),
        _("Bedarf {needed_eur}, gekappt auf {maximum_eur}."),
    ),
    ("FP-02", Outcome.BLOCKING, "gap"): (
        _(
            "Es fehlen noch {gap_eur}. Tragen Sie ein, woher das Geld kommt. "
            "Oder senken Sie die Kosten."
        ),
        _("Nicht gedeckt: {gap_eur}."),
    ),
    ("FP-02", Outcome.BLOCKING, "surplus"): (
        _("Sie haben mehr Geld als Kosten. Bitte prüfen Sie die Beträge."),
        _("Überdeckt: {surplus_eur}."),
    ),
    ("FP-02", Outcome.TO_CLARIFY, "own_share"): (
        _("In dieser Runde soll Ihr Verein {percent} Prozent selbst zahlen. Wir prüfen das."),
        _("Eigene Mittel {own_eur} von {cost_eur}, weniger als {percent} Prozent."),
    ),
    ("FP-03", Outcome.BLOCKING, ""): (
        _("Sie können höchstens {maximum_eur} beantragen. Bitte senken Sie die Kosten."),
        _("Beantragt {requested_eur}, mehr als {maximum_eur}."),
    ),
    ("FP-04", Outcome.NOTE, ""): (
        _("Größere Käufe fördern wir nur selten. Können Sie das Gerät leihen?"),
        _("Einzelner Kauf für {amount_eur}, mehr als {limit_eur}."),
    ),
    ("FP-05", Outcome.TO_CLARIFY, ""): (
        _("Wir prüfen, ob Sie doppelt Geld bekommen."),
        _("{other_grants_eur} von: {other_grants_from}."),
    ),
    ("UN-01", Outcome.BLOCKING, ""): (
        _("Es fehlt noch: {attachment_kind}."),
        _("Es fehlt: {attachment_kind}."),
    ),
    ("UN-01", Outcome.TO_CLARIFY, ""): (
        _("Sie reichen nach: {attachment_kind}, bis {until}."),
        _("Folgt bis {until}: {attachment_kind}."),
    ),
    ("UN-02", Outcome.TO_CLARIFY, ""): (
        _("Diese Datei können wir nicht öffnen: {file}. Bitte laden Sie sie noch einmal hoch."),
        _("Nicht lesbar: {file}."),
    ),
    ("AB-01", Outcome.NOTE, ""): (
        _(
            "Sprechen Sie mit der Stelle für Integration in Ihrer Stadt oder Ihrem Landkreis. "
            "Das hilft Ihrem Projekt."
        ),
        _("Noch nicht mit der Kommune gesprochen."),
    ),
    ("ER-01", Outcome.BLOCKING, "not_declared"): (
        _("Bitte bestätigen Sie diesen Punkt."),
        _("Nicht bestätigt: darf den Verein vertreten."),
    ),
    ("ER-01", Outcome.BLOCKING, "one_member"): (
        _("Ihr Vorstand unterschreibt zu zweit. Tragen Sie bitte noch eine Person ein."),
        _("Vertretung zu zweit, aber nur eine Person im Vorstand genannt."),
    ),
    ("ER-01", Outcome.BLOCKING, "no_second_person"): (
        _("Ihr Vorstand unterschreibt zu zweit. Wählen Sie die zweite Person aus."),
        _("Vertretung zu zweit, aber keine zweite Person genannt."),
    ),
    ("ER-01", Outcome.BLOCKING, "same_person"): (
        _("Wählen Sie eine andere Person aus. Sie selbst sind schon genannt."),
        _("Erste und zweite Person sind dieselbe: {second_person}."),
    ),
    ("ER-01", Outcome.BLOCKING, "not_on_board"): (
        _("Wählen Sie eine Person aus dem Vorstand aus."),
        _("Nicht als Vorstand genannt: {second_person}."),
    ),
    ("RA-02", Outcome.BLOCKING, "confirm"): (
        _("Bitte bestätigen Sie diesen Punkt."),
        _("Nicht bestätigt."),
    ),
    ("RA-02", Outcome.BLOCKING, "excluded"): (
        _("Bitte bestätigen Sie diesen Punkt. Sie möchten trotzdem einen Bescheid."),
        _("Nicht bestätigt, dass eine Förderung ausgeschlossen ist: {excluded_by}."),
    ),
}
