"""The help names the values of the round and of the law, and no others."""

from datetime import date

import pytest

from applications.rules.parameters import ParameterKind
from applications.services import legal_parameters
from applications.services.help_topics import help_figures
from applications.texts.help_topics import TOPICS, answer_of
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.BEGUN_AT


def test_figures_of_2020_are_those_of_the_round_and_the_law() -> None:
    figures = help_figures(funding_round=factories.make_round(), at=AT)

    assert figures == {
        "budget": "400.000\N{NO-BREAK SPACE}Euro",
        "compliance_years": "3",
        "deadline": "Freitag, 31. Januar 2020",
        "decision_expected_on": "31. März 2020",
        "exemption_years": "5",
        "hours": "48,12",
        "limit": "450\N{NO-BREAK SPACE}Euro",
        "micro_project_maximum": "3.000\N{NO-BREAK SPACE}Euro",
        "minijob_maximum": "7.200\N{NO-BREAK SPACE}Euro",
        "minimum_wage": "9,35\N{NO-BREAK SPACE}Euro",
        "month_cost": "590,18\N{NO-BREAK SPACE}Euro",
        "own_share": "keine Eigenmittel",
        "proof_due_on": "31. März 2021",
        "rate": "31,15",
    }


def test_figures_follow_another_round() -> None:
    funding_round = factories.make_round()
    funding_round.period_from = date(2026, 1, 1)
    funding_round.closes_at = funding_round.closes_at.replace(year=2026)
    funding_round.minimum_own_share_percent = 10

    figures = help_figures(funding_round=funding_round, at=funding_round.closes_at)

    assert figures["limit"] == "603\N{NO-BREAK SPACE}Euro"
    assert figures["minimum_wage"] == "13,90\N{NO-BREAK SPACE}Euro"
    assert figures["month_cost"] == "790,95\N{NO-BREAK SPACE}Euro"
    assert figures["own_share"] == "Eigenmittel von mindestens 10 Prozent"


def test_values_that_one_person_entered_do_not_count() -> None:
    figures = help_figures(funding_round=factories.make_round(), at=AT)

    legal_parameters.enter_parameter(
        kind=ParameterKind.MINIJOB_EARNINGS_LIMIT,
        valid_from=date(2020, 1, 1),
        known_from=None,
        value=999,
        source="Probe",
        actor=factories.make_staff("Verwaltung"),
        at=AT,
    )

    assert help_figures(funding_round=factories.make_round(), at=AT) == figures


def test_without_a_round_the_law_still_speaks() -> None:
    figures = help_figures(funding_round=None, at=AT)

    assert figures["limit"] == "450\N{NO-BREAK SPACE}Euro"
    assert all(answer_of(topic, figures).paragraphs for topic in TOPICS.values())


def test_every_place_in_the_texts_is_known() -> None:
    figures = help_figures(funding_round=factories.make_round(), at=AT)

    for topic in TOPICS.values():
        assert len(answer_of(topic, figures).paragraphs) == len(topic.paragraphs)
