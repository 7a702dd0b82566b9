"""The forms of the second factor: enrol, enter a code, switch off, new recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp import forms as totp_forms
from django.utils.translation import gettext_lazy as _

from applications.forms.account import CodeField
from applications.forms.base import Button, KernForm
from applications.services import second_factor


class ActivationForm(KernForm, totp_forms.ActivateTOTPForm):
    """The first code of a new authenticator app."""

    buttons = (Button(_("Einrichten")),)
    code = CodeField(help_text=_("6 Ziffern aus Ihrer App"))

    def clean_code(self) -> str:
        """Take the code once."""
        code = super().clean_code()
        second_factor.use_up_code(self.user, code)
        return code


class UsedOnceForm(KernForm, base_forms.BaseAuthenticateForm):
    """Refuses a code of the app that somebody may have seen being typed."""

    code = CodeField(help_text=_("6 Ziffern aus Ihrer App oder ein Ersatzcode"))

    def clean_code(self) -> str:
        """Check the code, then use it up."""
        code: str = super().clean_code()
        is_from_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_from_app and not second_factor.use_up_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(UsedOnceForm, base_forms.AuthenticateForm):
    """The code at sign-in, from the app or one of the recovery codes."""

    buttons = (Button(_("Anmelden")),)


class CodeProofForm(UsedOnceForm, base_forms.ReauthenticateForm):
    """The code once more, before something important is changed."""

    buttons = (Button(_("Weiter")),)


class DeactivationForm(KernForm, totp_forms.DeactivateTOTPForm):
    """Switches the second factor off; staff may not."""

    buttons = (Button(_("Ausschalten")),)


class RecoveryCodesForm(KernForm, GenerateRecoveryCodesForm):
    """Makes new recovery codes; the old ones are void."""

    buttons = (Button(_("Neue Ersatzcodes")),)
