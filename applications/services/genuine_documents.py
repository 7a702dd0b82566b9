"""Which document a printed code belongs to, and what anybody may know of it (V01)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise

from applications.documents.kinds import KINDS
from applications.models import Document
from applications.rules.documents import DocumentKind, replacing


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """All that the page says: enough to compare with the paper, nothing about persons."""

    title: str | Promise
    reference_number: str
    made_at: datetime
    organisation_name: str
    version: int
    # Only letters about a decision name one.
    amount_eur: Decimal | None = None


def find(code: str) -> Document | None:
    """Return the document with a code; one without a file is not known yet."""
    known = Document.objects.filter(code=code, rendered_at__isnull=False)
    return known.select_related("application", "snapshot").first()


def newest_instead(document: Document) -> Document | None:
    """Return the document that took the place of another one, if any.

    Documents of a case are ordered one after the other, so that later ones have larger keys.
    """
    kinds = replacing(DocumentKind(document.kind))
    later = document.application.documents.filter(kind__in=kinds, pk__gt=document.pk)
    return later.order_by("-pk").first()


def particulars(document: Document) -> Particulars:
    """Return what the document says about itself, as it was frozen."""
    facts = document.snapshot.facts
    return Particulars(
        title=KINDS[DocumentKind(document.kind)].title,
        reference_number=facts.reference_number or "",
        made_at=document.snapshot.frozen_at,
        organisation_name=facts.answers.organisation.name or "",
        version=document.snapshot.version,
    )
