"""The pages of an account: sign up, confirm the address, sign in and out, change things.

The sign-in library does the work; here stand our titles and the few places where we differ.
"""

import time
from http import HTTPStatus
from typing import Any, cast

from allauth.account import views as library
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
    EmailVerificationProcess,
)
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import RateLimited
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView
from django.views.generic.base import ContextMixin

from applications.forms.account import EMAIL_LABEL, NameForm, RemindersForm, ShortcutsForm
from applications.models.user import User
from applications.services import accounts, second_factor
from applications.services.applicant_view import Cause, close
from applications.views.kept_input import KEPT

NEW_CODE_SENT = _("Der Code ist zu alt. Wir haben Ihnen einen neuen geschickt.")
NAME_SAVED = _("Ihr Name ist gespeichert.")
REMINDERS_SAVED = _("Ihre Auswahl ist gespeichert.")
BACK_TO_ACCOUNT = {"back_url": reverse_lazy("account")}


class DemoMails(ContextMixin):
    """Adds the way to the mails of a rehearsal."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context with ``demo_mails_url``, empty outside a rehearsal."""
        url = reverse("demo_mails") if settings.REHEARSAL_NOW else ""
        return super().get_context_data(demo_mails_url=url, **kwargs)


class TooManyTries(FormView):
    """Answers 429 when a limit was reached; the form says how long to wait."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again."""
        response: HttpResponse = super().form_invalid(form)
        if any(form.has_error(name, "too_many_login_attempts") for name in form.errors):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


class SignUp(library.SignupView):
    """A01; all that is written is written at once, for a known address and for a new one.

    Each commit waits for the disk: a stranger could count them by the clock.
    """

    def form_valid(self, form: Form) -> HttpResponse:
        """Make the account, or tell its owner by mail that there is one."""
        with transaction.atomic():
            return cast(HttpResponse, super().form_valid(form))


class SignIn(TooManyTries, library.LoginView):
    """A03: address and password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say why the page is shown when a session was over."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        session = self.request.session
        has_input = bool(session.get(KEPT))
        was_signed_out = session.pop("session_expired", False) or has_input
        return context | {
            "was_signed_out": was_signed_out,
            "has_input": has_input,
            "identity_provider": _identity_provider(),
        }


def _identity_provider() -> dict[str, str] | None:
    """Return what the button for staff needs, None where no provider is set."""
    if not settings.OIDC_ISSUER:
        return None
    return {"id": settings.OIDC_PROVIDER, "name": settings.OIDC_NAME}


class EmailCode(DemoMails, TooManyTries, library.ConfirmEmailVerificationCodeView):
    """A02; an old code is replaced by a new one at once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a new code before the library gives up an old one."""
        state = request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY)
        if state:
            process = EmailVerificationProcess(request, state)
            if not process.is_valid() and process.can_resend:
                state.update(at=time.time(), failed_attempts=0)
                self.send_again(process)
                return redirect("account_email_verification_sent")
        return cast(HttpResponse, super().dispatch(request, *args, **kwargs))

    def send_again(self, process: EmailVerificationProcess) -> None:
        """Send another code to the same address."""
        try:
            process.resend()
        except RateLimited:
            process.persist()
        else:
            messages.info(self.request, NEW_CODE_SENT)


class PasswordRequested(DemoMails, library.PasswordResetDoneView):
    """A04: the same words whether the address is known or not."""


class ChangeEmail(library.EmailView):
    """A05: a new address; of the library's actions only this one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code to the new address."""
        response: HttpResponse = library.AjaxCapableProcessFormViewMixin.post(self, request)
        return response


