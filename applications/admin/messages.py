"""Messages to and from an association: part of the review page, and a page of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages as notices
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.admin.text_block_choices import offered
from applications.forms.messages import StaffMessageForm
from applications.forms.text_blocks import INSERT, is_insertion
from applications.models import Application, User
from applications.rules.review import TextBlockKind
from applications.services import messages, text_blocks
from applications.workflow.permissions import CASE_READERS

Load = Callable[[HttpRequest, str], Application]


def panel(
    application: Application, *, actor: User, at: datetime, form: StaffMessageForm | None = None
) -> dict[str, Any]:
    """Return the thread with the form for those who write; what it shows was read by them."""
    letters = messages.thread(application)
    messages.note_reading(
        application=application, letters=letters, by_authority=True, actor=actor, at=at
    )
    may_write = messages.may_write(actor, application, from_authority=True)
    form = form or StaffMessageForm(last_own=messages.last_own(letters, actor))
    return {
        "letters": letters,
        "message_form": form if may_write else None,
        "insertion": INSERT,
        "message_blocks": text_blocks.blocks(TextBlockKind.MESSAGE) if may_write else [],
    }


@require_http_methods(["GET", "POST"])
@for_roles(read=CASE_READERS, write=messages.WRITERS_OF_THE_AUTHORITY)
def thread(request: HttpRequest, code: str, *, site: AdminSite, load: Load) -> HttpResponse:
    """Show all messages of a case, and send one."""
    application = load(request, code)
    form = None
    if request.method == "POST":
        blocks = []
        if is_insertion(request.POST):
            blocks = offered(application, [TextBlockKind.MESSAGE], at=asked_at(request))
        form = StaffMessageForm(request.POST, request.FILES, blocks=blocks)
        if form.is_valid() and _send(request, application, form):
            notices.success(request, _("Die Nachricht ist gesendet."))
            return redirect("admin:applications_application_messages", code)
    context = {
        **site.each_context(request),
        "application": application,
        "title": _("Nachrichten"),
        **panel(application, actor=user_of(request), at=asked_at(request), form=form),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/messages_page.html", context)


def _send(request: HttpRequest, application: Application, form: StaffMessageForm) -> bool:
    """Send the message; say on the form which files are refused."""
    try:
        messages.write_message(
            application=application,
            text=form.cleaned_data["text"],
            uploads=form.cleaned_data["files"],
            last_own=form.cleaned_data["last_own"],
            from_authority=True,
            actor=user_of(request),
            at=asked_at(request),
        )
    except messages.FilesRefused as refused:
        form.refuse(refused.files)
    return form.is_valid()
