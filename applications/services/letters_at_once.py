"""Letters that go with what is on the page already: requests for information and hearings.

They decide nothing, so nobody releases them. The association has the words on its page; the
letter is the same on paper.
"""

from collections.abc import Callable
from datetime import datetime

from applications import clock
from applications.models import Application, Document, Hearing, InformationRequest
from applications.rules.documents import DocumentKind
from applications.rules.legal_texts import UnfilledPlace, UnknownPlace
from applications.rules.letters import Letter
from applications.services import outbox
from applications.services.letters import TextMissing, hearing_letter, request_letter
from applications.workflow import audit


def order_request_letter(request: InformationRequest, *, at: datetime) -> None:
    """Order the letter of a request for information, in the running transaction."""
    _order(
        DocumentKind.INFORMATION_REQUEST,
        application=request.application,
        write=lambda: request_letter(request, dated=clock.berlin_date(at)),
        at=at,
    )


def order_hearing_letter(hearing: Hearing, *, at: datetime) -> None:
    """Order the letter of a hearing, in the running transaction."""
    _order(
        DocumentKind.HEARING,
        application=hearing.application,
        write=lambda: hearing_letter(hearing, dated=clock.berlin_date(at)),
        at=at,
    )


def letter_about(row: InformationRequest | Hearing) -> Document | None:
    """Return the letter of a request or a hearing, whether its file is made or not."""
    is_hearing = isinstance(row, Hearing)
    kind = DocumentKind.HEARING if is_hearing else DocumentKind.INFORMATION_REQUEST
    told = Document.objects.told().filter(application=row.application_id)
    return told.filter(kind=kind, number=row.number).first()


def _order(
    kind: DocumentKind, *, application: Application, write: Callable[[], Letter], at: datetime
) -> None:
    """Order a letter, if it can be written.

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
