"""What the award list knows of the cases of a round, and who stands apart from it."""

from decimal import Decimal

import pytest

from applications.models import Application, Finding
from applications.rules.award_list import Gap, Ground, Place
from applications.rules.decisions import DecisionKind
from applications.rules.sections import Section
from applications.services import accepted_costs, award, judgements, review
from applications.services.award_board import Plan, board_of, changed_since, facts_of
from tests import factories
from tests.support.award_cases import FULL, make_listed, ready

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
EXCLUDED = {
    Section.PROFILE: {
        "employees": "yes",
        "employee_count": 1,
        "employee_hours_week": Decimal("19.50"),
    },
    Section.DECLARATIONS: {"knows_ineligible": True},
}
DOUBTFUL = {Section.PROFILE: {"board_share": "half"}}


def board():
    return board_of(factories.make_round())


def numbers(rows) -> list[int]:
    return [row.case.application.number for row in rows]


def score(case: Application, points: int | None) -> Application:
    Application.objects.filter(pk=case.pk).update(points=points)
    return case


def settle(case: Application, *, is_met: bool) -> None:
    finding = Finding.objects.get(
        snapshot__application=case, outcome__in=["to_clarify", "excluded"]
    )
    worker = factories.make_staff("Sachbearbeitung")
    review.settle_finding(finding=finding, is_met=is_met, reason="Grund.", actor=worker, at=AT)


def test_awarded_and_proposed_count_first_with_their_amounts():
    award_ = factories.make_awarded()
    proposed = factories.make_proposed()
    score(factories.make_reviewed(), 15)

    listing = board().listing()

    assert numbers(listing.rows) == [award_.number, proposed.number, 3]
    assert [one.row.place for one in listing.rows] == [Place.INSIDE] * 3
    assert listing.ranking.given_eur == 3 * Decimal("8361.62")


def test_a_proposal_for_the_waiting_list_takes_nothing():
    factories.make_proposed(kind=DecisionKind.WAITING)

    listing = board().listing()

    assert [(one.row.place, one.row.wanted_eur) for one in listing.rows] == [(Place.OUTSIDE, 0)]


def test_drafts_are_not_there():
    factories.make_complete_draft()

    assert board().cases == {}


def test_who_gets_nothing_stands_apart_with_the_reason():
    withdrawn = factories.make_reviewed()
    award.withdraw_application(application=withdrawn, reason="", actor=withdrawn.created_by, at=AT)
    rejected = factories.make_proposed(kind=DecisionKind.REJECTION)
    excluded = factories.make_reviewed(changes=EXCLUDED)
    not_met = factories.make_reviewed(changes=DOUBTFUL)
    settle(not_met, is_met=False)

    found = {one.application.pk: (one.ground, one.rules) for one in board().apart}

    assert found == {
        withdrawn.pk: (Ground.WITHDRAWN, ()),
        rejected.pk: (Ground.REJECTION_PROPOSED, ()),
        excluded.pk: (Ground.EXCLUDED, ("VE-04",)),
        not_met.pk: (Ground.NOT_MET, ("VE-05",)),
    }


def test_an_exclusion_that_was_settled_takes_part():
    excluded = factories.make_reviewed(changes=EXCLUDED)
    settle(excluded, is_met=True)

    assert board().apart == ()
    assert set(board().cases) == {excluded.pk}


def test_only_reviewed_leaves_out_what_lacks_something():
    arrived = factories.make_submitted()
    doubtful = score(factories.make_reviewed(changes=DOUBTFUL), 9)
    done = ready(factories.make_reviewed(), 9)
    awarded = factories.make_awarded()

    found = board()
    listing = found.listing(Plan(only_reviewed=True))

    assert found.cases[arrived.pk].gaps == (Gap.STATE, Gap.CHECKLIST, Gap.POINTS)
    assert found.cases[doubtful.pk].gaps == (Gap.FINDINGS, Gap.CHECKLIST)
    assert numbers(listing.rows) == [awarded.number, done.number]
    assert {case.application.pk for case in listing.unreviewed} == {arrived.pk, doubtful.pk}


def test_what_changed_is_named_by_its_number():
    cases = make_listed(3)
    facts = facts_of(board())
    assert changed_since(facts, board()) == ()

    score(cases[1], 3)
    later = make_listed(1)

    assert changed_since(facts, board()) == (
        cases[1].reference_number,
        later[0].reference_number,
    )


def test_the_whole_round_of_2020_has_room_for_39_full_grants():
    make_listed(45)

    ranking = board().listing().ranking

    assert (len(ranking.inside), ranking.rest_eur) == (39, Decimal("2200.00"))
    assert ranking.given_eur == 39 * FULL


@pytest.mark.parametrize("count", [1, 3, 400])
def test_query_count(django_assert_num_queries, count):
    funding_round = factories.make_round()
    make_listed(count)

    # Cases, decisions, open findings, points of the checklist, their answers, cut costs.
    with django_assert_num_queries(6):
        board_of(funding_round).listing()


def test_what_staff_cut_from_the_costs_is_not_given():
    worker = factories.make_staff("Sachbearbeitung")
    case = factories.make_reviewed(actor=worker)
    line = accepted_costs.accepted_costs(case).lines[0]
    accepted_costs.save_accepted_costs(
        application=case,
        given=[
            judgements.Given(
                key=line.position,
                values={"accepted_eur": Decimal("0.00"), "reason": "Nicht nötig."},
                seen=0,
            )
        ],
        actor=worker,
        at=AT,
    )
    highest = accepted_costs.accepted_costs(case).highest_micro_project_eur

    found = board().cases[case.pk]

    assert found.is_cut
    assert found.grant.micro_project_eur == highest < case.requested_micro_project_eur
    assert found.candidate.highest_eur == highest + case.requested_minijob_eur
