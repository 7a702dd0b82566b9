"""The German label of every answer, state and kind."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from applications.rules import choices as answers
from applications.rules.award_changes import AwardChangeKind, ChangeBasis
from applications.rules.award_comparison import Change
from applications.rules.award_list import Gap, Ground, Place
from applications.rules.batches import BatchKind
from applications.rules.decisions import DecisionKind
from applications.rules.delivery import DeliveryWay
from applications.rules.documents import DocumentKind, LegalTextKind
from applications.rules.exports import ExportKind
from applications.rules.findings import Outcome
from applications.rules.fingerprints import FingerprintKind
from applications.rules.geography import DISTRICTS, Region
from applications.rules.lifecycle import Action, Role, State
from applications.rules.parameters import ParameterKind, Unit
from applications.rules.review import ChecklistVerdict, Relation, TextBlockKind
from applications.rules.rounds import (
    Enclosure,
    FinancingMode,
    Policy,
    SecondAgreement,
    SubsidyDeclaration,
)
from applications.rules.sections import Section
from applications.rules.waiting import WaitsFor
from applications.texts.letters import TITLES as LETTER_TITLES

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Members of different lists share values, so each list has its own table.
LABELS: "Mapping[type[StrEnum], Mapping[str, Text]]" = {
    answers.YesNo: {"yes": _("Ja"), "no": _("Nein")},
    FingerprintKind: {
        "register": _("gleiche Registernummer"),
        "name": _("ähnlicher Name"),
        "address": _("gleiche Anschrift"),
        "email": _("gleiche E-Mail-Adresse"),
        "phone": _("gleiche Telefonnummer"),
        "project": _("ähnlicher Projekttext"),
    },
    Relation: {
        "none": _("Keine Beziehung"),
        "related": _("Ja, es gibt eine Beziehung"),
        "unsure": _("Ich bin nicht sicher"),
    },
    ChecklistVerdict: {"yes": _("Ja"), "no": _("Nein"), "not_needed": _("Nicht nötig")},
    TextBlockKind: {
        "message": _("Nachricht"),
        "request_point": _("Nachfrage"),
        "facts": _("Sachverhalt"),
        "assessment": _("Würdigung"),
        "discretion": _("Ermessen"),
        "hearing": _("Anhörung"),
        "return": _("Rückgabe"),
    },
    answers.NonProfitAnswer: {
        "yes": _("Ja"),
        "applied": _("Wir haben es beantragt"),
        "no": _("Nein"),
        "unknown": _("Ich weiß es nicht"),
    },
    answers.MajorityAnswer: {"yes": _("Ja"), "half": _("Etwa die Hälfte"), "no": _("Nein")},
    answers.SinglePurpose: {
        "none": _("Nein, wir machen auch anderes"),
        "religion": _("Nur Religion"),
        "language": _("Nur Sprachkurse"),
        "culture": _("Nur Pflege der Herkunftskultur"),
    },
    answers.EmployeesAnswer: {
        "no": _("Nein"),
        "minijob_only": _("Ja, aber nur im Minijob"),
        "yes": _("Ja"),
    },
    answers.NewProjectAnswer: {
        "yes": _("Ja"),
        "no": _("Nein"),
        "changed": _("Wir haben ein altes Projekt und ändern es"),
    },
    answers.MinijobAnswer: {
        "yes": _("Ja"),
        "no": _("Nein"),
        "advice": _("Wir brauchen dazu Beratung"),
    },
    answers.LegalForm: {
        "registered": _("Eingetragener Verein (e. V.)"),
        "unregistered": _("Verein ohne Eintrag"),
        "other": _("Andere Form"),
    },
    answers.BoardOffice: {
        "chair": _("Vorsitz"),
        "deputy": _("Stellvertretung"),
        "treasurer": _("Kasse"),
        "secretary": _("Schriftführung"),
        "other": _("Andere Aufgabe"),
    },
    answers.SignatureRule: {
        "single": _("Eine Person allein"),
        "joint": _("Zwei Personen zusammen"),
        "other": _("Anders"),
    },
    answers.ContactTime: {
        "morning": _("Vormittag"),
        "afternoon": _("Nachmittag"),
        "evening": _("Abend"),
    },
    answers.NoticeKind: {
        "exemption": _("Freistellungsbescheid"),
        "compliance": _("Feststellungsbescheid (für neue Vereine)"),
        "assessment_annex": _("Anlage zum Körperschaftsteuer-Bescheid"),
        "none": _("Wir haben noch keinen Bescheid"),
    },
    answers.Share: {
        "nearly_all": _("Fast alle"),
        "majority": _("Mehr als die Hälfte"),
        "half": _("Etwa die Hälfte"),
        "minority": _("Weniger als die Hälfte"),
    },
    answers.Topic: {
        "education": _("Bildung und Schule"),
        "work": _("Arbeit und Beruf"),
        "health": _("Gesundheit"),
        "neighbourhood": _("Nachbarschaft und Begegnung"),
        "participation": _("Mitbestimmung"),
        "culture": _("Kultur und Medien"),
        "sport": _("Sport"),
        "anti_racism": _("Gegen Rassismus"),
        "other": _("Anderes Thema"),
    },
    answers.TargetGroup: {
        "families": _("Familien"),
        "women": _("Frauen"),
        "youth": _("Jugendliche"),
        "elderly": _("Ältere Menschen"),
        "newcomers": _("Neu Zugewanderte"),
        "disability": _("Menschen mit Behinderung"),
        "everyone": _("Alle im Stadtteil"),
        "other": _("Andere"),
    },
    answers.CostKind: {
        "fees": _("Honorare (Geld für Fachleute)"),
        "rooms": _("Räume"),
        "material": _("Material"),
        "equipment_hire": _("Technik leihen"),
        "travel": _("Fahrten"),
        "publicity": _("Werbung und Druck"),
        "catering": _("Essen und Getränke bei Veranstaltungen"),
        "allowance": _("Aufwandsentschädigung"),
        "other": _("Sonstiges"),
    },
    answers.AttachmentKind: {
        "statutes": _("Satzung"),
        "register_extract": _("Auszug aus dem Vereinsregister"),
        "non_profit_notice": _("Bescheid vom Finanzamt zur Gemeinnützigkeit"),
        "municipal_statement": _("Schreiben Ihrer Stadt oder Ihres Landkreises"),
        "quotes": _("Angebote oder Preislisten"),
        "other": _("Etwas anderes"),
        "paper_original": _("Antrag auf Papier"),
    },
    answers.Origin: {
        "online": _("Im Internet"),
        "post": _("Mit der Post"),
        "phone": _("Am Telefon"),
    },
    answers.Delivery: {
        "online": _("Im Internet, in diesem Konto"),
        "post": _("Mit der Post"),
    },
    # Districts are proper names: the same in every language.
    answers.District: {
        **{district.value: facts.label for district, facts in DISTRICTS.items()},
        "XX": _("außerhalb von Hessen"),
    },
    Region: {"4": _("Darmstadt"), "5": _("Gießen"), "6": _("Kassel")},
    Section: {
        "eligibility": _("Voraussetzungen bestätigen"),
        "organisation": _("Verein und Anschrift"),
        "board": _("Vorstand und Kontakt"),
        "non_profit": _("Gemeinnützigkeit"),
        "profile": _("Mitglieder, Ziele und Personal"),
        "micro_project": _("Projekt kurz vorstellen"),
        "goals": _("Ziele und Menschen"),
        "schedule": _("Ablauf und Partner"),
        "minijob_position": _("Aufgaben der Stelle"),
        "wage": _("Lohn und Kosten"),
        "costs": _("Kosten des Mikroprojekts"),
        "financing": _("Finanzierung"),
        "enclosures": _("Unterlagen hochladen"),
        "review": _("Angaben prüfen"),
        "declarations": _("Erklärungen und Absenden"),
    },
    Outcome: {
        "passed": _("Erfüllt"),
        "manual": _("Von Hand prüfen"),
        "note": _("Hinweis"),
        "to_clarify": _("Klärung"),
        "excluded": _("Ausschluss"),
        "blocking": _("Sperre"),
    },
    State: {
        "draft": _("Entwurf"),
        "submitted": _("Eingereicht"),
        "under_review": _("In Prüfung"),
        "information_requested": _("Nachfrage"),
        "answered": _("Beantwortet"),
        "hearing": _("Anhörung"),
        "proposed": _("Vorgeschlagen"),
        "awarded": _("Bewilligt"),
        "waiting": _("Nachrückliste"),
        "rejected": _("Abgelehnt"),
        "withdrawn": _("Zurückgezogen"),
        "revoked": _("Aufgehoben"),
    },
    BatchKind: {
        "take": _("Mir zuweisen"),
        "assign": _("Zuweisen an …"),
        "ask": _("Nachfrage an ausgewählte Vereine"),
    },
    WaitsFor: {
        "us": _("uns"),
        "association": _("Verein"),
        "signature": _("Mitzeichnung"),
    },
    Place: {
        "inside": _("drin"),
        "partly": _("an der Linie"),
        "outside": _("unter der Linie"),
        "left_out": _("weggelassen"),
    },
    Ground: {
        "withdrawn": _("vom Verein zurückgezogen"),
        "rejected": _("abgelehnt"),
        "rejection_proposed": _("Absage vorgeschlagen"),
        "revoked": _("Bescheid aufgehoben"),
        "excluded": _("Ausschluss"),
        "not_met": _("Voraussetzung nicht erfüllt"),
    },
    Gap: {
        "state": _("Prüfung läuft"),
        "findings": _("Klärung offen"),
        "checklist": _("Prüfliste offen"),
        "points": _("ohne Punkte"),
    },
    Change: {
        "none": _("gleich"),
        "came_in": _("neu drin"),
        "fell_out": _("nicht mehr drin"),
        "more": _("mehr Geld"),
        "less": _("weniger Geld"),
        "moved": _("anderer Rang"),
    },
    Action: {
        "submit": _("Antrag absenden"),
        "record": _("Papierantrag aufgenommen"),
        "start_review": _("Prüfung beginnen"),
        "request_information": _("Nachfrage senden"),
        "answer": _("Antwort absenden"),
        "resume_review": _("Prüfung fortsetzen"),
        "hear": _("Anhörung senden"),
        "end_hearing": _("Anhörung beenden"),
        "propose": _("Vorschlag machen"),
        "return": _("Zurückgeben"),
        "cosign": _("Mitzeichnen"),
        "withdraw": _("Zurückziehen"),
        "amend": _("Bescheid ändern"),
        "revoke": _("Bescheid aufheben"),
    },
    Role: {
        "representative": _("Kann schreiben und absenden"),
        "member": _("Kann schreiben"),
        "adviser": _("Kann lesen und Bemerkungen schreiben"),
        "clerk": _("Trägt einen Papierantrag ein"),
        "case_worker": _("Sachbearbeitung"),
        "approver": _("Mitzeichnung"),
        "head": _("Leitung"),
        "budget_officer": _("Haushalt"),
        "auditor": _("Revision"),
        "administrator": _("Verwaltung"),
    },
    ExportKind: {
        "applications_csv": _("Anträge (CSV)"),
        "applications_xlsx": _("Anträge (Excel)"),
        "costs_csv": _("Kosten und Finanzplan (CSV)"),
        "contacts_csv": _("Kontakte (CSV)"),
        "amounts_csv": _("Beträge (CSV)"),
        "payments_csv": _("Zahlungsliste (CSV)"),
        "statistics_csv": _("Statistik (CSV)"),
        "case_file_zip": _("Aktenpaket (ZIP)"),
    },
    DeliveryWay: {"portal": _("im Konto"), "post": _("mit der Post")},
    AwardChangeKind: {"amendment": _("Änderung"), "revocation": _("Aufhebung")},
    ChangeBasis: {
        "wish": _("Der Verein hat darum gebeten"),
        "lower_costs": _("Kosten sind gesunken oder neues Geld kam dazu"),
        "reserved": _("Vorbehalt im Bescheid"),
        "other_purpose": _("Geld nicht für den Zweck verwendet"),
        "condition": _("Auflage nicht erfüllt"),
        "unlawful": _("Bescheid war von Anfang an rechtswidrig"),
    },
    DocumentKind: {
        **{kind.value: title for kind, title in LETTER_TITLES.items()},
        "acknowledgement_of_receipt": _("Eingangsbestätigung"),
        "review_note": _("Prüfvermerk"),
        "award_note": _("Vergabevermerk"),
        "file_cover": _("Aktendeckblatt"),
    },
    LegalTextKind: {
        "legal_basis": _("Rechtsgrundlage der Förderung"),
        "conditions": _("Nebenbestimmungen"),
        "notes": _("Hinweise"),
        "annexes": _("Anlagen"),
        "remedy": _("Rechtsbehelfsbelehrung"),
        "information_request": _("Nachfrage: Folgen"),
        "hearing": _("Anhörung: Hinweise"),
        "early_start": _("Früherer Beginn: Bedingungen"),
        "waiting_list": _("Nachrückliste: Bedeutung"),
        "rejection": _("Rechtsgrundlage der Ablehnung"),
        "amendment": _("Änderung: Was weiter gilt"),
        "revocation": _("Aufhebung: Folgen"),
    },
    DecisionKind: {
        "award": _("Zusage"),
        "waiting": _("Nachrückliste"),
        "rejection": _("Absage"),
    },
    ParameterKind: {
        "minijob_earnings_limit": _("Minijob-Grenze"),
        "minimum_wage": _("Mindestlohn"),
        "health": _("Krankenversicherung"),
        "pension": _("Rentenversicherung"),
        "flat_tax": _("Pauschsteuer"),
        "u1": _("Umlage 1 (Krankheit)"),
        "u2": _("Umlage 2 (Mutterschaft)"),
        "insolvency": _("Insolvenzgeld-Umlage"),
        "post_delivery_days": _("Bekanntgabe mit der Post"),
    },
    Unit: {"eur": "€", "percent": "%", "days": _("Tage")},
    Policy: {"record": _("annehmen und entscheiden"), "refuse": _("nicht annehmen")},
    SecondAgreement: {
        "named": _("beim Absenden nennen"),
        "account": _("im eigenen Konto zustimmen"),
    },
    Enclosure: {
        "off": _("nicht gefragt"),
        "recommended": _("empfohlen"),
        "required": _("nötig"),
    },
    SubsidyDeclaration: {
        "off": _("kein Text"),
        "inform": _("Information"),
        "declare": _("Erklärung"),
    },
    answers.ScanState: {
        "unchecked": _("nicht geprüft"),
        "clean": _("sauber"),
        "found": _("Schadprogramm gefunden"),
    },
    answers.PointKind: {
        "section": _("Abschnitt ändern"),
        "enclosure": _("Unterlage schicken"),
        "question": _("Frage beantworten"),
    },
    answers.EnquiryKind: {"contact": _("Frage"), "barrier": _("Barriere")},
    FinancingMode: {
        "fixed_amount": _("Festbetragsfinanzierung"),
        "proportional": _("Anteilfinanzierung"),
        "deficit": _("Fehlbedarfsfinanzierung"),
        "full": _("Vollfinanzierung"),
    },
}


def label(member: StrEnum) -> "Text":
    """Return the German label of one member of a list."""
    return LABELS[type(member)][member.value]


def choices(members: type[StrEnum]) -> "list[tuple[str, Text]]":
    """Return value and label of every member, in the order of the list."""
    return [(member.value, label(member)) for member in members]
