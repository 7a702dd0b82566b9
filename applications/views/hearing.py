"""The hearing before a refusal: what the authority thinks, and what the association says."""

from django.contrib import messages as notices
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import clock
from applications.forms.hearing import HearingAnswerForm
from applications.forms.messages import TOO_MANY_MESSAGES
from applications.models import Application, Hearing
from applications.services import hearings, messages
from applications.services.hearings import HeardCase
from applications.services.letters_at_once import letter_about
from applications.views.cases import for_cases
from applications.views.kept_input import NOT_SENT, keeps_input, restore
from applications.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_cases
@keeps_input
def hearing(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Show one hearing; its team answers until the decision stands, advisers read along."""
    heard = next((h for h in hearings.hearings_of(application) if h.row.number == number), None)
    if heard is None:
        raise Http404
    keep_url = reverse("hearing_answer_keep", args=[application.code, number])
    may_write = messages.may_write(request.user, application, from_authority=False)
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        form = HearingAnswerForm(request.POST, request.FILES, keep_url=keep_url)
        if form.is_valid() and _send(request, heard.row, form):
            notices.success(request, _("Ihre Stellungnahme ist angekommen."))
            return redirect("hearing", application.code, number)
    else:
        own = [one.row.pk for one in heard.answers if one.row.sender_id == request.user.pk]
        form = HearingAnswerForm(last_own=max(own, default=0), keep_url=keep_url)
        restore(request, form, NOT_SENT)
    return _page(request, application, heard, form=form if may_write else None)


def _page(
    request: SignedInRequest,
    application: Application,
    heard: HeardCase,
    *,
    form: HearingAnswerForm | None,
) -> HttpResponse:
    is_heard = hearings.is_heard(application)
    context = {
        "application": application,
        "hearing": heard.row,
        "heard": heard,
        "letter": letter_about(heard.row),
        "page_title": _("Bitte nehmen Sie Stellung") if heard.is_open else _("Ihre Stellungnahme"),
        "back_url": reverse("application_status", args=[application.code]),
        "form": form if is_heard else None,
        "may_write": form is not None,
        "is_heard": is_heard,
        "is_overdue": heard.is_over(clock.berlin_date(request.received_at)),
    }
    return render(request, "applications/hearing.html", context)


def _send(request: SignedInRequest, row: Hearing, form: HearingAnswerForm) -> bool:
    """Send what was said; say on the form why it could not be."""
    try:
        hearings.answer_hearing(
            hearing=row,
            text=form.cleaned_data["text"],
            uploads=form.cleaned_data["files"],
            last_own=form.cleaned_data["last_own"],
            actor=request.user,
            at=request.received_at,
        )
    except messages.FilesRefused as refused:
        form.refuse(refused.files)
    except messages.TooManyMessages:
        form.add_error(None, TOO_MANY_MESSAGES)
    return form.is_valid()
