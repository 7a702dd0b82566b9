"""What people say about the help and about filling in: counted by day, never by person."""

from datetime import datetime

from django.db import transaction

from applications import clock
from applications.models import FundingRound, HelpVote, SubmissionFeedback


@transaction.atomic
def record_help_vote(*, topic: str, helped: bool, at: datetime) -> HelpVote:
    """Count one click on „Hat das geholfen?“."""
    return HelpVote.objects.create(topic=topic, helped=helped, voted_on=clock.berlin_date(at))


@transaction.atomic
def record_submission_feedback(
    *, funding_round: FundingRound, ease: int, certainty: int, comment: str, at: datetime
) -> SubmissionFeedback:
    """Keep the three answers after sending, without anything that says whose they are.

    That is why no audit event is written: it would name the person and the minute.
    """
    return SubmissionFeedback.objects.create(
        round=funding_round,
        ease=ease,
        certainty=certainty,
        comment=comment,
        given_on=clock.berlin_date(at),
    )
