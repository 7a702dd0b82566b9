"""Internal notes and „gelesen“: small deeds on the review page."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.case_gate import load
from applications.admin.rights import for_roles
from applications.forms.review import NoteForm
from applications.models import Application, InternalNote, User
from applications.services import notes, readings
from applications.services.information_requests import handed_in
from applications.workflow.permissions import CASE_READERS, staff_roles


def panel(
    application: Application, *, actor: User, form: NoteForm | None = None
) -> dict[str, Any]:
    """Return the notes with the form for those who write."""
    rows = notes.notes(application)
    form = form or NoteForm(last_own=_last_own(rows, actor))
    return {"notes": rows, "note_form": form if notes.may_write_notes(actor) else None}


@require_http_methods(["GET", "POST"])
@for_roles(read=CASE_READERS, write=notes.WRITERS)
def page(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Show the notes alone, and write one."""
    application = load(request, code)
    form = None
    if request.method == "POST":
        form = NoteForm(request.POST)
        if form.is_valid():
            notes.write_note(
                application=application,
                text=form.cleaned_data["text"],
                last_own=form.cleaned_data["last_own"],
                actor=user_of(request),
                at=asked_at(request),
            )
            messages.success(request, _("Die Notiz ist gespeichert."))
            return redirect(f"{_review_page(code)}#notizen")
    context = {
        **site.each_context(request),
        "application": application,
        "title": _("Interne Notizen"),
        "is_page": True,
        **panel(application, actor=user_of(request), form=form),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/notes_page.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(act=readings.READERS)
def mark_as_read(
    request: HttpRequest, code: str, attachment_code: str, *, site: AdminSite
) -> HttpResponse:
    """Note that the person has read a document; the bare address leads to it."""
    application = load(request, code)
    rows = application.attachments.select_related("request", "application")
    attachment = rows.filter(code=attachment_code).first()
    if attachment is None or not handed_in([attachment]):
        raise Http404
    if request.method == "POST":
        readings.mark_as_read(attachment=attachment, actor=user_of(request), at=asked_at(request))
    return redirect(f"{_review_page(code)}#unterlage-{attachment.code}")


def may_mark(actor: User) -> bool:
    """Say whether the person marks documents as read."""
    return bool(staff_roles(actor) & readings.READERS)


def _review_page(code: str) -> str:
    return reverse("admin:applications_application_change", args=[code])


def _last_own(rows: list[InternalNote], actor: User) -> int:
    return max((row.pk for row in rows if row.author_id == actor.pk), default=0)
