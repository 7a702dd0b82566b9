"""Letters that go with what is on the page already: requests for information and hearings.

They decide nothing, so nobody releases them. The association has the words on its page; the
letter is the same on paper.
"""

from collections.abc import Callable
from datetime import datetime

from applications.models import Application, Document
from applications.rules.documents import DocumentKind
from applications.rules.legal_texts import UnfilledPlace, UnknownPlace
from applications.rules.letters import Letter
from applications.services import outbox
from applications.services.letters import TextMissing
from applications.workflow import audit


def order_at_once(
    kind: DocumentKind, *, application: Application, write: Callable[[], Letter], at: datetime
) -> None:
    """Order the letter in the running transaction.

    Without a released legal text there is no letter, but what it is about goes its way: staff
    find it in the log.
    """
    try:
        letter = write()
    except (TextMissing, UnknownPlace, UnfilledPlace) as error:
        lacking = str(error.args[0])
    else:
        drafts = (str(name) for name, text in letter.texts.items() if not text.is_released)
        lacking = next(drafts, "")
        if not lacking:
            outbox.order_letter(application=application, letter=letter, at=at)
            return
    audit.record(
        "letter.not_written",
        actor=None,
        at=at,
        application=application,
        kind=kind,
        text=lacking,
    )


def letter_about(kind: DocumentKind, *, application: Application, number: int) -> Document | None:
    """Return the letter of a request or a hearing, whether its file is made or not."""
    return application.documents.told().filter(kind=kind, number=number).first()
