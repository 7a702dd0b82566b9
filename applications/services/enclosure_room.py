"""Whether a file may be added now, and whether there is room for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Sum

from applications.models import (
    Application,
    Attachment,
    AttachmentPhoto,
    Enclosures,
    InformationRequest,
    User,
)
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import State
from applications.services import writing
from applications.services.drafts import NotADraft
from applications.services.file_check import CheckedFile, FileRefused
from applications.workflow import audit
from applications.workflow.permissions import require_writer

MAXIMUM_FILES: Final = 30
MAXIMUM_CASE_BYTES: Final = 50 * 1024 * 1024
# What was promised may come until the decision; steps inside the authority change nothing.
OPEN_UNTIL_DECISION: Final = (
    State.SUBMITTED,
    State.UNDER_REVIEW,
    State.INFORMATION_REQUESTED,
    State.ANSWERED,
    State.HEARING,
    State.PROPOSED,
)


@dataclass(frozen=True)
class Occasion:
    """Who hands in what, and when: with the application, for a request, or as promised."""

    application: Application
    kind: AttachmentKind
    actor: User
    at: datetime
    request: InformationRequest | None = None
    is_later: bool = False

    @classmethod
    def of(cls, attachment: Attachment, *, actor: User, at: datetime) -> "Occasion":
        """Return the occasion on which a document came, for changing it."""
        kind = AttachmentKind(attachment.kind)
        return cls(attachment.application, kind, actor, at, request=attachment.request)


def claim(occasion: Occasion) -> None:
    """Lock the application and count up the version of the section.

    The first write takes the lock. Raises ``NotADraft`` and ``NotAWriter``.
    """
    application, actor, at = occasion.application, occasion.actor, occasion.at
    require_writer(actor, application)
    if occasion.is_later:
        rows = Application.objects.select_for_update().filter(state__in=OPEN_UNTIL_DECISION)
        if not rows.filter(pk=application.pk).exists():
            raise NotADraft(application.pk)
        return
    state = writing.claim(
        application, opens=lambda now: _asks_for(now, occasion), actor=actor, at=at
    )
    if state != (State.INFORMATION_REQUESTED if occasion.request else State.DRAFT):
        raise NotADraft(application.pk)
    if state == State.DRAFT:
        Enclosures.objects.filter(pk=application.pk).update(
            version=F("version") + 1, saved_at=at, saved_by=actor
        )


def _asks_for(current: InformationRequest, occasion: Occasion) -> bool:
    return current == occasion.request and occasion.kind in writing.asked_kinds(current)


def check_room(occasion: Occasion, new: Sequence[CheckedFile], *, new_documents: int) -> None:
    """Refuse what is there already and what is too much. Raises ``FileRefused``.

    What counts are the received bytes: of a document made of photos its photos.
    """
    if known_files(occasion) & {file.sha256 for file in new}:
        raise FileRefused("duplicate")
    files = Attachment.objects.filter(application=occasion.application.pk)
    if files.count() + new_documents > MAXIMUM_FILES:
        raise FileRefused("too_many", maximum=MAXIMUM_FILES)
    single = files.filter(photos=None).aggregate(size=Sum("size", default=0))
    photos = AttachmentPhoto.objects.filter(attachment__in=files)
    size = single["size"] + photos.aggregate(size=Sum("size", default=0))["size"]
    if size + sum(len(file.content) for file in new) > MAXIMUM_CASE_BYTES:
        raise FileRefused("quota", maximum=MAXIMUM_CASE_BYTES // 1024**2)


def known_files(occasion: Occasion) -> frozenset[str]:
    """Return the fingerprints of all files of this kind that are there already."""
    same = Attachment.objects.filter(application=occasion.application.pk, kind=occasion.kind)
    photos = AttachmentPhoto.objects.filter(attachment__in=same)
    fingerprints = same.values_list("sha256", flat=True).union(
        photos.values_list("sha256", flat=True)
    )
    return frozenset(fingerprints)


def log(event: str, attachment: Attachment, occasion: Occasion) -> None:
    """Note in the audit log what happened to a document."""
    application = attachment.application
    where: dict[str, Any] = {"application": application}
    if not occasion.is_later:
        # By code: a reference to the row would keep the draft from being deleted, and what
        # comes for a request is nobody's business before the answer is sent.
        where = {"code": application.code}
    audit.record(
        event,
        actor=occasion.actor,
        at=occasion.at,
        kind=attachment.kind,
        size=attachment.size,
        sha256=attachment.sha256,
        **where,
    )
