"""The page on which two persons take away a lost second factor."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.forms.staff_accounts import AskResetForm, CloseResetForm
from applications.models import User
from applications.services import second_factor_resets
from applications.services.second_factor_resets import ASKERS, CONFIRMERS
from applications.services.staff_accounts import OwnAccount
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import staff_roles


@require_http_methods(["GET", "POST"])
@for_roles(
    steps=(
        (gettext_lazy("Zurücksetzen vorschlagen"), ASKERS),
        (gettext_lazy("Zurücksetzen bestätigen oder ablehnen"), CONFIRMERS),
    )
)
def reset_page(request: HttpRequest, account_id: int, *, site: AdminSite) -> HttpResponse:
    """Ask for the reset of somebody's second factor, or confirm what another person asked."""
    account = get_object_or_404(User, pk=account_id, is_staff=True)
    reset = second_factor_resets.open_reset(account)
    form: Any = None
    if reset is not None:
        form = CloseResetForm(request.POST or None)
    elif staff_roles(user_of(request)) & ASKERS:
        form = AskResetForm(request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid():
        deed = {"actor": user_of(request), "at": asked_at(request)}
        if _carry_out(request, form, deed, account=account, reset=reset):
            return redirect("admin:applications_user_second_factor", account.pk)
    request.current_app = site.name
    context = {
        **site.each_context(request),
        "account": account,
        "form": form,
        "reset": reset,
        "title": _("Zweiter Schutz"),
    }
    return TemplateResponse(request, "admin/second_factor_reset.html", context)


def _carry_out(
    request: HttpRequest, form: Any, deed: dict[str, Any], *, account: User, reset: Any
) -> bool:
    try:
        if reset is None:
            reason = form.cleaned_data["reason"]
            second_factor_resets.ask_reset(account=account, reason=reason, **deed)
            messages.success(request, _("Eine andere Person muss das jetzt bestätigen."))
        elif request.POST["step"] == "confirm":
            second_factor_resets.confirm_reset(reset=reset, **deed)
            messages.success(request, _("Der zweite Schutz ist weg. Die Person weiß Bescheid."))
        else:
            second_factor_resets.refuse_reset(reset=reset, **deed)
            messages.success(request, _("Der zweite Schutz bleibt, wie er ist."))
    except OwnAccount:
        form.add_error(None, _("Für das eigene Konto machen das zwei andere Personen."))
    except SecondPersonNeeded:
        form.add_error(None, _("Sie haben das vorgeschlagen. Eine andere Person muss bestätigen."))
    except (second_factor_resets.ResetClosed, second_factor_resets.ResetWaiting):
        form.add_error(None, _("Inzwischen war eine andere Person hier. Laden Sie die Seite neu."))
    return not form.errors
