"""The words of every question: one source for the form, the page to check answers and the PDF.

Keys are the dotted paths of the application document; lists carry one label for the list and
one for each part of an entry (`board.members` and `board.members.name`). A label may hold
`%(year)s`, the year of the round.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.rules.sections import Section
from applications.texts.labels import label

Text = str | Promise

STEP_TITLES: Final[tuple[Text, ...]] = (
    _("1. Vorbereiten"),
    _("2. Ihr Verein"),
    _("3. Ihr Mikroprojekt"),
    _("4. Ihr Minijob"),
    _("5. Das Geld"),
    _("6. Unterlagen"),
    _("7. Absenden"),
)

# Sections as nouns, where nothing is left to do: page of answers, PDF, review.
_SECTION_NOUNS: Final[dict[Section, Text]] = {
    Section.ELIGIBILITY: _("Voraussetzungen"),
    Section.MICRO_PROJECT: _("Projekt"),
    Section.ENCLOSURES: _("Unterlagen"),
    Section.DECLARATIONS: _("Erklärungen"),
}

QUESTION_LABELS: Final[dict[str, Text]] = {
    "eligibility.seat_in_hesse": _("Hat Ihr Verein seinen Sitz in Hessen?"),
    "eligibility.non_profit": _("Ist Ihr Verein gemeinnützig?"),
    "eligibility.migrant_majority": _("Haben die meisten Mitglieder eine Migrationsgeschichte?"),
    "eligibility.single_purpose": _("Macht Ihr Verein nur eines dieser Dinge?"),
    "eligibility.employees": _("Sind bei Ihnen schon Menschen fest angestellt?"),
    "eligibility.project_is_new": _("Ist Ihr Projekt neu?"),
    "eligibility.minijob_planned": _("Soll es in dem Projekt eine Minijob-Stelle geben?"),
    "eligibility.already_applied": _(
        "Hat Ihr Verein für %(year)s schon einen Antrag in diesem Programm abgeschickt?"
    ),
    "organisation.name": _("Name des Vereins"),
    "organisation.legal_form": _("Welche Rechtsform hat Ihr Verein?"),
    "organisation.register_court": _("Amtsgericht"),
    "organisation.register_number": _("Nummer im Vereinsregister"),
    "organisation.founded_year": _("Gründungsjahr"),
    "organisation.street": _("Straße und Hausnummer"),
    "organisation.address_extra": _("Zusatz zur Adresse"),
    "organisation.postcode": _("Postleitzahl"),
    "organisation.town": _("Ort"),
    "organisation.district": _("Landkreis oder Stadt"),
    "organisation.website": _("Internetseite"),
    "board.members": _("Wer vertritt Ihren Verein?"),
    "board.members.name": _("Vorname und Nachname"),
    "board.members.office": _("Aufgabe im Vorstand"),
    "board.signature_rule": _("Wie darf Ihr Vorstand unterschreiben?"),
    "board.contact_name": _("Name"),
    "board.contact_email": _("E-Mail-Adresse"),
    "board.contact_phone": _("Telefon"),
    "board.contact_times": _("Wann erreichen wir Sie gut?"),
    "non_profit.notice_kind": _("Welchen Bescheid haben Sie vom Finanzamt?"),
    "non_profit.notice_date": _("Von wann ist der Bescheid?"),
    "non_profit.tax_office": _("Welches Finanzamt?"),
    "profile.member_count": _("Wie viele Mitglieder haben Sie?"),
    "profile.member_share": _("Wie viele davon haben eine Migrationsgeschichte?"),
    "profile.board_share": _("Wie viele im Vorstand haben eine Migrationsgeschichte?"),
    "profile.purpose": _("Was macht Ihr Verein?"),
    "profile.employees": _("Sind bei Ihnen Menschen fest angestellt?"),
    "profile.employee_count": _("Wie viele Menschen sind angestellt?"),
    "profile.employee_hours_week": _("Wie viele Stunden arbeiten sie zusammen in der Woche?"),
    "profile.funded_before": _("Haben Sie schon einmal Geld aus diesem Programm bekommen?"),
    "profile.funded_before_year": _("In welchem Jahr zuletzt?"),
    "micro_project.title": _("Name des Projekts"),
    "micro_project.summary": _("Beschreiben Sie das Projekt in wenigen Sätzen."),
    "micro_project.topic": _("Um welches Thema geht es?"),
    "micro_project.place": _("Wo findet das Projekt statt?"),
    "micro_project.district": _("In welchem Landkreis oder in welcher Stadt?"),
    "micro_project.starts_on": _("Wann beginnt das Projekt?"),
    "micro_project.ends_on": _("Wann endet das Projekt?"),
    "micro_project.early_start": _("Müssen Sie anfangen, bevor wir entscheiden?"),
    "micro_project.early_start_reason": _("Warum können Sie nicht warten?"),
    "micro_project.past_start_confirmed": _("Stimmt dieser Beginn?"),
    "goals.need": _("Warum ist das Projekt nötig?"),
    "goals.goals": _("Was soll am Ende erreicht sein?"),
    "goals.target_groups": _("Für wen ist das Projekt?"),
    "goals.people_reached": _("Wie viele Menschen erreichen Sie ungefähr?"),
    "goals.effect": _("Wie hilft das Projekt, dass Menschen besser mitmachen können?"),
    "schedule.steps": _("Wie läuft das Projekt ab?"),
    "schedule.steps.what": _("Was passiert?"),
    "schedule.steps.month": _("Bis wann?"),
    "schedule.partners": _("Wer macht mit?"),
    "schedule.partners.name": _("Name"),
    "schedule.partners.role": _("Aufgabe"),
    "schedule.municipality_contacted": _(
        "Haben Sie mit Ihrer Stadt oder Ihrem Landkreis über das Projekt gesprochen?"
    ),
    "schedule.municipality_office": _("Mit welcher Stelle?"),
    "schedule.afterwards": _("Wie geht es nach dem Projekt weiter?"),
    "minijob_position.tasks": _("Was macht die Person im Minijob?"),
    "minijob_position.benefit": _("Wie hilft die Stelle dem Projekt und dem Verein?"),
    "minijob_position.starts_on": _("Wann beginnt die Stelle?"),
    "minijob_position.ends_on": _("Wann endet die Stelle?"),
    "minijob_position.person_known": _("Wissen Sie schon, wer die Stelle bekommt?"),
    "minijob_position.person_related": _(
        "Ist die Person im Vorstand oder mit jemandem aus dem Vorstand verwandt?"
    ),
    "wage.hours_month": _("Arbeitsstunden im Monat"),
    "wage.wage_month_eur": _("Lohn im Monat in Euro"),
    "wage.months": _("Wie viele Monate?"),
    "wage.accident_insurance_eur": _("Beitrag zur Unfallversicherung in Euro"),
    "costs.items": _("Wofür brauchen Sie Geld?"),
    "costs.items.kind": _("Art der Kosten"),
    "costs.items.purpose": _("Wofür genau?"),
    "costs.items.calculation": _("Wie haben Sie gerechnet?"),
    "costs.items.amount_eur": _("Betrag in Euro"),
    "financing.own_funds_eur": _("Geld vom Verein (Eigenmittel)"),
    "financing.donations_eur": _("Spenden und Beiträge von Teilnehmenden"),
    "financing.other_grants_eur": _("Geld von anderen Stellen, zum Beispiel von der Stadt"),
    "financing.other_grants_from": _("Von welcher Stelle?"),
    "enclosures.attachments": _("Unterlagen"),
    "enclosures.promised": _("Diese Unterlagen reichen wir nach"),
    "enclosures.promised.until": _("Bis wann?"),
    "enclosures.promised.reason": _("Warum später?"),
    "declarations.sender_name": _("Ihr Name"),
    "declarations.second_person": _("Diese Person aus dem Vorstand ist einverstanden"),
    "declarations.delivery": _("Wie möchten Sie unseren Bescheid bekommen?"),
}

# Sentences of Q15, each confirmed with a tick; a changed word needs a new
# `FundingRound.declaration_wording`.
DECLARATION_SENTENCES: Final[dict[str, Text]] = {
    "complete": _("Unsere Angaben sind vollständig und richtig."),
    "not_started": _(
        "Wir haben mit dem Projekt noch nicht begonnen. Wir beginnen erst nach dem Bescheid oder "
        "wenn Sie vorher schriftlich zustimmen."
    ),
    "no_other_money": _(
        "Wir bekommen für diese Kosten kein anderes Geld als im Finanzplan steht."
    ),
    "report_changes": _("Wir melden Ihnen sofort, wenn sich etwas Wichtiges ändert."),
    "no_entitlement": _("Wir wissen: Es gibt keinen Anspruch auf die Förderung."),
    "may_represent": _("Ich darf den Verein vertreten."),
    "publish": _(
        "Name und Kurztext des Projekts dürfen im Internet stehen, wenn wir gefördert werden."
    ),
    "knows_ineligible": _(
        "Wir wissen: Nach unseren Angaben ist eine Förderung nicht möglich. Wir möchten trotzdem "
        "einen Bescheid."
    ),
}


def question_label(path: str) -> Text:
    """Return the question at a dotted path such as `wage.months`. Raises `KeyError`."""
    return QUESTION_LABELS[path]


def section_noun(section: Section) -> Text:
    """Return the name of a section that is only read; to fill in it is `label(section)`."""
    return _SECTION_NOUNS.get(section) or label(section)
