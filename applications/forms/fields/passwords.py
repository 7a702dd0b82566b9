"""Fields for passwords: taken exactly as typed, never shown again."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applications.forms.fields.base import WithMissingText
from applications.models.user import User
from wir_foerderung.password_validation import minimum_length

# The button itself comes with the script: without it there would be nothing to press.
SHOWING = {"data-show": _("Passwort anzeigen"), "data-hide": _("Passwort verbergen")}


class PasswordField(WithMissingText, forms.CharField):
    """The password somebody has; blanks count."""

    widget = forms.PasswordInput
    attrs = {"autocomplete": "current-password"}
    missing = _("Geben Sie Ihr Passwort ein.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.widget.attrs.update(SHOWING)


class NewPasswordField(PasswordField):
    """A password to be; ``user`` is the person it must not resemble."""

    attrs = {"autocomplete": "new-password"}
    missing = _("Wählen Sie ein Passwort.")
    hint = _("Mindestens {length} Zeichen. Ein kurzer Satz ist gut.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = None

    @property
    def user(self) -> User | None:
        """Return whose password it will be; nobody's at a sign-up."""
        return self._user

    @user.setter
    def user(self, user: User | None) -> None:
        self._user = user
        self.help_text = format_lazy(self.hint, length=minimum_length(user))

    def clean(self, value: Any) -> str:
        """Return the password when it is long and rare enough."""
        password = super().clean(value)
        if self.user is not None:
            get_adapter().clean_password(password, user=self.user)
        return password
