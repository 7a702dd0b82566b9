"""The forms of an account: sign-up, code, sign-in, password, address, name."""

import secrets
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import (
    ChoiceField,
    ConfirmationField,
    EmailField,
    TextField,
    YesNoField,
)
from applications.forms.fields.passwords import NewPasswordField, PasswordField
from applications.models.user import User
from applications.services import account_mail

EMAIL_LABEL = _("E-Mail-Adresse")
PASSWORD_LABEL = _("Passwort")
NEW_PASSWORD_LABEL = _("Neues Passwort")
TOO_MANY_CODES = _("Das waren zu viele Versuche. Bitte warten Sie 15 Minuten.")


class NameField(TextField):
    """The name of a person as others in the team see it."""

    attrs = {"autocomplete": "name"}
    missing = _("Geben Sie Ihren Namen ein.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Ihr Name"), max_length=150, **kwargs)


class CodeField(TextField):
    """A code of six digits; blanks are ignored."""

    attrs = {"inputmode": "numeric", "autocomplete": "one-time-code"}
    missing = _("Geben Sie den Code mit 6 Ziffern ein.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Code"))
        super().__init__(max_length=20, **kwargs)

    def tidy(self, text: str) -> str:
        """Return the code without blanks."""
        return "".join(text.split())


class SignUpForm(KernForm, allauth_forms.SignupForm):
    """A01: name, address, password."""

    buttons = (Button(_("Konto anlegen")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = NameField(help_text=_("So sehen Sie die anderen im Team."))
        self.fields["email"] = EmailField(label=EMAIL_LABEL)
        self.fields["password1"] = NewPasswordField(label=PASSWORD_LABEL)
        self.order_fields(["name", "email", "password1"])

    def clean_password1(self) -> str:
        """Refuse a password that resembles the name or the address."""
        password: str = self.cleaned_data["password1"]
        person = User(
            name=self.cleaned_data.get("name") or "", email=self.cleaned_data.get("email") or ""
        )
        get_adapter().clean_password(password, user=person)
        return password

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Save; a known address costs the same time as a new one."""
        if self.account_already_exists:
            self._save_and_forget(request)
        return super().try_save(request)

    def _save_and_forget(self, request: HttpRequest) -> None:
        """Make the account under an address that nobody has, and take it back."""
        email = self.cleaned_data["email"]
        self.cleaned_data["email"] = f"{secrets.token_hex(8)}@konto.invalid"
        self.account_already_exists = False
        with transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        self.account_already_exists = True
        self.cleaned_data["email"] = email


class EmailCodeForm(KernForm, allauth_forms.ConfirmEmailVerificationCodeForm):
    """A02: the code from the mail, five tries in 15 minutes."""

    buttons = (Button(_("Bestätigen"), name="action", value="verify"),)
    code = CodeField()

    def clean_code(self) -> str:
        """Compare with the code that was sent, unless there were too many tries."""
        request = context.request
        key = f"{self.email}|{get_ip(request)}"
        if not ratelimit.consume(request, action="code_failed", key=key):
            raise ValidationError(TOO_MANY_CODES, code="too_many_login_attempts")
        code = super().clean_code()
        ratelimit.clear(request, action="code_failed", key=key)
        return code


class SignInForm(KernForm, allauth_forms.LoginForm):
    """A03: address and password."""

    buttons = (Button(_("Anmelden")),)
    password = PasswordField(label=PASSWORD_LABEL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label=EMAIL_LABEL, attrs={"autocomplete": "username"})
        self.order_fields(["login", "password"])


class PasswordResetForm(KernForm, allauth_forms.ResetPasswordForm):
    """A04: the address that gets the link."""

    buttons = (Button(_("Link schicken")),)
    email = EmailField(label=EMAIL_LABEL)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Order the link; an unknown address costs the same time as a known one."""
        account_mail.ask_for_password_link(next(iter(self.users), None))
        return str(self.cleaned_data["email"])


class NewPasswordForm(KernForm, allauth_forms.ResetPasswordKeyForm):
    """A04: the new password behind the link."""

    buttons = (Button(_("Passwort speichern")),)
    password1 = NewPasswordField(label=NEW_PASSWORD_LABEL)
    password2 = None


class FirstPasswordForm(KernForm):
    """The first password of somebody who was invited to the staff."""

    buttons = (Button(_("Passwort speichern")),)
    password = NewPasswordField(label=NEW_PASSWORD_LABEL)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        if isinstance(field, NewPasswordField):
            field.user = user


class PasswordChangeForm(KernForm, allauth_forms.ChangePasswordForm):
    """A05: a new password for somebody who knows the old one."""

    buttons = (Button(_("Passwort speichern")),)
    oldpassword = PasswordField(
        label=_("Ihr Passwort bisher"), missing=_("Geben Sie Ihr Passwort von bisher ein.")
    )
    password1 = NewPasswordField(label=NEW_PASSWORD_LABEL)
    password2 = None


class PasswordProofForm(KernForm, allauth_forms.ReauthenticateForm):
    """The password once more, before something important is changed."""

    buttons = (Button(_("Weiter")),)
    password = PasswordField(label=PASSWORD_LABEL)


class EmailChangeForm(KernForm, allauth_forms.AddEmailForm):
    """A05: another address; it counts once its code is confirmed."""

    buttons = (Button(_("Code schicken"), name="action_add"),)
    email = EmailField(label=_("Neue E-Mail-Adresse"))


class NameForm(KernForm):
    """A05: the name."""

    buttons = (Button(_("Name speichern")),)
    name = NameField()


class RemindersForm(KernForm):
    """A05: whether we write before the deadline."""

    buttons = (Button(_("Auswahl speichern"), value="reminders"),)
    wants_reminders = YesNoField(
        label=_("Erinnerungen per E-Mail"),
        help_text=_(
            "Wir erinnern Sie, bevor die Frist für einen Entwurf endet. "
            "Bevor wir einen Entwurf löschen, schreiben wir Ihnen immer."
        ),
    )


class ShortcutsForm(KernForm):
    """For staff: whether single keys do something on the review page (WCAG 2.1.4)."""

    buttons = (Button(_("Tasten speichern"), value="shortcuts"),)
    uses_shortcuts = YesNoField(
        label=_("Tastenkürzel auf der Prüfseite"),
        help_text=_("Zum Beispiel „j“ für den nächsten Antrag. In Feldern gelten sie nie."),
    )


class DeletionForm(KernForm):
    """A05: the last question before an account goes."""

    buttons = (Button(_("Konto jetzt löschen"), value="delete"),)
    is_sure = ConfirmationField(
        label=_("Ich möchte mein Konto löschen. Ich weiß: Das ist endgültig.")
    )


class OrganisationDeletionForm(KernForm):
    """The last question before an association goes; ``organisations`` are code and name."""

    organisation = ChoiceField(
        label=_("Welchen Verein möchten Sie löschen?"), missing=_("Wählen Sie einen Verein.")
    )
    is_sure = ConfirmationField(
        label=_("Ich möchte den Verein löschen. Ich weiß: Das ist endgültig.")
    )
    buttons = (Button(_("Verein jetzt löschen"), value="delete"),)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
