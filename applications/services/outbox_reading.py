"""Reads the outbox again, for the visitors of a rehearsal."""

from dataclasses import dataclass
from datetime import datetime

from applications.models.message import Message
from applications.notifications import mails


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail with its address and time."""

    recipient: str
    subject: str
    text: str
    ordered_at: datetime


def last_mails(number: int) -> list[Letter]:
    """Return the newest mails first."""
    return [_letter(message) for message in Message.objects.order_by("-pk")[:number]]


def _letter(message: Message) -> Letter:
    mail = mails.write_mail(message)
    return Letter(
        recipient=message.recipient,
        subject=mail.subject,
        text=mail.text,
        ordered_at=message.ordered_at,
    )
