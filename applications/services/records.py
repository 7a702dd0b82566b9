"""Internal records: drawn up from the file, frozen, printed once; the same file gives the same."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from applications.documents import store
from applications.models import Application, AwardList, Document, User
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.rules.record_parts import FrozenRecord
from applications.services import outbox
from applications.services.award_notes import award_note
from applications.services.file_covers import file_cover
from applications.services.review_notes import review_note
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require

logger = logging.getLogger(__name__)

DRAWERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
# What is drawn up of one case; the Vergabevermerk belongs to a list.
OF_A_CASE: Final[Mapping[DocumentKind, Callable[[Application], FrozenRecord]]] = {
    DocumentKind.REVIEW_NOTE: review_note,
    DocumentKind.FILE_COVER: file_cover,
}


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """The document that says what the file says now; ``is_new`` unless there was one."""

    document: Document
    is_new: bool


@transaction.atomic
def order_record(
    kind: DocumentKind, *, application: Application, actor: User, at: datetime
) -> Ordered:
    """Draw up a record of a case: a new edition if anything changed since the last one.

    Raises ``NotPermitted`` and ``ConflictOfInterest``.
    """
    require(actor, *DRAWERS)
    require_unbiased(actor, application)
    return _draw_up(kind, application=application, actor=actor, at=at)


def current_records(*, application: Application, actor: User, at: datetime) -> list[Document]:
    """Return both records of a case as the file stands, made and stored; for the package.

    Whoever may take the file may have them drawn up. One that cannot be made now is left to its
    job and to the people who watch over these. Raises ``ConflictOfInterest``.
    """
    made = []
    for kind in OF_A_CASE:
        with transaction.atomic():
            require_unbiased(actor, application)
            ordered = _draw_up(kind, application=application, actor=actor, at=at)
        # Made at once, not by the job: the next one tells how many pages this one has.
        try:
            store.render(ordered.document, at=at)
        except Exception:
            logger.exception("document %s not made", ordered.document.pk)
        made.append(ordered.document)
    return made


def order_award_note(*, award_list: AwardList, at: datetime) -> Document:
    """Order the record of a list with its confirmation, in the running transaction.

    Raises ``NotConfirmed``.
    """
    return outbox.order_record(award_note(award_list), award_list=award_list, at=at)


def _draw_up(
    kind: DocumentKind, *, application: Application, actor: User, at: datetime
) -> Ordered:
    # Locked, so that two persons never draw up the same edition.
    held = Application.objects.select_for_update(of=("self",)).select_related(
        "round", "assigned_to"
    )
    case = held.get(pk=application.pk)
    record = OF_A_CASE[kind](case)
    standing = _standing(case.documents.filter(kind=kind), record)
    if standing:
        return Ordered(document=standing, is_new=False)
    number = outbox.next_number(case, kind)
    document = outbox.order_record(record, application=case, number=number, at=at)
    audit.record("record.ordered", actor=actor, at=at, application=case, kind=kind, edition=number)
    return Ordered(document=document, is_new=True)


def _standing(rows: QuerySet[Document], record: FrozenRecord) -> Document | None:
    """Return the last edition if it says the same as the record."""
    last = rows.order_by("-number").first()
    if last is None or record.in_edition(last.number).to_json() != last.content:
        return None
    if last.rendered_at is None:
        outbox.make_again(last)
    return last
