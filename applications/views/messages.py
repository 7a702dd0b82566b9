"""S02: the messages about a sent application."""

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms.messages import TOO_MANY_MESSAGES, MessageForm
from applications.models import Application
from applications.services import messages
from applications.views.cases import load_case
from applications.views.kept_input import NOT_SENT, keeps_input, restore
from applications.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_input
def case_messages(request: SignedInRequest, code: str) -> HttpResponse:
    """Show what both sides wrote, and take a new message.

    The authority does not know a draft, so its team writes to the contact address instead.
    Advisers read along, because explaining our letters is what they are there for; what the
    association says, its own people write.
    """
    application = load_case(request, code)
    if application.is_draft:
        return redirect("contact")
    keep_url = reverse("message_keep", args=[code])
    may_write = messages.may_write(request.user, application, from_authority=False)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        form = MessageForm(request.POST, request.FILES, keep_url=keep_url)
        if form.is_valid() and _send(request, application, form):
            notices.success(request, _("Ihre Nachricht ist angekommen."))
            return redirect("case_messages", code)
    letters = messages.thread(application)
    if request.method != "POST":
        form = MessageForm(last_own=messages.last_own(letters, request.user), keep_url=keep_url)
        restore(request, form, NOT_SENT)
    if not request.applicant_view:
        messages.note_reading(
            application=application,
            letters=letters,
            by_authority=False,
            actor=request.user,
            at=request.received_at,
        )
    context = {
        "application": application,
        "page_title": _("Nachrichten"),
        "back_url": reverse("application_status", args=[code]),
        "letters": letters,
        "form": form if may_write else None,
    }
    return render(request, "applications/messages.html", context)


def _send(request: SignedInRequest, application: Application, form: MessageForm) -> bool:
    """Send the message; say on the form why it could not be."""
    try:
        messages.write_message(
            application=application,
            text=form.cleaned_data["text"],
            uploads=form.cleaned_data["files"],
            last_own=form.cleaned_data["last_own"],
            from_authority=False,
            actor=request.user,
            at=request.received_at,
        )
    except messages.FilesRefused as refused:
        form.refuse(refused.files)
    except messages.TooManyMessages:
        form.add_error(None, TOO_MANY_MESSAGES)
    return form.is_valid()
