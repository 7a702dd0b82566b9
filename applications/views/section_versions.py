"""Earlier versions of a section: who, when, what; and back to one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import texts
from applications.models import Application, SectionVersion
from applications.rules.facts import Facts
from applications.rules.sections import Section
from applications.services import drafts, section_history
from applications.views.drafts import for_drafts, only_reads, sent_version
from applications.views.requests import SignedInRequest, small_number
from applications.views.section_pages import page_url, slug_of, step_title
from applications.views.section_slugs import section_by_slug
from applications.workflow.answer_sheet import AnswerSection, section_sheet
from applications.workflow.application_document import document_of, plain


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One question with its answer in an earlier version; ``differs`` from what is there now."""

    label: str
    lines: tuple[str, ...]
    differs: bool


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version as the page shows it."""

    row: SectionVersion
    answers: list[Answer]
    unread: list[str]
    is_stored: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafts
def section_versions(
    request: SignedInRequest, application: Application, slug: str
) -> HttpResponse:
    """List the versions of a section, or put one of them back."""
    section = section_by_slug(slug)
    if section in section_history.WITHOUT_HISTORY:
        raise Http404
    if request.method == "POST":
        return put_back(request, application, slug, section)
    context = {
        "application": application,
        "versions": list(shown_versions(application, section)),
        "stored_version": drafts.section_row(application, section).version,
        "may_write": not only_reads(application),
        "page_title": _("Frühere Fassungen von „%(section)s“ – Entwurf, noch nicht abgesendet")
        % {"section": texts.label(section)},
        "heading": _("Frühere Fassungen von „%(section)s“") % {"section": texts.label(section)},
        "caption": step_title(section),
        "back_url": page_url(application, slug),
    }
    return render(request, "applications/section_versions.html", context)


def put_back(
    request: SignedInRequest, application: Application, slug: str, section: Section
) -> HttpResponse:
    """Save an earlier version on top of the one that was seen."""
    number = small_number(request.POST.get("restore", "")) or 0
    rows = SectionVersion.objects.filter(application=application, section=section)
    earlier = rows.filter(pk=number).first()
    if earlier is None:
        raise Http404
    try:
        drafts.restore_version(
            application=application,
            earlier=earlier,
            seen=sent_version(request),
            actor=request.user,
            at=request.received_at,
        )
    except drafts.ChangedMeanwhile:
        messages.warning(
            request, _("Jemand hat den Abschnitt gerade geändert. Bitte prüfen Sie noch einmal.")
        )
        return redirect(request.get_full_path())
    messages.success(
        request, _("Die frühere Fassung steht wieder im Antrag. Er ist noch nicht abgesendet.")
    )
    return redirect(page_url(application, slug))


def shown_versions(application: Application, section: Section) -> Iterator[Version]:
    """Yield the versions, the newest first, each compared with what is there now."""
    document = document_of(application)
    stored = _answers(section_sheet(Facts.from_document(document), section))
    pending = drafts.section_row(application, section).pending
    is_found = False
    for row in section_history.versions_of(application, section):
        values = {section.value: plain(row.answers)}
        then = {**document, "answers": {**document["answers"], **values}}
        answers = _answers(section_sheet(Facts.from_document(then), section))
        is_stored = not is_found and row.is_current_line
        is_found = is_found or is_stored
        yield Version(
            row=row,
            answers=list(_compared(answers, stored)),
            unread=[str(raw) for raw in row.pending.values() if row.pending != pending],
            is_stored=is_stored,
        )


def _answers(sheet: AnswerSection) -> dict[str, tuple[str, ...]]:
    """Return the lines of every answer by its question; costs are one answer."""
    answers = {row.label: row.lines for row in sheet.rows}
    if sheet.table is not None:
        lines = [" · ".join(filter(None, cells)) for cells in sheet.table.rows]
        answers[str(sheet.title)] = tuple(lines)
    return answers


def _compared(
    answers: Mapping[str, tuple[str, ...]], stored: Mapping[str, Any]
) -> Iterator[Answer]:
    for label in {**answers, **stored}:
        lines = answers.get(label, ())
        yield Answer(label=label, lines=lines, differs=lines != stored.get(label, ()))


def versions_url(application: Application, section: Section) -> str:
    """Return the address of the versions of a section, empty where there are none."""
    if section in section_history.WITHOUT_HISTORY:
        return ""
    return reverse("section_versions", args=[application.code, slug_of(section)])
