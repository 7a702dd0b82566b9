"""Changing or revoking an award that stands (§§ 48, 49 HVwVfG, Nr. 2 ANBest-P)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from applications.rules.decisions import GrantAmounts
from applications.rules.periods import Period


class AwardChangeKind(StrEnum):
    """An amendment leaves an award with other contents, a revocation leaves none."""

    AMENDMENT = "amendment"
    REVOCATION = "revocation"


class ChangeBasis(StrEnum):
    """Why an award may be changed."""

    WISH = "wish"
    LOWER_COSTS = "lower_costs"
    RESERVED = "reserved"
    OTHER_PURPOSE = "other_purpose"
    CONDITION = "condition"
    UNLAWFUL = "unlawful"


# The law that carries each basis; the ministry's lawyers confirm the wording of the letter.
LAW: Final[Mapping[ChangeBasis, str]] = {
    ChangeBasis.WISH: "§ 49 Abs. 1 HVwVfG",
    ChangeBasis.LOWER_COSTS: "§ 49 Abs. 3 HVwVfG, Nr. 2 ANBest-P",
    ChangeBasis.RESERVED: "§ 49 Abs. 2 Satz 1 Nr. 1 HVwVfG",
    ChangeBasis.OTHER_PURPOSE: "§ 49 Abs. 3 Satz 1 Nr. 1 HVwVfG",
    ChangeBasis.CONDITION: "§ 49 Abs. 3 Satz 1 Nr. 2 HVwVfG",
    ChangeBasis.UNLAWFUL: "§ 48 HVwVfG",
}
# What the association asked for itself burdens nobody, so nobody needs to be heard (§ 28).
WITHOUT_HEARING: Final = frozenset({ChangeBasis.WISH})


class ChangeNotAllowed(ValueError):
    """The change breaks a rule; the first argument is the code of the sentence."""


def check_change(
    kind: AwardChangeKind,
    *,
    basis: ChangeBasis,
    before: GrantAmounts,
    after: GrantAmounts,
    is_period_changed: bool,
    heard: str,
) -> None:
    """Raise ``ChangeNotAllowed`` unless this change of an award is possible; amounts in EUR.

    Codes: ``more`` (an award never grows this way: that takes a new decision), ``nothing_left``
    (that is a revocation), ``something_left``, ``nothing_changed``, ``not_heard`` (§ 28 HVwVfG).
    """
    pairs = (
        (before.micro_project_eur, after.micro_project_eur),
        (before.minijob_eur, after.minijob_eur),
    )
    if any(new > old or new < 0 for old, new in pairs):
        raise ChangeNotAllowed("more")
    if kind == AwardChangeKind.REVOCATION and after.total_eur:
        raise ChangeNotAllowed("something_left")
    if kind == AwardChangeKind.AMENDMENT:
        if not after.total_eur:
            raise ChangeNotAllowed("nothing_left")
        if after == before and not is_period_changed:
            raise ChangeNotAllowed("nothing_changed")
    if basis not in WITHOUT_HEARING and not heard.strip():
        raise ChangeNotAllowed("not_heard")


def check_new_period(first: date | None, last: date | None, *, within: Period) -> None:
    """Raise ``ChangeNotAllowed`` unless the new Bewilligungszeitraum lies in that of its round.

    None twice leaves it as it is. The money of a round may be spent in the period of its call
    only (§ 45 Abs. 1 LHO); what comes later takes a new decision.
    Codes: ``period`` (half of it is missing, or it ends before it begins), ``begins_outside``,
    ``ends_outside``.
    """
    if first is None and last is None:
        return
    if first is None or last is None or last < first:
        raise ChangeNotAllowed("period")
    if first not in within:
        raise ChangeNotAllowed("begins_outside")
    if last not in within:
        raise ChangeNotAllowed("ends_outside")


def freed_eur(*, before: GrantAmounts, after: GrantAmounts) -> Decimal:
    """Return what comes back to the budget, in EUR."""
    return before.total_eur - after.total_eur
