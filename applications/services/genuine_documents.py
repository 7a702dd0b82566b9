"""Which document a printed code belongs to, and what anybody may know of it (V01)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise

from applications.models import Document
from applications.rules.documents import DECISION_LETTERS, DocumentKind, replacing
from applications.rules.letters import Letter, granted_eur
from applications.texts import label


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
    """Return the document with a code; what the association may not know is unknown here, too."""
    known = Document.objects.told().filter(code=code, rendered_at__isnull=False)
    return known.select_related("application", "snapshot").first()


def newest_instead(document: Document) -> Document | None:
    """Return the document that took the place of another one, if any.

    Documents of a case are ordered one after the other, so that later ones have larger keys.
    """
    kinds = replacing(DocumentKind(document.kind))
    later = Document.objects.told().filter(
        application=document.application, kind__in=kinds, pk__gt=document.pk
    )
    return later.order_by("-pk").first()


def particulars(document: Document) -> Particulars:
    """Return what the document says about itself, as it was frozen."""
    if document.snapshot is None:
        raise ValueError(f"{document} belongs to no application")
    facts = document.snapshot.facts
    return Particulars(
        title=label(DocumentKind(document.kind)),
        reference_number=facts.reference_number or "",
        made_at=document.ordered_at,
        organisation_name=facts.answers.organisation.name or "",
        version=document.number,
        amount_eur=_amount_eur(document),
    )


def _amount_eur(document: Document) -> Decimal | None:
    """Return what a decision grants; a sheet in plain language proves nothing."""
    if document.kind not in DECISION_LETTERS:
        return None
    return granted_eur(Letter.from_json(document.content))
