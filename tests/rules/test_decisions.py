"""Amounts, reasons and forgotten placeholders of a decision."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.rules.decisions import (
    NOTHING,
    AmountsNotAllowed,
    CostJudgement,
    DecisionKind,
    GrantAmounts,
    Reasons,
    check_amounts,
    highest_micro_project_eur,
    is_partial,
    needs_reasons,
    placeholders,
)
from applications.rules.money import ZERO

CENTS = st.integers(min_value=0, max_value=500_000).map(lambda cents: Decimal(cents) / 100)
PARTS = st.builds(lambda a, b: GrantAmounts(micro_project_eur=a, minijob_eur=b), CENTS, CENTS)
LINES = st.lists(
    st.tuples(CENTS, CENTS).map(
        lambda pair: CostJudgement(
            position=1,
            kind="rooms",
            purpose="Miete",
            requested_eur=max(pair),
            accepted_eur=min(pair),
        )
    ),
    max_size=6,
)


@given(PARTS, PARTS, LINES, CENTS)
def test_awards_stay_within_request_and_accepted_costs(proposed, requested, lines, sources):
    highest = highest_micro_project_eur(lines, sources_eur=sources)
    try:
        amounts = check_amounts(
            DecisionKind.AWARD,
            proposed=proposed,
            requested=requested,
            highest_micro_project_eur=highest,
        )
    except AmountsNotAllowed:
        amounts = None

    micro_project_eur, minijob_eur = proposed.micro_project_eur, proposed.minijob_eur
    accepted_eur = sum((line.accepted_eur for line in lines), ZERO)
    is_paid_for = micro_project_eur + sources <= max(accepted_eur, sources)
    is_wanted = micro_project_eur <= requested.micro_project_eur
    is_wanted &= minijob_eur <= requested.minijob_eur
    is_allowed = is_paid_for and is_wanted and micro_project_eur > 0 and minijob_eur > 0
    assert amounts == (proposed if is_allowed else None)


@given(LINES, CENTS)
def test_cutting_a_line_never_raises_what_the_project_can_get(lines, sources):
    full = highest_micro_project_eur(lines, sources_eur=sources)
    cut = highest_micro_project_eur(lines[1:], sources_eur=sources)

    assert ZERO <= cut <= full


@given(PARTS, st.sampled_from([DecisionKind.WAITING, DecisionKind.REJECTION]))
def test_other_decisions_carry_nothing(proposed, kind):
    assert check_amounts(kind, proposed=proposed, requested=NOTHING) == NOTHING
    assert needs_reasons(kind, awarded=NOTHING, requested=proposed)


@given(PARTS)
def test_only_a_full_award_needs_no_reason(requested):
    explained = needs_reasons(DecisionKind.AWARD, awarded=NOTHING, requested=requested)

    assert explained == is_partial(awarded=NOTHING, requested=requested)
    assert not needs_reasons(DecisionKind.AWARD, awarded=requested, requested=requested)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sehr geehrte Frau {Name},", ("{Name}",)),
        ("am [Datum] und am [Datum]", ("[Datum]",)),
        ("Wir kürzen um ___ Euro.", ("___",)),
        ("Der Grund: ………", ("………",)),
        ("Der Verein hat .... Mitglieder", ("....",)),
        ("Es fehlen XXX Euro", ("XXX",)),
        ("{a} dann [b]", ("{a}", "[b]")),
        ("Alles steht da: 3.000,00 € (brutto) … und Schluss.", ()),
        ("Ein _Wort_ und __init__", ()),
        ("", ()),
    ],
)
def test_placeholders_are_found(text, found):
    assert placeholders(text) == found


def test_reasons_are_one_text_where_there_is_room_for_one():
    reasons = Reasons(facts=" Beantragt sind 100 Euro. ", discretion="Wir kürzen.")

    assert reasons.as_text == "Beantragt sind 100 Euro.\n\nWir kürzen."
    assert not reasons.is_empty
    assert Reasons(facts="  ").is_empty
