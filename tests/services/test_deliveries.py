"""When a decision is known: collected in the account, else posted; and until when to sue."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from applications.models import Application, Document, DocumentDelivery, Message, User
from applications.rules.decisions import DecisionKind
from applications.rules.delivery import DeliveryWay
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.services import deliveries
from applications.workflow.permissions import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db
# A Monday; the mail about the letter leaves with it.
SENT_AT = datetime(2020, 3, 16, 9, 0, tzinfo=UTC)


def released(
    kind: DecisionKind = DecisionKind.AWARD, *, by_post: bool = False, **values: Any
) -> Application:
    worker = factories.make_staff("Sachbearbeitung")
    changes = {Section.DECLARATIONS: {"delivery": "post"}} if by_post else {}
    if kind == DecisionKind.AWARD:
        application = factories.make_proposed(actor=worker, changes=changes, **values)
    else:
        application = factories.make_ready(actor=worker, changes=changes, **values)
        factories.propose(application, actor=worker, kind=kind)
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"))
    factories.release(application, at=SENT_AT)
    return application


def act(kind: DocumentKind = DocumentKind.AWARD) -> Document:
    return Document.objects.get(kind=kind)


def sender(application: Application) -> User:
    assert application.submitted_by is not None
    return application.submitted_by


def test_collected_it_is_known_on_the_day_after() -> None:
    application = released()
    row = DocumentDelivery.objects.get()
    assert (row.way, row.collect_until) == (DeliveryWay.PORTAL, date(2020, 3, 26))

    at = datetime(2020, 3, 20, 22, 30, tzinfo=UTC)  # 23:30 in Berlin, still the 20th
    assert deliveries.collect(document=act(), actor=sender(application), at=at)

    row.refresh_from_db()
    assert (row.collected_at, row.collected_by) == (at, sender(application))
    assert row.delivered_on == date(2020, 3, 21)
    assert row.appeal_ends_on == date(2020, 4, 21)


def test_only_the_first_download_counts() -> None:
    application = released()
    actor = sender(application)
    deliveries.collect(document=act(), actor=actor, at=SENT_AT)
    assert deliveries.collect(document=act(), actor=actor, at=SENT_AT + timedelta(days=2)) is None
    assert DocumentDelivery.objects.get().delivered_on == date(2020, 3, 17)


@pytest.mark.parametrize(("days", "counts"), [(10, True), (11, False)])
def test_ten_days_to_collect(days: int, counts: bool) -> None:
    application = released()
    at = SENT_AT + timedelta(days=days)
    found = deliveries.collect(document=act(), actor=sender(application), at=at)
    assert bool(found) is counts


def test_not_collected_it_goes_to_the_post() -> None:
    released()
    assert deliveries.lapse(at=SENT_AT + timedelta(days=10)) == 0
    assert list(deliveries.waiting_for_post()) == []

    assert deliveries.lapse(at=SENT_AT + timedelta(days=11)) == 1
    assert deliveries.lapse(at=SENT_AT + timedelta(days=11)) == 0

    first, second = DocumentDelivery.objects.order_by("pk")
    assert first.lapsed_at
    assert not first.delivered_on
    assert (second.way, second.posted_on) == (DeliveryWay.POST, None)
    assert list(deliveries.waiting_for_post()) == [second]


def test_posted_it_is_known_on_the_third_day() -> None:
    application = released(by_post=True)
    assert application.told_state == State.PROPOSED
    assert not Message.objects.filter(kind="decision_made").exists()
    (row,) = deliveries.waiting_for_post()
    worker = factories.make_staff("Sachbearbeitung")

    deliveries.record_posting(
        row=row, posted_on=date(2020, 3, 17), actor=worker, at=SENT_AT + timedelta(days=2)
    )

    row.refresh_from_db()
    assert row.delivered_on == date(2020, 3, 20)
    assert row.appeal_ends_on == date(2020, 4, 20)
    application.refresh_from_db()
    assert (application.told_state, application.told_eur) == (
        State.AWARDED,
        application.awarded_eur,
    )
    assert Message.objects.get(kind="decision_made").context["way"] == "post"


@pytest.mark.parametrize("posted_on", [date(2020, 3, 15), date(2020, 3, 19)])
def test_no_posting_before_the_letter_or_in_the_future(posted_on: date) -> None:
    released(by_post=True)
    (row,) = deliveries.waiting_for_post()
    worker = factories.make_staff("Sachbearbeitung")
    with pytest.raises(deliveries.NotPosted):
        deliveries.record_posting(
            row=row, posted_on=posted_on, actor=worker, at=SENT_AT + timedelta(days=2)
        )


def test_posting_is_for_people_who_work_on_cases() -> None:
    released(by_post=True)
    (row,) = deliveries.waiting_for_post()
    with pytest.raises(NotPermitted):
        deliveries.record_posting(
            row=row,
            posted_on=date(2020, 3, 16),
            actor=factories.make_staff("Revision"),
            at=SENT_AT,
        )


def test_a_place_on_the_waiting_list_starts_no_time_limit() -> None:
    application = released(DecisionKind.WAITING)
    letter = act(DocumentKind.WAITING_LIST)
    deliveries.collect(document=letter, actor=sender(application), at=SENT_AT)
    row = DocumentDelivery.objects.get()
    assert (row.delivered_on, row.appeal_ends_on) == (date(2020, 3, 17), None)


def test_a_letter_tells_what_it_says_and_not_what_came_after() -> None:
    application = released(DecisionKind.WAITING, by_post=True)
    head = factories.make_staff("Leitung")
    factories.propose(application, actor=head, at=SENT_AT)
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"), at=SENT_AT)
    (row,) = deliveries.waiting_for_post()

    deliveries.record_posting(
        row=row,
        posted_on=date(2020, 3, 16),
        actor=factories.make_staff("Sachbearbeitung"),
        at=SENT_AT,
    )

    application.refresh_from_db()
    assert application.state == State.AWARDED
    assert (application.told_state, application.told_eur) == (State.WAITING, None)


def test_what_is_known_cannot_be_changed_any_more() -> None:
    application = released()
    deliveries.collect(document=act(), actor=sender(application), at=SENT_AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentDelivery.objects.update(delivered_on=date(2020, 1, 1))


def test_an_association_reads_no_letter_that_has_not_left() -> None:
    application = released(by_post=True)
    told = application.documents.told()
    assert set(told.values_list("kind", flat=True)) == {"acknowledgement_of_receipt"}

    (row,) = deliveries.waiting_for_post()
    deliveries.record_posting(
        row=row,
        posted_on=date(2020, 3, 16),
        actor=factories.make_staff("Sachbearbeitung"),
        at=SENT_AT,
    )

    assert set(application.documents.told().values_list("kind", flat=True)) == {
        "acknowledgement_of_receipt",
        "award",
        "cover_sheet",
    }


def test_a_document_of_another_case_is_refused_by_the_database() -> None:
    first, second = released(), released()
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.create(
            application=first,
            snapshot=second.snapshots.get(),
            kind=DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT,
            number=9,
            ordered_at=SENT_AT,
        )
    document = Document.objects.filter(application=first, kind=DocumentKind.AWARD).get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(content="{}")
