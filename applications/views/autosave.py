"""Saving while somebody writes: the same door as the buttons, answers in JSON.

Newer text is never overwritten. What cannot become part of the application yet, such as a line of
costs that was not added, is kept for its owner alone.
"""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import clock
from applications.forms.costs import CostItemForm, CostList
from applications.forms.display import differences
from applications.forms.request_answer import AnswerForm
from applications.models import Application
from applications.models.section import SectionAnswers
from applications.rules.sections import Section
from applications.services import drafts, messages
from applications.services import request_answers as answers
from applications.views import costs
from applications.views.answering import for_sections
from applications.views.cases import for_cases
from applications.views.drafts import load_application, sent_version
from applications.views.json_answers import answers_json, closed_here, tell
from applications.views.kept_input import forget, keep_typed, kept_in_vain
from applications.views.requests import SignedInRequest
from applications.views.section_pages import find_page
from applications.views.sections import today
from applications.views.shared_sections import LEAVING, shared_section


@answers_json
@kept_in_vain
@require_POST
@for_sections
@shared_section()
def save_page(request: SignedInRequest, application: Application, slug: str) -> HttpResponse:
    """Save one page of questions as it is typed now."""
    page = find_page(slug)
    if page is None:
        raise Http404
    typed = page.form(application, on=today(request), data=request.POST)
    try:
        version = drafts.save_section(
            application=application,
            section=page.section,
            answers=typed.answers(),
            pending=typed.pending(),
            version=sent_version(request),
            actor=request.user,
            at=request.received_at,
        )
    except drafts.ChangedMeanwhile:
        application = load_application(request, application.code)
        stored = page.form(application, on=typed.on, lengths=typed.lengths)
        return answer_newer(request, typed, stored, row=stored.row)
    return saved(request, version)


@answers_json
@kept_in_vain
@require_POST
@for_sections
@shared_section(Section.COSTS)
def save_cost_item(
    request: SignedInRequest, application: Application, number: int
) -> HttpResponse:
    """Save one line of costs as it is typed now."""
    typed, lines = CostItemForm(request.POST, button=costs.SAVE), CostList(application)
    if number > len(lines.items):
        return tell(closed_here(), HTTPStatus.CONFLICT)
    lines.items[number - 1] = typed.item()
    try:
        costs.store(request, application, lines, version=sent_version(request))
    except drafts.ChangedMeanwhile:
        application = load_application(request, application.code)
        now = CostList(application).items
        if number > len(now):
            return tell(closed_here(), HTTPStatus.CONFLICT)
        stored = CostItemForm(initial=now[number - 1].initial, button=costs.SAVE)
        return answer_newer(request, typed, stored, row=application.costs)
    return saved(request, load_application(request, application.code).costs.version)


@answers_json
@kept_in_vain
@require_POST
@for_sections
@shared_section(Section.COSTS)
def keep_page(request: SignedInRequest, application: Application) -> HttpResponse:
    """Keep what is typed on a page that adds something; only its button adds it."""
    if not keep_typed(request):
        return _too_long()
    note = _("Ihre Eingaben sind noch nicht in der Liste. Wir heben sie bis morgen für Sie auf.")
    return JsonResponse({"note": note, "version": sent_version(request)})


@answers_json
@kept_in_vain
@require_POST
@for_cases
def keep_letter(request: SignedInRequest, application: Application, **_page: int) -> HttpResponse:
    """Keep what is typed on a page that sends something; only its button sends it."""
    if not messages.may_write(request.user, application, from_authority=False):
        raise PermissionDenied
    if not keep_typed(request):
        return _too_long()
    note = _("Noch nicht gesendet. Wir heben Ihren Text bis morgen für Sie auf.")
    return JsonResponse({"note": note})


@answers_json
@kept_in_vain
@require_POST
def save_answer(request: SignedInRequest, code: str, number: int) -> HttpResponse:
    """Save the texts of an answer to the authority as they are typed now; nothing is sent."""
    application = load_application(request, code)
    asked = get_object_or_404(application.information_requests, number=number)
    form = AnswerForm(request.POST, states=answers.point_states(application, asked))
    if not form.is_valid():
        return _too_long()
    try:
        theirs = answers.save_answers(
            request=asked,
            answers=form.answers(request.POST.get("version", "")),
            actor=request.user,
            at=request.received_at,
        )
    except answers.RequestClosed:
        return tell(closed_here(), HTTPStatus.CONFLICT, is_closed=True)
    if theirs:
        return _other_text(request)
    return saved(request, answers.marks_of(answers.point_states(application, asked)))


def _other_text(request: SignedInRequest) -> HttpResponse:
    """Tell that somebody else wrote; the text stays on the page, and its button shows both."""
    if LEAVING in request.POST:
        keep_typed(request)
    note = _(
        "Jemand aus Ihrem Team hat hier gerade geschrieben. Ihr Text steht noch auf dieser Seite. "
        "Speichern Sie ihn, dann sehen Sie beide Texte."
    )
    return tell(note, HTTPStatus.CONFLICT, is_closed=True)


def _too_long() -> HttpResponse:
    note = _("Nicht gespeichert: Das ist zu viel Text.")
    return tell(note, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def answer_newer(
    request: SignedInRequest, typed: BaseForm, stored: BaseForm, *, row: SectionAnswers
) -> HttpResponse:
    """Answer a page that is older than what is stored; the same text is no conflict."""
    if not any(differences(typed, stored)):
        return saved(request, row.version)
    if LEAVING in request.POST:
        # Nobody is there any more to read the answer.
        keep_typed(request)
    return tell(
        _(
            "Sie haben diesen Abschnitt in einem anderen Fenster gespeichert. "
            "Ihre Eingaben stehen noch auf dieser Seite. "
            "Speichern Sie sie, dann sehen Sie beide Fassungen."
        )
        if row.saved_by_id == request.user.pk
        else _(
            "Jemand anderes hat diesen Abschnitt gerade gespeichert. "
            "Ihre Eingaben stehen noch auf dieser Seite. "
            "Speichern Sie sie, dann sehen Sie beide Fassungen."
        ),
        HTTPStatus.CONFLICT,
        is_closed=True,
    )


def saved(request: SignedInRequest, version: int | str) -> HttpResponse:
    """Say when the page was saved, and the version that is stored now."""
    forget(request)
    time = f"{request.received_at.astimezone(clock.BERLIN):%H:%M}"
    note = _("Gespeichert um %(time)s Uhr") % {"time": time}
    return JsonResponse({"note": note, "saved_at": time, "version": version})
