"""How far a sent application is, as its own team may know it (S01, S04)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import clock, texts
from applications.models import (
    Application,
    Attachment,
    Document,
    DocumentDelivery,
    InformationRequest,
    Membership,
    PromisedEnclosure,
    Transition,
)
from applications.models.codes import group_printed
from applications.rules.delivery import DeliveryWay
from applications.rules.documents import ACTS, DocumentKind
from applications.rules.lifecycle import Action, MoveNotAllowed, Role, State, find_move
from applications.rules.money import format_eur_in_text
from applications.services.enclosure_room import OPEN_UNTIL_DECISION
from applications.services.messages import count_letters
from applications.texts import label, timeline
from applications.texts.states import StateText
from applications.workflow.answer_sheet import long_date

_COUNTED: Final = frozenset({DocumentKind.INFORMATION_REQUEST, DocumentKind.HEARING})
# Each of these steps froze a version, from which a document was ordered at the same instant.
_WITH_DOCUMENT: Final = frozenset({Action.SUBMIT, Action.ANSWER})


@dataclass(frozen=True, kw_only=True)
class ListedDocument:
    """One of our documents as a line of the list."""

    document: Document
    title: str
    code: str
    # How it was sent, for decisions: the last way first.
    delivery: DocumentDelivery | None = None

    @property
    def is_act(self) -> bool:
        """Say whether it is an administrative act, against which an action is possible."""
        return DocumentKind(self.document.kind) in ACTS

    @property
    def is_to_collect(self) -> bool:
        """Say whether the first download is still to come, which starts the time limits."""
        row = self.delivery
        return bool(
            row
            and row.way == DeliveryWay.PORTAL
            and row.lapsed_at is None
            and row.delivered_on is None
        )


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the history in the applicants' words; some brought a document."""

    at: datetime
    text: str
    document: ListedDocument | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Everything on the status page; nothing in it comes from the inside of the authority."""

    application: Application
    words: StateText
    sentence: str
    next_steps: tuple[str, ...]
    events: list[Event]
    documents: list[ListedDocument]
    missing: list[PromisedEnclosure]
    team: list[str]
    letter_count: int
    new_letter_count: int
    may_withdraw: bool
    request: InformationRequest | None


def progress_of(application: Application) -> Progress:
    """Return how far an application is; a constant number of queries."""
    state = State(application.told_state)
    words = texts.applicant_state(state, partial=is_partial_award(application))
    request = _open_request(application)
    documents = documents_of(application)
    letter_count, new_letter_count = count_letters(application)
    return Progress(
        application=application,
        words=words,
        sentence=_sentence(application, words, request),
        next_steps=tuple(map(str, timeline.next_steps(state))),
        events=_events(application, documents),
        documents=documents,
        missing=_missing(application),
        team=_team(application),
        letter_count=letter_count,
        new_letter_count=new_letter_count,
        may_withdraw=may_be_withdrawn(application),
        request=request,
    )


def documents_of(application: Application) -> list[ListedDocument]:
    """Return our documents that the association may know of, the newest first."""
    told = application.documents.told().prefetch_related("deliveries")
    return [
        ListedDocument(
            document=document,
            title=title_of(document),
            code=group_printed(document.code),
            delivery=next(iter(document.deliveries.all()), None),
        )
        for document in told.order_by("-pk")
    ]


def title_of(document: Document) -> str:
    """Return the name of a document, with its edition from the second on.

    Requests and hearings have no editions: each is a letter of its own.
    """
    title = str(label(DocumentKind(document.kind)))
    if document.kind in _COUNTED:
        return f"{title} {document.number}"
    if document.number == 1:
        return title
    return _("%(title)s, Fassung %(version)s") % {"title": title, "version": document.number}


def may_be_withdrawn(application: Application) -> bool:
    """Say whether the association can still take the application back."""
    try:
        find_move(
            action=Action.WITHDRAW,
            source=State(application.state),
            roles={Role.REPRESENTATIVE},
        )
    except MoveNotAllowed:
        return False
    return True


def is_partial_award(application: Application) -> bool:
    """Say whether less was awarded than asked for, as far as the association knows."""
    asked, awarded = application.requested_eur, application.told_eur
    return bool(asked and awarded and awarded < asked)


def _open_request(application: Application) -> InformationRequest | None:
    """Return what we asked for and still wait for."""
    requests = InformationRequest.objects.filter(application=application, closed_at=None)
    return requests.first()


def _sentence(
    application: Application, words: StateText, request: InformationRequest | None
) -> str:
    """Return the sentence of the state with its amount or day."""
    if application.state == State.INFORMATION_REQUESTED and request is None:
        return ""
    awarded = application.told_eur
    return str(words.sentence).format(
        amount=format_eur_in_text(awarded) if awarded else "",
        until=date_format(request.due_on, "l, j. F Y") if request else "",
        withdrawn_on=long_date(clock.berlin_date(application.state_changed_at)),
    )


def _events(application: Application, documents: list[ListedDocument]) -> list[Event]:
    """Return the history, the newest first."""
    events = [
        *_steps(application, documents),
        *_decisions(documents),
        *_handed_in(application),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _steps(application: Application, documents: list[ListedDocument]) -> Iterator[Event]:
    ordered = {listed.document.ordered_at: listed for listed in documents}
    rows = Transition.objects.filter(application=application).select_related("actor")
    for step in rows.order_by("-pk"):
        action = Action(step.action)
        text = timeline.event_text(action, State(step.target))
        if text is None:
            continue
        name = step.actor.get_short_name() if timeline.names_the_person(action) else ""
        yield Event(
            at=step.at,
            text=str(text) % {"name": name},
            document=ordered.get(step.at) if action in _WITH_DOCUMENT else None,
        )


def _decisions(documents: list[ListedDocument]) -> Iterator[Event]:
    """Yield what was decided: people learn of it by a letter, not by the signature."""
    for listed in documents:
        text = timeline.letter_text(DocumentKind(listed.document.kind))
        if text is not None:
            yield Event(at=listed.document.ordered_at, text=str(text), document=listed)


def _handed_in(application: Application) -> Iterator[Event]:
    """Yield the documents that came by themselves after the application."""
    late = Attachment.objects.filter(
        application=application, uploaded_at__gt=application.submitted_at, request=None
    )
    for row in late.select_related("uploaded_by").order_by("-pk"):
        values = {"name": row.uploaded_by.get_short_name(), "title": row.get_kind_display()}
        yield Event(at=row.uploaded_at, text=str(timeline.HANDED_IN) % values)


def _missing(application: Application) -> list[PromisedEnclosure]:
    """Return what was promised, has not come and can still come."""
    if application.state not in OPEN_UNTIL_DECISION:
        return []
    came = Attachment.objects.filter(application=application, kind=OuterRef("kind"))
    promised = PromisedEnclosure.objects.filter(~Exists(came), application=application)
    return list(promised.order_by("until", "pk"))


def _team(application: Application) -> list[str]:
    rows = Membership.objects.filter(
        organisation=application.organisation_id, user__is_active=True
    )
    return list(rows.order_by("user__name", "pk").values_list("user__name", flat=True))
