"""A frozen letter: in and out of JSON, what makes no letter, and the published schema."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from applications.rules.decisions import GrantAmounts
from applications.rules.documents import (
    ACTS,
    DECISION_LETTERS,
    LETTERS,
    DocumentKind,
    LegalTextKind,
)
from applications.rules.legal_texts import (
    PLACES,
    TEXTS_OF,
    UnfilledPlace,
    UnknownPlace,
    fill,
    places,
)
from applications.rules.letter_schema import LETTER_SCHEMA
from applications.rules.letters import PART_OF, Amounts, Letter, NotALetter
from applications.rules.tree import NotAFact

VALIDATOR = Draft202012Validator(LETTER_SCHEMA)
SUM = {"micro_project_eur": "3000.00", "minijob_eur": "5361.62", "total_eur": "8361.62"}
PERIOD = {"begins_on": "2020-04-01", "ends_on": "2020-12-31"}
PARTS: dict[str, dict[str, Any]] = {
    "decision": {"kind": "award", "requested": SUM, "awarded": SUM, "financing_mode": "deficit"},
    "change": {"decided_on": "2020-03-16", "basis": "§ 49", "before": SUM, "after": SUM},
    "request": {
        "points": [{"position": 1, "about": "Satzung", "text": "Seite 2 fehlt."}],
        "due_on": "2020-02-17",
    },
    "hearing": {"reason": "Der Verein sitzt nicht in Hessen.", "due_on": "2020-02-17"},
    "early_start": {"begins_on": "2020-02-01"},
}
TEXT = {"edition": "2020-1", "is_released": True, "text": "Ein Satz."}


def letter(kind: DocumentKind = DocumentKind.AWARD, **changes: Any) -> dict[str, Any]:
    """Return a letter of a kind with nothing in it that could be left out."""
    about = changes.get("about")
    part = PART_OF[DocumentKind(about or kind)]
    return {
        "schema_version": 1,
        "kind": kind.value,
        "dated": "2020-03-16",
        "edition": 1,
        "reference_number": "WIR-2020-0042-43",
        "is_rehearsal": False,
        "application": {
            "version": 1,
            "sha256": "a" * 64,
            "received_at": "2020-01-18T20:14:07Z",
        },
        "round": {"name": "Landesprogramm WIR", "year": 2020, "reference_prefix": "WIR-2020"},
        "authority": dict.fromkeys(
            ("name", "address", "letterhead", "phone", "hours", "email", "portal"), "x"
        ),
        "recipient": {"lines": ["Frauennetz Usaufer e. V."]},
        "organisation_name": "Frauennetz Usaufer e. V.",
        "project_title": "Formular-Werkstatt am Samstag",
        "texts": {text.value: TEXT for text in TEXTS_OF.get(kind, ())},
        part: PARTS[part],
        **changes,
    }


def read(document: dict[str, Any]) -> Letter:
    return Letter.from_json(json.dumps(document))


def covers() -> list[dict[str, Any]]:
    return [
        letter(DocumentKind.COVER_SHEET, about=kind.value) for kind in sorted(DECISION_LETTERS)
    ]


@pytest.mark.parametrize("document", [*map(letter, sorted(LETTERS)), *covers()])
def test_letters_of_all_kinds_go_in_and_out_of_json(document: dict[str, Any]) -> None:
    first = read(document)
    text = first.to_json()

    assert Letter.from_json(text) == first
    assert Letter.from_json(text).to_json() == text
    assert not list(VALIDATOR.iter_errors(document))
    assert not list(VALIDATOR.iter_errors(json.loads(text)))


def test_values_have_their_types() -> None:
    award = read(letter())

    assert award.dated == date(2020, 3, 16)
    assert award.decision is not None
    assert award.decision.requested.total_eur == Decimal("8361.62")
    assert award.texts[LegalTextKind.REMEDY].text == "Ein Satz."


def test_json_is_canonical() -> None:
    text = read(letter()).to_json()

    assert text == json.dumps(
        json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert '"total_eur":"8361.62"' in text


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (letter(decision=None), "part"),
        (letter(hearing=PARTS["hearing"]), "part"),
        (letter(about="award"), "kind"),
        (letter(DocumentKind.COVER_SHEET, about="hearing"), "about"),
        (letter(texts={}), "texts.legal_basis"),
    ],
)
def test_what_is_no_letter_is_refused(document: dict[str, Any], name: str) -> None:
    with pytest.raises(NotALetter, match=rf"^{name}$"):
        read(document)
    assert list(VALIDATOR.iter_errors(document))


@pytest.mark.parametrize("kind", ["cover_sheet", "acknowledgement_of_receipt", "review_note"])
def test_other_documents_are_no_letters(kind: str) -> None:
    document = {**letter(), "kind": kind}

    with pytest.raises(NotALetter, match="kind"):
        read(document)
    assert list(VALIDATOR.iter_errors(document))


@pytest.mark.parametrize(
    "texts",
    [{"greeting": TEXT}, {"remedy": "Klage"}, {"remedy": {**TEXT, "is_released": "yes"}}, []],
)
def test_texts_are_read_like_everything_else(texts: Any) -> None:
    with pytest.raises(NotAFact, match=r"^texts"):
        read(letter(texts=texts))


@pytest.mark.parametrize("kind", sorted(ACTS))
def test_no_act_without_its_remedy(kind: DocumentKind) -> None:
    texts = {name.value: TEXT for name in TEXTS_OF[kind] if name != LegalTextKind.REMEDY}

    with pytest.raises(NotALetter, match="remedy"):
        read(letter(kind, texts=texts))


def test_letters_that_are_no_act_carry_no_remedy() -> None:
    assert {kind for kind in LETTERS if LegalTextKind.REMEDY in TEXTS_OF[kind]} == ACTS


def test_parts_make_the_sum() -> None:
    with pytest.raises(NotALetter, match="total_eur"):
        Amounts(
            micro_project_eur=Decimal("1.00"),
            minijob_eur=Decimal("2.00"),
            total_eur=Decimal("4.00"),
        )
    grant = GrantAmounts(micro_project_eur=Decimal("1.00"), minijob_eur=Decimal("2.00"))
    assert Amounts.of(grant).total_eur == Decimal("3.00")


def test_every_kind_of_text_belongs_to_a_letter() -> None:
    assert {text for texts in TEXTS_OF.values() for text in texts} == set(LegalTextKind)
    assert set(TEXTS_OF) == set(PART_OF) == LETTERS


def test_places_are_filled_in() -> None:
    text = "Klage beim Verwaltungsgericht {court}, {court_address}. {court}!"

    filled = fill(text, {"court": "Gießen", "court_address": "{year} %s", "year": "2020"})

    assert places(text) == ("court", "court_address")
    assert filled == "Klage beim Verwaltungsgericht Gießen, {year} %s. Gießen!"


@pytest.mark.parametrize("values", [{}, {"court": ""}, {"court": "  "}, {"phone": "0611"}])
def test_no_letter_leaves_with_a_hole(values: dict[str, str]) -> None:
    with pytest.raises(UnfilledPlace, match="court"):
        fill("Gericht: {court}", values)


@pytest.mark.parametrize("text", ["{gericht}", "{}", "{court", "court}", "{ court }", "{{court}}"])
def test_unknown_places_are_refused(text: str) -> None:
    with pytest.raises(UnknownPlace):
        fill(text, dict.fromkeys(PLACES, "x"))
