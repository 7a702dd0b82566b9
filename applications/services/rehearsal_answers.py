"""What an invented association of a rehearsal answers: a known pattern, moved to its year."""

import random
import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any, Final

from applications.models import FundingRound, LegalParameter
from applications.rules.parameters import ParameterKind
from applications.rules.periods import Month, last_day_before
from applications.rules.sections import Section
from applications.services.demo_data import generated
from applications.services.demo_data.writing import Answers
from applications.services.rehearsal_names import association_name

# The pattern belongs to this year; its position is paid for nine months from April on.
_PATTERN_YEAR: Final = 2020
_FIRST_MONTH: Final = 4
_MONTHS: Final = 9
_MONTH: Final = re.compile(r"(\d{4})(-\d{2})")
_MOST_HOURS: Final = Decimal(40)
# More than the levies of any year, so that the grant pays the whole position.
_COST_OF_ONE_EURO: Final = Decimal("1.35")
_INSURANCE_EUR: Final = Decimal("50.00")


def first_day(year: int) -> date:
    """Return the day on which the projects of a year begin."""
    return date(year, _FIRST_MONTH, 1)


def answers_of(
    dice: random.Random, index: int, *, funding_round: FundingRound, email: str
) -> Answers:
    """Return all answers of the association of this index; the same dice give the same ones."""
    seat = dice.choice(generated.SEATS)
    pattern = generated.answers_of(dice, index, seat[:3])
    years = funding_round.year - _PATTERN_YEAR
    answers = {section: _moved(columns, years) for section, columns in pattern.items()}
    name = association_name(index, seat[2])
    answers[Section.ORGANISATION] |= {"name": name, "register_number": f"VR {90000 + index}"}
    answers[Section.BOARD]["contact_email"] = email
    answers[Section.WAGE] |= wage(funding_round)
    return answers


def wage(funding_round: FundingRound) -> dict[str, Decimal]:
    """Return hours and a wage that the law of the year allows and the round pays in full."""
    parameters = LegalParameter.objects.as_parameters(confirmed_by=funding_round.opens_at)
    known_on = last_day_before(funding_round.closes_at)
    months = [Month(funding_round.year, _FIRST_MONTH).plus(number) for number in range(_MONTHS)]
    rate, limit = (
        [parameters.planning(kind, month, known_on).value for month in months]
        for kind in (ParameterKind.MINIMUM_WAGE, ParameterKind.MINIJOB_EARNINGS_LIMIT)
    )
    paid = (funding_round.minijob_maximum_eur - _INSURANCE_EUR) / _MONTHS / _COST_OF_ONE_EURO
    highest = min(*limit, paid)
    hours = min(_MOST_HOURS, (highest / max(rate)).quantize(Decimal(1), ROUND_DOWN))
    wage_eur = (max(rate) * hours).quantize(Decimal(1), ROUND_UP)
    return {
        "hours_month": hours,
        "wage_month_eur": min(wage_eur, *limit),
        "accident_insurance_eur": _INSURANCE_EUR,
    }


def _moved(value: Any, years: int) -> Any:
    """Return answers whose days and months lie so many years later; numbers stay."""
    if isinstance(value, Mapping):
        return {name: _moved(one, years) for name, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, years) for one in value]
    if isinstance(value, date):
        return value.replace(year=value.year + years)
    if isinstance(value, str) and (month := _MONTH.fullmatch(value)):
        return f"{int(month[1]) + years}{month[2]}"
    return value
