"""Questions and reports of barriers from the public pages, and that somebody answered them."""

from datetime import datetime
from typing import Final

from django.db import transaction

from applications.models import Enquiry, FundingRound, User
from applications.rules.choices import EnquiryKind
from applications.rules.lifecycle import Role
from applications.services.outbox import order_message
from applications.workflow import audit
from applications.workflow.permissions import require

READERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})


class AlreadyAnswered(Exception):
    """Somebody answered the enquiry before."""


@transaction.atomic
def receive_enquiry(
    *,
    kind: EnquiryKind,
    text: str,
    name: str = "",
    email: str = "",
    reference_number: str = "",
    page: str = "",
    funding_round: FundingRound | None,
    actor: User | None,
    at: datetime,
) -> Enquiry:
    """Keep an enquiry and tell the authority of the round by mail that there is one."""
    enquiry = Enquiry.objects.create(
        kind=kind,
        name=name,
        email=email,
        reference_number=reference_number,
        page=page,
        text=text,
        user=actor,
        received_at=at,
    )
    if funding_round and funding_round.contact_email:
        recipient = funding_round.contact_email
        order_message(kind="enquiry_received", recipient=recipient, at=at)
    audit.record("enquiry.received", actor=actor, at=at, enquiry=enquiry.pk, kind=str(kind))
    return enquiry


@transaction.atomic
def mark_answered(*, enquiry: Enquiry, actor: User, at: datetime) -> None:
    """Note who answered an enquiry. Raises ``NotPermitted`` and ``AlreadyAnswered``."""
    require(actor, *READERS)
    waiting = Enquiry.objects.filter(pk=enquiry.pk, answered_at=None)
    if not waiting.update(answered_at=at, answered_by=actor):
        raise AlreadyAnswered(enquiry.pk)
    audit.record("enquiry.answered", actor=actor, at=at, enquiry=enquiry.pk)
