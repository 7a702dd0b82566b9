"""Sentences of findings: every rule, outcome and reason, for both audiences."""

import itertools
import re
from datetime import date
from typing import Any

import pytest

from applications import texts
from applications.rules.findings import Finding, Outcome
from applications.rules.required import ENTRIES, REQUIRED
from applications.rules.rulebook import RULES
from applications.rules.sections import Section
from applications.texts import Audience
from applications.texts.labels import LABELS
from applications.texts.open_questions import IMPLAUSIBLE, MISSING, what_to_do
from applications.texts.question_labels import QUESTION_LABELS
from applications.texts.rule_sentences import PASSED, SENTENCES, TITLES
from applications.texts.states import _APPLICANT
from applications.texts.words import duration_in_words, in_words
from tests.rules.support import document, draft, found, report

BANNED = re.compile(
    r"gemäß|bzw\.|i\. d\. R\.|ggf\.|o\. g\.|etwaig|diesbezüglich|seitens|hinsichtlich|"
    r"vorbezeichnet|Zuwendungsempfänger|Antragsteller|Inanspruchnahme|Bewilligungsbehörde|"
    r"ungültig|falsch|Pflichtfeld|Formularfeld|Upload|Login|\bUser\b",
    re.IGNORECASE,
)
WANTED = {
    (rule.id, outcome, reason)
    for rule in RULES
    for outcome, reasons in rule.outcomes.items()
    for reason in reasons
    if outcome != Outcome.PASSED and rule.id != "RA-01"
}
QUESTIONS = [f"{section}.{name}" for section, names in REQUIRED.items() for name in names] + [
    f"{field}.{name}" for field, names in ENTRIES.items() for name in names
]


def test_every_rule_outcome_and_reason_has_two_sentences() -> None:
    assert set(SENTENCES) == WANTED
    assert all(str(text) for pair in SENTENCES.values() for text in pair)
    assert set(TITLES) == {rule.id for rule in RULES}
    assert set(PASSED) <= set(TITLES)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_required_question_has_words_and_a_name(question: str) -> None:
    section, _, name = question.partition(".")
    finding = Finding(
        rule="RA-01",
        outcome=Outcome.BLOCKING,
        section=Section(section),
        field=question,
        values={"reason": "missing"},
    )

    assert texts.sentence(finding, Audience.APPLICANT).endswith((".", "!"))
    assert texts.sentence(finding, Audience.STAFF).startswith("Es fehlt: ")
    assert question in QUESTION_LABELS, name


def test_words_for_questions_that_do_not_exist_are_not_kept() -> None:
    assert set(MISSING) | set(IMPLAUSIBLE) <= set(QUESTIONS)


def test_applicants_never_read_banned_words() -> None:
    shown = [pair[0] for pair in SENTENCES.values()]
    shown += [*MISSING.values(), *IMPLAUSIBLE.values()]
    shown += [text for members in LABELS.values() for text in members.values()]
    shown += [text for state in _APPLICANT.values() for text in (state.label, state.sentence)]

    assert [str(text) for text in shown if BANNED.search(str(text))] == []


def sentence(whole: dict[str, Any], rule: str, audience: Audience = Audience.APPLICANT) -> str:
    return texts.sentence(found(whole, rule)[0], audience)


@pytest.mark.parametrize(
    ("whole", "rule", "expected"),
    [
        (
            document("b1"),
            "MJ-02",
            "Der Lohn ist zu niedrig: 8,65 Euro pro Stunde. Der Mindestlohn ist 9,35 Euro. "
            "Mit 450 Euro sind höchstens 48,12 Stunden möglich.",
        ),
        (
            document(wage__wage_month_eur="451.00"),
            "MJ-01",
            "Ein Minijob darf höchstens 450 Euro im Monat bringen. Bitte tragen Sie weniger ein.",
        ),
        (
            document("b3"),
            "VE-03",
            "Ihr Bescheid ist älter als 5 Jahre. Fragen Sie beim Finanzamt nach einem neuen. "
            "Sie können den Antrag trotzdem absenden und den neuen Bescheid nachreichen.",
        ),
        (
            document(financing__own_funds_eur="50.00"),
            "FP-02",
            "Es fehlen noch 150 Euro. Tragen Sie ein, woher das Geld kommt. "
            "Oder senken Sie die Kosten.",
        ),
        (document(micro_project__ends_on="2021-01-01"), "PR-02", None),
        (document(), "VE-01", "Das passt."),
        (document(organisation__name=None), "RA-01", "Tragen Sie den Namen des Vereins ein."),
        (
            document(non_profit__notice_date="2020-06-27"),
            "RA-01",
            "Das Datum liegt in der Zukunft. Bitte prüfen Sie das Jahr.",
        ),
        (draft(micro_project__topic=None), "RA-01", "Wählen Sie ein Thema aus."),
    ],
)
def test_what_applicants_read(whole: dict[str, Any], rule: str, expected: str | None) -> None:
    assert sentence(whole, rule) == (expected or "Das Projekt muss im Jahr 2020 liegen.")


