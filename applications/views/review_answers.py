"""Q14: all answers on one page before sending, with what we will look at more closely."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import texts
from applications.models import Application
from applications.rules.findings import Outcome, Report
from applications.rules.sections import Section
from applications.services.overview import overview
from applications.views.drafts import BACK, BACK_TO_REVIEW, for_drafts, only_reads
from applications.views.requests import SignedInRequest
from applications.views.section_pages import (
    overview_url,
    page_url,
    section_url,
    step_title,
)
from applications.workflow.answer_sheet import answer_sheet
from applications.workflow.application_document import document_of

SHOWN = (Outcome.EXCLUDED, Outcome.TO_CLARIFY, Outcome.NOTE)


@require_safe
@for_drafts
def review_answers(request: SignedInRequest, application: Application) -> HttpResponse:
    """Show every answer with a way to change it and back to this page."""
    seen = overview(application, at=request.received_at)
    context = {
        "application": application,
        "page_title": _("Angaben prüfen – Entwurf, noch nicht abgesendet"),
        "heading": _("Bitte prüfen Sie Ihre Angaben"),
        "caption": step_title(Section.REVIEW),
        "back_url": overview_url(application),
        "next_url": section_url(application, Section.DECLARATIONS),
        "sections": [
            (sheet, _ways_to_change(application, sheet.section))
            for sheet in answer_sheet(document_of(application))
        ],
        "plan": seen.finance_plan,
        "remarks": _remarks(seen.report),
        "unfinished": seen.unfinished,
    }
    return render(request, "applications/review.html", context)


def _ways_to_change(application: Application, section: Section) -> list[tuple[str, str]]:
    """Return text and address of the pages of a section; both lead back to this page."""
    if only_reads(application):
        return []
    ways = [(_("Ändern"), section_url(application, section))]
    if section == Section.ORGANISATION:
        ways.append((_("Anschrift ändern"), page_url(application, "anschrift")))
    return [(text, f"{url}?{BACK}={BACK_TO_REVIEW}") for text, url in ways]


def _remarks(report: Report) -> Iterable[str]:
    """Return each sentence once, the gravest first."""
    return dict.fromkeys(
        texts.sentence(finding, texts.Audience.APPLICANT)
        for outcome in SHOWN
        for finding in report.of(outcome)
    )
