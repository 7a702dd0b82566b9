"""Letters leave together, released by two persons; nothing leaves before."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django_tasks import task

from applications import clock
from applications.models import FundingRound, LetterDraft, LetterRelease, User
from applications.rules.documents import DECISION_LETTERS, DocumentKind
from applications.rules.lifecycle import Role
from applications.services import deliveries, outbox
from applications.services.identity_proof import IdentityProof
from applications.services.letter_drafts import CheckedDraft, check_draft, open_drafts
from applications.services.letters import cover_sheet_of, letter_of_draft
from applications.services.team_mail import tell_team
from applications.workflow import audit
from applications.workflow.conflicts import closed_cases, require_unbiased
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import require

ASKERS: Final = frozenset({Role.CASE_WORKER, Role.APPROVER, Role.HEAD})
RELEASERS: Final = frozenset({Role.APPROVER, Role.HEAD})
# So many letters in one release: the page that checks them answers in time.
LETTERS_AT_ONCE: Final = 1_000

logger = logging.getLogger(__name__)


class NothingToRelease(Exception):
    """None of the chosen letters may leave."""


class ReleaseClosed(Exception):
    """Somebody released these letters, or gave them back, before."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What came of a request to release letters: the release, and what stays behind and why."""

    release: LetterRelease
    kept: tuple[CheckedDraft, ...]


@dataclass(frozen=True, kw_only=True)
class ReleaseProgress:
    """How far a release is: letters that left, files that are made, and what changed meanwhile."""

    wanted: int
    sent: int
    made: int
    changed: int

    @property
    def is_done(self) -> bool:
        """Say whether nothing happens any more."""
        return self.wanted == self.sent + self.changed and self.made == self.sent


@transaction.atomic
def ask_release(
    *, funding_round: FundingRound, drafts: Iterable[LetterDraft], actor: User, at: datetime
) -> Asked:
    """Choose letters that should leave together; another person lets them go.

    What may not leave stays in the outbox. The wording that was checked is kept as a
    fingerprint: nothing else will leave.
    Raises ``NotPermitted``, ``ConflictOfInterest`` and ``NothingToRelease``.
    """
    require(actor, *ASKERS)
    checked = []
    for draft in list(drafts)[:LETTERS_AT_ONCE]:
        require_unbiased(actor, draft.application)
        checked.append(check_draft(draft))
    ready = [one for one in checked if one.may_leave]
    if not ready:
        raise NothingToRelease(len(checked))
    release = LetterRelease.objects.create(round=funding_round, asked_by=actor, asked_at=at)
    taken = sum(
        open_drafts()
        .filter(pk=one.draft.pk, release=None)
        .update(release=release, fingerprint=one.fingerprint)
        for one in ready
    )
    if not taken:
        raise NothingToRelease(len(checked))
    _log("letters.asked", release, actor=actor, at=at, letters=taken)
    return Asked(release=release, kept=tuple(one for one in checked if not one.may_leave))


@transaction.atomic
def release_letters(
    *, release: LetterRelease, proof: IdentityProof, actor: User, at: datetime
) -> None:
    """Let the letters go; they are written, dated and made after the commit.

    Raises ``NotPermitted``, ``IdentityNotProved``, ``SecondPersonNeeded``,
    ``ConflictOfInterest`` and ``ReleaseClosed``.
    """
    require(actor, *RELEASERS)
    proof.check(actor)
    if release.asked_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    drafts = release.drafts.filter(application__in=closed_cases(actor))
    for draft in drafts.select_related("application"):
        require_unbiased(actor, draft.application)
    _close(release, is_released=True, actor=actor, at=at)
    _log("letters.released", release, actor=actor, at=at, letters=release.drafts.count())
    transaction.on_commit(lambda: _enqueue(release.pk))


@transaction.atomic
def return_letters(*, release: LetterRelease, note: str, actor: User, at: datetime) -> None:
    """Put the letters back into the outbox, with a reason; the one who asked may do so, too.

    Raises ``NotPermitted``, ``ReasonNeeded`` and ``ReleaseClosed``.
    """
    require(actor, *(RELEASERS if release.asked_by_id != actor.pk else ASKERS))
    if not note.strip():
        raise ReasonNeeded(release.pk)
    _close(release, is_released=False, actor=actor, at=at, note=note.strip())
    _log("letters.returned", release, actor=actor, at=at, letters=release.drafts.count())
    release.drafts.filter(document=None).update(release=None, fingerprint="")


