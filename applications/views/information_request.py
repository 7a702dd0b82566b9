"""S03: what the authority asks for, the answers, and sending them."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from applications import clock, texts
from applications.forms.request_answer import AnswerForm, PointFields
from applications.models import Application, InformationRequest, RequestPoint
from applications.rules.choices import AttachmentKind, PointKind
from applications.rules.findings import Outcome, Report
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import enclosures
from applications.services import request_answers as answers
from applications.services.drafts import NotADraft
from applications.services.letters_at_once import letter_about
from applications.services.submission import NotComplete
from applications.views.answering import pages_of, tell_answer_saved
from applications.views.drafts import load_application
from applications.views.kept_input import keeps_input, restored
from applications.views.requests import SignedInRequest, small_number
from applications.views.section_pages import overview_url, page_url
from applications.workflow.permissions import WRITERS, member_roles

SEND, SEND_ANYWAY, OPEN, REMOVE = "send", "send_anyway", "open", "remove"
DONE, NOT_DONE = "done", "not_done"
INELIGIBLE = "declarations.knows_ineligible"


@dataclass(frozen=True)
class ShownPoint:
    """One point on the page; without fields it is only read."""

    state: answers.PointState
    subject: str | Promise
    pages: list[tuple[str, str]]
    fields: PointFields | None


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_input
def information_request(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Show one request; its team answers while it is open, advisers read along."""
    application = load_application(request, code)
    if application.is_draft:
        return redirect(overview_url(application))
    rows = application.information_requests.select_related("answered_by")
    asked = get_object_or_404(rows.prefetch_related("points"), number=number)
    if request.method != "POST":
        return _page(request, application, asked)
    if not member_roles(request.user, application) & WRITERS:
        raise PermissionDenied
    try:
        return _post(request, application, asked)
    except (answers.RequestClosed, NotADraft):
        return redirect(request.path)


def _post(
    request: SignedInRequest, application: Application, asked: InformationRequest
) -> HttpResponse:
    """Save everything on the page, then do what the button says."""
    target, _colon, value = request.POST.get("target", "").partition(":")
    if target == SEND_ANYWAY:
        return _send(request, application, asked, incomplete_confirmed=True)
    states = answers.point_states(application, asked)
    form = AnswerForm(request.POST, request.FILES, states=states)
    form.is_valid()
    _save(request, application, asked, form)
    if target == REMOVE:
        _remove(request, application, asked, value)
    elif target in {DONE, NOT_DONE}:
        answers.mark_done(
            request=asked,
            position=small_number(value) or 0,
            is_done=target == DONE,
            actor=request.user,
            at=request.received_at,
        )
    if form.errors:
        return _page(request, *_again(request, application, asked), form=form)
    if target == OPEN and value in _slugs(asked):
        return redirect(page_url(application, value))
    if target == SEND:
        return _send(request, application, asked)
    tell_answer_saved(request)
    return redirect(request.path)


def _save(
    request: SignedInRequest,
    application: Application,
    asked: InformationRequest,
    form: AnswerForm,
) -> None:
    theirs = answers.save_answers(
        request=asked,
        answers=form.answers(request.POST.get("version", "")),
        actor=request.user,
        at=request.received_at,
    )
    for point in theirs:
        form.report_other_text(point)
    for point, files in form.uploads():
        refusals = enclosures.receive_files(
            application=application,
            kind=AttachmentKind(point.attachment_kind),
            uploads=files,
            actor=request.user,
            at=request.received_at,
            request=asked,
        )
        form.refuse(point, refusals, sent=len(files))


def _remove(
    request: SignedInRequest, application: Application, asked: InformationRequest, code: str
) -> None:
    """Remove a file of this answer; what was sent before stays."""
    attachment = get_object_or_404(application.attachments, request=asked, code=code)
    enclosures.remove_attachment(attachment=attachment, actor=request.user, at=request.received_at)


