"""How decisions reach associations: in the account with consent, else by post (§ 41 HVwVfG)."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format

from applications import clock
from applications.models import Application, Document, DocumentDelivery, LegalParameter, User
from applications.rules import delivery as rules
from applications.rules.choices import Origin
from applications.rules.delivery import DeliveryWay
from applications.rules.documents import ACTS, DocumentKind
from applications.rules.letters import Letter, granted_eur
from applications.rules.lifecycle import Role, State
from applications.services.team_mail import tell_team
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require

POSTERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})


_TOLD: Final = {
    DocumentKind.AWARD: State.AWARDED,
    DocumentKind.AMENDMENT: State.AWARDED,
    DocumentKind.REJECTION: State.REJECTED,
    DocumentKind.WAITING_LIST: State.WAITING,
    DocumentKind.REVOCATION: State.REVOKED,
}


class NotPosted(Exception):
    """The letter is not one that waits for the post, or the day lies before or ahead."""


def provide(document: Document, *, at: datetime) -> DocumentDelivery:
    """Send a decision on its way: into the account with consent, else to the people who post.

    What goes into the account is told at once; a letter by post is told when it is posted.
    """
    application = _case(document)
    way = _way(document, application)
    row = DocumentDelivery.objects.create(
        document=document,
        way=way,
        provided_at=at,
        collect_until=(
            rules.last_retrieval_day(clock.berlin_date(at)) if way == DeliveryWay.PORTAL else None
        ),
    )
    if way == DeliveryWay.PORTAL:
        _tell(document, application, way=way, at=at)
    return row


@transaction.atomic
def collect(*, document: Document, actor: User, at: datetime) -> DocumentDelivery | None:
    """Note the first download by the association: the letter is known on the day after.

    After the tenth day the provision has ended, and a download delivers nothing. Returns the
    row when this download was the first.
    """
    waiting = _waiting(DeliveryWay.PORTAL).select_for_update(of=("self",))
    row = waiting.filter(document=document).first()
    on = clock.berlin_date(at)
    if row is None or row.collect_until is None or on > row.collect_until:
        return None
    found = rules.by_portal(notified_on=clock.berlin_date(row.provided_at), retrieved_on=on)
    row.collected_at, row.collected_by = at, actor
    _know(row, found, actor=actor, at=at)
    return row


@transaction.atomic
def record_posting(
    *, row: DocumentDelivery, posted_on: date, actor: User, at: datetime
) -> DocumentDelivery:
    """Note the day on which a letter was handed to the post; the association is told.

    Raises ``NotPermitted``, ``ConflictOfInterest`` and ``NotPosted``.
    """
    require(actor, *POSTERS)
    waiting = _waiting(DeliveryWay.POST).select_for_update(of=("self",))
    current = waiting.select_related("document__application").filter(pk=row.pk).first()
    today = clock.berlin_date(at)
    if current is None or not clock.berlin_date(current.provided_at) <= posted_on <= today:
        raise NotPosted(row.pk)
    application = _case(current.document)
    require_unbiased(actor, application)
    values = LegalParameter.objects.as_parameters(confirmed_by=at)
    current.posted_on, current.posted_by = posted_on, actor
    _know(current, rules.by_post(posted_on=posted_on, parameters=values), actor=actor, at=at)
    _tell(current.document, application, way=DeliveryWay.POST, at=at)
    return current


def waits_for_collection(document: Document) -> bool:
    """Say whether the association has not collected a decision that it still can collect."""
    return _waiting(DeliveryWay.PORTAL).filter(document=document).exists()


def lapse(*, at: datetime) -> int:
    """End what was not collected in ten days, and hand it to the post; return how many."""
    today = clock.berlin_date(at)
    overdue = _waiting(DeliveryWay.PORTAL).filter(collect_until__lt=today)
    return sum(_lapse(key, at=at) for key in list(overdue.values_list("pk", flat=True)))


def waiting_for_post() -> QuerySet[DocumentDelivery]:
    """Return the letters that somebody has to post, the oldest first."""
    return _waiting(DeliveryWay.POST).order_by("provided_at", "pk")


@transaction.atomic
def _lapse(key: int, *, at: datetime) -> bool:
    rows = _waiting(DeliveryWay.PORTAL).select_for_update(of=("self",))
    row = rows.select_related("document__application").filter(pk=key).first()
    if row is None:
        return False
    row.lapsed_at = at
    row.save(update_fields=["lapsed_at"])
    DocumentDelivery.objects.create(document=row.document, way=DeliveryWay.POST, provided_at=at)
    _log("document.not_collected", row.document, actor=None, at=at)
    return True


def _know(row: DocumentDelivery, found: rules.Delivery, *, actor: User, at: datetime) -> None:
    row.delivered_on = found.delivered_on
    is_act = DocumentKind(row.document.kind) in ACTS
    row.appeal_ends_on = found.appeal_ends_on if is_act else None
    row.save()
    _log(
        "document.delivered",
        row.document,
        actor=actor,
        at=at,
        way=row.way,
        delivered_on=found.delivered_on.isoformat(),
    )


def _tell(document: Document, application: Application, *, way: DeliveryWay, at: datetime) -> None:
    """Let the association know what this letter says, and write a mail without the result.

    The case may have moved on meanwhile; that is for the next letter to tell.
    """
    if application.state == State.WITHDRAWN:
        return
    application.told_state = _TOLD[DocumentKind(document.kind)]
    application.told_eur = granted_eur(Letter.from_json(document.content))
    application.save(update_fields=["told_state", "told_eur"])
    until = ""
    if way == DeliveryWay.PORTAL:
        until = date_format(rules.last_retrieval_day(clock.berlin_date(at)), "l, j. F Y")
    tell_team("decision_made", application=application, at=at, way=way, until=until)
    if document.kind == DocumentKind.AWARD and application.state == State.AWARDED:
        tell_team("bank_details_wanted", application=application, at=at)


def _way(document: Document, application: Application) -> DeliveryWay:
    if application.origin != Origin.ONLINE or document.snapshot is None:
        return DeliveryWay.POST
    return rules.way_for(document.snapshot.facts.declarations.delivery)


def _waiting(way: DeliveryWay) -> QuerySet[DocumentDelivery]:
    return DocumentDelivery.objects.filter(way=way, delivered_on=None, lapsed_at=None)


def _case(document: Document) -> Application:
    if document.application is None:
        raise NotPosted(document.pk)
    return document.application


def _log(event: str, document: Document, *, actor: User | None, at: datetime, **data: str) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        application=document.application,
        document=document.pk,
        kind=document.kind,
        **data,
    )
