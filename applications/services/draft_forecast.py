"""Before the deadline: how many drafts there are, how far they are, and what may come.

Only counts leave this module. Drafts belong to their associations; staff never learn whose
they are.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import add
from typing import Final

from django.db.models import Case, IntegerField, Value, When

from applications import clock
from applications.models import Application, FundingRound
from applications.models.application import RELATIONS
from applications.rules.draft_forecast import Draft, Forecast, Sent, forecast
from applications.rules.lifecycle import State
from applications.rules.money import ZERO

_SECTIONS: Final = tuple(RELATIONS.values())


def forecast_of(funding_round: FundingRound, *, at: datetime) -> Forecast | None:
    """Return what the drafts of a round let us expect; None once its deadline is over."""
    if at >= funding_round.closes_at:
        return None
    rows = Application.objects.filter(round=funding_round)
    sent = rows.counted().values_list("created_at", "requested_eur")
    return forecast(
        [
            Draft(age_days=_days(begun, at), saved=saved, sections=len(_SECTIONS))
            for begun, saved in _drafts(funding_round)
        ],
        [Sent(age_days=_days(begun, at), requested_eur=amount or ZERO) for begun, amount in sent],
        maximum_eur=funding_round.maximum_eur,
    )


def _drafts(funding_round: FundingRound) -> Iterable[tuple[datetime, int]]:
    """Return when each draft began and how many of its sections somebody has saved."""
    saved = reduce(add, (_is_saved(relation) for relation in _SECTIONS))
    drafts = Application.objects.filter(round=funding_round, state=State.DRAFT)
    return drafts.annotate(saved=saved).values_list("created_at", "saved")


def _is_saved(relation: str) -> Case:
    return Case(
        When(**{f"{relation}__version__gt": 0}, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _days(begun: datetime, at: datetime) -> int:
    return (clock.berlin_date(at) - clock.berlin_date(begun)).days
