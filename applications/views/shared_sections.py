"""A section that several people open: who writes there now, and what those see who only read."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from applications import texts
from applications.models import Application
from applications.rules.sections import Section
from applications.services import presence, team
from applications.views.comments import comments_url
from applications.views.drafts import View, only_reads
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url, section_url, slug_of, step_title
from applications.views.section_slugs import section_by_slug
from applications.views.section_versions import versions_url
from applications.workflow.answer_sheet import section_sheet
from applications.workflow.application_document import facts_of
from applications.workflow.assessment import judge_section
from applications.workflow.permissions import NotAWriter

# The last words of a page that is being closed; see the autosave.
LEAVING = "leaving"


def shared_section(section: Section | None = None) -> Callable[[View], View]:
    """Let the team see who writes in the section of a page; advisers get a page to read.

    Without a section the page has it in its address. Noting who is there is the one thing,
    besides the log, that opening a page writes: it must work without a script, and it tells
    nobody outside the team anything.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def shared(
            request: SignedInRequest, application: Application, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            here = section or section_by_slug(kwargs["slug"])
            writes = not request.applicant_view and not only_reads(application)
            arrive = presence.note_presence if writes else presence.others_in
            who: Any = {"application": application, "section": here, "user": request.user}
            # Asked for when the page shows it; whoever is sent on is not noted first.
            request.also_here = SimpleLazyObject(partial(arrive, **who))
            note_activity(request, application)
            if request.applicant_view:
                return view(request, application, *args, **kwargs)
            if not writes:
                return read_section(request, application, here)
            response = view(request, application, *args, **kwargs)
            if LEAVING in request.POST or _leads_away(response, application, here):
                presence.leave_section(**who)
            else:
                # A page that did not show it: the person is noted now.
                bool(request.also_here)
            return response

        return shared

    return decorate


def note_activity(request: SignedInRequest, application: Application) -> None:
    """Let the team see when somebody was here last; staff who only look are nobody."""
    if request.applicant_view:
        return
    team.note_activity(
        user=request.user,
        organisation_id=application.organisation_id,
        last_at=application.own_active_at,  # type: ignore[attr-defined]
    )


def read_section(
    request: SignedInRequest, application: Application, section: Section
) -> HttpResponse:
    """Show an adviser what a section says, with the remarks; nothing can be changed."""
    if request.method == "POST":
        raise NotAWriter(request.user.pk, application.pk)
    sheet = section_sheet(facts_of(application), section)
    plan = None
    if section == Section.FINANCING:
        plan = judge_section(application, section, at=request.received_at).finance_plan
    title = texts.label(section)
    context = {
        "application": application,
        "section": section,
        "sections": [(replace(sheet, title=_("Angaben im Antrag")), ())],
        "plan": plan,
        "page_title": _("%(section)s – Entwurf, noch nicht abgesendet") % {"section": title},
        "heading": title,
        "caption": step_title(section),
        "back_url": overview_url(application),
        "comments_url": comments_url(application, slug_of(section)),
        "versions_url": versions_url(application, section),
    }
    return render(request, "applications/section_reading.html", context)


def _leads_away(response: HttpResponse, application: Application, section: Section) -> bool:
    address = response.get("Location")
    return address is not None and not address.startswith(section_url(application, section))
