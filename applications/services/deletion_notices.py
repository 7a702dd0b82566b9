"""Tells teams before something of theirs is deleted; everybody who can write gets the mail."""

from datetime import date, datetime

from applications import clock
from applications.models import FundingRound
from applications.rules.retention import day_to_announce
from applications.services.deletion_days import OCCASION, DeletionDay, deletion_days
from applications.services.information_requests import day_in_words
from applications.services.reminding import remind
from applications.services.team_mail import people_who_answer


def order_notices(*, at: datetime) -> int:
    """Order the mails about drafts and cases that go soon, and return how many.

    Told again is only a later day. A case that is held is not spoken of.
    """
    today = clock.berlin_date(at)
    rounds = FundingRound.objects.filter(closes_at__lte=at).order_by("pk")
    return sum(_tell(one, today=today, at=at) for each in rounds for one in deletion_days(each))


def _tell(one: DeletionDay, *, today: date, at: datetime) -> int:
    day = day_to_announce(today=today, due_on=one.due_on, told=one.told)
    if day is None or one.is_held or not one.has_readers:
        return 0
    application = one.application
    kind = "draft_deletion" if application.is_draft else "case_deletion"
    number = {} if application.is_draft else {"reference_number": application.reference_number}
    return sum(
        remind(
            person,
            application,
            [f"{OCCASION}{day}"],
            kind=kind,
            context={"until": day_in_words(day), **number},
            at=at,
        )
        for person in people_who_answer(application)
    )
