"""Staff who sign in at the identity provider of their authority (OpenID Connect).

It replaces the password only: the second factor is asked for as always. Who may work here is
decided here, so it makes no account and opens none of an applicant.
"""

from typing import Any, Final

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.services import security_log

NO_ACCOUNT: Final = _(
    "Mit %(provider)s melden sich nur Beschäftigte an, die hier schon ein Konto haben. "
    "Fragen Sie Ihre Verwaltung."
)
DID_NOT_WORK: Final = _(
    "Die Anmeldung mit %(provider)s hat nicht geklappt. Versuchen Sie es noch einmal, "
    "oder melden Sie sich mit Ihrem Passwort an."
)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Lets in whose confirmed address belongs to an account of the staff, and nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse all others, and every other purpose than to sign in."""
        user = sociallogin.user
        is_login = sociallogin.state.get("process") == AuthProcess.LOGIN
        if is_login and sociallogin.is_existing and user.is_staff and user.is_active:
            return
        security_log.sign_in_refused(user.email, at=clock.now())
        raise ImmediateHttpResponse(refused(request, NO_ACCOUNT))

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Answer what was cancelled, refused or made up; the library would show its own page."""
        raise ImmediateHttpResponse(refused(request))


def refused(request: HttpRequest, sentence: Any = DID_NOT_WORK) -> HttpResponse:
    """Lead back to the page to sign in, which says why."""
    messages.error(request, sentence % {"provider": settings.OIDC_NAME})
    return redirect("account_login")
