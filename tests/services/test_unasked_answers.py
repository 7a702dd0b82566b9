"""Journeys E1 20: what another answer made pointless is not sent, exported or printed."""

import json
from datetime import date
from typing import Any

import pytest

from applications.models import Application, SubmissionSnapshot
from applications.rules.required import ASKED_IF
from applications.rules.sections import Section
from applications.workflow.answer_sheet import answer_sheet
from applications.workflow.application_document import document_of
from tests import factories

pytestmark = pytest.mark.django_db

# What somebody answered first, and the answers that hide it afterwards.
HIDDEN: dict[Section, dict[str, Any]] = {
    Section.ORGANISATION: {"register_court": "Kassel", "register_number": "VR 9999"},
    Section.NON_PROFIT: {"notice_date": date(2019, 6, 27), "tax_office": "Kassel"},
    Section.PROFILE: {
        "employee_count": 3,
        "employee_hours_week": 20,
        "funded_before_year": 2018,
    },
    Section.MICRO_PROJECT: {
        "early_start_reason": "Der Raum ist schon gemietet.",
        "past_start_confirmed": "yes",
    },
    Section.SCHEDULE: {"municipality_office": "Ausländeramt"},
    Section.MINIJOB_POSITION: {"person_related": "no"},
    Section.FINANCING: {"other_grants_from": "Stadt Kassel"},
}
HIDING: dict[Section, dict[str, Any]] = {
    Section.ORGANISATION: {"legal_form": "unregistered"},
    Section.NON_PROFIT: {"notice_kind": "none"},
    Section.PROFILE: {"employees": "no", "funded_before": "no"},
    Section.MICRO_PROJECT: {"early_start": "no"},
    Section.SCHEDULE: {"municipality_contacted": "no"},
    Section.MINIJOB_POSITION: {"person_known": "no"},
    Section.FINANCING: {"other_grants_eur": 0},
}
PATHS = [f"{section}.{name}" for section, answers in HIDDEN.items() for name in answers]


def hidden_answers(document: dict[str, Any]) -> dict[str, Any]:
    sections = {path: path.split(".") for path in PATHS}
    return {path: document["answers"][section][name] for path, (section, name) in sections.items()}


@pytest.fixture
def answers() -> dict[Section, dict[str, Any]]:
    return {section: HIDDEN[section] | HIDING[section] for section in HIDDEN}


def test_every_question_that_may_not_arise_is_looked_at() -> None:
    assert sorted(PATHS) == sorted(ASKED_IF)


def test_a_draft_keeps_what_was_answered_before(answers: dict[Section, dict[str, Any]]) -> None:
    draft = factories.make_complete_draft(changes=answers)

    assert None not in hidden_answers(document_of(draft)).values()


def test_hidden_answers_are_not_sent(answers: dict[Section, dict[str, Any]]) -> None:
    factories.make_submitted(changes=answers)

    snapshot = SubmissionSnapshot.objects.get()
    assert set(hidden_answers(snapshot.document).values()) == {None}
    for text in ("Kassel", "VR 9999", "Ausländeramt", "schon gemietet"):
        assert text not in snapshot.payload
    printed = {row.path for sheet in answer_sheet(snapshot.document) for row in sheet.rows}
    assert printed.isdisjoint(PATHS)


def test_answers_that_were_asked_for_are_sent(answers: dict[Section, dict[str, Any]]) -> None:
    shown: dict[Section, dict[str, Any]] = {
        Section.ORGANISATION: {"legal_form": "registered"},
        Section.SCHEDULE: {"municipality_contacted": "yes"},
    }
    changes = {section: answers[section] | some for section, some in shown.items()}

    case = factories.make_submitted(changes=changes)

    document = json.loads(SubmissionSnapshot.objects.get().payload)
    assert document["answers"]["organisation"]["register_court"] == "Kassel"
    assert document["answers"]["schedule"]["municipality_office"] == "Ausländeramt"
    assert document_of(Application.objects.with_lists().get(pk=case.pk)) == document
