"""What people of the authority do with an invented case, as they would at their desk."""

import random
from datetime import date, datetime
from typing import Final

from applications.models import Application, ChecklistItem, Criterion, FundingRound, User
from applications.rules.choices import AttachmentKind
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons
from applications.rules.review import POINTS_WITH_REASON, ChecklistVerdict, Relation
from applications.services import (
    award,
    checklist,
    conflicts,
    information_requests,
    legal_texts,
    letter_outbox,
    request_answers,
    review,
    scores,
)
from applications.services.identity_proof import assumed_proof
from applications.services.information_requests import Point
from applications.services.judgements import Given
from applications.services.letter_drafts import open_drafts

_ASSESSMENTS: Final = {
    DecisionKind.AWARD: "Die Voraussetzungen des Förderaufrufs sind erfüllt.",
    DecisionKind.WAITING: "Die Voraussetzungen des Förderaufrufs sind erfüllt.",
    DecisionKind.REJECTION: (
        "In dem Verein ist eine Person mit 19,5 Stunden in der Woche angestellt. "
        "Die Förderung ist für Vereine ohne angestellte Personen."
    ),
}
_DISCRETIONS: Final = {
    DecisionKind.AWARD: (
        "Das Projekt ist gut geplant. Es stärkt die Teilhabe der Menschen vor Ort."
    ),
    DecisionKind.WAITING: "Das Projekt ist gut. Wir warten die weiteren Anträge ab.",
    DecisionKind.REJECTION: "Von dieser Voraussetzung können wir nicht abweichen.",
}
_VERY_GOOD: Final = "Im Antrag genau beschrieben und mit Zahlen belegt."


def meet(application: Application, person: User, *, at: datetime) -> None:
    """Declare no relation, which every page of a case asks for first."""
    if conflicts.standing(person, application) == conflicts.Standing.UNDECLARED:
        conflicts.declare_relation(
            application=application, relation=Relation.NONE, reason="", actor=person, at=at
        )


def take(application: Application, worker: User, *, at: datetime) -> None:
    """Open a case and begin its review."""
    meet(application, worker, at=at)
    review.start_review(application=application, actor=worker, at=at)


def judge(application: Application, worker: User, *, at: datetime) -> None:
    """Answer the checklist and score, as everybody does before a proposal."""
    meet(application, worker, at=at)
    checklist.save_answers(
        application=application,
        given=[
            Given(key=item.pk, values={"answer": _verdict(application, item), "note": ""}, seen=0)
            for item in checklist.open_items(application)
        ],
        actor=worker,
        at=at,
    )
    scores.save_scores(
        application=application,
        given=[
            Given(key=one.pk, values=_score(application, one), seen=0)
            for one in scores.unscored_criteria(application)
        ],
        actor=worker,
        at=at,
    )


def propose(
    application: Application,
    worker: User,
    *,
    kind: DecisionKind,
    at: datetime,
    amounts: GrantAmounts | None = None,
    discretion: str = "",
) -> None:
    """Propose a decision with all three parts of its reasons; without amounts what was asked."""
    award.propose_decision(
        application=application,
        kind=kind,
        amounts=amounts or application.requested,
        reasons=Reasons(
            facts=_facts(application),
            assessment=_ASSESSMENTS[kind],
            discretion=discretion or _DISCRETIONS[kind],
        ),
        actor=worker,
        at=at,
    )


def sign(application: Application, signer: User, *, at: datetime) -> None:
    """Sign what a colleague proposed."""
    meet(application, signer, at=at)
    award.cosign_decision(
        application=application, proof=assumed_proof(signer), actor=signer, at=at
    )


def release_texts(funding_round: FundingRound, head: User, *, at: datetime) -> None:
    """Let the head of the unit stand behind the wording of all letters."""
    for row in funding_round.legal_texts.filter(released_at=None):
        legal_texts.release_text(row=row, actor=head, at=at)


def send_letters(
    funding_round: FundingRound, worker: User, signer: User, *, at: datetime, keep: int = 0
) -> None:
    """Let the letters of a round leave, but for the last ones, which wait in the outbox."""
    waiting = open_drafts().filter(application__round=funding_round, release=None)
    drafts = list(waiting.select_related("application").order_by("drafted_at", "pk"))
    asked = letter_outbox.ask_release(
        funding_round=funding_round, drafts=drafts[: len(drafts) - keep], actor=worker, at=at
    )
    letter_outbox.release_letters(
        release=asked.release, proof=assumed_proof(signer), actor=signer, at=at
    )
    letter_outbox.send_release(asked.release, at=at)


def settle(application: Application, worker: User, *, reason: str, at: datetime) -> None:
    """Judge in writing that everything that is still open is met."""
    for finding in review.unsettled_findings(application):
        review.settle_finding(finding=finding, is_met=True, reason=reason, actor=worker, at=at)


def ask(
    application: Application,
    worker: User,
    *,
    text: str,
    due_on: date,
    at: datetime,
    attachment_kind: AttachmentKind | None = None,
) -> None:
    """Ask the association for one thing."""
    information_requests.request_information(
        application=application,
        points=[Point(text=text, attachment_kind=attachment_kind)],
        due_on=due_on,
        actor=worker,
        at=at,
    )


def answer(application: Application, *, text: str, at: datetime) -> None:
    """Let the association answer the one open question."""
    request = application.information_requests.get(closed_at=None)
    typed = request_answers.TypedAnswer(text=text, seen=request_answers.mark_of(""))
    request_answers.save_answers(
        request=request, answers={1: typed}, actor=application.created_by, at=at
    )
    request_answers.answer_request(request=request, actor=application.created_by, at=at)


def withdraw(application: Application, *, at: datetime) -> None:
    """Let the association take its application back."""
    award.withdraw_application(
        application=application,
        reason="Das Projekt findet nicht statt.",
        actor=application.created_by,
        at=at,
    )


def _facts(application: Application) -> str:
    return (
        f"Der Verein {application.organisation_name} beantragt mit dem Antrag "
        f"{application.reference_number} eine Förderung für das Projekt "
        f"„{application.project_title}“ und für eine Minijob-Stelle."
    )


def _verdict(application: Application, item: ChecklistItem) -> ChecklistVerdict:
    """Return yes, but for the staff of an association that the rules exclude for it."""
    fails = application.excluded_count and "angestellt" in item.text
    return ChecklistVerdict.NO if fails else ChecklistVerdict.YES


def _score(application: Application, criterion: Criterion) -> dict[str, int | str]:
    """Return 1 to 3 points: the same in every run, different from case to case."""
    dice = random.Random((application.number or 0) * 100 + criterion.position)  # noqa: S311
    points = dice.choice((1, 2, 2, 3))
    return {"points": points, "reason": _VERY_GOOD if points in POINTS_WITH_REASON else ""}
