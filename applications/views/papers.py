"""Papers for meetings: the draft, all questions of the round, the worked example."""

import re
from typing import Final

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import clock
from applications.documents.questions import Question
from applications.forms.on_paper import questions_on_paper
from applications.models import FundingRound
from applications.services import papers
from applications.views import errors
from applications.views.downloads import file_answer
from applications.views.drafts import load_application
from applications.views.requests import Request, SignedInRequest
from applications.views.section_pages import PAGES
from applications.views.throttle import MINUTE, is_throttled_for_account
from applications.workflow.answer_sheet import answer_sheet

# Making one takes half a second of a server; nobody reads them faster.
DRAFTS_A_MINUTE: Final = 6
PDF: Final = "application/pdf"
LONGEST_NAME: Final = 80


@require_safe
def draft_pdf(request: SignedInRequest, code: str) -> HttpResponse | FileResponse:
    """Send the draft as it stands, with its open points and space to write."""
    application = load_application(request, code)
    if not application.is_draft:
        return redirect("application_status", code)
    if is_throttled_for_account(request, "draft_pdf", times=DRAFTS_A_MINUTE, seconds=MINUTE):
        return errors.too_many_requests(request)
    content = papers.make_draft_paper(
        application=application,
        questions=_questions(request, application.round),
        at=request.received_at,
    )
    name = application.organisation_name or application.organisation.name
    return file_answer(ContentFile(content), name=_file_name(name), media_type=PDF)


@require_safe
def empty_form_pdf(request: Request) -> FileResponse:
    """Send all questions of the round with space to write."""
    funding_round = request.funding_round
    if not funding_round:
        raise Http404
    file = papers.find_empty_form(
        funding_round=funding_round, questions=_questions(request, funding_round)
    )
    name = _("Alle-Fragen-%(year)s.pdf") % {"year": funding_round.year}
    return file_answer(file, name=name, media_type=PDF)


@require_safe
def example(request: Request) -> HttpResponse:
    """Show a finished application of an association that does not exist."""
    context = {
        "page_title": _("So kann ein Antrag aussehen"),
        "back_url": reverse("funding"),
        "sections": [(sheet, ()) for sheet in answer_sheet(papers.worked_example())],
        "plan": papers.plan_of_example(),
    }
    return render(request, "pages/example.html", context)


@require_safe
def example_pdf(request: Request) -> FileResponse:
    """Send the same example to print."""
    name = _("Beispiel-Antrag.pdf")
    return file_answer(papers.find_example_paper(), name=name, media_type=PDF)


def _questions(request: Request, funding_round: FundingRound) -> tuple[Question, ...]:
    on = clock.berlin_date(request.received_at)
    return questions_on_paper((page.form for page in PAGES), funding_round=funding_round, on=on)


def _file_name(organisation_name: str) -> str:
    """Return a name that every system can store; ``FileResponse`` encodes it for the way."""
    safe = re.sub(r"[^\w.]+", "-", organisation_name)[:LONGEST_NAME].strip("-.")
    return _("Entwurf-%(name)s.pdf") % {"name": safe or _("Antrag")}
