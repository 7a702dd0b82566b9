"""The life of an application: one table of moves for engine, buttons, tests and diagram."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    INFORMATION_REQUESTED = "information_requested"
    ANSWERED = "answered"
    HEARING = "hearing"
    PROPOSED = "proposed"
    AWARDED = "awarded"
    WAITING = "waiting"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


class Action(StrEnum):
    SUBMIT = "submit"
    RECORD = "record"
    START_REVIEW = "start_review"
    REQUEST_INFORMATION = "request_information"
    ANSWER = "answer"
    RESUME_REVIEW = "resume_review"
    HEAR = "hear"
    END_HEARING = "end_hearing"
    PROPOSE = "propose"
    RETURN = "return"
    COSIGN = "cosign"
    WITHDRAW = "withdraw"
    AMEND = "amend"
    REVOKE = "revoke"


class Role(StrEnum):
    """Who acts: three roles in the association, six groups in the authority.

    A clerk is a member of staff who writes for an association what it sent on paper.
    """

    REPRESENTATIVE = "representative"
    MEMBER = "member"
    ADVISER = "adviser"
    CLERK = "clerk"
    CASE_WORKER = "case_worker"
    APPROVER = "approver"
    HEAD = "head"
    BUDGET_OFFICER = "budget_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class LedgerEffect(StrEnum):
    """What a move does to the money of the round."""

    NONE = "none"
    RESERVE = "reserve"
    COMMIT = "commit"
    FREE = "free"


class MoveNotAllowed(Exception):
    """No move of the table leads this way for these roles."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One allowed step of the life cycle.

    `orders` names the documents and messages that the services carry out. `needs_second_person`
    means: not the person who made the step before it.
    """

    action: Action
    source: State
    target: State
    roles: frozenset[Role]
    needs_reason: bool = False
    needs_second_person: bool = False
    freezes_snapshot: bool = False
    orders: tuple[str, ...] = ()
    ledger: LedgerEffect = LedgerEffect.NONE

    @property
    def waits_for_letter(self) -> bool:
        """Say whether the association learns of it by a letter, which leaves later."""
        return any(order.startswith(LETTER) for order in self.orders)


LETTER: Final = "letter:"
_REPRESENTATIVE: Final = frozenset({Role.REPRESENTATIVE})
_CASE_WORKER: Final = frozenset({Role.CASE_WORKER})
_HEAD: Final = frozenset({Role.HEAD})
_COSIGNERS: Final = frozenset({Role.APPROVER, Role.HEAD})


def _submission() -> Iterator[Move]:
    yield Move(
        action=Action.SUBMIT,
        source=State.DRAFT,
        target=State.SUBMITTED,
        roles=_REPRESENTATIVE,
        freezes_snapshot=True,
        orders=("document:acknowledgement_of_receipt", "message:application_received"),
    )
    # What came by post or telephone: entered by one person, checked and recorded by another.
    yield Move(
        action=Action.RECORD,
        source=State.DRAFT,
        target=State.SUBMITTED,
        roles=_CASE_WORKER | _HEAD,
        freezes_snapshot=True,
        orders=("document:acknowledgement_of_receipt",),
    )


def _review() -> Iterator[Move]:
    yield Move(
        action=Action.START_REVIEW,
        source=State.SUBMITTED,
        target=State.UNDER_REVIEW,
        roles=_CASE_WORKER,
    )
    for source in (State.UNDER_REVIEW, State.ANSWERED):
        yield Move(
            action=Action.REQUEST_INFORMATION,
            source=source,
            target=State.INFORMATION_REQUESTED,
            roles=_CASE_WORKER,
            orders=("message:information_requested",),
        )
    yield Move(
        action=Action.ANSWER,
        source=State.INFORMATION_REQUESTED,
        target=State.ANSWERED,
        roles=_REPRESENTATIVE,
        freezes_snapshot=True,
        orders=("document:acknowledgement_of_receipt", "message:answer_received"),
    )
    for source in (State.ANSWERED, State.INFORMATION_REQUESTED):
        yield Move(
            action=Action.RESUME_REVIEW,
            source=source,
            target=State.UNDER_REVIEW,
            roles=_CASE_WORKER,
        )


def _hearing() -> Iterator[Move]:
    for source in (State.UNDER_REVIEW, State.ANSWERED):
        yield Move(
            action=Action.HEAR,
            source=source,
            target=State.HEARING,
            roles=_CASE_WORKER,
            needs_reason=True,
            orders=("message:hearing_opened",),
        )
    yield Move(
        action=Action.END_HEARING,
        source=State.HEARING,
        target=State.UNDER_REVIEW,
        roles=_CASE_WORKER,
    )


def _proposal() -> Iterator[Move]:
    # Moving up from the waiting list is for the head of the unit.
    for source, roles in (
        (State.UNDER_REVIEW, _CASE_WORKER),
        (State.ANSWERED, _CASE_WORKER),
        (State.WAITING, _HEAD),
    ):
        yield Move(
            action=Action.PROPOSE,
            source=source,
            target=State.PROPOSED,
            roles=roles,
            ledger=LedgerEffect.RESERVE,
        )
    yield Move(
        action=Action.RETURN,
        source=State.PROPOSED,
        target=State.UNDER_REVIEW,
        roles=_COSIGNERS,
        needs_reason=True,
        needs_second_person=True,
        ledger=LedgerEffect.FREE,
    )


# Nothing leaves at once: the letter waits in the outbox for two persons.
_LETTERS: Final[dict[State | Action, str]] = {
    State.AWARDED: "award",
    State.WAITING: "waiting_list",
    State.REJECTED: "rejection",
    Action.AMEND: "amendment",
    Action.REVOKE: "revocation",
}


def _decision() -> Iterator[Move]:
    for target, ledger in (
        (State.AWARDED, LedgerEffect.COMMIT),
        (State.WAITING, LedgerEffect.FREE),
        (State.REJECTED, LedgerEffect.FREE),
    ):
        yield Move(
            action=Action.COSIGN,
            source=State.PROPOSED,
            target=target,
            roles=_COSIGNERS,
            needs_second_person=True,
            orders=(f"{LETTER}{_LETTERS[target]}",),
            ledger=ledger,
        )
    for action, target in ((Action.AMEND, State.AWARDED), (Action.REVOKE, State.REVOKED)):
        yield Move(
            action=action,
            source=State.AWARDED,
            target=target,
            roles=_COSIGNERS,
            needs_reason=True,
            needs_second_person=True,
            orders=(f"{LETTER}{_LETTERS[action]}",),
            ledger=LedgerEffect.FREE,
        )


def _withdrawal() -> Iterator[Move]:
    for source in (
        State.SUBMITTED,
        State.UNDER_REVIEW,
        State.INFORMATION_REQUESTED,
        State.ANSWERED,
        State.HEARING,
        State.PROPOSED,
        State.WAITING,
    ):
        yield Move(
            action=Action.WITHDRAW,
            source=source,
            target=State.WITHDRAWN,
            roles=_REPRESENTATIVE,
            orders=("message:application_withdrawn",),
            ledger=LedgerEffect.FREE if source == State.PROPOSED else LedgerEffect.NONE,
        )


MOVES: Final[tuple[Move, ...]] = (
    *_submission(),
    *_review(),
    *_hearing(),
    *_proposal(),
    *_decision(),
    *_withdrawal(),
)


def find_move(
    *, action: Action, source: State, roles: Iterable[Role], target: State | None = None
) -> Move:
    """Return the move of the table. Co-signing leads to three targets, so it needs one.

    Raises `MoveNotAllowed` when no move, or more than one, answers the question.
    """
    moves = [
        move
        for move in moves_from(source, roles)
        if move.action == action and target in (None, move.target)
    ]
    if len(moves) != 1:
        raise MoveNotAllowed(action, source, target)
    return moves[0]


def moves_from(state: State, roles: Iterable[Role]) -> tuple[Move, ...]:
    """Return the moves that somebody with these roles may make out of a state."""
    own = frozenset(roles)
    return tuple(move for move in MOVES if move.source == state and move.roles & own)


def diagram() -> str:
    """Return the life cycle as text of a Mermaid state diagram."""
    arrows = (f"    {move.source} --> {move.target}: {move.action}" for move in MOVES)
    ends = (f"    {state} --> [*]" for state in State if _is_final(state))
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows, *ends, ""])


def _is_final(state: State) -> bool:
    return all(move.source != state for move in MOVES)
