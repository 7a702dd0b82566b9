"""The pages of the second factor: set up, enter a code, recovery codes, switch off."""

from allauth.mfa.base import views as library
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.services import second_factor, security_log


class SetUp(totp.ActivateTOTPView):
    """Shows the QR code and takes the first code of the app."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Save; whoever has just shown a code need not show another."""
        response: HttpResponse = super().form_valid(form)
        second_factor.note_enrolment(self.request)
        return response


class EnterCode(library.AuthenticateView):
    """Takes the code at sign-in, from the app or a recovery code."""

    def _build_forms(self) -> Form:
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=data)
        self.webauthn_form = None
        return self.auth_form

    def form_invalid(self, form: Form) -> HttpResponse:
        """Log the wrong code and ask again."""
        security_log.code_refused(self.stage.login.user, at=clock.now())
        refused: HttpResponse = super().form_invalid(form)
        return refused


overview = library.IndexView.as_view(
    extra_context={"page_title": _("Zweiter Schutz"), "back_url": reverse_lazy("account")}
)
set_up = SetUp.as_view(extra_context={"page_title": _("Zweiten Schutz einrichten")})
switch_off = totp.DeactivateTOTPView.as_view(
    extra_context={"page_title": _("Zweiten Schutz ausschalten")}
)
enter_code = EnterCode.as_view(extra_context={"page_title": _("Code eingeben")})
prove_code = library.ReauthenticateView.as_view(extra_context={"page_title": _("Code eingeben")})
show_recovery_codes = recovery_codes.ViewRecoveryCodesView.as_view(
    extra_context={"page_title": _("Ihre Ersatzcodes")}
)
new_recovery_codes = recovery_codes.GenerateRecoveryCodesView.as_view(
    extra_context={"page_title": _("Neue Ersatzcodes")}
)
