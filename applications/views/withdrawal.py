"""S06: take an application back, after a question."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms.withdrawal import WithdrawalForm
from applications.models import Application, Membership
from applications.rules.lifecycle import MoveNotAllowed, Role, State
from applications.services.award import withdraw_application
from applications.services.progress import may_be_withdrawn
from applications.views.cases import for_cases
from applications.views.requests import SignedInRequest
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.permissions import member_roles


@require_http_methods(["GET", "HEAD", "POST"])
@for_cases
def withdraw(request: SignedInRequest, application: Application) -> HttpResponse:
    """Ask whether, and withdraw; only those who may send may also withdraw."""
    if application.state == State.WITHDRAWN:
        return redirect("application_status", application.code)
    if not may_be_withdrawn(application):
        return _too_late(request, application)
    if Role.REPRESENTATIVE not in member_roles(request.user, application):
        return _may_not(request, application)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "applications/withdraw.html", _context(request, application, form))
    try:
        withdraw_application(
            application=application,
            reason=form.cleaned_data["reason"] or "",
            actor=request.user,
            at=request.received_at,
        )
    except (MovedMeanwhile, MoveNotAllowed):
        # A second click, or somebody else was quicker: the status page says what is the case.
        return redirect("application_status", application.code)
    messages.success(request, _("Ihr Antrag ist zurückgezogen."))
    return redirect("application_status", application.code)


def _context(
    request: SignedInRequest, application: Application, form: WithdrawalForm | None
) -> dict[str, object]:
    return {
        "application": application,
        "page_title": _("Möchten Sie den Antrag wirklich zurückziehen?"),
        "back_url": reverse("application_status", args=[application.code]),
        "form": form,
        "is_open": application.round.is_open(request.received_at),
    }


def _too_late(request: SignedInRequest, application: Application) -> HttpResponse:
    if application.told_state == application.state:
        sentence = _("Wir haben schon entschieden. Sie können den Antrag nicht mehr zurückziehen.")
    else:
        sentence = _("Das geht im Moment nicht. Bitte schreiben Sie uns eine Nachricht.")
    messages.warning(request, sentence)
    return redirect("application_status", application.code)


def _may_not(request: SignedInRequest, application: Application) -> HttpResponse:
    rows = Membership.objects.filter(
        organisation=application.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    names = (row.user.get_short_name() for row in rows.select_related("user").order_by("pk"))
    context = _context(request, application, None) | {"people": _(" oder ").join(names)}
    status = HTTPStatus.FORBIDDEN if request.method == "POST" else HTTPStatus.OK
    return render(request, "applications/withdraw.html", context, status=status)
