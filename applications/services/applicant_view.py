"""„Ansicht des Vereins“: staff look at pages as applicants see them, for half an hour.

Two things are shown this way: the application of an association, and a round that nobody outside
knows yet. What is kept between two requests is a small entry of the session; the rights are asked
again with each of them. The log tells who looked at what, from when until when, and why.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Self

from django.db import transaction
from django.db.models import Q

from applications import clock
from applications.models import Application, FundingRound, User
from applications.models.codes import address_code
from applications.rules.choices import Origin
from applications.rules.lifecycle import Role, State
from applications.services.round_checks import RoundIncomplete, missing
from applications.services.round_preview import sample_application
from applications.services.rounds import AlreadyPublished
from applications.workflow import audit
from applications.workflow.conflicts import Standing, open_to, standing
from applications.workflow.permissions import NotPermitted, require, staff_roles

LASTS: Final = timedelta(minutes=30)
REASON_LENGTH: Final = 200
SHORTEST_SEARCH: Final = 3
MOST_FOUND: Final = 20
# In the session: the view, and the page of the staff from which it was begun.
ENTRY: Final = "applicant_view"
CAME_FROM: Final = "applicant_view_from"
# Who works on a case sees what was sent of it; who helps with the form sees what was not.
CASE_VIEWERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
DRAFT_VIEWERS: Final = frozenset({Role.ADMINISTRATOR})
ROUND_VIEWERS: Final = frozenset({Role.ADMINISTRATOR, Role.HEAD})
BEING_WRITTEN: Final = frozenset({State.DRAFT, State.INFORMATION_REQUESTED})


class Kind(StrEnum):
    """What is looked at."""

    ASSOCIATION = "association"
    ROUND = "round"


class Part(StrEnum):
    """Which pages somebody sees: those of what is being written, or those of what was sent."""

    WRITING = "writing"
    SENT = "sent"


class Cause(StrEnum):
    """Why a view is over."""

    BUTTON = "button"
    TIME = "time"
    SIGNED_OUT = "signed_out"
    RIGHTS = "rights"
    REPLACED = "replaced"


@dataclass
class ViewOver(Exception):
    """The view has ended by itself."""

    cause: Cause


@dataclass(frozen=True, kw_only=True)
class ApplicantView:
    """A view that was begun: of which application or round, until when in real time.

    ``code`` stands in the addresses; a round has one that no application has.
    """

    kind: Kind
    code: str
    ends_at: datetime
    round_id: int | None = None

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> Self:
        """Return the view that a session keeps."""
        return cls(
            kind=Kind(entry["kind"]),
            code=entry["code"],
            ends_at=datetime.fromtimestamp(entry["ends_at"], UTC),
            round_id=entry["round"],
        )

    def to_entry(self) -> dict[str, Any]:
        """Return what a session keeps."""
        return {
            "kind": self.kind.value,
            "code": self.code,
            "ends_at": int(self.ends_at.timestamp()),
            "round": self.round_id,
        }

    def minutes_left(self, now: datetime) -> int:
        """Return how many minutes the view lasts; the last one counts as one."""
        return max(int((self.ends_at - now).total_seconds() // 60), 0) + 1


@dataclass(frozen=True, kw_only=True)
class OpenView:
    """A view whose rights have just been asked, with what it shows."""

    view: ApplicantView
    parts: frozenset[Part]
    funding_round: FundingRound
    own: Application | None = None

    @cached_property
    def application(self) -> Application:
        """Return the application; that of a round exists in memory only."""
        return self.own or sample_application(self.funding_round, code=self.view.code)

    def shown_at(self, at: datetime) -> datetime:
        """Return the instant of the pages: a round is shown as on its first day."""
        row = self.funding_round
        is_preview = self.view.kind == Kind.ROUND
        return row.opens_at if is_preview and not row.opens_at <= at < row.closes_at else at


def parts_for(user: User, application: Application) -> frozenset[Part]:
    """Return which pages of an application somebody may see; none is the usual answer.

    A case that is closed for the person stays closed, and one nobody asked them about, too. What
    came on paper has no association that sees pages before it was recorded.
    """
    roles, stands = staff_roles(user), standing(user, application)
    is_on_paper = application.is_draft and application.origin != Origin.ONLINE
    parts = set()
    if roles & DRAFT_VIEWERS and application.state in BEING_WRITTEN and not is_on_paper:
        parts.add(Part.WRITING)
    if roles & CASE_VIEWERS and not application.is_draft and stands == Standing.OPEN:
        parts.add(Part.SENT)
    return frozenset() if stands == Standing.CLOSED else frozenset(parts)


@transaction.atomic
def begin_view(
    *, application: Application, reason: str, actor: User, at: datetime
) -> ApplicantView:
    """Begin to look at an application as its association sees it. Raises ``NotPermitted``."""
    if not parts_for(actor, application):
        raise NotPermitted(actor.pk, application.pk)
    view = ApplicantView(
        kind=Kind.ASSOCIATION, code=application.code, ends_at=clock.real_now() + LASTS
    )
    audit.record(
        "applicant_view.begun",
        actor=actor,
        at=at,
        **_subject(application),
        reason=reason,
        until=view.ends_at.isoformat(timespec="seconds"),
    )
    return view


@transaction.atomic
def begin_preview(*, funding_round: FundingRound, actor: User, at: datetime) -> ApplicantView:
    """Begin to look at the pages of a round that nobody outside knows.

    Raises ``NotPermitted``, ``AlreadyPublished`` and ``RoundIncomplete``.
    """
    require(actor, *ROUND_VIEWERS)
    if funding_round.is_published:
        raise AlreadyPublished(funding_round.pk)
    if gaps := missing(funding_round, at=at):
        raise RoundIncomplete(gaps)
    view = ApplicantView(
        kind=Kind.ROUND,
        code=address_code(),
        ends_at=clock.real_now() + LASTS,
        round_id=funding_round.pk,
    )
    audit.record("round.preview_begun", actor=actor, at=at, round=funding_round.pk)
    return view


@transaction.atomic
def end_view(view: ApplicantView, *, cause: Cause, actor: User, at: datetime) -> None:
    """Log that a view is over; one that is older than half an hour ended by itself."""
    if view.ends_at <= clock.real_now():
        cause = Cause.TIME
    if view.kind == Kind.ROUND:
        audit.record(
            "round.preview_ended", actor=actor, at=at, round=view.round_id, cause=cause.value
        )
        return
    application = Application.objects.filter(code=view.code).first()
    subject = _subject(application) if application else {"code": view.code}
    audit.record("applicant_view.ended", actor=actor, at=at, **subject, cause=cause.value)


def keep(
    session: MutableMapping[str, Any],
    view: ApplicantView,
    *,
    came_from: str,
    actor: User,
    at: datetime,
) -> None:
    """Put a view that was just begun into the session; an earlier one is over."""
    close(session, cause=Cause.REPLACED, actor=actor, at=at)
    session[ENTRY], session[CAME_FROM] = view.to_entry(), came_from


def close(session: MutableMapping[str, Any], *, cause: Cause, actor: User, at: datetime) -> str:
    """End the view of a session, if there is one; return the page from which it was begun."""
    if ENTRY not in session:
        return ""
    view, came_from = ApplicantView.from_entry(session[ENTRY]), session[CAME_FROM]
    end_view(view, cause=cause, actor=actor, at=at)
    del session[ENTRY], session[CAME_FROM]
    return str(came_from)


def find_applications(text: str, *, reader: User) -> list[Application]:
    """Return what is being written by an association: by its name, an address or its number.

    An address must be whole, so that nobody finds people by trying. Without the right to look
    nothing is found.
    """
    words = text.strip()
    if not staff_roles(reader) & DRAFT_VIEWERS or len(words) < SHORTEST_SEARCH:
        return []
    matches = (
        Q(organisation_name__icontains=words)
        | Q(organisation__name__icontains=words)
        | Q(organisation__memberships__user__email__iexact=words)
        | Q(reference_number__iexact=words)
    )
    rows = Application.objects.filter(matches, state__in=BEING_WRITTEN)
    rows = rows.exclude(state=State.DRAFT, origin__in=set(Origin) - {Origin.ONLINE})
    found = open_to(reader, rows.select_related("round", "organisation")).distinct()
    return list(found.order_by("organisation_name", "pk")[:MOST_FOUND])


def open_view(view: ApplicantView, *, user: User, now: datetime) -> OpenView:
    """Return what the view shows, if it may still be shown. Raises ``ViewOver``."""
    if view.ends_at <= now:
        raise ViewOver(Cause.TIME)
    if view.kind == Kind.ROUND:
        row = FundingRound.objects.filter(pk=view.round_id or 0, published_at=None).first()
        if row is None or not staff_roles(user) & ROUND_VIEWERS:
            raise ViewOver(Cause.RIGHTS)
        # In memory only: the pages are those of a round that everybody knows.
        row.published_at = row.opens_at
        return OpenView(view=view, parts=frozenset({Part.WRITING}), funding_round=row)
    rows = Application.objects.with_lists().select_related("created_by", "edited_by")
    application = rows.filter(code=view.code).first()
    parts = parts_for(user, application) if application else frozenset()
    if application is None or not parts:
        raise ViewOver(Cause.RIGHTS)
    # What the pages of the team ask of the person who opened them.
    application.own_role = Role.REPRESENTATIVE  # type: ignore[attr-defined]
    application.own_active_at = None  # type: ignore[attr-defined]
    return OpenView(view=view, parts=parts, funding_round=application.round, own=application)


def _subject(application: Application) -> dict[str, Any]:
    """Return how the log names an application; a draft can still be deleted."""
    if application.is_draft:
        return {"code": application.code}
    return {"application": application}
