"""The page behind the link of an invitation; only its button uses the link up."""

from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.models import Organisation
from applications.rules.lifecycle import State
from applications.services import invitations
from applications.views import errors
from applications.views.requests import Request, SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """Tell somebody about the invitation, and take the answer of the right account."""
    try:
        found = invitations.open_invitation(secret)
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not invitations.is_for(found, request.user):
            return show(request, "invitation/other.html", status=HTTPStatus.FORBIDDEN)
        if request.method == "POST":
            return accept(cast(SignedInRequest, request), secret)
    except invitations.InvitationOver:
        return errors.gone(request)
    return show(request, "invitation/accept.html", found=found, organisation=found.organisation)


def ask_to_sign_in(request: Request) -> HttpResponse:
    """Lead to the own account, or to a new one, and back here."""
    query = urlencode({"next": request.path})
    if request.method == "POST":
        return redirect(f"{reverse('account_login')}?{query}")
    return show(
        request,
        "invitation/sign_in.html",
        sign_in_url=f"{reverse('account_login')}?{query}",
        sign_up_url=f"{reverse('account_signup')}?{query}",
    )


def accept(request: SignedInRequest, secret: str) -> HttpResponse:
    """Join the team and open its application."""
    try:
        organisation = invitations.accept_invitation(
            secret=secret, actor=request.user, at=request.received_at
        )
    except invitations.TeamFull:
        messages.error(request, _("Das Team hat schon 20 Personen. Bitten Sie um einen Platz."))
        return redirect("application_list")
    messages.success(request, _("Willkommen im Team."))
    return redirect(case_of(organisation))


def case_of(organisation: Organisation) -> str:
    """Return the address of the newest application of an association, or of the list."""
    newest = organisation.applications.exclude(state=State.WITHDRAWN).order_by("-pk").first()
    if newest is None:
        return reverse("application_list")
    name = "application_overview" if newest.is_draft else "application_status"
    return reverse(name, args=[newest.code])


def show(
    request: Request, template: str, *, status: HTTPStatus = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    """Render the page; nobody but its reader needs to know the link."""
    title = _("Sie sind eingeladen")
    return render(request, template, {"page_title": title, **context}, status=status)
