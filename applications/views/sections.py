"""Q01 to Q12: every page of questions is saved first and judged afterwards."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import clock, texts
from applications.forms.sections import SectionForm
from applications.models import Application
from applications.rules.deadlines import is_late
from applications.rules.findings import Outcome
from applications.services import drafts, section_history
from applications.views import section_extras
from applications.views.answering import for_sections, page_while_answering, tell_answer_saved
from applications.views.comments import comments_url
from applications.views.conflict import show_conflict
from applications.views.drafts import (
    BACK,
    BACK_TO_REVIEW,
    after_saving,
    load_application,
    sent_version,
    tell_saved,
    wants_back_to_review,
)
from applications.views.kept_input import keeps_input, restored, version_of
from applications.views.requests import SignedInRequest, small_number
from applications.views.section_pages import (
    SectionPage,
    find_page,
    next_url,
    overview_url,
    page_url,
    previous_url,
)
from applications.views.shared_sections import shared_section
from applications.workflow.assessment import Judgement, judge_section

TOLD = (Outcome.EXCLUDED, Outcome.TO_CLARIFY, Outcome.NOTE)
OVERVIEW, CALCULATE, ADD, REMOVE = "overview", "calculate", "add", "remove"
COMMENTS = "comments"


@require_http_methods(["GET", "HEAD", "POST"])
@for_sections
@shared_section()
@keeps_input
def section_page(request: SignedInRequest, application: Application, slug: str) -> HttpResponse:
    """Show one page of questions, or save it."""
    page = find_page(slug)
    if page is None:
        raise Http404
    if request.method == "POST":
        return save_page(request, application, page)
    typed = restored(request)
    lengths = page.form.lengths_of(typed) if typed else asked_lengths(request)
    form = page.form(application, on=today(request), lengths=lengths)
    state = judge_section(application, page.section, at=request.received_at)
    if typed:
        form.restore(typed)
    elif form.row.version:
        form.judge(state.report, demand_answers=False)
    return show_page(request, page, form, state, version=version_of(typed, form.row.version))


def save_page(
    request: SignedInRequest, application: Application, page: SectionPage
) -> HttpResponse:
    """Save what was typed, then go where the button says or show what is wrong."""
    typed = page.form(application, on=today(request), data=request.POST)
    action, _colon, entry = request.POST.get("target", "").partition(":")
    without = removed_entry(entry) if action == REMOVE else None
    try:
        drafts.save_section(
            application=application,
            section=page.section,
            answers=typed.answers(without=without),
            pending=typed.pending(without=without),
            version=sent_version(request),
            actor=request.user,
            at=request.received_at,
        )
    except drafts.ChangedMeanwhile:
        conflict = answer_conflict(request, page, typed)
        if conflict is not None:
            return conflict
        application = load_application(request, application.code)
    return saved_page(request, application, page, typed)


def answer_conflict(
    request: SignedInRequest, page: SectionPage, typed: SectionForm
) -> HttpResponse | None:
    """Show both versions of a page; nothing when they say the same."""
    application = load_application(request, typed.application.code)
    stored = page.form(application, on=typed.on, lengths=typed.lengths)
    other_url = page_url(application, page.slug)
    conflict = show_conflict(request, typed, stored, row=stored.row, other_url=other_url)
    if conflict is not None:
        section_history.keep_losing_version(
            application=application,
            section=page.section,
            answers=typed.answers(),
            pending=typed.pending(),
            actor=request.user,
            at=request.received_at,
        )
    return conflict


def saved_page(
    request: SignedInRequest, application: Application, page: SectionPage, typed: SectionForm
) -> HttpResponse:
    """Answer after saving; the page is judged as it is stored now."""
    action, _colon, entry = request.POST.get("target", "").partition(":")
    here = request.get_full_path()
    if action == OVERVIEW:
        tell_saved(request)
        return redirect(after_saving(request, typed.application, overview_url(typed.application)))
    if action == COMMENTS:
        return redirect(comments_url(typed.application, page.slug))
    if action == ADD:
        return redirect(longer_list_url(request, typed, page, entry))
    if action == REMOVE:
        return redirect(same_page_url(request, typed, page))
    state = judge_section(application, page.section, at=request.received_at)
    form = page.form(application, on=today(request), lengths=typed.lengths)
    form.judge(state.report, demand_answers=True)
    if form.was_refused:
        return show_page(request, page, form, state)
    if action == CALCULATE:
        return HttpResponseRedirect(f"{here}#ergebnis")
    if not application.is_draft:
        tell_answer_saved(request)
    return redirect(after_saving(request, application, next_url(application, page)))


def show_page(
    request: SignedInRequest,
    page: SectionPage,
    form: SectionForm,
    state: Judgement,
    *,
    version: int | None = None,
) -> HttpResponse:
    """Render a page of questions with what the rules say about it.

    ``version`` is the one it is based on, unless that is the stored one.
    """
    application = form.application
    context = {
        "application": application,
        "page": page,
        "page_title": _("%(section)s – Entwurf, noch nicht abgesendet") % {"section": page.title},
        "caption": page.step,
        "heading": "" if form.heading_field else page.heading,
        "form": form,
        "version": form.row.version if version is None else version,
        "autosave_url": reverse("section_autosave", args=[application.code, page.slug]),
        "saved_at": form.row.saved_at if form.row.version else None,
        "remarks": remarks(form, state),
        "is_late": is_late(request.received_at, application.round.closes_at),
        "back_url": after_saving(request, application, previous_url(application, page)),
        **section_extras.extras(page, form, state),
        **page_while_answering(page, form),
    }
    return render(request, page.template, context)


def remarks(form: SectionForm, state: Judgement) -> list[str]:
    """Return what the person should know about the saved answers, each sentence once."""
    if not form.row.version:
        return []
    found = form.findings(state.report, *TOLD)
    sentences = (
        texts.sentence(finding, texts.Audience.APPLICANT)
        for finding in found
        if finding.rule not in section_extras.TOLD_ELSEWHERE
    )
    return list(dict.fromkeys(sentences))


def today(request: SignedInRequest) -> date:
    """Return the day of the request in Berlin."""
    return clock.berlin_date(request.received_at)


def removed_entry(entry: str) -> tuple[str, int] | None:
    """Return list and number of the entry to leave out."""
    name, _colon, digits = entry.partition(":")
    number = small_number(digits)
    return None if number is None else (name, number)


def asked_lengths(request: SignedInRequest) -> Mapping[str, int]:
    """Return how many entries of a list the address asks for."""
    asked = {name: small_number(request.GET.get(name, "")) for name in request.GET}
    return {name: number for name, number in asked.items() if number is not None}


def longer_list_url(
    request: SignedInRequest, typed: SectionForm, page: SectionPage, name: str
) -> str:
    """Return the address of the same page with one entry more, at that entry."""
    number = typed.lengths.get(name, 0)
    address = same_page_url(request, typed, page, **{name: number + 1})
    return f"{address}#{name}-{number}"


def same_page_url(
    request: SignedInRequest, typed: SectionForm, page: SectionPage, **lengths: int
) -> str:
    """Return the address of the same page; the way back to the check of answers is kept."""
    back = {BACK: BACK_TO_REVIEW} if wants_back_to_review(request) else {}
    query = urlencode({**back, **lengths})
    address = page_url(typed.application, page.slug)
    return f"{address}?{query}" if query else address
