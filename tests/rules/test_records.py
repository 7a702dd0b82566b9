"""Frozen internal records: in and out of JSON, the schema, what a list says of itself."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from applications.rules.award_list import Place
from applications.rules.award_note import AwardNote, RankedCase
from applications.rules.decisions import GrantAmounts
from applications.rules.documents import DocumentKind
from applications.rules.file_cover import ContentEntry, FileCover
from applications.rules.financing import FinancePlan, PartPlan
from applications.rules.lifecycle import State
from applications.rules.record_parts import (
    CaseHead,
    Contact,
    FrozenRecord,
    NotARecord,
    Signature,
    kept_until,
    newest,
)
from applications.rules.records import RECORD_SCHEMA, read_record
from applications.rules.review_note import ChainEnd, Glance, Money, ReviewNote
from applications.rules.tree import NotAFact

VALIDATOR = Draft202012Validator(RECORD_SCHEMA)
AT = datetime(2020, 3, 20, 9, 0, tzinfo=UTC)
NULL = Decimal("0.00")
SUM = GrantAmounts(micro_project_eur=Decimal("3000.00"), minijob_eur=Decimal("5361.62"))
PART = PartPlan(
    cost_eur=NULL, own_funds_eur=NULL, donations_eur=NULL, other_grants_eur=NULL, grant_eur=NULL
)
SIGNED = Signature(name="Anke Beispiel", at=AT)
COMMON: dict[str, Any] = {
    "as_of": AT,
    "keeper": Contact(authority="Ministerium", round="Landesprogramm WIR"),
}
CASE = CaseHead(
    reference_number="WIR-2020-0042-43",
    organisation="Frauennetz Usaufer e. V.",
    project="Formular-Werkstatt",
    state=State.AWARDED,
    received_at=AT,
    version=1,
    sha256="a" * 64,
)
NOTE = ReviewNote(
    **COMMON,
    case=CASE,
    glance=Glance(requested=SUM, maximum=SUM, possible_points=15),
    findings=(),
    money=Money(plan=FinancePlan(micro_project=PART, minijob=PART)),
    history=(),
    chain=ChainEnd(number=1, hash="b" * 64, is_intact=True),
)
COVER = FileCover(
    **COMMON,
    case=CASE,
    requested=SUM,
    contents=(ContentEntry(title="Antrag", place="antrag.pdf", dated=date(2020, 1, 18), pages=2),),
)
LIST = AwardNote(
    **COMMON,
    scenario="Nach Punkten",
    only_reviewed=False,
    budget_eur=Decimal("400000.00"),
    reserve_eur=NULL,
    given_eur=NULL,
    reason="Nach Punkten.",
    frozen=SIGNED,
    confirmed=SIGNED,
    sha256="c" * 64,
    rows=(),
)


def ranked(rank: int | None, points: int | None, **changes: Any) -> RankedCase:
    return RankedCase(
        **{
            "rank": rank,
            "reference_number": f"WIR-2020-{rank or 99:04}-00",
            "organisation": "Verein",
            "received_at": AT,
            "points": points,
            "state": State.UNDER_REVIEW,
            "place": Place.INSIDE,
            "highest_eur": Decimal("100.00"),
            "wanted_eur": Decimal("100.00"),
            "micro_project_eur": NULL,
            "minijob_eur": NULL,
            "given_eur": Decimal("100.00"),
            "running_eur": NULL,
            **changes,
        }
    )


@pytest.mark.parametrize("record", [NOTE, COVER, LIST])
def test_a_record_comes_back_from_its_json_and_fits_the_schema(record: FrozenRecord) -> None:
    text = record.to_json()

    assert read_record(text) == record
    assert read_record(text).to_json() == text
    assert list(VALIDATOR.iter_errors(json.loads(text))) == []


@pytest.mark.parametrize("record", [NOTE, COVER, LIST])
def test_the_schema_refuses_what_is_no_record(record: FrozenRecord) -> None:
    written = json.loads(record.to_json())

    for broken in (
        {**written, "kind": "award"},
        {**written, "surprise": 1},
        {key: value for key, value in written.items() if key != "as_of"},
        {key: value for key, value in written.items() if key != "edition"},
    ):
        assert not VALIDATOR.is_valid(broken)


def test_the_schema_is_sound() -> None:
    Draft202012Validator.check_schema(RECORD_SCHEMA)


@pytest.mark.parametrize("kind", ["award", "", None])
def test_other_kinds_are_no_records(kind: str | None) -> None:
    with pytest.raises(NotARecord):
        read_record(json.dumps({**json.loads(COVER.to_json()), "kind": kind}))


def test_a_record_keeps_its_kind() -> None:
    with pytest.raises(NotARecord):
        replace(NOTE, kind=DocumentKind.FILE_COVER)
    with pytest.raises(NotAFact):
        FileCover.from_json(NOTE.to_json())


def test_another_edition_differs_in_its_number_only() -> None:
    second = COVER.in_edition(2)

    assert second.edition == 2
    assert second.in_edition(1) == COVER


def test_the_newest_instant_counts() -> None:
    assert newest(None, AT, datetime(2020, 1, 1, tzinfo=UTC)) == AT
    with pytest.raises(NotARecord):
        newest(None)


def test_a_file_is_kept_to_the_end_of_the_year() -> None:
    assert kept_until(date(2021, 3, 31), years=10) == date(2031, 12, 31)


def test_the_line_runs_before_the_first_case_that_gets_too_little() -> None:
    full = ranked(1, 12)
    # Proposed for the waiting list: it keeps its rank and gets nothing.
    waits = ranked(2, 11, place=Place.OUTSIDE, is_fixed=True)
    partly = ranked(3, 10, place=Place.PARTLY)

    assert replace(LIST, rows=(full, waits, partly)).first_below == 2
    assert replace(LIST, rows=(full, waits)).first_below is None


def test_what_somebody_changed_by_hand_is_named() -> None:
    less = ranked(2, 12, wanted_eur=Decimal("99.00"))
    above = ranked(1, 3)
    fixed = ranked(3, 0, is_fixed=True, wanted_eur=Decimal("1.00"))
    unscored = ranked(4, None)
    note = replace(LIST, rows=(above, less, fixed, unscored, ranked(None, 15)))

    assert note.moved == (above,)
    assert note.lowered == (less,)
    assert [row.points for row in note.left_out] == [15]
