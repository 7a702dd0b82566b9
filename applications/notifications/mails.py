"""Writes a mail from its template and sends it; plain text, first line is the subject."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from applications.models.message import Message

# What opens an account or an invitation.
SECRETS = frozenset({"code", "link"})
# The last mail to somebody; what stands in the place of an address that nobody needs any more.
FAREWELL = "account_deleted"
NO_ADDRESS = "geloescht@konto.invalid"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail as its reader sees it."""

    subject: str
    text: str


def write_mail(message: Message) -> Mail:
    """Write the mail of a message from ``mail/<kind>.txt``."""
    context = {"start_page": settings.BASE_URL, **message.context}
    page = render_to_string(f"mail/{message.kind}.txt", context).strip()
    subject, _blank, text = page.partition("\n")
    return Mail(subject=subject.strip(), text=text.strip() + "\n")


def message_id(message: Message) -> str:
    """Return the name of a mail, the same at every try.

    Who crashes between the mail server's yes and the note of it sends the mail once more: by
    its name mail systems know that they have it already.
    """
    digest = salted_hmac("mail", str(message.pk), algorithm="sha256").hexdigest()
    return f"<{digest[:32]}@{urlsplit(settings.BASE_URL).hostname}>"


def send_mail(message: Message, *, at: datetime) -> None:
    """Send one message and note when; errors of the mail server go to the caller.

    Codes and links are forgotten once they are sent; only a rehearsal shows them again. With
    the last mail to somebody the address is forgotten, too.
    """
    mail = write_mail(message)
    EmailMessage(
        mail.subject,
        mail.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.recipient],
        headers={"Message-ID": message_id(message)},
    ).send()
    message.sent_at = at
    if not settings.REHEARSAL_NOW:
        message.context = {
            key: value for key, value in message.context.items() if key not in SECRETS
        }
    if message.kind == FAREWELL:
        message.recipient = NO_ADDRESS
    message.save(update_fields=["sent_at", "context", "recipient"])
