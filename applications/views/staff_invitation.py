"""The page behind the link that staff get: only its button uses the link up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms.account import FirstPasswordForm
from applications.services import staff_accounts
from applications.views import errors
from applications.views.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
def staff_invitation(request: Request, secret: str) -> HttpResponse:
    """Let somebody choose the first password; the second factor follows after the sign-in."""
    try:
        found = staff_accounts.open_staff_invitation(secret)
        form = FirstPasswordForm(request.POST or None, user=found.account)
        if request.method == "POST" and form.is_valid():
            staff_accounts.accept_staff_invitation(
                secret=secret, password=form.cleaned_data["password"], at=request.received_at
            )
            messages.success(
                request,
                _("Ihr Passwort ist gespeichert. Melden Sie sich jetzt an."),
            )
            return redirect("account_login")
    except staff_accounts.StaffInvitationOver:
        return errors.gone(request)
    context = {"page_title": _("Ihr Zugang"), "form": form, "account": found.account}
    return render(request, "invitation/staff.html", context)
