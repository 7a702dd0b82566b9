"""B04: who works on the application: invite, change roles, hand over, remove, leave."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import clock
from applications.forms.team import InviteForm, RoleForm
from applications.models import Application, Invitation, Membership
from applications.rules.lifecycle import Role
from applications.services import invitations, team
from applications.services.identity_proof import (
    IdentityNotProved,
    has_proved_identity,
    proof_of,
)
from applications.views.identity_proof import ask_for_proof
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url
from applications.views.shared_sections import note_activity
from applications.workflow.permissions import NotARepresentative

View = Callable[Concatenate[SignedInRequest, Any, ...], HttpResponse]


def for_team(view: View) -> Callable[..., HttpResponse]:
    """Give the view the application by its code, draft or sent."""

    @wraps(view)
    def with_team(request: SignedInRequest, code: str, **kwargs: Any) -> HttpResponse:
        visible = Application.objects.visible_to(request.user).annotate(
            own_role=F("organisation__memberships__role"),
            own_active_at=F("organisation__memberships__active_at"),
        )
        application = get_object_or_404(visible.select_related("round", "organisation"), code=code)
        request.funding_round = application.round
        note_activity(request, application)
        try:
            return view(request, application, **kwargs)
        except team.LastRepresentative:
            sentence = _("Ein Verein braucht mindestens eine Person, die absenden kann.")
            messages.error(request, sentence)
        except team.NotInTeam:
            messages.info(request, _("Diese Person ist nicht mehr im Team."))
        except IdentityNotProved:
            return ask_again(request)
        return redirect("team", code)

    return with_team


def ask_again(request: SignedInRequest) -> HttpResponse:
    """Ask who somebody is, and say so when something was sent."""
    if request.method == "POST":
        sentence = _("Zur Sicherheit haben wir nichts gespeichert. Bitte noch einmal.")
        messages.warning(request, sentence)
    return ask_for_proof(request)


def for_representatives(view: View) -> View:
    """Refuse a page of the team to those who may not send."""

    @wraps(view)
    def with_representative(
        request: SignedInRequest, application: Any, **kwargs: Any
    ) -> HttpResponse:
        if application.own_role != Role.REPRESENTATIVE:
            raise NotARepresentative(request.user.pk, application.organisation_id)
        return view(request, application, **kwargs)

    return with_representative


@require_safe
@for_team
def team_page(request: SignedInRequest, application: Any) -> HttpResponse:
    """List the people and those who are invited."""
    members = team.members_of(application.organisation)
    manages = application.own_role == Role.REPRESENTATIVE
    context = {
        "members": members,
        "own": next(row for row in members if row.user_id == request.user.pk),
        "manages": manages,
        "waiting": invitations.waiting_invitations(application.organisation) if manages else [],
        "now": clock.real_now(),
        "page_title": _("Wer arbeitet an dem Antrag?"),
        "back_url": case_url(application),
    }
    return show(request, application, "team/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
@for_representatives
def invite(request: SignedInRequest, application: Application) -> HttpResponse:
    """Send somebody an invitation."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        role, email = Role(form.cleaned_data["role"]), form.cleaned_data["email"]
        if problem := send_invitation(request, application, email=email, role=role):
            form.add_error("email", problem)
        else:
            return redirect("team", application.code)
    context = {"form": form, "page_title": _("Person einladen")}
    return show(request, application, "team/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
@for_representatives
def invitation(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Send an invitation again, or take it back; who only looks is led to the team."""
    rows = Invitation.objects.select_related("organisation")
    found = rows.filter(organisation=application.organisation_id, pk=number).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return redirect("team", application.code)
    if "again" in request.POST:
        if problem := send_invitation(
            request, application, email=found.email, role=Role(found.role)
        ):
            messages.error(request, problem)
        return redirect("team", application.code)
    try:
        invitations.withdraw_invitation(
            invitation=found, actor=request.user, at=request.received_at
        )
    except invitations.InvitationOver:
        messages.info(request, _("Diese Einladung gilt nicht mehr."))
    else:
        messages.success(request, _("Die Einladung ist zurückgenommen. Der Link geht nicht mehr."))
    return redirect("team", application.code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
@for_representatives
def member(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Give somebody another role; from here one also hands over and removes."""
    found = find_member(application, number)
    if needs_proof(request, found):
        return ask_again(request)
    form = RoleForm(
        request.POST if request.method == "POST" else None, initial={"role": found.role}
    )
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        team.change_role(
            membership=found,
            role=role,
            proof=proof_of(request),
            actor=request.user,
            at=request.received_at,
        )
        messages.success(request, _("Gespeichert."))
        return redirect("team", application.code)
    context = {
        "form": form,
        "member": found,
        "is_own": found.user_id == request.user.pk,
        "page_title": _("Team: %(person)s") % {"person": found.user.name},
    }
    return show(request, application, "team/member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
@for_representatives
def hand_over(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Let somebody else be the one who sends, after a question."""
    found = find_member(application, number)
    if not has_proved_identity(request):
        return ask_again(request)
    if request.method == "POST":
        team.hand_over(
            membership=found,
            proof=proof_of(request),
            actor=request.user,
            at=request.received_at,
        )
        words = _("%(person)s kann jetzt absenden. Sie schreiben weiter mit.")
        messages.success(request, words % {"person": found.user.name})
        return redirect("team", application.code)
    context = {"member": found, "page_title": _("Möchten Sie den Antrag übergeben?")}
    return show(request, application, "team/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def remove(request: SignedInRequest, application: Any, number: int) -> HttpResponse:
    """Take somebody out of the team, or leave it, after a question."""
    found = find_member(application, number)
    is_own = found.user_id == request.user.pk
    if not is_own and application.own_role != Role.REPRESENTATIVE:
        raise NotARepresentative(request.user.pk, application.organisation_id)
    if needs_proof(request, found):
        return ask_again(request)
    if request.method == "POST":
        team.remove_person(
            membership=found,
            proof=proof_of(request),
            actor=request.user,
            at=request.received_at,
        )
        if is_own:
            messages.success(request, _("Sie haben das Team verlassen."))
            return redirect("application_list")
        messages.success(request, _("Die Person ist nicht mehr im Team."))
        return redirect("team", application.code)
    title = (
        _("Möchten Sie das Team verlassen?") if is_own else _("Möchten Sie die Person entfernen?")
    )
    context = {"member": found, "is_own": is_own, "page_title": title}
    return show(request, application, "team/remove.html", context)


def send_invitation(
    request: SignedInRequest, application: Application, *, email: str, role: Role
) -> str:
    """Send an invitation and say so; return what is in the way, if anything is."""
    try:
        invitations.invite_person(
            organisation=application.organisation,
            email=email,
            role=role,
            actor=request.user,
            at=request.received_at,
        )
    except invitations.TeamFull:
        return _("Ein Team hat höchstens 20 Personen. Nehmen Sie zuerst eine Einladung zurück.")
    except invitations.TooManyInvitations:
        return _("Heute haben Sie schon 20 Einladungen geschickt. Versuchen Sie es morgen wieder.")
    words = _("Wir haben eine Einladung an %(email)s geschickt.")
    messages.success(request, words % {"email": email})
    return ""


def needs_proof(request: SignedInRequest, member: Membership) -> bool:
    """Tell whether a representative could lose the right to send without a fresh proof."""
    return member.role == Role.REPRESENTATIVE and not has_proved_identity(request)


def find_member(application: Application, number: int) -> Membership:
    """Return somebody of this team by number, or 404."""
    rows = Membership.objects.select_related("user", "organisation")
    return get_object_or_404(rows, organisation=application.organisation_id, pk=number)


def case_url(application: Application) -> str:
    """Return the address from which the team was opened."""
    if application.is_draft:
        return overview_url(application)
    return reverse("application_status", args=[application.code])


def show(
    request: SignedInRequest, application: Application, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Render one of the pages of the team."""
    common = {
        "application": application,
        "caption": application.organisation_name or application.organisation.name,
        "back_url": reverse("team", args=[application.code]),
    }
    return render(request, template, common | context)
