"""A05: delete the own account, or an association: what it means, then the last question."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms.account import DeletionForm, OrganisationDeletionForm
from applications.services.account_deletion import (
    AccountOfStaff,
    DeletionHindered,
    delete_account,
    hindrances_of,
)
from applications.services.organisation_erasure import (
    DutyToKeep,
    erasable_organisations,
    erase_organisation,
)
from applications.views.identity_proof import for_proved_identity
from applications.views.requests import SignedInRequest


@require_safe
def explain(request: SignedInRequest) -> HttpResponse:
    """Say what goes, what stays, and what has to be settled first."""
    context = {
        "page_title": _("Konto löschen"),
        "back_url": reverse("account"),
        "hindrances": hindrances_of(request.user),
        "organisations": erasable_organisations(request.user),
    }
    return render(request, "account/deletion.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_proved_identity
def organisation(request: SignedInRequest) -> HttpResponse:
    """Ask which association goes, and delete it with its drafts."""
    offered = {row.code: row for row in erasable_organisations(request.user)}
    form = OrganisationDeletionForm(
        request.POST if request.method == "POST" else None,
        organisations=[(code, row.name) for code, row in offered.items()],
    )
    if not form.is_valid():
        context = {
            "page_title": _("Verein löschen"),
            "back_url": reverse("account_deletion"),
            "form": form if offered else None,
        }
        return render(request, "account/organisation_deletion.html", context)
    chosen = offered[form.cleaned_data["organisation"]]
    try:
        erase_organisation(organisation=chosen, actor=request.user, at=request.received_at)
    except DutyToKeep:
        # Meanwhile somebody of the team has sent an application.
        return redirect("organisation_deletion")
    messages.success(request, _("Der Verein ist gelöscht."))
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
@for_proved_identity
def confirm(request: SignedInRequest) -> HttpResponse:
    """Ask for the last time, and delete."""
    if request.user.is_staff or hindrances_of(request.user):
        return redirect("account_deletion")
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {
            "page_title": _("Möchten Sie Ihr Konto wirklich löschen?"),
            "back_url": reverse("account_deletion"),
            "form": form,
        }
        return render(request, "account/deletion_confirm.html", context)
    try:
        delete_account(actor=request.user, at=request.received_at)
    except (AccountOfStaff, DeletionHindered):
        # Meanwhile a colleague has left: the page before says what to do.
        return redirect("account_deletion")
    logout(request)
    messages.success(request, _("Ihr Konto ist gelöscht."))
    response = redirect("start")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
