"""What the ministry did with the generated applications by the morning of the first scene."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from applications.models import Application, User
from applications.rules.decisions import DecisionKind
from applications.services.demo_data import desk

_BEGINS: Final = datetime.fromisoformat("2020-01-20T09:31:00+01:00")
_STEP: Final = timedelta(seconds=20)
_UNDER_REVIEW, _PROPOSED, _AWARDED = 18, 4, 3


def review_some(sent: list[Application], *, worker: User, signer: User) -> None:
    """Bring some into review, propose and sign a few, as the figures of the scene say."""
    clock = _moments()
    clear = [one for one in sent if not one.to_clarify_count and not one.excluded_count]
    doubtful = [one for one in sent if one.excluded_count]
    other = [one for one in sent if one.to_clarify_count and not one.excluded_count]
    award_now, clear = clear[:_AWARDED], clear[_AWARDED:]
    propose_now, clear = clear[:_PROPOSED], clear[_PROPOSED:]
    waiting, withdrawn, clear = clear[0], clear[-1], clear[1:-1]
    rejected, doubtful = doubtful[0], doubtful[1:]
    under_review = (other + doubtful + clear)[:_UNDER_REVIEW]
    for one in (*award_now, *propose_now, waiting, rejected, *under_review):
        desk.take(one, worker, at=next(clock))
    for one in (*award_now, *propose_now, waiting, rejected):
        desk.judge(one, worker, at=next(clock))
    for one in (*award_now, *propose_now):
        desk.propose(one, worker, kind=DecisionKind.AWARD, at=next(clock))
    desk.propose(waiting, worker, kind=DecisionKind.WAITING, at=next(clock))
    desk.propose(rejected, worker, kind=DecisionKind.REJECTION, at=next(clock))
    for one in (*award_now, waiting, rejected):
        desk.sign(one, signer, at=next(clock))
    desk.withdraw(withdrawn, at=next(clock))
    # One letter stays in the outbox, so that there is something to release.
    desk.send_letters(rejected.round, worker, signer, at=next(clock), keep=1)


def _moments() -> Iterator[datetime]:
    at = _BEGINS
    while True:
        yield at
        at += _STEP
