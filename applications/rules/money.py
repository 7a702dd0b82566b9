"""Euros and hours as people in Germany write them: strict reading, exact rounding."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal("0.00")
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"

# Blanks that German typography puts between groups of three digits.
_BLANK = "[ \u00a0\u202f]"
# Either no grouping at all, or one kind of separator before every group of three digits.
_WHOLE = rf"(?:[0-9]+|[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+)"
_NUMBER = re.compile(rf"(?P<whole>{_WHOLE})(?:,(?P<fraction>[0-9]+))?")
_UNIT = re.compile(rf"{_BLANK}*(?:€|EUR|Euro)$", re.IGNORECASE)
_MAXIMUM_DIGITS = 10
_GERMAN_MARKS = str.maketrans(",.", ".,")


class NotAnAmount(ValueError):
    """The text is not an amount in German notation."""


def round_eur(amount: Decimal) -> Decimal:
    """Round to whole cents, half up: 0.855 becomes 0.86."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def round_down(amount: Decimal) -> Decimal:
    """Cut to two places, so that a value below a limit is never shown as the limit."""
    return amount.quantize(CENT, rounding=ROUND_DOWN)


def parse_eur(text: str) -> Decimal:
    """Read an amount: `1234`, `1234,5`, `1.234,50`, `1 234,50 €`; a lone `1.234` means 1234.

    Raises `NotAnAmount` for everything that could be read in two ways, such as `1.23` or
    `1,234.50`, for signs, exponents, underscores and digits of other scripts.
    """
    return _parse(_UNIT.sub("", text.strip()))


def parse_hours(text: str) -> Decimal:
    """Read a number of hours with a decimal comma, such as `40` or `19,5`.

    Raises `NotAnAmount` as `parse_eur` does.
    """
    return _parse(text.strip())


def parse_rate(text: str) -> Decimal:
    """Read a value of the law with at most four decimals, such as `9,35` or `0,0625`.

    Raises `NotAnAmount` as `parse_eur` does.
    """
    return _parse(text.strip(), places=4)


def format_eur(amount: Decimal) -> str:
    """Write an amount for tables and letters: `8.361,62 €` with a no-break space."""
    return f"{format_number(amount)}{NO_BREAK_SPACE}€"


def format_eur_in_text(amount: Decimal) -> str:
    """Write an amount for running text: `10.200 Euro`, with cents only where there are any."""
    number = format_number(amount).removesuffix(",00")
    return f"{number} Euro"


def format_number(value: Decimal) -> str:
    """Write a number with two places in German notation: `8.361,62`."""
    english = f"{round_eur(value):,.2f}"
    return english.translate(_GERMAN_MARKS)


def _parse(text: str, *, places: int = 2) -> Decimal:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise NotAnAmount(text)
    whole, fraction = re.sub(r"[^0-9]", "", match["whole"]), match["fraction"] or "0"
    if len(whole) > _MAXIMUM_DIGITS or len(fraction) > places:
        raise NotAnAmount(text)
    return Decimal(f"{whole}.{fraction}").quantize(Decimal(1).scaleb(-places))
