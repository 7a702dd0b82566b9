"""What holds for every application, with documents made up at random."""

import copy
import json
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from applications.rules.assessment import assess_section
from applications.rules.facts import Facts
from applications.rules.financing import finance_plan
from applications.rules.findings import Report
from applications.rules.minijob_cost import month_cost
from applications.rules.money import format_eur, format_eur_in_text, parse_eur, round_eur
from applications.rules.periods import Month
from applications.rules.reference_number import format as write_number
from applications.rules.reference_number import parse as read_number
from applications.rules.rulebook import BY_ID
from applications.rules.sections import Section
from tests.rules.support import KEYS, ON, PARAMETERS, document, report

QUICK = settings(max_examples=60, deadline=None, database=None)
WHOLE = settings(QUICK, max_examples=25)

amounts = st.decimals(min_value=0, max_value=99_999_999, places=2)
euros = amounts.map(lambda amount: f"{amount:.2f}")
small_euros = st.decimals(min_value=0, max_value=4000, places=2).map(
    lambda amount: f"{amount:.2f}"
)
days = st.dates(min_value=Facts.from_document(document()).round.period_from).map(str)

ALONE = [one for one in Section if one not in (Section.REVIEW, Section.DECLARATIONS)]


def spoiled(key: str, draw: st.DataObject) -> dict[str, Any]:
    """Take answers away at random and change some others."""
    whole = document(key)
    for section in whole["answers"].values():
        for name, value in section.items():
            if draw.draw(st.integers(0, 4)) == 0:
                section[name] = [] if isinstance(value, list) else None
    answers = whole["answers"]
    answers["wage"]["wage_month_eur"] = draw.draw(st.none() | small_euros)
    answers["wage"]["hours_month"] = draw.draw(st.none() | small_euros)
    answers["wage"]["months"] = draw.draw(st.none() | st.integers(0, 24))
    answers["micro_project"]["starts_on"] = draw.draw(st.none() | days)
    answers["minijob_position"]["ends_on"] = draw.draw(st.none() | days)
    answers["non_profit"]["notice_date"] = draw.draw(st.none() | days)
    answers["board"]["signature_rule"] = draw.draw(st.sampled_from(["single", "joint", None]))
    answers["board"]["members"] = answers["board"]["members"][: draw.draw(st.integers(0, 2))]
    answers["eligibility"]["minijob_planned"] = draw.draw(
        st.sampled_from(["yes", "no", "advice", None])
    )
    return whole


@WHOLE
@given(key=st.sampled_from(KEYS), draw=st.data())
def test_every_application_is_judged_within_the_book(key: str, draw: st.DataObject) -> None:
    for finding in report(spoiled(key, draw)).findings:
        reasons = BY_ID[finding.rule].outcomes[finding.outcome]
        assert finding.values.get("reason", "") in reasons


@WHOLE
@given(key=st.sampled_from(KEYS), section=st.sampled_from(ALONE), draw=st.data())
def test_a_section_alone_is_judged_as_in_the_whole(
    key: str, section: Section, draw: st.DataObject
) -> None:
    whole = spoiled(key, draw)
    # Likely duplicates are looked up for the one section that tells of them.
    others = ["WIR-2020-0007-00"]
    alone = others if section == Section.ORGANISATION else []

    found = assess_section(
        Facts.from_document(whole),
        section,
        parameters=PARAMETERS,
        on=ON,
        possible_duplicates=alone,
    )

    assert found.findings == report(whole, possible_duplicates=others).by_section(section)


@WHOLE
@given(key=st.sampled_from(KEYS), draw=st.data())
def test_replay_gives_the_same_findings(key: str, draw: st.DataObject) -> None:
    whole = spoiled(key, draw)
    first = report(whole)

    again = report(json.loads(json.dumps(whole)))

    assert again == first
    assert Report.from_json(json.loads(json.dumps(first.to_json()))) == first
    assert Facts.from_document(whole).to_document() == whole


def shuffled(node: Any, draw: st.DataObject) -> Any:
    if isinstance(node, dict):
        keys = draw.draw(st.permutations(sorted(node)))
        return {key: shuffled(node[key], draw) for key in keys}
    return copy.deepcopy(node)


@settings(QUICK, max_examples=10)
@given(key=st.sampled_from(KEYS), draw=st.data())
def test_order_of_fields_does_not_matter(key: str, draw: st.DataObject) -> None:
    assert report(shuffled(document(key), draw)) == report(document(key))


@QUICK
@given(costs=st.lists(euros, max_size=5), sources=st.tuples(euros, euros, euros), wage=euros)
def test_grant_never_exceeds_ceilings_or_need(
    costs: list[str], sources: tuple[str, str, str], wage: str
) -> None:
    own, donations, other = sources
    whole = document(
        costs__items=[{"amount_eur": amount} for amount in costs],
        financing__own_funds_eur=own,
        financing__donations_eur=donations,
        financing__other_grants_eur=other,
        wage__wage_month_eur=wage,
    )

    plan = finance_plan(Facts.from_document(whole), PARAMETERS)

    assert 0 <= plan.micro_project.grant_eur <= 3000
    assert 0 <= plan.minijob.grant_eur <= 7200
    assert plan.requested_eur <= 10_200
    for part in (plan.micro_project, plan.minijob):
        assert part.gap_eur >= 0
        paid = part.sources_eur + part.grant_eur + part.gap_eur
        assert paid == part.cost_eur + part.surplus_eur
        for line in part.lines:
            assert line.amount_eur == round_eur(line.basis_eur * line.factor)


@QUICK
@given(
    wage=amounts,
    more=amounts,
    month=st.builds(Month, st.integers(2019, 2026), st.integers(1, 12)),
)
def test_cost_grows_with_the_wage(wage: Decimal, more: Decimal, month: Month) -> None:
    low = month_cost(wage, month, PARAMETERS)
    high = month_cost(wage + more, month, PARAMETERS)

    assert low.total_eur <= high.total_eur
    assert low.total_eur >= wage


@QUICK
@given(amount=amounts)
def test_amount_survives_writing_and_reading(amount: Decimal) -> None:
    assert parse_eur(format_eur(amount)) == amount
    assert parse_eur(format_eur_in_text(amount)) == amount


@QUICK
@given(number=st.integers(1, 9_999_999), prefix=st.sampled_from(["WIR-2020", "WIR-2021B", "MO"]))
def test_number_survives_writing_and_reading(number: int, prefix: str) -> None:
    assert read_number(write_number(prefix, number), prefix).number == number
