"""Django's password checks with our sentences, and words that say too much."""

import re
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MINIMUM_LENGTH: Final = 12
STAFF_MINIMUM_LENGTH: Final = 15
# The 20,000 most frequent ones of 12 characters and more; shorter ones are refused anyway.
COMMON_PASSWORDS: Final = Path(__file__).parent / "common_passwords.txt.gz"
# What somebody tries first who knows nothing but this site.
PROGRAMME_WORDS: Final = frozenset(
    {"wir", "hessen", "ministerium", "förderung", "foerderung", "antrag", "verein"}
)
# So many letters must be left of a password without such words.
OWN_LETTERS: Final = 8
_SHORTEST_WORD: Final = 3


def minimum_length(user: Any) -> int:
    """Return how long a password of this person has to be; staff need longer ones."""
    return STAFF_MINIMUM_LENGTH if getattr(user, "is_staff", False) else MINIMUM_LENGTH


class LengthValidator:
    """Length is the only demand on the shape of a password."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that is shorter than this person's have to be."""
        length = minimum_length(user)
        if len(password) < length:
            sentence = _("Das Passwort ist zu kurz. Nehmen Sie mindestens %(length)d Zeichen.")
            raise ValidationError(sentence % {"length": length}, code="password_too_short")


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses what an attacker tries first."""

    def __init__(self) -> None:
        super().__init__(COMMON_PASSWORDS)

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


class KnownWordsValidator:
    """Refuses what consists of words that everybody knows who knows the person or this site.

    The name, the address, the associations and the words of the programme may stand in a
    password; but it must still be one without them.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password of which too little is left without such words."""
        text = password.casefold()
        known = sorted(PROGRAMME_WORDS | _words_of(user), key=len, reverse=True)
        rest = re.sub("|".join(map(re.escape, known)), " ", text)
        if rest != text and len("".join(filter(str.isalpha, rest))) < OWN_LETTERS:
            raise ValidationError(
                _(
                    "Das Passwort besteht fast nur aus bekannten Wörtern wie Ihrem Namen, Ihrem "
                    "Verein oder „WIR“ und „Hessen“. Bitte nehmen Sie ein anderes."
                ),
                code="password_of_known_words",
            )


def _words_of(user: Any) -> set[str]:
    """Return the words by which others know this person."""
    texts = [getattr(user, "name", ""), getattr(user, "email", "")]
    if getattr(user, "pk", None):
        texts += user.memberships.values_list("organisation__name", flat=True)
    words = re.findall(r"[^\W\d_]+", " ".join(texts).casefold())
    return {word for word in words if len(word) >= _SHORTEST_WORD}
