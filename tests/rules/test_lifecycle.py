"""The table of moves."""

import itertools

import pytest

from applications.rules.lifecycle import (
    MOVES,
    Action,
    LedgerEffect,
    MoveNotAllowed,
    Role,
    State,
    diagram,
    find_move,
    moves_from,
)

# As decided: action, source, target.
DECIDED = {
    ("submit", "draft", "submitted"),
    ("record", "draft", "submitted"),
    ("start_review", "submitted", "under_review"),
    ("request_information", "under_review", "information_requested"),
    ("request_information", "answered", "information_requested"),
    ("answer", "information_requested", "answered"),
    ("resume_review", "answered", "under_review"),
    ("resume_review", "information_requested", "under_review"),
    ("hear", "under_review", "hearing"),
    ("hear", "answered", "hearing"),
    ("end_hearing", "hearing", "under_review"),
    ("propose", "under_review", "proposed"),
    ("propose", "answered", "proposed"),
    ("propose", "waiting", "proposed"),
    ("return", "proposed", "under_review"),
    ("cosign", "proposed", "awarded"),
    ("cosign", "proposed", "waiting"),
    ("cosign", "proposed", "rejected"),
    ("amend", "awarded", "awarded"),
    ("revoke", "awarded", "revoked"),
    *{
        ("withdraw", source, "withdrawn")
        for source in (
            "submitted",
            "under_review",
            "information_requested",
            "answered",
            "hearing",
            "proposed",
            "waiting",
        )
    },
}


def test_table_is_what_was_decided() -> None:
    assert {(move.action, move.source, move.target) for move in MOVES} == DECIDED
    assert len(MOVES) == len(DECIDED)


@pytest.mark.parametrize(("action", "source"), list(itertools.product(Action, State)))
def test_each_action_in_each_state(action: Action, source: State) -> None:
    targets = {move.target for move in MOVES if (move.action, move.source) == (action, source)}
    everybody = list(Role)

    for target in State:
        if target in targets:
            assert (
                find_move(action=action, source=source, roles=everybody, target=target).target
                == target
            )
        else:
            with pytest.raises(MoveNotAllowed):
                find_move(action=action, source=source, roles=everybody, target=target)


def test_role_decides() -> None:
    move = find_move(
        action=Action.SUBMIT, source=State.DRAFT, roles=[Role.MEMBER, Role.REPRESENTATIVE]
    )

    assert move.freezes_snapshot
    assert "document:acknowledgement_of_receipt" in move.orders
    with pytest.raises(MoveNotAllowed):
        find_move(action=Action.SUBMIT, source=State.DRAFT, roles=[Role.MEMBER])


def test_cosigning_needs_its_target() -> None:
    with pytest.raises(MoveNotAllowed):
        find_move(action=Action.COSIGN, source=State.PROPOSED, roles=[Role.APPROVER])


def test_decisions_need_two_persons() -> None:
    alone = {move.action for move in MOVES if not move.needs_second_person}

    assert alone.isdisjoint({Action.COSIGN, Action.RETURN, Action.AMEND, Action.REVOKE})


def test_ledger_reserves_before_it_commits() -> None:
    effects = {(move.action, move.target): move.ledger for move in MOVES}

    assert effects[Action.PROPOSE, State.PROPOSED] == LedgerEffect.RESERVE
    assert effects[Action.COSIGN, State.AWARDED] == LedgerEffect.COMMIT
    assert effects[Action.COSIGN, State.REJECTED] == LedgerEffect.FREE
    assert {move.source for move in moves_from(State.PROPOSED, Role) if move.ledger == "free"} == {
        State.PROPOSED
    }
    assert (
        find_move(action=Action.WITHDRAW, source=State.SUBMITTED, roles=Role).ledger
        == LedgerEffect.NONE
    )


def test_diagram_shows_every_move() -> None:
    text = diagram()

    assert text.startswith("stateDiagram-v2\n    [*] --> draft\n")
    assert "    proposed --> awarded: cosign\n" in text
    assert "    revoked --> [*]\n" in text
    assert text.count("-->") == len(MOVES) + 1 + 3
