"""Numbers of bank accounts (IBAN, ISO 13616) and whether an account belongs to an association."""

import re
import unicodedata
from typing import Final

from applications.rules.organisation import comparable_name

# What follows country and check digits: how many digits (n), capitals (a) or both (c). These
# are all countries of SEPA: nobody may ask for a German account (Reg. (EU) 260/2012, Art. 9).
_STRUCTURES: Final = {
    "AD": "8n12c",
    "AL": "8n16c",
    "AT": "16n",
    "BE": "12n",
    "BG": "4a6n8c",
    "CH": "5n12c",
    "CY": "8n16c",
    "CZ": "20n",
    "DE": "18n",
    "DK": "14n",
    "EE": "16n",
    "ES": "20n",
    "FI": "14n",
    "FR": "10n11c2n",
    "GB": "4a14n",
    "GI": "4a15c",
    "GR": "7n16c",
    "HR": "17n",
    "HU": "24n",
    "IE": "4a14n",
    "IS": "22n",
    "IT": "1a10n12c",
    "LI": "5n12c",
    "LT": "16n",
    "LU": "3n13c",
    "LV": "4a13c",
    "MC": "10n11c2n",
    "MD": "20c",
    "ME": "18n",
    "MK": "3n10c2n",
    "MT": "4a5n18c",
    "NL": "4a10n",
    "NO": "11n",
    "PL": "24n",
    "PT": "21n",
    "RO": "4a16c",
    "RS": "18n",
    "SE": "20n",
    "SI": "15n",
    "SK": "20n",
    "SM": "1a10n12c",
    "VA": "18n",
}
COUNTRIES: Final = frozenset(_STRUCTURES)
HOME: Final = "DE"
LONGEST: Final = 34
_CLASSES: Final = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
# What ISO 7064 can produce; 00, 01 and 99 would also pass the division.
_CHECK_DIGITS: Final = {f"{number:02}" for number in range(2, 99)}
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


class NotAnIban(Exception):
    """Length, signs or check digits do not fit: somebody mistyped."""


class CountryNotServed(Exception):
    """We cannot transfer money to this country."""


def normal_iban(text: str) -> str:
    """Return a number without blanks and in capitals.

    Raises `NotAnIban` and `CountryNotServed`. Signs of other scripts that look like ours are
    refused, not translated.
    """
    compact = "".join(text.split())
    if not compact.isascii():
        raise NotAnIban
    number = compact.upper()
    country = number[:2]
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", number):
        raise NotAnIban
    if country not in _STRUCTURES:
        # A number that is right in itself comes from far away; any other is mistyped.
        raise CountryNotServed if has_right_check_digits(number) else NotAnIban
    fits = re.fullmatch(_pattern(_STRUCTURES[country]), number[4:])
    if not (fits and has_right_check_digits(number)):
        raise NotAnIban
    return number


def has_right_check_digits(number: str) -> bool:
    """Say whether the check digits of a compact number are right (ISO 7064 MOD 97-10)."""
    turned = number[4:] + number[:4]
    as_digits = "".join(str(int(sign, 36)) for sign in turned)
    return number[2:4] in _CHECK_DIGITS and int(as_digits) % 97 == 1


def grouped(iban: str) -> str:
    """Return a number in groups of four, as it is printed."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def masked(iban: str) -> str:
    """Return a number as it is shown: only the country and the last four signs."""
    return grouped(iban[:2] + "•" * (len(iban) - 6) + iban[-4:])


def is_foreign(iban: str) -> bool:
    """Say whether the account is kept abroad."""
    return not iban.startswith(HOME)


def holder_fits(holder: str, *, association: str) -> bool:
    """Say whether an account is in the name of the association.

    Capitals, `e. V.`, signs between words and ways of writing umlauts make no difference.
    """
    return _folded(holder) == _folded(association) != ""


def _folded(name: str) -> str:
    plain = comparable_name(unicodedata.normalize("NFC", name)).translate(_UMLAUTS)
    letters = unicodedata.normalize("NFKD", plain)
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _pattern(structure: str) -> str:
    return re.sub(r"(\d+)([nac])", lambda part: f"{_CLASSES[part[2]]}{{{part[1]}}}", structure)
