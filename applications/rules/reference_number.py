"""Reference numbers such as WIR-2020-0042-43: two check digits find every slip of one digit."""

import re
from dataclasses import dataclass
from typing import Final

_MODULUS: Final = 97
_PREFIX = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_LETTER_OFFSET: Final = ord("A") - 10


class NotAReferenceNumber(ValueError):
    """The text does not have the form of a reference number of this prefix."""


class WrongCheckDigits(ValueError):
    """The check digits do not fit; `suggestion` is the number with those that would."""

    def __init__(self, suggestion: str) -> None:
        super().__init__(suggestion)
        self.suggestion = suggestion


@dataclass(frozen=True)
class ReferenceNumber:
    """A number that was checked: the prefix of its round and its place in the round."""

    prefix: str
    number: int

    def __str__(self) -> str:
        return format(self.prefix, self.number)


def format(prefix: str, number: int) -> str:
    """Return the reference number of an application from its place in the round.

    The running number has four digits, more where four do not suffice.
    """
    return f"{prefix}-{number:04}-{check_digits(prefix, number)}"


def check_digits(prefix: str, number: int) -> str:
    """Return two check digits after ISO 7064 MOD 97-10 over the digits of the whole number.

    The name of the programme, the letters at the very start, does not count. Letters further on
    count as in an IBAN (A is 10), so two rounds of a year have different numbers.
    """
    counted = re.sub(r"^[A-Z]+(?=-?[0-9])", "", prefix).replace("-", "")
    digits = "".join(_value(character) for character in f"{counted}{number:04}")
    return f"{98 - int(digits) * 100 % _MODULUS:02}"


def parse(text: str, prefix: str) -> ReferenceNumber:
    """Read what somebody typed: small letters, blanks and missing hyphens do not matter.

    Raises `NotAReferenceNumber` or `WrongCheckDigits`.
    """
    typed = _compact(text)
    own = _compact(prefix)
    match = re.fullmatch(rf"(?:{own})?(?P<number>[0-9]{{4,7}})(?P<check>[0-9]{{2}})", typed)
    if match is None:
        raise NotAReferenceNumber(text)
    number = int(match["number"])
    if match["check"] != check_digits(prefix, number):
        raise WrongCheckDigits(format(prefix, number))
    return ReferenceNumber(prefix, number)


def check(text: str, prefix: str) -> bool:
    """Say whether a text is a reference number of this prefix with fitting check digits."""
    try:
        parse(text, prefix)
    except (NotAReferenceNumber, WrongCheckDigits):
        return False
    return True


def is_prefix(text: str) -> bool:
    """Say whether a text can begin the reference numbers of a round."""
    return _PREFIX.fullmatch(text) is not None


def _compact(text: str) -> str:
    return re.sub(r"[\s\-\u2010-\u2014]+", "", text).upper()


def _value(character: str) -> str:
    return character if character.isdigit() else str(ord(character) - _LETTER_OFFSET)
