"""What to do about a question without an answer: the same words at the field and in the list."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

_CHOOSE: Final = _("Wählen Sie eine Antwort aus.")
_WRITE: Final = _("Schreiben Sie ein paar Sätze. Stichworte sind auch gut.")
_AMOUNT: Final = _("Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00.")
_BOARD: Final = _("Tragen Sie mindestens eine Person aus dem Vorstand ein.")
_STEP: Final = _("Tragen Sie mindestens einen Schritt ein.")

# Questions that are not named here are choices.
MISSING: "Final[Mapping[str, Text]]" = {
    "organisation.name": _("Tragen Sie den Namen des Vereins ein."),
    "organisation.register_court": _("Tragen Sie das Amtsgericht ein."),
    "organisation.register_number": _("Tragen Sie die Nummer ein. Sie beginnt mit VR."),
    "organisation.founded_year": _("Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2014."),
    "organisation.street": _("Tragen Sie Straße und Hausnummer ein."),
    "organisation.postcode": _("Tragen Sie eine Postleitzahl mit 5 Ziffern ein."),
    "organisation.town": _("Tragen Sie den Ort ein."),
    "organisation.district": _("Wählen Sie den Landkreis oder die Stadt aus."),
    "board.members": _BOARD,
    "board.members.name": _("Tragen Sie Vorname und Nachname ein."),
    "board.members.office": _("Wählen Sie die Aufgabe im Vorstand aus."),
    "board.signature_rule": _("Wählen Sie aus, wie Ihr Vorstand unterschreiben darf."),
    "board.contact_name": _("Tragen Sie einen Namen ein."),
    "board.contact_email": _("Tragen Sie eine E-Mail-Adresse ein."),
    "board.contact_phone": _("Tragen Sie eine Telefonnummer ein, zum Beispiel 0171 3920011."),
    "non_profit.notice_date": _("Tragen Sie das Datum vom Bescheid ein."),
    "non_profit.tax_office": _("Tragen Sie das Finanzamt ein."),
    "profile.member_count": _("Tragen Sie eine Zahl ein, zum Beispiel 48."),
    "profile.purpose": _WRITE,
    "profile.employee_count": _("Tragen Sie eine Zahl ein, zum Beispiel 1."),
    "profile.employee_hours_week": _("Tragen Sie die Stunden ein, zum Beispiel 19,5."),
    "profile.funded_before_year": _("Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2018."),
    "micro_project.title": _("Tragen Sie den Namen des Projekts ein."),
    "micro_project.summary": _WRITE,
    "micro_project.topic": _("Wählen Sie ein Thema aus."),
    "micro_project.place": _("Tragen Sie ein, wo das Projekt stattfindet."),
    "micro_project.district": _("Wählen Sie den Landkreis oder die Stadt aus."),
    "micro_project.starts_on": _("Tragen Sie ein, wann das Projekt beginnt."),
    "micro_project.ends_on": _("Tragen Sie ein, wann das Projekt endet."),
    "micro_project.past_start_confirmed": _(
        "Dieser Beginn liegt vor heute. Wir können nur neue Projekte fördern."
    ),
    "micro_project.early_start_reason": _("Schreiben Sie kurz, warum Sie nicht warten können."),
    "goals.need": _WRITE,
    "goals.goals": _("Nennen Sie mindestens ein Ziel."),
    "goals.target_groups": _("Wählen Sie mindestens eine Gruppe aus."),
    "goals.people_reached": _("Tragen Sie eine Zahl ein, zum Beispiel 60."),
    "goals.effect": _WRITE,
    "schedule.steps": _STEP,
    "schedule.steps.what": _("Schreiben Sie kurz, was passiert."),
    "schedule.steps.month": _("Wählen Sie einen Monat aus."),
    "schedule.partners.name": _("Tragen Sie einen Namen ein."),
    "schedule.municipality_office": _("Tragen Sie ein, mit welcher Stelle."),
    "minijob_position.tasks": _WRITE,
    "minijob_position.benefit": _WRITE,
    "minijob_position.starts_on": _("Tragen Sie ein, wann die Stelle beginnt."),
    "minijob_position.ends_on": _("Tragen Sie ein, wann die Stelle endet."),
    "wage.hours_month": _("Tragen Sie die Stunden ein, zum Beispiel 40."),
    "wage.wage_month_eur": _("Tragen Sie einen Betrag ein, zum Beispiel 450 oder 450,00."),
    "wage.months": _("Tragen Sie eine Zahl ein, zum Beispiel 9."),
    "costs.items": _("Tragen Sie mindestens einen Betrag ein."),
    "costs.items.kind": _("Wählen Sie die Art der Kosten aus."),
    "costs.items.purpose": _("Schreiben Sie kurz, wofür das Geld ist."),
    "costs.items.amount_eur": _AMOUNT,
    "financing.own_funds_eur": _AMOUNT,
    "financing.donations_eur": _AMOUNT,
    "financing.other_grants_eur": _AMOUNT,
    "financing.other_grants_from": _("Tragen Sie ein, von wem das Geld kommt."),
    "enclosures.promised.until": _("Tragen Sie ein, bis wann Sie die Unterlage schicken."),
    "enclosures.promised.reason": _("Schreiben Sie kurz, warum die Unterlage später kommt."),
    "declarations.sender_name": _("Tragen Sie Ihren Namen ein."),
}

# Where an answer is there, but cannot be meant like this.
IMPLAUSIBLE: "Final[Mapping[str, Text]]" = {
    "non_profit.notice_date": _("Das Datum liegt in der Zukunft. Bitte prüfen Sie das Jahr."),
    "organisation.founded_year": _("Das Jahr liegt in der Zukunft. Bitte prüfen Sie die Zahl."),
    "costs.items.amount_eur": _("Der Betrag muss größer als 0 sein."),
    "wage.wage_month_eur": _("Der Betrag muss größer als 0 sein."),
}


def what_to_do(question: str, reason: str) -> str:
    """Return the sentence for a question by its path without list numbers."""
    sentence = IMPLAUSIBLE.get(question) if reason == "implausible" else None
    return str(sentence or MISSING.get(question, _CHOOSE))
