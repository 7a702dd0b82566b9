"""An application of nobody in a round that nobody knows yet: it exists in memory only."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from applications.models import Application, FundingRound, Organisation, User
from applications.models.application import RELATIONS
from applications.rules.lifecycle import Role
from applications.rules.periods import Month, Period
from applications.rules.sections import Section
from applications.services.papers import worked_example
from applications.services.round_checks import minijob_reach
from applications.workflow.application_document import columns_of, section_model

# No row has this key, so that everything that is asked about the application finds nothing.
_NO_ROW: Final = 0


def sample_application(funding_round: FundingRound, *, code: str) -> Application:
    """Return a draft with the dates of the round and a minijob that its amount pays.

    All other questions are open. Never save it.
    """
    nobody = User(pk=_NO_ROW)
    application = Application(
        pk=_NO_ROW,
        code=code,
        round=funding_round,
        organisation=Organisation(pk=_NO_ROW, name=_("Ihr Verein")),
        created_by=nobody,
        edited_by=nobody,
        micro_project_maximum_eur=funding_round.micro_project_maximum_eur,
        minijob_maximum_eur=funding_round.minijob_maximum_eur,
    )
    answers = _answers(funding_round)
    for section in RELATIONS:
        # Naming the application puts the section into its relation, too.
        section_model(section)(application=application, **answers.get(section, {}))
    application.own_role = Role.REPRESENTATIVE  # type: ignore[attr-defined]
    application.own_active_at = None  # type: ignore[attr-defined]
    return application


def sample_eligibility() -> dict[str, str]:
    """Return answers of the Förder-Check that speak for the funding."""
    return dict(worked_example()["answers"]["eligibility"])


def _answers(funding_round: FundingRound) -> dict[str, dict[str, Any]]:
    """Return the columns of the sections that show what is special about the round."""
    starts_on, ends_on = _first_day(funding_round), funding_round.period_until
    days = {"starts_on": starts_on, "ends_on": ends_on, "version": 1}
    months = Period.of_days(starts_on, ends_on).months_touched()
    eligibility = columns_of(section_model(Section.ELIGIBILITY), sample_eligibility())
    found: dict[str, dict[str, Any]] = {
        Section.ELIGIBILITY: {**eligibility, "version": 1},
        Section.MICRO_PROJECT: days,
        Section.MINIJOB_POSITION: days,
    }
    pays = minijob_reach(funding_round, at=funding_round.opens_at)
    if pays is not None:
        found[Section.WAGE] = {
            "wage_month_eur": pays.wage_eur,
            "hours_month": pays.hours,
            "months": min(months, funding_round.maximum_months),
            "version": 1,
        }
    return found


def _first_day(funding_round: FundingRound) -> date:
    """Return the first day of the month after the decision, or of the period of the round."""
    period = funding_round.period
    after = Month.of(funding_round.decision_expected_on).plus(1).first_day
    return after if after in period else period.start
