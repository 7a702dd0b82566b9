"""Documents in and out of facts; the published schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from applications.rules.facts import Facts, FactsOnDemand
from applications.rules.schema import APPLICATION_SCHEMA
from applications.rules.sections import STEPS, Section, section_of
from applications.rules.tree import NotAFact
from tests.rules.support import KEYS, document

PUBLISHED = Path(__file__).parents[2] / "docs/application.schema.json"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("answers__wage__months", "nine"),
        ("answers__wage__months", True),
        ("answers__wage__months", 9.0),
        ("answers__wage__wage_month_eur", 450),
        ("answers__wage__wage_month_eur", "viel"),
        ("answers__wage__wage_month_eur", "NaN"),
        ("answers__micro_project__starts_on", "2020-02-30"),
        ("answers__micro_project__starts_on", 20200401),
        ("answers__micro_project__topic", "dancing"),
        ("answers__board__members", "Rania"),
        ("answers__schedule__steps", [{"what": "Beginn", "month": "2020-13"}]),
        ("answers__schedule__steps", ["Beginn"]),
        ("answers__wage__colour", "blue"),
        ("answers__wage", "450"),
        ("round__closes_at", "2020-01-31T23:00:00"),
        ("round__closes_at", None),
        ("declarations__complete", "yes"),
    ],
)
def test_what_is_no_fact_is_refused(path: str, value: Any) -> None:
    whole = document()
    *parents, name = path.split("__")
    node = whole
    for parent in parents:
        node = node[parent]
    node[name] = value

    with pytest.raises(NotAFact):
        Facts.from_document(whole)


def test_path_says_where() -> None:
    whole = document(costs__items=[{"amount_eur": "10.00"}, {"amount_eur": "x"}])

    with pytest.raises(NotAFact, match=r"^answers\.costs\.items\.1\.amount_eur$"):
        Facts.from_document(whole)


@pytest.mark.parametrize("whole", [{}, [], {"schema_version": 1}])
def test_document_needs_its_round(whole: Any) -> None:
    with pytest.raises(NotAFact):
        Facts.from_document(whole)


def test_absent_answers_are_missing_answers() -> None:
    whole = {"schema_version": 1, "round": document()["round"], "answers": {}, "declarations": {}}

    facts = Facts.from_document(whole)

    assert facts.answers.wage.months is None
    assert facts.answers.board.members == ()
    assert not list(Draft202012Validator(APPLICATION_SCHEMA).iter_errors(whole))


def test_schema_is_published_as_it_is() -> None:
    assert json.loads(PUBLISHED.read_text()) == APPLICATION_SCHEMA
    Draft202012Validator.check_schema(APPLICATION_SCHEMA)


@pytest.mark.parametrize("key", KEYS)
def test_demo_documents_fit_the_schema(key: str) -> None:
    assert not list(Draft202012Validator(APPLICATION_SCHEMA).iter_errors(document(key)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("wage__wage_month_eur", "450"),
        ("wage__wage_month_eur", "-450.00"),
        ("wage__wage_month_eur", 450),
        ("wage__months", -1),
        ("wage__colour", "blue"),
        ("organisation__name", ""),
        ("organisation__district", "B"),
        ("micro_project__starts_on", "1.4.2020"),
        ("round__year", None),
    ],
)
def test_schema_refuses(path: str, value: Any) -> None:
    whole = document(**{path: value})

    assert list(Draft202012Validator(APPLICATION_SCHEMA).iter_errors(whole))


def test_sections_stand_in_seven_steps() -> None:
    assert [section for step in STEPS for section in step] == list(Section)
    assert Section.ELIGIBILITY.number == 1
    assert Section.DECLARATIONS.number == 15
    assert section_of("costs.items.0.amount_eur") == Section.COSTS


@pytest.mark.parametrize("key", KEYS)
def test_what_is_read_on_demand_is_what_the_document_says(key: str) -> None:
    whole = document(key)
    asked: list[str] = []

    def part(name: str) -> Any:
        asked.append(name)
        return whole[name] if name in whole else whole["answers"][name]

    facts, known = FactsOnDemand(part), Facts.from_document(whole)

    assert asked == []
    assert facts.answers.wage == known.answers.wage
    assert facts.answers.wage is facts.answers.wage
    assert asked == ["wage"]
    for section in whole["answers"]:
        assert getattr(facts.answers, section) == getattr(known.answers, section)
    assert (facts.round, facts.declarations) == (known.round, known.declarations)
    with pytest.raises(AttributeError):
        _ = facts.answers.colour  # type: ignore[attr-defined]
