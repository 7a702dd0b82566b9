"""Django's password checks with our sentences."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class LengthValidator(password_validation.MinimumLengthValidator):
    """Length is the only demand on the shape of a password."""

    def __init__(self, min_length: int = 12) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        """Return the sentence of the sign-up page."""
        sentence = _("Das Passwort ist zu kurz. Nehmen Sie mindestens %(length)d Zeichen.")
        return sentence % {"length": self.min_length}


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses what an attacker tries first."""

    def get_error_message(self) -> str:
        """Return the sentence of the sign-up page."""
        return _("Dieses Passwort benutzen viele Menschen. Bitte nehmen Sie ein anderes.")


class SimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    """Refuses the person's own name or address as a password."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "email"))

    def get_error_message(self) -> str:
        """Return a sentence of the same kind as those of the sign-up page."""
        return _(
            "Das Passwort ist Ihrem Namen oder Ihrer E-Mail-Adresse zu ähnlich. "
            "Bitte nehmen Sie ein anderes."
        )
