"""Before a refusal the association may say something (Anhörung, § 28 HVwVfG)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.files.base import File
from django.db import transaction

from applications import clock
from applications.models import Application, CaseMessage, Hearing, User
from applications.rules.decisions import placeholders
from applications.rules.lifecycle import Action, State
from applications.rules.working_days import end_of_limit
from applications.services import messages, outbox
from applications.services.information_requests import (
    DateTooEarly,
    StillTimeToAnswer,
    day_in_words,
)
from applications.services.letters_at_once import order_hearing_letter
from applications.services.team_mail import people_who_answer
from applications.workflow import engine
from applications.workflow.guards import ReasonNeeded

MAXIMUM_LENGTH: Final = 4000
# Until the decision stands, nothing that the association says comes too late to be read.
HEARD_IN: Final = frozenset(
    {
        State.UNDER_REVIEW,
        State.INFORMATION_REQUESTED,
        State.ANSWERED,
        State.HEARING,
        State.PROPOSED,
        State.WAITING,
    }
)


@dataclass
class PlaceholderLeft(Exception):
    """A text for the association still holds something to fill in."""

    found: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HearingAnswer:
    """One answer; ``is_late`` when it came after the date, or after the hearing had ended."""

    row: CaseMessage
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class HeardCase:
    """One hearing with its answers, the first one first."""

    row: Hearing
    answers: tuple[HearingAnswer, ...]

    @property
    def is_open(self) -> bool:
        """Say whether we still wait."""
        return self.row.closed_at is None

    def is_over(self, on: date) -> bool:
        """Say whether the date has passed on a day."""
        return on > self.row.due_on


@transaction.atomic
def send_hearing(
    *, application: Application, reason: str, due_on: date, actor: User, at: datetime
) -> Hearing:
    """Tell the association what speaks for a refusal, and wait for what it says.

    The limit ends on a working day of Hesse. Raises ``ReasonNeeded``, ``PlaceholderLeft``,
    ``DateTooEarly``, ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    if not reason.strip():
        raise ReasonNeeded(Action.HEAR)
    if found := placeholders(reason):
        raise PlaceholderLeft(found)
    if due_on <= clock.berlin_date(at):
        raise DateTooEarly(due_on)
    due_on = end_of_limit(due_on).day
    move = engine.perform(
        Action.HEAR,
        application=application,
        actor=actor,
        at=at,
        reason=reason.strip(),
        changes={"due_on": due_on},
    )
    hearing = Hearing.objects.create(
        application=application,
        number=application.hearings.count() + 1,
        reason=reason.strip(),
        due_on=due_on,
        sent_by=actor,
        sent_at=at,
    )
    outbox.carry_out(
        move,
        application=application,
        at=at,
        recipients=people_who_answer(application),
        context={"until": day_in_words(due_on)},
    )
    order_hearing_letter(hearing, at=at)
    return hearing


@transaction.atomic
def end_hearing(*, application: Application, actor: User, at: datetime) -> Hearing:
    """Go on with the review once the association has answered, or its date has passed.

    Raises ``StillTimeToAnswer``, ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    # Locked, so that an answer comes either before or after.
    Application.objects.select_for_update().get(pk=application.pk)
    hearing = application.hearings.filter(closed_at=None).first()
    if hearing and clock.berlin_date(at) <= hearing.due_on and not hearing.answers.exists():
        raise StillTimeToAnswer(hearing.due_on)
    engine.perform(Action.END_HEARING, application=application, actor=actor, at=at)
    if hearing is None:
        raise engine.MovedMeanwhile(application.pk)
    hearing.closed_at, hearing.closed_by = at, actor
    hearing.save(update_fields=["closed_at", "closed_by"])
    return hearing


def answer_hearing(
    *,
    hearing: Hearing,
    text: str,
    uploads: "Sequence[File[bytes]]",
    last_own: int,
    actor: User,
    at: datetime,
) -> CaseMessage:
    """Take what the association says; after the date it is taken, too, and marked.

    Once the decision stands it is a message like any other, so that nothing that was typed is
    lost. Raises ``NotPermitted``, ``FilesRefused`` and ``TooManyMessages``.
    """
    return messages.write_message(
        application=hearing.application,
        hearing=hearing if is_heard(hearing.application) else None,
        text=text,
        uploads=uploads,
        last_own=last_own,
        from_authority=False,
        actor=actor,
        at=at,
    )


def is_heard(application: Application) -> bool:
    """Say whether what the association says to a hearing is still read before the decision."""
    return State(application.state) in HEARD_IN


def hearings_of(application: Application) -> list[HeardCase]:
    """Return all hearings of a case with their answers, the newest first."""
    rows = Hearing.objects.filter(application=application).select_related("sent_by", "closed_by")
    rows = rows.prefetch_related("answers__sender", "answers__files").order_by("-number")
    return [_heard(row) for row in rows]


def latest_hearing(application: Application) -> Hearing | None:
    """Return the newest hearing of a case, whether it is open or not."""
    return Hearing.objects.filter(application=application).order_by("-number").first()


def _heard(row: Hearing) -> HeardCase:
    answers: Iterable[CaseMessage] = row.answers.all()
    return HeardCase(
        row=row,
        answers=tuple(
            HearingAnswer(row=answer, is_late=_is_late(row, answer))
            for answer in sorted(answers, key=lambda answer: answer.pk)
        ),
    )


def _is_late(hearing: Hearing, answer: CaseMessage) -> bool:
    has_ended = hearing.closed_at is not None and answer.sent_at > hearing.closed_at
    return has_ended or clock.berlin_date(answer.sent_at) > hearing.due_on
