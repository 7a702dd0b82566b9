"""The association answers a request: write, upload, and send everything as a new version."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from applications.models import (
    Application,
    Attachment,
    Declarations,
    InformationRequest,
    RequestPoint,
    User,
)
from applications.models.application import RELATIONS
from applications.rules.choices import PointKind
from applications.rules.findings import Outcome
from applications.rules.lifecycle import Action, MoveNotAllowed, Role
from applications.rules.sections import Section
from applications.services import drafts, outbox, writing
from applications.services.review import count_unsettled
from applications.services.sent_version import changed_sections, latest_snapshot
from applications.services.settlements import carry_over
from applications.services.submission import NotComplete, list_columns
from applications.workflow import engine, snapshots
from applications.workflow.assessment import Assessment, assess_application
from applications.workflow.conflicts import is_closed_for
from applications.workflow.permissions import member_roles, require_writer, staff_roles


class RequestClosed(Exception):
    """The authority went on without an answer, or the application was withdrawn."""


@dataclass
class PointsOpen(Exception):
    """Some points have no answer yet; the answer can be sent once more nevertheless."""

    positions: list[int]


@dataclass(frozen=True, kw_only=True)
class TypedAnswer:
    """The text of one point, and the mark of the text that was there when the page was made."""

    text: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class PointState:
    """One point with what came for it."""

    point: RequestPoint
    files: tuple[Attachment, ...]
    is_changed: bool

    @property
    def is_done(self) -> bool:
        """Say whether anything answers the point, or answered it when the answer was sent."""
        point = self.point
        given = point.answer or point.done_at or self.files or self.is_changed
        return bool(given or point.answered_at)


def mark_of(text: str) -> str:
    """Return a short mark that is the same for the same text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def marks_of(states: Iterable[PointState]) -> str:
    """Return the marks of all texts as a page sends them along: `1:3fa0… 2:e3b0…`."""
    return " ".join(f"{one.point.position}:{mark_of(one.point.answer)}" for one in states)


def point_states(application: Application, request: InformationRequest) -> list[PointState]:
    """Return the points of a request in order. Load the application with ``with_lists``."""
    changed: frozenset[Section] = frozenset()
    if request.closed_at is None and (asked := writing.asked_sections(request)):
        changed = changed_sections(application, asked)
    files = [row for row in application.attachments.all() if row.request_id == request.pk]
    return [
        PointState(
            point=point,
            files=tuple(
                sorted(
                    (row for row in files if row.kind == point.attachment_kind),
                    key=lambda row: row.pk,
                )
            ),
            is_changed=point.section in changed,
        )
        for point in sorted(request.points.all(), key=lambda row: row.position)
    ]


@transaction.atomic
def save_answers(
    *,
    request: InformationRequest,
    answers: Mapping[int, TypedAnswer],
    actor: User,
    at: datetime,
) -> list[RequestPoint]:
    """Keep the texts by position; return the points on which somebody else wrote meanwhile.

    Of those nothing is overwritten. Raises ``RequestClosed`` and ``NotAWriter``.
    """
    _claim(request, actor=actor, at=at)
    theirs = []
    for point in request.points.filter(position__in=answers):
        typed = answers[point.position]
        if typed.text == point.answer:
            continue
        if mark_of(point.answer) != typed.seen:
            theirs.append(point)
            continue
        point.answer = typed.text
        point.save(update_fields=["answer"])
    return theirs


@transaction.atomic
def mark_done(
    *, request: InformationRequest, position: int, is_done: bool, actor: User, at: datetime
) -> None:
    """Note that a section is right as it was sent, or take that back.

    Raises ``RequestClosed`` and ``NotAWriter``.
    """
    _claim(request, actor=actor, at=at)
    points = request.points.filter(position=position, kind=PointKind.SECTION)
    points.update(done_at=at if is_done else None)


