"""What may be written in an application now: all of a draft, later only what a request opens."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from applications.models import Application, InformationRequest, User
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.workflow.permissions import writes


def open_request(application: Application) -> InformationRequest | None:
    """Return the request that waits for an answer, with its points."""
    requests = application.information_requests.filter(closed_at=None)
    return requests.prefetch_related("points").first()


def asked_sections(request: InformationRequest) -> frozenset[Section]:
    """Return the sections that a request opens."""
    return frozenset(Section(point.section) for point in request.points.all() if point.section)


def asked_kinds(request: InformationRequest) -> frozenset[AttachmentKind]:
    """Return the kinds of documents that a request asks for."""
    kinds = (point.attachment_kind for point in request.points.all())
    return frozenset(AttachmentKind(kind) for kind in kinds if kind)


def writable_sections(application: Application) -> frozenset[Section]:
    """Return the sections that the team may change now."""
    if application.state == State.DRAFT:
        return frozenset(Section)
    if application.state != State.INFORMATION_REQUESTED:
        return frozenset()
    request = open_request(application)
    return asked_sections(request) if request else frozenset()


def claim(
    application: Application,
    *,
    opens: Callable[[InformationRequest], bool],
    actor: User,
    at: datetime,
    copies: Mapping[str, Any] | None = None,
) -> State | None:
    """Lock the row of an application that may be written now, note who writes, return its state.

    ``opens`` says whether the open request of a sent application asks for what is written.
    ``copies`` are list columns of a draft; those of a sent application belong to what was sent.
    Nothing is returned when it is closed, or when the actor does not write for the association:
    the caller then rolls back.
    """
    rows = Application.objects.filter(writes(actor), pk=application.pk)
    stamp = {"edited_at": at, "edited_by": actor}
    if rows.filter(state=State.DRAFT).update(**stamp, **(copies or {})):
        return State.DRAFT
    if not rows.filter(state=State.INFORMATION_REQUESTED).update(**stamp):
        return None
    request = open_request(application)
    return State.INFORMATION_REQUESTED if request and opens(request) else None
