"""The help with the values of the round and of the law in its sentences."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import clock
from applications.models import FundingRound, LegalParameter
from applications.rules.minijob_cost import CONTRIBUTIONS, maximum_hours, month_cost
from applications.rules.money import NO_BREAK_SPACE, format_eur_in_text, format_number
from applications.rules.parameters import ParameterKind, Parameters
from applications.rules.periods import Month, last_day_before
from applications.workflow.answer_sheet import long_date


def help_figures(*, funding_round: FundingRound | None, at: datetime) -> Mapping[str, str]:
    """Return the values that sentences of the help name; without a round only those of the law."""
    parameters = LegalParameter.objects.as_parameters(confirmed_by=at)
    if not funding_round:
        return _of_the_law(parameters, Month.of(clock.berlin_date(at)), None)
    last_day = last_day_before(funding_round.closes_at)
    law = _of_the_law(parameters, Month.of(funding_round.period_from), last_day)
    return {**law, **_of_the_round(funding_round)}


def _of_the_law(parameters: Parameters, month: Month, known_by: date | None) -> dict[str, str]:
    """Return what a full minijob costs in a month, as one planned it on a day."""

    def value(kind: ParameterKind) -> Decimal:
        return parameters.planning(kind, month, known_by).value

    limit_eur = value(ParameterKind.MINIJOB_EARNINGS_LIMIT)
    minimum_wage_eur = value(ParameterKind.MINIMUM_WAGE)
    cost = month_cost(limit_eur, month, parameters, known_by=known_by)
    return {
        "limit": _eur(limit_eur),
        "minimum_wage": _eur(minimum_wage_eur),
        "hours": format_number(maximum_hours(limit_eur, minimum_wage_eur)),
        "rate": format_number(sum(map(value, CONTRIBUTIONS), Decimal())),
        "month_cost": _eur(cost.total_eur),
    }


def _of_the_round(funding_round: FundingRound) -> dict[str, str]:
    return {
        "budget": _eur(funding_round.budget_eur),
        "compliance_years": str(funding_round.compliance_notice_years),
        "deadline": _weekday(last_day_before(funding_round.closes_at)),
        "decision_expected_on": long_date(funding_round.decision_expected_on),
        "exemption_years": str(funding_round.exemption_notice_years),
        "micro_project_maximum": _eur(funding_round.micro_project_maximum_eur),
        "minijob_maximum": _eur(funding_round.minijob_maximum_eur),
        "own_share": _own_share(funding_round.minimum_own_share_percent),
        "proof_due_on": long_date(funding_round.proof_due_on),
    }


def _eur(amount_eur: Decimal) -> str:
    """Write an amount that no line end tears apart."""
    return format_eur_in_text(amount_eur).replace(" ", NO_BREAK_SPACE)


def _weekday(day: date) -> str:
    return date_format(day, "l, j. F Y")


def _own_share(percent: int) -> str:
    if not percent:
        return _("keine Eigenmittel")
    return _("Eigenmittel von mindestens %(percent)s Prozent") % {"percent": percent}
