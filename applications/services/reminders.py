"""Reminders by mail: what is due now, once for each person and occasion."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from applications import clock
from applications.models import Application, InformationRequest, Reminder, User
from applications.services import outbox
from applications.services.information_requests import day_in_words
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
    return remind_of_requests(at=at)


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
            count += _remind(
                person, request.application, occasions, until=day_in_words(request.due_on), at=at
            )
    return count


@transaction.atomic
def _remind(
    person: User, application: Application, occasions: Iterable[str], *, until: str, at: datetime
) -> int:
    """Order one mail unless the person had one for each of these occasions; return how many."""
    found = [
        Reminder.objects.get_or_create(
            application=application, user=person, occasion=occasion, defaults={"ordered_at": at}
        )
        for occasion in occasions
    ]
    if not any(is_new for _row, is_new in found):
        return 0
    outbox.order_message(
        kind="answer_missing",
        recipient=person.email,
        user=person,
        application=application,
        context={"reference_number": application.reference_number, "until": until},
        at=at,
    )
    return 1


def _has_unsent_work(request: InformationRequest) -> bool:
    application = Application.objects.with_lists().get(pk=request.application_id)
    return any(state.is_done for state in point_states(application, request))
