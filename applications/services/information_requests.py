"""The authority asks for something point by point, and goes on with the review."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format

from applications import clock
from applications.models import (
    Application,
    Attachment,
    InformationRequest,
    RequestPoint,
    SubmissionSnapshot,
    User,
)
from applications.rules.choices import AttachmentKind, PointKind
from applications.rules.lifecycle import Action
from applications.rules.sections import Section
from applications.rules.working_days import end_after, end_of_limit
from applications.services import outbox
from applications.services.letters_at_once import order_request_letter
from applications.services.sent_version import go_back
from applications.services.team_mail import people_who_answer
from applications.services.writing import asked_kinds, asked_sections, open_request
from applications.workflow import engine
from applications.workflow.answer_changes import AnswerChange, answer_changes

MAXIMUM_POINTS: Final = 10
DAYS_TO_ANSWER: Final = 14
# Documents have points of their own; checking and sending belong to the first sending.
OPENED_SECTIONS: Final = tuple(
    section
    for section in Section
    if section not in {Section.ENCLOSURES, Section.REVIEW, Section.DECLARATIONS}
)


class NoPoints(Exception):
    """A request asks for at least one thing and at most ten."""


class DateTooEarly(Exception):
    """The association needs at least until tomorrow."""


@dataclass
class StillTimeToAnswer(Exception):
    """The association may answer until this day; the review cannot go on before."""

    due_on: date


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that is asked for: a section to change, a document, or just an answer."""

    text: str
    section: Section | None = None
    attachment_kind: AttachmentKind | None = None

    @property
    def kind(self) -> PointKind:
        """Return what the point asks for."""
        if self.section:
            return PointKind.SECTION
        return PointKind.ENCLOSURE if self.attachment_kind else PointKind.QUESTION


def usual_due_date(today: date) -> date:
    """Return the day two weeks ahead, or the working day of Hesse after it."""
    return end_after(today, days=DAYS_TO_ANSWER).day


@transaction.atomic
def request_information(
    *,
    application: Application,
    points: Sequence[Point],
    due_on: date,
    actor: User,
    at: datetime,
) -> InformationRequest:
    """Ask the association; only the named sections and documents are open from now on.

    The limit ends on a working day of Hesse. Files that came for an earlier request and were
    never sent count for this one.
    Raises ``NoPoints``, ``DateTooEarly``, ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    if not 1 <= len(points) <= MAXIMUM_POINTS:
        raise NoPoints(len(points))
    if due_on <= clock.berlin_date(at):
        raise DateTooEarly(due_on)
    due_on = end_of_limit(due_on).day
    case: Any = {"application": application, "actor": actor, "at": at}
    move = engine.perform(Action.REQUEST_INFORMATION, **case, changes={"due_on": due_on})
    request = InformationRequest.objects.create(
        application=application,
        number=application.information_requests.count() + 1,
        asked_by=actor,
        asked_at=at,
        due_on=due_on,
    )
    RequestPoint.objects.bulk_create(unsaved_points(request, points))
    _take_unsent_files(request)
    outbox.carry_out(
        move,
        application=application,
        at=at,
        recipients=people_who_answer(application),
        context={"until": day_in_words(due_on)},
    )
    order_request_letter(request, at=at)
    return request


@transaction.atomic
def resume_review(*, application: Application, actor: User, at: datetime) -> None:
    """Go on with the review once an answer is there, or once the date has passed without one.

    Raises ``StillTimeToAnswer``, ``MoveNotAllowed`` and ``MovedMeanwhile``.
    """
    # Locked, so that an answer either comes before or finds the request closed.
    locked = Application.objects.select_for_update(of=("self",)).with_lists()
    current = locked.get(pk=application.pk)
    request = open_request(current)
    if request and clock.berlin_date(at) <= request.due_on:
        raise StillTimeToAnswer(request.due_on)
    engine.perform(Action.RESUME_REVIEW, application=application, actor=actor, at=at)
    if request:
        _close(request, application=current, at=at)


def day_in_words(day: date) -> str:
    """Write a day as mails have it: `Montag, 17. Februar 2020`."""
    return date_format(day, "l, j. F Y")


def requests_of(application: Application) -> list[InformationRequest]:
    """Return all requests of a case with their points, the newest first."""
    rows = application.information_requests.select_related("asked_by", "answered_by")
    return list(rows.prefetch_related("points").order_by("-number"))


def handed_in(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Leave out files of an answer that was not sent: the authority does not see them."""
    return [row for row in attachments if row.request is None or row.request.answered_at]


def changed_answers(
    request: InformationRequest, versions: Sequence[SubmissionSnapshot]
) -> list[AnswerChange]:
    """Return what the answer to a request changed; new documents stand beside their point."""
    for old, new in pairwise(versions):
        if new.frozen_at == request.answered_at:
            changes = answer_changes(old.document, new.document)
            return [change for change in changes if change.section != Section.ENCLOSURES]
    return []


def _close(request: InformationRequest, *, application: Application, at: datetime) -> None:
    """Close a request that was not answered; the sections say again what was sent."""
    request.closed_at = at
    request.save(update_fields=["closed_at"])
    go_back(application, asked_sections(request), at=at)


def unsaved_points(request: InformationRequest, points: Iterable[Point]) -> list[RequestPoint]:
    """Return the points as rows of a request, in order, not saved yet."""
    return [
        RequestPoint(
            request=request,
            position=position,
            kind=point.kind,
            section=point.section or "",
            attachment_kind=point.attachment_kind or "",
            text=point.text,
        )
        for position, point in enumerate(points, start=1)
    ]


def _take_unsent_files(request: InformationRequest) -> None:
    unsent = Q(request__answered_at=None, request__closed_at__isnull=False)
    files = request.application.attachments.filter(unsent, kind__in=asked_kinds(request))
    # One statement about the rows themselves: an update cannot look at another table.
    Attachment.objects.filter(pk__in=list(files.values_list("pk", flat=True))).update(
        request=request
    )
