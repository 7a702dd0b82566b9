"""The rules about the association: FR-02, VE-01 to VE-07."""

from typing import Any

import pytest

from applications.rules.findings import Outcome
from applications.rules.organisation import comparable_name, normal_register_number
from applications.rules.sections import Section
from tests.rules.support import document, draft, found, outcomes, report

PASSED = [("passed", None)]


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        ("FR-02", {"eligibility__already_applied": "no"}, PASSED),
        ("FR-02", {"eligibility__already_applied": "yes"}, [("to_clarify", "told")]),
        ("FR-02", {"eligibility__already_applied": None}, []),
        ("VE-01", {}, PASSED),
        ("VE-01", {"organisation__district": "XX"}, [("excluded", None)]),
        ("VE-01", {"organisation__postcode": "69434"}, [("to_clarify", "shared")]),
        ("VE-01", {"organisation__postcode": "55116"}, [("to_clarify", "outside")]),
        ("VE-01", {"organisation__postcode": None}, []),
        ("VE-01", {"organisation__district": None}, []),
        ("VE-02", {}, PASSED),
        ("VE-02", {"non_profit__notice_kind": None}, []),
        ("VE-02", {"non_profit__notice_kind": "none"}, [("to_clarify", None)]),
        ("VE-04", {}, PASSED),
        ("VE-04", {"profile__employees": "minijob_only"}, [("to_clarify", None)]),
        ("VE-04", {"profile__employees": "yes"}, [("excluded", None)]),
        ("VE-04", {"profile__employees": None}, []),
        ("VE-04", {"eligibility__employees": "yes"}, PASSED),
        ("VE-05", {"profile__member_share": "majority"}, PASSED),
        ("VE-05", {"profile__member_share": "half"}, [("to_clarify", "members")]),
        ("VE-05", {"profile__member_share": "minority"}, [("excluded", None)]),
        ("VE-05", {"profile__member_share": None}, []),
        ("VE-05", {"profile__board_share": "half"}, [("to_clarify", "board")]),
        ("VE-05", {"profile__board_share": "minority"}, [("to_clarify", "board")]),
        ("VE-05", {"profile__board_share": None}, []),
        ("VE-05", {"eligibility__migrant_majority": "no"}, PASSED),
        ("VE-06", {}, PASSED),
        ("VE-06", {"eligibility__single_purpose": "religion"}, [("excluded", None)]),
        ("VE-06", {"eligibility__single_purpose": None}, []),
        ("VE-07", {}, PASSED),
        ("VE-07", {"organisation__legal_form": "unregistered"}, [("note", None)]),
        ("VE-07", {"organisation__legal_form": "other"}, [("to_clarify", None)]),
        ("VE-07", {"organisation__legal_form": None}, []),
    ],
)
def test_rule(rule: str, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert outcomes(document(**changes), rule) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [("no", "excluded"), ("applied", "to_clarify"), ("yes", "to_clarify"), (None, "to_clarify")],
)
def test_without_notice_the_first_answer_counts(told: str, expected: str) -> None:
    whole = document(non_profit__notice_kind="none", eligibility__non_profit=told)

    assert outcomes(whole, "VE-02") == [(expected, None)]
    assert outcomes(whole, "VE-03") == []


@pytest.mark.parametrize(
    ("kind", "notice_date", "sent_at", "expected"),
    [
        ("exemption", "2015-01-31", "2020-01-31T12:00:00Z", "passed"),
        ("exemption", "2015-01-31", "2020-02-01T12:00:00Z", "to_clarify"),
        ("assessment_annex", "2016-02-29", "2021-02-28T12:00:00Z", "passed"),
        ("assessment_annex", "2016-02-29", "2021-03-01T12:00:00Z", "to_clarify"),
        ("compliance", "2017-02-01", "2020-01-31T12:00:00Z", "passed"),
        ("compliance", "2017-02-01", "2020-02-02T12:00:00Z", "to_clarify"),
        # Berlin decides about the day of sending.
        ("exemption", "2015-01-31", "2020-01-31T23:00:00Z", "to_clarify"),
    ],
)
def test_age_of_the_notice(kind: str, notice_date: str, sent_at: str, expected: str) -> None:
    whole = document(non_profit__notice_kind=kind, non_profit__notice_date=notice_date)
    whole["received_at"] = sent_at

    assert outcomes(whole, "VE-03") == [(expected, None)]


def test_age_of_the_notice_in_a_draft_counts_today() -> None:
    whole = draft(non_profit__notice_date="2015-01-19")

    assert outcomes(whole, "VE-03") == [("to_clarify", None)]
    assert outcomes(draft(non_profit__notice_date=None), "VE-03") == []


def test_duplicates_are_named() -> None:
    finding = found(document(), "FR-02", possible_duplicates=["WIR-2020-0001-69"])[0]

    assert finding.outcome == Outcome.TO_CLARIFY
    assert finding.values["duplicates"] == ["WIR-2020-0001-69"]


def test_finding_points_to_the_section_of_its_answer() -> None:
    finding = found(document(organisation__postcode="55116"), "VE-01")[0]

    assert (finding.section, finding.field) == (Section.ORGANISATION, "organisation.postcode")
    assert finding in report(document(organisation__postcode="55116")).by_section(
        Section.ORGANISATION
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("VR 12345", "VR 12345"),
        ("vr12345", "VR 12345"),
        ("  vr   9042 ", "VR 9042"),
        ("73 VR 7770", "73 VR 7770"),
        ("73vr7770", "73 VR 7770"),
        ("VR 1234 HEF", "VR 1234 HEF"),
        ("12345", None),
        ("VR", None),
        ("VR ١٢٣", None),
        ("HRB 1234", None),
    ],
)
def test_register_number(text: str, number: str | None) -> None:
    assert normal_register_number(text) == number


@pytest.mark.parametrize(
    "name",
    [
        "Frauennetz Usaufer e. V.",
        "frauennetz  usaufer e.V.",
        "FRAUENNETZ-USAUFER eV",
        "Frauennetz Usaufer eingetragener Verein",
        "Frauennetz „Usaufer“",
    ],
)
def test_names_are_compared_without_legal_form(name: str) -> None:
    assert comparable_name(name) == "frauennetz usaufer"


def test_letters_inside_a_name_stay() -> None:
    assert comparable_name("Evangelische Evi e. V.") == "evangelische evi"
