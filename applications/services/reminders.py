"""Reminders by mail: what is due now, once for each person and occasion."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from applications import clock
from applications.models import (
    Application,
    FundingRound,
    Hearing,
    InformationRequest,
)
from applications.rules.lifecycle import State
from applications.rules.periods import last_day_before
from applications.rules.reminders import deadline_reminder
from applications.services import deletion_notices
from applications.services.information_requests import day_in_words
from applications.services.reminding import remind
from applications.services.request_answers import point_states
from applications.services.team_mail import people_who_answer

# Nobody is woken by a reminder.
_FIRST_HOUR: Final = 8
_DAYS_BEFORE_DUE: Final = 3
_DAYS_BEFORE_DUE_WITH_WORK: Final = 1


def order_reminders(*, at: datetime) -> int:
    """Order all reminders that are due at this instant, and return how many mails that makes."""
    if at.astimezone(clock.BERLIN).hour < _FIRST_HOUR:
        return 0
    count = remind_of_requests(at=at) + remind_of_hearings(at=at) + remind_of_drafts(at=at)
    return count + deletion_notices.order_notices(at=at)


def remind_of_requests(*, at: datetime) -> int:
    """Remind of answers: three days before the date, and the day before of unsent work.

    The date has consequences in law, so these go to everybody in the team who can answer, also
    to people who switched other reminders off.
    """
    today = clock.berlin_date(at)
    last_day = today + timedelta(days=_DAYS_BEFORE_DUE)
    requests = InformationRequest.objects.filter(closed_at=None, due_on__range=(today, last_day))
    count = 0
    for request in requests.order_by("pk"):
        occasions = [f"request-{request.number}-due"]
        is_close = (request.due_on - today).days <= _DAYS_BEFORE_DUE_WITH_WORK
        if is_close and _has_unsent_work(request):
            occasions.append(f"request-{request.number}-unsent")
        for person in people_who_answer(request.application):
            count += remind(
                person,
                request.application,
                occasions,
                kind="answer_missing",
                context={
                    "reference_number": request.application.reference_number,
                    "until": day_in_words(request.due_on),
                },
                at=at,
            )
    return count


def remind_of_hearings(*, at: datetime) -> int:
    """Remind of a hearing to which the association has said nothing, three days before its date.

    Afterwards the review goes on without an answer, so this goes to everybody who can answer.
    """
    today = clock.berlin_date(at)
    last_day = today + timedelta(days=_DAYS_BEFORE_DUE)
    hearings = Hearing.objects.filter(
        closed_at=None,
        due_on__range=(today, last_day),
        answers=None,
    )
    return sum(
        remind(
            person,
            hearing.application,
            [f"hearing-{hearing.number}-due"],
            kind="hearing_reminder",
            context={
                "reference_number": hearing.application.reference_number,
                "until": day_in_words(hearing.due_on),
            },
            at=at,
        )
        for hearing in hearings.select_related("application").order_by("pk")
        for person in people_who_answer(hearing.application)
    )


def remind_of_drafts(*, at: datetime) -> int:
    """Remind of drafts before the deadline; only people who want reminders."""
    rounds = FundingRound.objects.filter(opens_at__lte=at, closes_at__gt=at).order_by("pk")
    return sum(
        _remind_of_deadline(one, last_day=last_day_before(one.closes_at), at=at) for one in rounds
    )


def _remind_of_deadline(funding_round: FundingRound, *, last_day: date, at: datetime) -> int:
    today = clock.berlin_date(at)
    count = 0
    for draft in _drafts(funding_round):
        begun_on = clock.berlin_date(draft.created_at)
        days = deadline_reminder(today=today, last_day=last_day, begun_on=begun_on)
        if days is None:
            continue
        for person in people_who_answer(draft):
            if person.wants_reminders:
                count += remind(
                    person,
                    draft,
                    [f"deadline-{last_day}-{days}"],
                    kind="draft_not_sent",
                    context={"days": (last_day - today).days, "until": day_in_words(last_day)},
                    at=at,
                )
    return count


def _drafts(funding_round: FundingRound) -> Iterable[Application]:
    return funding_round.applications.filter(state=State.DRAFT).order_by("pk").iterator()


def _has_unsent_work(request: InformationRequest) -> bool:
    application = Application.objects.with_lists().get(pk=request.application_id)
    return any(state.is_done for state in point_states(application, request))
