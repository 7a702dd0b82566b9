"""What waits for a second person beside the cases: looked up, so it closes by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from applications.models import (
    AwardChange,
    AwardList,
    LegalParameter,
    LetterRelease,
    PaperEntry,
    RoundChange,
    SecondFactorReset,
    User,
)
from applications.models.award_list import FreezeStatus
from applications.models.decision import DecisionStatus
from applications.models.paper_entry import PaperEntryStatus
from applications.services import (
    award_changes,
    award_lists,
    bank_calls,
    deliveries,
    legal_parameters,
    letter_outbox,
    paper_entries,
    round_changes,
    second_factor_resets,
)
from applications.services.letter_drafts import open_drafts
from applications.workflow.permissions import staff_roles

LINES: Final = 5


class Confirmation(StrEnum):
    """What one person began and another finishes; in the order of the page."""

    ROUND_CHANGE = "round_change"
    LEGAL_PARAMETER = "legal_parameter"
    SECOND_FACTOR = "second_factor"
    AWARD_LIST = "award_list"
    PAPER_ENTRY = "paper_entry"
    LETTER_RELEASE = "letter_release"
    LETTER = "letter"
    POSTING = "posting"
    AWARD_CHANGE = "award_change"
    BANK_CALL = "bank_call"


# Whoever may finish it; the services that do it check the same.
DOERS: Final = {
    Confirmation.ROUND_CHANGE: round_changes.CONFIRMERS,
    Confirmation.LEGAL_PARAMETER: legal_parameters.CONFIRMERS,
    Confirmation.SECOND_FACTOR: second_factor_resets.CONFIRMERS,
    Confirmation.AWARD_LIST: award_lists.CONFIRMERS,
    Confirmation.PAPER_ENTRY: paper_entries.CHECKERS,
    Confirmation.LETTER_RELEASE: letter_outbox.RELEASERS,
    Confirmation.LETTER: letter_outbox.ASKERS,
    Confirmation.POSTING: deliveries.POSTERS,
    Confirmation.AWARD_CHANGE: award_changes.SIGNERS,
    Confirmation.BANK_CALL: bank_calls.CALLERS,
}


class WaitingRow(NamedTuple):
    """One thing that waits: what it is about, and what its address needs.

    ``parent`` is the round of a change; ``code`` is the code of the case; ``since`` is the
    first day of a legal value.
    """

    key: int
    parent: int
    about: str
    code: str
    since: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationGroup:
    """All of one kind that wait for a person: how many, and the first of them."""

    kind: Confirmation
    total: int
    rows: Sequence[WaitingRow]


def may_confirm(user: User) -> bool:
    """Say whether anything can wait for a member of staff."""
    return bool(staff_roles(user) & frozenset().union(*DOERS.values()))


def confirmation_groups(*, user: User, closed: Iterable[int]) -> list[ConfirmationGroup]:
    """Return what a person may finish now, never what they began; in one query.

    ``closed`` are the cases that are closed for the person.
    """
    roles = staff_roles(user)
    parts = [_ROWS[kind](user, closed) for kind, doers in DOERS.items() if roles & doers]
    if not parts:
        return []
    found = parts[0].union(*parts[1:], all=True).order_by("w_kind", "w_key")
    groups: dict[str, list[WaitingRow]] = {
        kind: [WaitingRow(*row[1:]) for row in rows]
        for kind, rows in groupby(found, key=lambda row: row[0])
    }
    return [
        ConfirmationGroup(kind=kind, total=len(groups[kind]), rows=groups[kind][:LINES])
        for kind in Confirmation
        if kind in groups
    ]


def _columns(
    rows: QuerySet[Any], kind: Confirmation, *, about: str, parent: str = "pk", **texts: Any
) -> QuerySet[Any, Any]:
    """Return the same columns for every kind, so that one query reads them all."""
    text = CharField()
    columns: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            w_kind=Value(kind.value, output_field=text),
            w_key=Cast("pk", BigIntegerField()),
            w_parent=Cast(parent, BigIntegerField()),
            w_about=Cast(about, text),
            w_code=texts.get("code", Value("", output_field=text)),
            w_since=texts.get("since", Value("", output_field=text)),
        )
        .values_list("w_kind", "w_key", "w_parent", "w_about", "w_code", "w_since")
    )
    return columns


def _of_open_cases(
    rows: QuerySet[Any], closed: Iterable[int], *, case: str = "application"
) -> QuerySet[Any]:
    """Leave out rows of rehearsals and of cases that are closed for the person.

    Asked of the few rows that wait, so that the database never begins with all cases.
    """
    real = rows.filter(**{f"{case}__is_rehearsal": False})
    return real.exclude(**{f"{case}__in": closed})


def _round_changes(user: User, _closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = RoundChange.objects.filter(closed_at=None, round__is_rehearsal=False)
    return _columns(
        rows.exclude(proposed_by=user),
        Confirmation.ROUND_CHANGE,
        about="round__name",
        parent="round_id",
    )


def _legal_parameters(user: User, _closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = LegalParameter.objects.filter(confirmed_at=None).exclude(entered_by=user)
    since = Cast("valid_from", CharField())
    return _columns(rows, Confirmation.LEGAL_PARAMETER, about="kind", since=since)


def _second_factor_resets(user: User, _closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = SecondFactorReset.objects.filter(closed_at=None).exclude(account=user)
    return _columns(
        rows.exclude(asked_by=user),
        Confirmation.SECOND_FACTOR,
        about="account__name",
        parent="account_id",
    )


def _award_lists(user: User, _closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = AwardList.objects.filter(status=FreezeStatus.PROPOSED, round__is_rehearsal=False)
    return _columns(rows.exclude(frozen_by=user), Confirmation.AWARD_LIST, about="round__name")


def _paper_entries(user: User, closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = PaperEntry.objects.filter(status=PaperEntryStatus.CHECKING)
    return _columns(
        _of_open_cases(rows, closed).exclude(entered_by=user),
        Confirmation.PAPER_ENTRY,
        about="application__organisation_name",
        code=F("application__code"),
    )


def _letter_releases(user: User, _closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = LetterRelease.objects.filter(closed_at=None).exclude(asked_by=user)
    return _columns(rows, Confirmation.LETTER_RELEASE, about="round__name")


def _letters(_user: User, closed: Iterable[int]) -> QuerySet[Any, Any]:
    """Letters that nobody has chosen yet: the first step of the way out."""
    rows = _of_open_cases(open_drafts().filter(release=None), closed)
    return _columns(rows, Confirmation.LETTER, about="application__reference_number")


def _postings(_user: User, closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = _of_open_cases(deliveries.waiting_for_post(), closed, case="document__application")
    return _columns(rows, Confirmation.POSTING, about="document__application__reference_number")


def _award_changes(user: User, closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = AwardChange.objects.filter(status=DecisionStatus.PROPOSED)
    return _columns(
        _of_open_cases(rows, closed).exclude(proposed_by=user),
        Confirmation.AWARD_CHANGE,
        about="application__organisation_name",
        code=F("application__code"),
    )


def _bank_calls(user: User, closed: Iterable[int]) -> QuerySet[Any, Any]:
    rows = _of_open_cases(bank_calls.waiting_for_a_call(), closed)
    if not bank_calls.may_call(staff_roles(user)):
        rows = rows.none()
    return _columns(
        rows,
        Confirmation.BANK_CALL,
        about="application__organisation_name",
        code=F("application__code"),
    )


_ROWS: Final[dict[Confirmation, Callable[[User, Iterable[int]], QuerySet[Any, Any]]]] = {
    Confirmation.ROUND_CHANGE: _round_changes,
    Confirmation.LEGAL_PARAMETER: _legal_parameters,
    Confirmation.SECOND_FACTOR: _second_factor_resets,
    Confirmation.AWARD_LIST: _award_lists,
    Confirmation.PAPER_ENTRY: _paper_entries,
    Confirmation.LETTER_RELEASE: _letter_releases,
    Confirmation.LETTER: _letters,
    Confirmation.POSTING: _postings,
    Confirmation.AWARD_CHANGE: _award_changes,
    Confirmation.BANK_CALL: _bank_calls,
}