@transaction.atomic
def answer_request(
    *,
    request: InformationRequest,
    actor: User,
    at: datetime,
    incomplete_confirmed: bool = False,
    knows_ineligible: bool = False,
) -> Application:
    """Send the answer: state, new version, findings, list columns, document and mail together.

    The instant of this request counts; while the request is open an answer after its date is
    taken, too. Sending again gives the application back as it is. ``knows_ineligible`` is the
    confirmation that an exclusion asks for which the new answers bring.
    Raises ``RequestClosed``, ``PointsOpen``, ``NotComplete``, ``NotAWriter`` and
    ``MoveNotAllowed`` (only a representative may send).
    """
    require_writer(actor, request.application)
    application = Application.objects.select_for_update().get(pk=request.application_id)
    # Read again behind the lock: somebody may have written or sent meanwhile.
    request = InformationRequest.objects.get(pk=request.pk)
    if request.answered_at:
        return application
    if request.closed_at:
        raise RequestClosed(request.pk)
    if Role.REPRESENTATIVE not in member_roles(actor, application):
        raise MoveNotAllowed(Action.ANSWER)
    _fulfil_promises(application, request)
    if knows_ineligible:
        _declare_ineligible(application)
    application = Application.objects.with_lists().get(pk=application.pk)
    states = point_states(application, request)
    missing = [state.point.position for state in states if not state.is_done]
    if missing and not incomplete_confirmed:
        raise PointsOpen(missing)
    assessment = assess_application(application, at=at)
    _check(application, assessment)
    _send(application, request, assessment=assessment, actor=actor, at=at)
    _close(request, states, actor=actor, at=at)
    return application


def _send(
    application: Application,
    request: InformationRequest,
    *,
    assessment: Assessment,
    actor: User,
    at: datetime,
) -> None:
    """Make the new version the one that counts, everywhere."""
    old = latest_snapshot(application)
    columns = _copies(application) | list_columns(application, assessment)
    columns |= _desk_of(request, application)
    move = engine.perform(
        Action.ANSWER, application=application, actor=actor, at=at, changes=columns
    )
    new = snapshots.freeze(application=application, assessment=assessment, actor=actor, at=at)
    carry_over(old=old, new=new, at=at)
    count_unsettled(application)
    if Section.ORGANISATION in writing.asked_sections(request):
        details = application.organisation_details
        answers = {field.name: getattr(details, field.name) for field in details._meta.fields}
        drafts.keep_for_next_time(application.organisation_id, answers)
    outbox.carry_out(move, application=application, at=at, snapshot=new, recipients=[actor])


def _desk_of(request: InformationRequest, application: Application) -> dict[str, Any]:
    """Put the case back on the desk of the person who asked, if they still work on cases."""
    person = request.asked_by
    may_work = Role.CASE_WORKER in staff_roles(person) and not is_closed_for(person, application)
    return {"assigned_to": person} if may_work else {}


def _claim(request: InformationRequest, *, actor: User, at: datetime) -> None:
    require_writer(actor, request.application)
    state = writing.claim(
        request.application, opens=lambda current: current.pk == request.pk, actor=actor, at=at
    )
    if state is None:
        raise RequestClosed(request.pk)


def _fulfil_promises(application: Application, request: InformationRequest) -> None:
    sent = application.attachments.filter(request=request).values_list("kind", flat=True)
    application.promised_enclosures.filter(kind__in=list(sent)).delete()


def _declare_ineligible(application: Application) -> None:
    rows = Declarations.objects.filter(pk=application.pk)
    rows.update(knows_ineligible=True, version=F("version") + 1)


def _check(application: Application, assessment: Assessment) -> None:
    """Refuse what is incomplete: an answer that nobody can read is a missing answer."""
    unread = any(getattr(application, relation).pending for relation in RELATIONS.values())
    if unread or assessment.report.of(Outcome.BLOCKING):
        raise NotComplete(assessment.report)


def _copies(application: Application) -> dict[str, Any]:
    """Return the answers that the row repeats for lists and searches."""
    return {
        copy: getattr(drafts.section_row(application, section), name) or ""
        for section, names in drafts.COPIES.items()
        for name, copy in names.items()
    }


def _close(
    request: InformationRequest, states: Iterable[PointState], *, actor: User, at: datetime
) -> None:
    request.closed_at, request.answered_at, request.answered_by = at, at, actor
    request.save(update_fields=["closed_at", "answered_at", "answered_by"])
    done = [state.point.pk for state in states if state.is_done]
    request.points.filter(pk__in=done).update(answered_at=at)
