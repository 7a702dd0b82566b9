"""When drafts and closed cases are deleted, whether their teams know, and what holds them back."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from applications import clock
from applications.models import (
    Application,
    AwardListRow,
    FundingRound,
    LegalHold,
    Membership,
    Reminder,
)
from applications.rules import retention
from applications.rules.choices import Origin
from applications.rules.lifecycle import State
from applications.rules.periods import last_day_before
from applications.services.team_mail import ANSWERING

# An occasion of a reminder: the day of deletion that it told follows.
OCCASION = "deletion-"


@dataclass(frozen=True, kw_only=True)
class DeletionDay:
    """One draft or closed case: the day on which it goes, and the day the team was told.

    ``has_readers`` says that somebody in the team can be told, ``is_listed`` that the case
    stands in a frozen award list.
    """

    application: Application
    due_on: date
    told: date | None
    has_readers: bool
    is_held: bool
    is_listed: bool = False

    def is_due(self, today: date) -> bool:
        """Say whether it goes today."""
        return not self.is_held and retention.is_due(
            today=today, due_on=self.due_on, told=self.told, has_readers=self.has_readers
        )

    def waits_for_notice(self, today: date) -> bool:
        """Say whether it would go today if its team had been told in time."""
        return not self.is_held and self.due_on <= today and not self.is_due(today)


def deletion_days(funding_round: FundingRound) -> list[DeletionDay]:
    """Return the drafts and closed cases of a round by the day on which they go.

    A constant number of queries. What came on paper is no draft of its association, and
    rehearsals have their own end.
    """
    if funding_round.is_rehearsal:
        return []
    rows = funding_round.applications.select_related("round").defer("search_text").order_by("pk")
    listed = set(
        AwardListRow.objects.filter(award_list__round=funding_round).values_list(
            "application", flat=True
        )
    )
    drafts = rows.filter(state=State.DRAFT, origin=Origin.ONLINE)
    draft_day = retention.draft_deletion_day(
        last_day=last_day_before(funding_round.closes_at),
        months=funding_round.draft_retention_months,
    )
    days = dict.fromkeys(drafts, draft_day) | _case_days(rows.exclude(state=State.DRAFT), listed)
    found = _with_notices(days, listed)
    return sorted(found, key=lambda one: (one.due_on, one.application.pk))


def kept_until(application: Application) -> date | None:
    """Return the last day on which a case is kept; None while it is not over."""
    return retention.case_kept_until(
        state=State(application.state),
        changed_on=clock.berlin_date(application.state_changed_at),
        proof_due_on=application.round.proof_due_on,
        years=application.round.case_retention_years,
    )


def due_now(days: Collection[DeletionDay], *, today: date) -> list[DeletionDay]:
    """Return what goes today; of a frozen award list goes all or nothing."""
    due = [one for one in days if one.is_due(today)]
    waiting = any(one.is_listed and not one.is_due(today) for one in days)
    return [one for one in due if not (one.is_listed and waiting)]


def _case_days(cases: Iterable[Application], listed: Container[int]) -> dict[Application, date]:
    """Return the days of the cases that are over.

    A frozen award list is one record about all its cases, so these go together: with the last.
    """
    last_days = {case: kept_until(case) for case in cases}
    together = [day for case, day in last_days.items() if case.pk in listed]
    last = None if None in together else max(filter(None, together), default=None)
    days = {case: last if case.pk in listed else day for case, day in last_days.items()}
    return {case: retention.day_after(day) for case, day in days.items() if day is not None}


def _with_notices(
    days: Mapping[Application, date], listed: Container[int]
) -> Iterator[DeletionDay]:
    keys = [application.pk for application in days]
    told = _told(keys)
    holds = LegalHold.objects.filter(application__in=keys, lifted_at=None)
    held = set(holds.values_list("application", flat=True))
    people = Membership.objects.filter(
        organisation__applications__in=keys, role__in=ANSWERING, user__is_active=True
    )
    teams = set(people.values_list("organisation", flat=True))
    for application, day in days.items():
        yield DeletionDay(
            application=application,
            due_on=day,
            told=told.get(application.pk),
            has_readers=application.organisation_id in teams,
            is_held=application.pk in held,
            is_listed=application.pk in listed,
        )


def _told(keys: Iterable[int]) -> dict[int, date]:
    rows = Reminder.objects.filter(application__in=keys, occasion__startswith=OCCASION)
    told: dict[int, date] = {}
    for key, occasion in rows.values_list("application", "occasion"):
        day = date.fromisoformat(occasion.removeprefix(OCCASION))
        told[key] = max(day, told.get(key, day))
    return told
