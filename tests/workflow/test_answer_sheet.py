"""The sheet of questions and answers: complete, in order, in German."""

from dataclasses import fields
from typing import Any

import pytest

from applications.rules.facts import Answers, Declarations
from applications.rules.sections import Section
from applications.texts.question_labels import DECLARATION_SENTENCES, QUESTION_LABELS
from applications.workflow.answer_sheet import answer_sheet, declaration_sheet, file_size

ROUND = {
    "code": "WIR-2020",
    "name": "Runde 2020",
    "year": 2020,
    "opens_at": "2019-11-26T23:00:00Z",
    "closes_at": "2020-01-31T23:00:00Z",
    "budget_eur": "400000.00",
    "maximum_eur": "10200.00",
    "micro_project_maximum_eur": "3000.00",
    "minijob_maximum_eur": "7200.00",
    "period_from": "2020-01-01",
    "period_until": "2020-12-31",
    "decision_expected_on": "2020-03-31",
    "exemption_notice_years": 5,
    "compliance_notice_years": 3,
    "large_purchase_eur": "800.00",
    "second_agreement": "named",
    "late_policy": "record",
    "ineligible_policy": "record",
}


def document(**sections: Any) -> dict[str, Any]:
    declarations = sections.pop("declarations", {})
    return {
        "schema_version": 1,
        "reference_number": None,
        "received_at": None,
        "round": ROUND,
        "answers": sections,
        "declarations": declarations,
    }


def rows(**sections: Any) -> dict[str, tuple[str, ...]]:
    return {
        row.path: row.lines
        for section in answer_sheet(document(**sections))
        for row in section.rows
    }


def test_every_answer_of_the_document_has_a_question() -> None:
    asked = {
        f"{section.name}.{item.name}"
        for section in fields(Answers)
        for item in fields(getattr(Answers(), section.name))
    }
    assert asked <= QUESTION_LABELS.keys()
    declared = {item.name for item in fields(Declarations)} - {"wording"}
    named = {path.partition(".")[2] for path in QUESTION_LABELS if path.startswith("declar")}
    assert declared == DECLARATION_SENTENCES.keys() | named


def test_sections_stand_in_the_order_of_the_form() -> None:
    assert [section.section for section in answer_sheet(document())] == list(Section)[:13]


@pytest.mark.parametrize(
    ("section", "field", "value", "lines"),
    [
        ("profile", "member_count", 1200, ("1.200",)),
        ("profile", "funded_before_year", 2018, ("2018",)),
        ("profile", "purpose", "Erster Satz.\n\nZweiter Satz.", ("Erster Satz.", "Zweiter Satz.")),
        ("micro_project", "starts_on", "2020-04-01", ("1. April 2020",)),
        ("micro_project", "title", None, ()),
        ("wage", "hours_month", "40.00", ("40",)),
        ("wage", "hours_month", "37.50", ("37,5",)),
        ("wage", "wage_month_eur", "450.00", ("450,00\N{NO-BREAK SPACE}€",)),
        ("goals", "goals", ["Eins", "Zwei"], ("Eins", "Zwei")),
        ("schedule", "steps", [{"what": "Start", "month": "2020-05"}], ("Mai 2020: Start",)),
        ("schedule", "partners", [{"name": "Tafel", "role": None}], ("Tafel",)),
        ("minijob_position", "person_known", "no", ("Nein, wir suchen noch",)),
    ],
)
def test_answers_are_written_in_german(
    section: str, field: str, value: Any, lines: tuple[str, ...]
) -> None:
    assert rows(**{section: {field: value}})[f"{section}.{field}"] == lines


def test_question_names_the_year_of_the_round() -> None:
    document = {"round": {**ROUND, "year": 2023}, "answers": {}, "declarations": {}}

    first = answer_sheet(document)[0]

    assert "Hat Ihr Verein für 2023 schon" in first.rows[-1].label


def test_questions_that_did_not_arise_are_left_out() -> None:
    assert "organisation.register_court" not in rows(organisation={"legal_form": "unregistered"})
    assert rows(organisation={"legal_form": "registered"})["organisation.register_court"] == ()
    kept = rows(organisation={"legal_form": "unregistered", "register_court": "Kassel"})
    assert kept["organisation.register_court"] == ("Kassel",)


def test_costs_are_a_table_with_their_sum() -> None:
    items = [
        {"kind": "fees", "purpose": "Referentin", "calculation": "4 × 50 €", "amount_eur": "200"},
        {"kind": None, "purpose": None, "calculation": None, "amount_eur": None},
    ]
    sheet = answer_sheet(document(costs={"items": items}))
    table = next(section.table for section in sheet if section.section == Section.COSTS)
    assert table is not None
    assert table.rows[0][1:] == ("Referentin", "4 × 50 €", "200,00\N{NO-BREAK SPACE}€")
    assert table.total == "200,00\N{NO-BREAK SPACE}€"


def test_enclosures_show_files_and_promises() -> None:
    file = {"kind": "statutes", "name": "Satzung.pdf", "size": 182_400, "pages": 4}
    promise = {"kind": "non_profit_notice", "until": "2020-02-14", "reason": "Das Amt braucht."}
    found = rows(enclosures={"attachments": [file], "promised": [promise]})
    assert found["enclosures.statutes"] == ("Satzung.pdf (182\N{NO-BREAK SPACE}kB, 4 Seiten)",)
    assert found["enclosures.non_profit_notice"] == (
        "Das reichen wir bis 14. Februar 2020 nach. Das Amt braucht.",
    )
    assert found["enclosures.quotes"] == ()


def test_enclosures_show_what_is_known_of_them() -> None:
    file = {"kind": "statutes", "name": "satzung.pdf", "size": 2000}
    promise = {"kind": "register_extract"}

    sheet = rows(enclosures={"attachments": [file], "promised": [promise]})

    assert sheet["enclosures.statutes"] == ("satzung.pdf (2\N{NO-BREAK SPACE}kB)",)
    assert sheet["enclosures.register_extract"] == ("Das reichen wir nach.",)


def test_declarations_show_what_was_asked() -> None:
    declared = declaration_sheet(document(declarations={"complete": True, "publish": False}))
    found = {row.path: row.lines for row in declared.rows}
    assert found["declarations.complete"] == ("Ja",)
    assert found["declarations.publish"] == ("Nein",)
    assert "declarations.second_person" not in found
    assert "declarations.knows_ineligible" not in found


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 kB"), (182_400, "182 kB"), (1_400_000, "1,4 MB"), (10_000_000, "10,0 MB")],
)
def test_sizes_are_readable(size: int, text: str) -> None:
    assert file_size(size).replace("\N{NO-BREAK SPACE}", " ") == text
