"""Draws up the Aktendeckblatt of a case: how it ended, how long it is kept, what is in it."""

from typing import Any

from django.core.files.storage import default_storage

from applications import clock
from applications.models import Application, Decision, DocumentDelivery
from applications.models.decision import DecisionStatus
from applications.rules.decisions import NOTHING, DecisionKind
from applications.rules.documents import ACTS, DocumentKind
from applications.rules.file_cover import CaseOutcome, ContentEntry, FileCover
from applications.rules.record_parts import newest
from applications.services.award_changes import current_amounts
from applications.services.case_papers import Paper, papers_of
from applications.services.deletion_days import kept_until
from applications.services.record_parts import head_of, keeper_of, signature
from applications.services.sent_version import latest_snapshot


def file_cover(application: Application) -> FileCover:
    """Return the first page of the file as it stands; a constant number of queries.

    Earlier editions of this page are no part of the file.
    """
    papers = [one for one in papers_of(application) if not _is_cover(one)]
    return FileCover(
        as_of=newest(application.state_changed_at, *(one.at for one in papers)),
        keeper=keeper_of(application.round),
        case=head_of(application, latest_snapshot(application)),
        requested=application.requested,
        outcome=_outcome(application),
        keep_until=kept_until(application),
        contents=tuple(map(_entry, papers)),
    )


def _is_cover(paper: Paper) -> bool:
    return paper.document is not None and paper.document.kind == DocumentKind.FILE_COVER


def _outcome(application: Application) -> CaseOutcome | None:
    signed = application.decisions.filter(status=DecisionStatus.SIGNED)
    people = signed.select_related("proposed_by", "closed_by").order_by("-closed_at", "-pk")
    decision: Decision | None = people.first()
    if decision is None or decision.closed_at is None:
        return None
    is_award = decision.kind == DecisionKind.AWARD
    delivery = _delivery(application)
    return CaseOutcome(
        kind=DecisionKind(decision.kind),
        awarded=current_amounts(application) if is_award else NOTHING,
        proposed=signature(decision.proposed_by, decision.proposed_at),
        signed=signature(decision.closed_by, decision.closed_at),
        delivered_on=delivery.delivered_on if delivery else None,
        appeal_ends_on=delivery.appeal_ends_on if delivery else None,
    )


def _delivery(application: Application) -> DocumentDelivery | None:
    """Return how the newest act became known, if it did."""
    known = DocumentDelivery.objects.filter(
        document__application=application,
        document__kind__in=ACTS,
        delivered_on__isnull=False,
    )
    return known.order_by("-delivered_on", "-pk").first()


def _entry(paper: Paper) -> ContentEntry:
    return ContentEntry(
        title=paper.title,
        place=paper.place,
        dated=clock.berlin_date(paper.at),
        pages=_pages(paper),
        missing=paper.missing,
    )


def _pages(paper: Paper) -> int | None:
    """Return how many pages a paper has; those of our own documents are in their files."""
    if paper.pages is not None or not paper.stored:
        return paper.pages
    import pikepdf  # noqa: PLC0415 - slow import

    stored: Any = default_storage.open(paper.stored)
    with stored as file, pikepdf.open(file) as pdf:
        return len(pdf.pages)
