"""The money of a round: reserved by a proposal, committed by a signature, freed otherwise."""

from decimal import Decimal

from django.db.models import F

from applications.models import FundingRound
from applications.models.fields import euros
from applications.rules.lifecycle import LedgerEffect, State


class BudgetExceeded(Exception):
    """The round has less free money than the proposal wants; both in EUR."""

    def __init__(self, *, free_eur: Decimal, wanted_eur: Decimal) -> None:
        super().__init__(free_eur, wanted_eur)
        self.free_eur = free_eur
        self.wanted_eur = wanted_eur


def book(effect: LedgerEffect, *, round_id: int, source: State, amount_eur: Decimal) -> None:
    """Book what a move does to the money of the round, inside the running transaction.

    One conditional update decides, so that two proposals at the same instant can never take
    the same euro, on SQLite and on PostgreSQL; a CHECK stands behind it.
    Raises ``BudgetExceeded``.
    """
    if effect == LedgerEffect.NONE or not amount_eur:
        return
    rounds, amount = FundingRound.objects.filter(pk=round_id), euros(amount_eur)
    if effect == LedgerEffect.RESERVE:
        _reserve(round_id, amount_eur)
    elif effect == LedgerEffect.COMMIT:
        rounds.update(
            reserved_eur=F("reserved_eur") - amount, awarded_eur=F("awarded_eur") + amount
        )
    elif source == State.AWARDED:
        rounds.update(awarded_eur=F("awarded_eur") - amount)
    else:
        rounds.update(reserved_eur=F("reserved_eur") - amount)


def _reserve(round_id: int, amount_eur: Decimal) -> None:
    amount = euros(amount_eur)
    enough = FundingRound.objects.filter(
        pk=round_id, budget_eur__gte=F("reserved_eur") + F("awarded_eur") + amount
    )
    if not enough.update(reserved_eur=F("reserved_eur") + amount):
        free_eur = FundingRound.objects.get(pk=round_id).free_eur
        raise BudgetExceeded(free_eur=free_eur, wanted_eur=amount_eur)
