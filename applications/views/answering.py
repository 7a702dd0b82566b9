"""Pages of questions while a request of the authority is open: only what it names."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.base import Button
from applications.forms.sections import SectionForm
from applications.models import Application
from applications.rules.sections import Section
from applications.services.drafts import NotADraft
from applications.services.sent_version import latest_snapshot
from applications.services.writing import open_request, writable_sections
from applications.views.drafts import View, load_application
from applications.views.requests import SignedInRequest
from applications.views.section_pages import PAGES, SectionPage, find_page
from applications.workflow.answer_changes import COSTS_PATH, AnswerChange, answer_changes
from applications.workflow.application_document import document_of
from applications.workflow.assessment import sections_beside

SAVE_AND_BACK: Final = Button(gettext_lazy("Speichern und zurück zu den Fragen"))


def for_sections(view: View) -> Callable[..., HttpResponse]:
    """Give the view the application by its code while the section of the page is open.

    All sections of a draft are open, and of a sent application those that the authority asks
    about. The slug names the page; the pages of single costs have none.
    """

    @wraps(view)
    def with_application(
        request: SignedInRequest, code: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        page = find_page(kwargs.get("slug", "kosten"))
        sections = sections_beside(page.section) if page else ()
        application = load_application(request, code, sections=sections)
        if not application.is_draft:
            if page is None or page.section not in writable_sections(application):
                return _closed(request, application)
            # What was sent is compared with all that the application says now.
            application = load_application(request, code)
        try:
            return view(request, application, *args, **kwargs)
        except NotADraft:
            # Somebody sent or closed it after we read it.
            return _closed(request, application)

    return with_application


def tell_answer_saved(request: SignedInRequest) -> None:
    """Say on the next page that everything is kept, and that nothing was sent."""
    messages.success(request, _("Gespeichert. Ihre Antwort ist noch nicht abgesendet."))


def page_while_answering(page: SectionPage, form: SectionForm) -> Mapping[str, Any]:
    """Return what is different on a page of questions once the application was sent.

    Every changed question says what was sent; lists say it above the questions.
    """
    if form.application.is_draft:
        return {"changes": (), "asked_texts": ()}
    form.buttons = (SAVE_AND_BACK,)
    sent = latest_snapshot(form.application).document
    changes = answer_changes(sent, document_of(form.application))
    own = [change for change in changes if change.section == page.section]
    for change in own:
        name = change.path.partition(".")[2]
        if name in form.fields:
            _say_before(form, name, change)
    lists = {f"{page.section}.{one.name}" for one in form.lists} | {COSTS_PATH}
    return {
        "page_title": _("%(section)s – Antwort, noch nicht abgesendet") % {"section": page.title},
        "caption": _("Antwort: noch nicht abgesendet"),
        "asked_texts": _asked_texts(form.application, page.section),
        "is_late": False,
        "changes": [change for change in own if change.path in lists],
    }


def pages_of(section: Section) -> list[tuple[str, str]]:
    """Return text and part of the address of the pages of a section."""
    if section == Section.ORGANISATION:
        return [(_("Angaben öffnen"), "verein"), (_("Anschrift öffnen"), "anschrift")]
    from_section = (page.slug for page in PAGES if page.section == section)
    return [(_("Abschnitt öffnen"), slug) for slug in from_section]


def _asked_texts(application: Application, section: Section) -> list[str]:
    """Return what the authority wrote about a section."""
    asked = open_request(application)
    points = asked.points.all() if asked else ()
    return [point.text for point in points if point.section == section]


def _say_before(form: SectionForm, name: str, change: AnswerChange) -> None:
    field = form.fields[name]
    field.help_text = format_html(
        '{}<span class="before">{}</span>',
        field.help_text,
        _("Vorher: %(answer)s") % {"answer": ", ".join(change.before) or _("keine Angabe")},
    )


def _closed(request: SignedInRequest, application: Application) -> HttpResponse:
    """Lead to the request, which says what is open; without one to the status."""
    request_ = open_request(application)
    if request_ is None:
        return redirect("application_status", application.code)
    messages.info(request, _("Dieser Abschnitt ist geschlossen. Offen ist nur, was hier steht."))
    return redirect(reverse("information_request", args=[application.code, request_.number]))
