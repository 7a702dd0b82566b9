"""Removing a rehearsal round: everything below it goes, nothing else does."""

from django.db import transaction

from applications.models import FundingRound, Organisation
from applications.services.enclosure_files import delete_after_commit
from applications.services.removal import evidence_open, remove_rows


class NotARehearsal(Exception):
    """The round is a real one: nothing of it is ever removed this way."""


@transaction.atomic
def remove_rehearsal(funding_round: FundingRound) -> int:
    """Delete a rehearsal round with its cases, evidence and files; return how many cases.

    The audit log keeps its rows, by code and without texts, so that the chain stays whole.
    Raises ``NotARehearsal``; then nothing has happened.
    """
    rounds = FundingRound.objects.select_for_update().filter(pk=funding_round.pk)
    if not rounds.filter(is_rehearsal=True).exists():
        raise NotARehearsal(funding_round.pk)
    cases = funding_round.applications.count()
    organisations = Organisation.objects.filter(applications__round=funding_round)
    lonely = organisations.exclude(applications__round__is_rehearsal=False)
    places = list(lonely.values_list("pk", flat=True).distinct())
    with evidence_open():
        files = remove_rows(rounds)
        files += remove_rows(Organisation.objects.filter(pk__in=places))
    delete_after_commit(files)
    return cases