class SignOut(library.LogoutView):
    """Ends the session; what the browser kept of our pages goes, too."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out and go to the start page."""
        request = self.request
        if request.user.is_authenticated:
            close(
                request.session,
                cause=Cause.SIGNED_OUT,
                actor=request.user,
                at=request.received_at,
            )
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """A05: what belongs to the account: the name, the reminders, for staff the keys."""
    user = cast(User, request.user)
    form = NameForm(_sent(request, ""), initial={"name": user.name})
    reminders_form = RemindersForm(
        _sent(request, "reminders"),
        initial={"wants_reminders": _yes_or_no(user.wants_reminders)},
    )
    shortcuts_form = ShortcutsForm(
        _sent(request, "shortcuts"), initial={"uses_shortcuts": _yes_or_no(user.uses_shortcuts)}
    )
    for sent, save in (
        (form, _save_name),
        (reminders_form, _save_reminders),
        (shortcuts_form, _save_shortcuts),
    ):
        if sent.is_valid():
            messages.success(request, save(user, sent.cleaned_data))
            return redirect("account")
    context = {
        "form": form,
        "reminders_form": reminders_form,
        "shortcuts_form": shortcuts_form if user.is_staff else None,
        "page_title": _("Mein Konto"),
        "email_label": EMAIL_LABEL,
        "has_second_factor": second_factor.is_enrolled(user),
    }
    return render(request, "account/account.html", context)


def _sent(request: HttpRequest, target: str) -> Any:
    """Return what was sent if it was for this form; the first one takes what names no form."""
    if request.method != "POST":
        return None
    named = request.POST.get("target", "")
    is_ours = named == target or (not target and named not in {"reminders", "shortcuts"})
    return request.POST if is_ours else None


def _yes_or_no(switch: bool) -> str:
    return "yes" if switch else "no"


def _save_name(user: User, chosen: dict[str, Any]) -> Any:
    accounts.change_name(account=user, name=chosen["name"])
    return NAME_SAVED


def _save_reminders(user: User, chosen: dict[str, Any]) -> Any:
    accounts.switch_reminders(account=user, wants_reminders=chosen["wants_reminders"] == "yes")
    return REMINDERS_SAVED


def _save_shortcuts(user: User, chosen: dict[str, Any]) -> Any:
    accounts.switch_shortcuts(account=user, uses_shortcuts=chosen["uses_shortcuts"] == "yes")
    return REMINDERS_SAVED


@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """A02: forget the unconfirmed address and go back to the sign-up form."""
    request.session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
    clear_login(request)
    return redirect("account_signup")


@require_GET
def onward(request: HttpRequest) -> HttpResponse:
    """Go where this person works: to the applications or to the desk."""
    return redirect(get_adapter().get_login_redirect_url(request))


@require_GET
def password_saved(request: HttpRequest) -> HttpResponse:
    """A04: the new password is saved; the library has left its message."""
    return redirect("account_login")


sign_up = SignUp.as_view(extra_context={"page_title": _("Konto anlegen")})
email_code = EmailCode.as_view(extra_context={"page_title": _("Prüfen Sie Ihre E-Mails")})
sign_in = SignIn.as_view(extra_context={"page_title": _("Anmelden")})
sign_out = SignOut.as_view(extra_context={"page_title": _("Abmelden")})
closed = library.AccountInactiveView.as_view(extra_context={"page_title": _("Konto geschlossen")})
change_email = ChangeEmail.as_view(
    extra_context=BACK_TO_ACCOUNT | {"page_title": _("E-Mail-Adresse ändern")}
)
change_password = library.PasswordChangeView.as_view(
    extra_context=BACK_TO_ACCOUNT | {"page_title": _("Passwort ändern")}
)
prove_password = library.ReauthenticateView.as_view(
    extra_context={"page_title": _("Geben Sie bitte Ihr Passwort ein")}
)
request_password = library.PasswordResetView.as_view(
    extra_context={"page_title": _("Neues Passwort")}
)
password_requested = PasswordRequested.as_view(
    extra_context={"page_title": _("Prüfen Sie Ihre E-Mails")}
)
new_password = library.PasswordResetFromKeyView.as_view(
    extra_context={"page_title": _("Neues Passwort")}
)
devices = ListUserSessionsView.as_view(
    extra_context=BACK_TO_ACCOUNT | {"page_title": _("Angemeldete Geräte")}
)