def _send(
    request: SignedInRequest,
    application: Application,
    asked: InformationRequest,
    *,
    incomplete_confirmed: bool = False,
) -> HttpResponse:
    if Role.REPRESENTATIVE not in member_roles(request.user, application):
        raise PermissionDenied
    try:
        answers.answer_request(
            request=asked,
            actor=request.user,
            at=request.received_at,
            incomplete_confirmed=incomplete_confirmed,
            knows_ineligible="knows_ineligible" in request.POST,
        )
    except answers.PointsOpen as problem:
        return _ask_about_open_points(request, application, problem.positions)
    except NotComplete as problem:
        return _page(request, *_again(request, application, asked), report=problem.report)
    return redirect(request.path)


def _ask_about_open_points(
    request: SignedInRequest, application: Application, positions: list[int]
) -> HttpResponse:
    sentence = ngettext(
        "Punkt %(points)s ist noch offen.",
        "Die Punkte %(points)s sind noch offen.",
        len(positions),
    )
    context = {
        "application": application,
        "page_title": sentence % {"points": _listed(positions)},
        "back_url": request.path,
        "knows_ineligible": "knows_ineligible" in request.POST,
    }
    return render(request, "applications/information_request_open_points.html", context)


def _page(
    request: SignedInRequest,
    application: Application,
    asked: InformationRequest,
    *,
    form: AnswerForm | None = None,
    report: Report | None = None,
) -> HttpResponse:
    roles = member_roles(request.user, application)
    may_write = asked.closed_at is None and bool(roles & WRITERS)
    states = answers.point_states(application, asked)
    problems = report.of(Outcome.BLOCKING) if report else ()
    asks_ineligible = any(finding.field == INELIGIBLE for finding in problems)
    version = answers.marks_of(states)
    if form is None:
        form = AnswerForm(states=states, asks_ineligible=asks_ineligible)
        if may_write and (typed := restored(request)):
            form.restore(typed)
            # Of the kept text, so that nothing newer goes.
            version = typed.get("version", "")
    excluded = report.of(Outcome.EXCLUDED) if report and asks_ineligible else ()
    context = {
        "application": application,
        "asked": asked,
        "letter": letter_about(asked),
        "page_title": _title(asked),
        "back_url": reverse("application_status", args=[application.code]),
        "form": form,
        "version": version,
        "autosave_url": reverse("answer_autosave", args=[application.code, asked.number]),
        "points": [_shown(state, form if may_write else None) for state in states],
        "may_write": may_write,
        "may_send": may_write and Role.REPRESENTATIVE in roles,
        "problems": _sentences(problems),
        "reasons": _sentences(excluded),
        "asks_ineligible": asks_ineligible,
        "is_overdue": clock.berlin_date(request.received_at) > asked.due_on,
    }
    status = HTTPStatus.OK if not problems else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "applications/information_request.html", context, status=status)


def _again(
    request: SignedInRequest, application: Application, asked: InformationRequest
) -> tuple[Application, InformationRequest]:
    """Read both once more: something was saved since."""
    application = load_application(request, application.code)
    requests = application.information_requests.prefetch_related("points")
    return application, requests.get(pk=asked.pk)


def _title(asked: InformationRequest) -> str:
    if asked.answered_at:
        return _("Danke. Ihre Antwort ist angekommen.")
    if asked.closed_at:
        return _("Diese Nachfrage ist geschlossen")
    return _("Wir brauchen noch etwas von Ihnen")


def _shown(state: answers.PointState, form: AnswerForm | None) -> ShownPoint:
    point = state.point
    return ShownPoint(
        state=state,
        subject=_subject(point),
        pages=_pages(point),
        fields=form.fields_of(point) if form else None,
    )


def _subject(point: RequestPoint) -> str | Promise:
    """Return what the point belongs to, in the words of the form."""
    if point.kind == PointKind.QUESTION:
        return _("Frage")
    return point.get_section_display() or point.get_attachment_kind_display()


def _pages(point: RequestPoint) -> list[tuple[str, str]]:
    return pages_of(Section(point.section)) if point.section else []


def _slugs(asked: InformationRequest) -> set[str]:
    return {slug for point in asked.points.all() for _text, slug in _pages(point)}


def _sentences(findings: Any) -> list[str]:
    return list(dict.fromkeys(texts.sentence(one, texts.Audience.APPLICANT) for one in findings))


def _listed(positions: list[int]) -> str:
    """Write numbers as in a sentence: `1, 2 und 3`."""
    *first, last = map(str, positions)
    return _(" und ").join([", ".join(first), last]) if first else last