@pytest.mark.parametrize(
    ("whole", "rule", "expected"),
    [
        (document("b2"), "VE-04", "Angestellte: 1, zusammen 19,5 Stunden in der Woche."),
        (
            document("b3"),
            "VE-03",
            "Bescheid vom 14. Mai 2013: älter als 5 Jahre, aktuell bis 14. Mai 2018.",
        ),
        (document("a1"), "VE-03", "Bescheid vom 27. Juni 2018, aktuell bis 27. Juni 2023."),
        (document("a1"), "MJ-02", "11,25 Euro pro Stunde, Mindestlohn 9,35 Euro."),
        (document("a1"), "VE-01", "Wetteraukreis, Postleitzahl 61169."),
        (document("a1"), "AB-01", "Erfüllt."),
        (
            {**document(), "received_at": "2020-01-31T23:02:30Z"},
            "FR-01",
            "Verspätet eingegangen: 2 Minuten nach der Frist, am 1. Februar 2020, 00:02:30 Uhr.",
        ),
        (document(enclosures__attachments=[]), "UN-01", "Es fehlt: Satzung."),
        (document(wage__months=0), "RA-01", "Nicht plausibel: Wie viele Monate?"),
        (document(profile__member_share="minority"), "RA-02", "Erfüllt."),
    ],
)
def test_what_staff_read(whole: dict[str, Any], rule: str, expected: str) -> None:
    if expected == "Erfüllt." and rule == "RA-02":
        whole["declarations"]["knows_ineligible"] = True
    assert sentence(whole, rule, Audience.STAFF) == expected


def test_every_passed_sentence_can_be_filled() -> None:
    for key in ("a1", "a2"):
        for rule in RULES:
            for finding in found(document(key), rule.id):
                assert "{" not in texts.sentence(finding, Audience.STAFF)


def test_every_sentence_can_be_filled_with_what_its_rule_sees() -> None:
    promised = [{"kind": "statutes", "until": "2020-02-28", "reason": "später"}]
    large = [{"kind": "material", "purpose": "Zelt", "amount_eur": "4000.00"}]
    wholes = [
        document(eligibility__already_applied="yes", organisation__district="XX"),
        document(organisation__postcode="55116", organisation__legal_form="unregistered"),
        document(organisation__postcode="69434", organisation__legal_form="other"),
        document(non_profit__notice_kind="none"),
        document(non_profit__notice_kind="none", eligibility__non_profit="no"),
        document(profile__employees="minijob_only", profile__member_share="half"),
        document(profile__board_share="half", eligibility__single_purpose="culture"),
        document(profile__member_share="minority", eligibility__project_is_new="no"),
        document(eligibility__project_is_new="changed", micro_project__starts_on="2020-01-02"),
        document(micro_project__early_start="yes", micro_project__district="XX"),
        document(micro_project__ends_on="2020-01-02", minijob_position__ends_on="2020-01-02"),
        document(micro_project__ends_on="2021-01-02", wage__months=12),
        document(eligibility__minijob_planned="no", wage__wage_month_eur="900.00"),
        document(minijob_position__starts_on="2020-03-01", wage__hours_month="60.00"),
        document(minijob_position__person_known="yes", minijob_position__person_related="yes"),
        document(costs__items=large, financing__other_grants_eur="10.00"),
        document(costs__items=large[:1], financing__own_funds_eur="5000.00"),
        document(round__maximum_eur="10.00", enclosures__attachments=[]),
        document(enclosures__attachments=[{"kind": "quotes", "name": "x"}]),
        document(enclosures__attachments=[], enclosures__promised=promised),
        document(schedule__municipality_contacted="no", declarations__complete=None),
        document("b2", declarations__knows_ineligible=None),
        document("b3"),
        document(declarations__may_represent=None, declarations__second_person=None),
        document(round__second_agreement="named", declarations__second_person=None),
        document(declarations__second_person="Rania Haddad"),
        document(declarations__second_person="Jemand"),
        document(round__maximum_months=1, round__minimum_own_share_percent=99),
        document(round__requires_registration=True, organisation__legal_form="unregistered"),
        document(board__members=[{"name": "Rania Haddad", "office": "chair"}]),
        {**document(), "received_at": "2020-02-01T10:00:00Z"},
    ]
    late_draft = found(draft(eligibility__already_applied="yes"), "FR-01", date(2020, 2, 1))
    told = found(draft(eligibility__already_applied="yes"), "FR-02")
    findings = [*late_draft, *told]

    for whole in wholes:
        findings += report(whole, possible_duplicates=["WIR-2020-0001-69"]).findings

    for finding, audience in itertools.product(findings, Audience):
        assert "{" not in texts.sentence(finding, audience)
    seen = {(one.rule, one.outcome, one.values.get("reason", "")) for one in findings}
    assert WANTED - seen == set()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "weniger als 1 Minute"),
        (60, "1 Minute"),
        (150, "2 Minuten"),
        (3600, "1 Stunde"),
        (86_399, "23 Stunden"),
        (2 * 86_400, "2 Tage"),
    ],
)
def test_durations(seconds: int, words: str) -> None:
    assert duration_in_words(seconds) == words


def test_values_in_words() -> None:
    values = {"hours_month": "40.00", "until": None, "attachment_kind": "statutes", "files": 3}

    assert in_words(values) == {
        "hours_month": "40",
        "until": "–",
        "attachment_kind": "Satzung",
        "files": "3",
    }


def test_list_numbers_are_left_out_of_questions() -> None:
    assert texts.question_of("costs.items.12.amount_eur") == "costs.items.amount_eur"
    assert texts.question_of("enclosures.attachments.0") == "enclosures.attachments"
    assert what_to_do("eligibility.seat_in_hesse", "missing") == "Wählen Sie eine Antwort aus."
