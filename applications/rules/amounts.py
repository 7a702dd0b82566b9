"""Amounts that explain themselves: what was multiplied by what, and by which law."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from applications.rules.money import round_eur


@dataclass(frozen=True, kw_only=True)
class AmountLine:
    """One line of a calculation: `amount_eur` is `basis_eur` times `factor`, half up to cents."""

    code: str
    basis_eur: Decimal
    factor: Decimal
    amount_eur: Decimal
    source: str = ""

    @classmethod
    def times(cls, code: str, basis_eur: Decimal, factor: Decimal, source: str = "") -> Self:
        """Calculate a line."""
        return cls(
            code=code,
            basis_eur=basis_eur,
            factor=factor,
            amount_eur=round_eur(basis_eur * factor),
            source=source,
        )

    @classmethod
    def plain(cls, code: str, amount_eur: Decimal, source: str = "") -> Self:
        """Make a line of an amount that was given, not calculated."""
        return cls.times(code, amount_eur, Decimal(1), source)


def total_eur(lines: tuple[AmountLine, ...]) -> Decimal:
    """Add up the amounts of some lines."""
    return sum((line.amount_eur for line in lines), Decimal("0.00"))
