"""What the ministry did with the generated applications by the morning of the scene."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from applications.models import Application, ChecklistItem, Criterion, User
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.review import ChecklistVerdict, Relation
from applications.services import award, checklist, conflicts, review, scores
from applications.services.identity_proof import assumed_proof
from applications.services.judgements import Given

_BEGINS: Final = datetime.fromisoformat("2020-01-20T09:31:00+01:00")
_STEP: Final = timedelta(seconds=20)
_UNDER_REVIEW, _PROPOSED, _AWARDED = 18, 4, 3
_WAITING_REASON: Final = "Das Projekt ist gut. Wir warten die weiteren Anträge ab."
_REJECTION_REASON: Final = (
    "In dem Verein ist eine Person mit 19,5 Stunden in der Woche angestellt. "
    "Die Förderung ist für Vereine ohne angestellte Personen."
)


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
        review.start_review(application=one, actor=worker, at=next(clock))
    for one in (*award_now, *propose_now, waiting, rejected):
        _judge(one, worker=worker, at=next(clock))
    for one in (*award_now, *propose_now):
        _propose(one, DecisionKind.AWARD, "", worker=worker, at=next(clock))
    _propose(waiting, DecisionKind.WAITING, _WAITING_REASON, worker=worker, at=next(clock))
    _propose(rejected, DecisionKind.REJECTION, _REJECTION_REASON, worker=worker, at=next(clock))
    for one in (*award_now, waiting, rejected):
        award.cosign_decision(
            application=one, proof=assumed_proof(signer), actor=signer, at=next(clock)
        )
    award.withdraw_application(
        application=withdrawn,
        reason="Das Projekt findet nicht statt.",
        actor=withdrawn.created_by,
        at=next(clock),
    )


def _judge(application: Application, *, worker: User, at: datetime) -> None:
    """Declare, answer the checklist and score, as everybody does before a proposal."""
    conflicts.declare_relation(
        application=application, relation=Relation.NONE, reason="", actor=worker, at=at
    )
    is_good = not application.excluded_count
    verdict = ChecklistVerdict.YES if is_good else ChecklistVerdict.NO
    checklist.save_answers(
        application=application,
        given=[
            Given(
                key=item.pk,
                values={
                    "answer": verdict if _is_about_staff(item) else ChecklistVerdict.YES,
                    "note": "",
                },
                seen=0,
            )
            for item in checklist.open_items(application)
        ],
        actor=worker,
        at=at,
    )
    scores.save_scores(
        application=application,
        given=[
            Given(key=one.pk, values={"points": _points(application, one), "reason": ""}, seen=0)
            for one in scores.unscored_criteria(application)
        ],
        actor=worker,
        at=at,
    )


def _is_about_staff(item: ChecklistItem) -> bool:
    return "angestellt" in item.text


def _points(application: Application, criterion: Criterion) -> int:
    """Return 1 or 2: the same in every run, different from case to case."""
    return 1 + (application.number or 0) * (criterion.position + 1) % 5 % 2


def _moments() -> Iterator[datetime]:
    at = _BEGINS
    while True:
        yield at
        at += _STEP


def _propose(
    application: Application, kind: DecisionKind, reason: str, *, worker: User, at: datetime
) -> None:
    award.propose_decision(
        application=application,
        kind=kind,
        amounts=award.requested_amounts(application),
        reasons=Reasons(assessment=reason),
        actor=worker,
        at=at,
    )
