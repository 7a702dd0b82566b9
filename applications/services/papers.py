"""Papers for meetings: a draft, the empty form of a round, and the worked example."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.base import File

from applications.documents.paper_store import kept_paper
from applications.documents.papers import (
    DraftOnPaper,
    draft_html,
    example_html,
    form_html,
    make_paper,
)
from applications.documents.questions import Question
from applications.models import Application, FundingRound
from applications.rules.facts import Facts
from applications.rules.financing import FinancePlan, finance_plan
from applications.rules.parameters import SEED, Parameters
from applications.workflow.application_document import round_values
from applications.workflow.assessment import assess_application

_EXAMPLE: Final = Path(__file__).parent / "worked_example.json"
# The example belongs to a year that is over: its legal values do not change any more.
EXAMPLE_PARAMETERS: Final = Parameters(SEED)


def make_draft_paper(
    *, application: Application, questions: Iterable[Question], at: datetime
) -> bytes:
    """Return the PDF of a draft as it stands; load it with ``with_lists``. Nothing is kept."""
    assessment = assess_application(application, at=at)
    draft = DraftOnPaper(
        document=assessment.document,
        organisation_name=application.organisation_name or application.organisation.name,
        report=assessment.report,
        parameters=assessment.parameters,
        questions=tuple(questions),
        at=at,
        is_rehearsal=bool(settings.REHEARSAL_NOW),
    )
    return make_paper(draft_html(draft))


def find_empty_form(
    *, funding_round: FundingRound, questions: Iterable[Question]
) -> "File[bytes]":
    """Return the PDF with all questions of a round; made once, then kept."""
    html = form_html(
        round_values(funding_round),
        tuple(questions),
        is_rehearsal=bool(settings.REHEARSAL_NOW),
    )
    return kept_paper(html)


def find_example_paper() -> "File[bytes]":
    """Return the PDF of the worked example; made once, then kept."""
    html = example_html(
        worked_example(), EXAMPLE_PARAMETERS, is_rehearsal=bool(settings.REHEARSAL_NOW)
    )
    return kept_paper(html)


@cache
def worked_example() -> dict[str, Any]:
    """Return the application document of an association that does not exist."""
    document: dict[str, Any] = json.loads(_EXAMPLE.read_text(encoding="utf-8"))
    return document


def plan_of_example() -> FinancePlan:
    """Return who pays what in the worked example."""
    return finance_plan(Facts.from_document(worked_example()), EXAMPLE_PARAMETERS)