@task()
def send_letters(release_id: int) -> None:
    """Send the letters of a release; doing it twice sends each once."""
    send_release(LetterRelease.objects.get(pk=release_id), at=clock.now())


def send_release(release: LetterRelease, *, at: datetime) -> None:
    """Write, date and order the letters that two persons released and that have not left yet."""
    if not release.is_released:
        return
    waiting = release.drafts.filter(document=None, discarded_at=None)
    for draft_id in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            _send(draft_id, at=at)
        except Exception:
            # One letter keeps no other back; the sweep tries again.
            logger.exception("letter %s not sent", draft_id)


def unsent_releases() -> list[int]:
    """Return the releases with letters that should have left, for the sweep."""
    waiting = LetterDraft.objects.filter(
        document=None, discarded_at=None, release__is_released=True
    )
    return sorted(set(waiting.values_list("release", flat=True)))


def progress_of_release(release: LetterRelease) -> ReleaseProgress:
    """Return how many letters of a release have left and how many files are made."""
    rows = release.drafts.all()
    return ReleaseProgress(
        wanted=rows.count(),
        sent=rows.filter(document__isnull=False).count(),
        made=rows.filter(document__rendered_at__isnull=False).count(),
        changed=rows.filter(document=None, discarded_at__isnull=False).count(),
    )


@transaction.atomic
def _send(draft_id: int, *, at: datetime) -> None:
    """Order one letter with everything that goes with it, unless its wording has changed."""
    rows = LetterDraft.objects.select_for_update(of=("self",)).select_related(
        "application__round",
        "decision__application__round",
        "change__application__round",
        "drafted_by",
        "release",
    )
    draft = rows.get(pk=draft_id)
    if draft.document_id or draft.discarded_at:
        return
    if check_draft(draft).fingerprint != draft.fingerprint:
        _log_change(draft, at=at)
        return
    kind, application = DocumentKind(draft.kind), draft.application
    letter = letter_of_draft(
        draft, dated=clock.berlin_date(at), edition=outbox.next_number(application, kind)
    )
    document = outbox.order_letter(application=application, letter=letter, at=at)
    LetterDraft.objects.filter(pk=draft.pk).update(document=document)
    if cover := cover_sheet_of(letter):
        number = outbox.next_number(application, DocumentKind.COVER_SHEET)
        outbox.order_letter(application=application, letter=cover, at=at, number=number)
    if kind in DECISION_LETTERS:
        deliveries.provide(document, at=at)
    else:
        tell_team("early_start_consented", application=application, at=at)


def _log_change(draft: LetterDraft, *, at: datetime) -> None:
    """Put the letter back as a new draft: two persons have to look at it again."""
    LetterDraft.objects.filter(pk=draft.pk).update(discarded_at=at)
    LetterDraft.objects.create(
        application=draft.application,
        kind=draft.kind,
        decision=draft.decision,
        change=draft.change,
        values=draft.values,
        drafted_by=draft.drafted_by,
        drafted_at=draft.drafted_at,
    )
    audit.record(
        "letters.changed",
        actor=None,
        at=at,
        application=draft.application,
        release=draft.release_id,
        kind=draft.kind,
    )


def _close(
    release: LetterRelease, *, is_released: bool, actor: User, at: datetime, note: str = ""
) -> None:
    rows = LetterRelease.objects.filter(pk=release.pk, closed_at=None)
    if not rows.update(is_released=is_released, closed_by=actor, closed_at=at, note=note):
        raise ReleaseClosed(release.pk)
    release.refresh_from_db()


def _log(event: str, release: LetterRelease, *, actor: User, at: datetime, letters: int) -> None:
    audit.record(
        event, actor=actor, at=at, round=release.round_id, release=release.pk, letters=letters
    )


def _enqueue(release_id: int) -> None:
    try:
        send_letters.enqueue(release_id)
    except Exception:
        logger.exception("letters of release %s not started", release_id)
