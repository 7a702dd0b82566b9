"""An enquiry is kept, told to the authority, and answered by one person."""

from typing import Any

import pytest

from applications.models import AuditEvent, Enquiry, Message, User
from applications.rules.choices import EnquiryKind
from applications.services import contact
from applications.workflow.permissions import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db
AT = factories.REVIEWED_AT


def enquiry(**changes: Any) -> Enquiry:
    values: dict[str, Any] = {
        "kind": EnquiryKind.CONTACT,
        "name": "Rania Haddad",
        "email": "rania@beispiel.de",
        "text": "Dürfen wir zwei Projekte machen?",
        "funding_round": None,
        "actor": None,
        "at": AT,
    }
    return contact.receive_enquiry(**values | changes)


def test_mail_is_ordered_for_the_address_of_the_round() -> None:
    enquiry(funding_round=factories.make_round())

    letter = Message.objects.get()
    assert (letter.kind, letter.recipient) == ("enquiry_received", "wir@foerderung.example")
    assert (letter.context, letter.user) == ({}, None)


def test_round_without_an_address_gets_no_mail() -> None:
    funding_round = factories.make_round()
    funding_round.contact_email = ""

    enquiry(funding_round=funding_round)

    assert not Message.objects.exists()


def test_log_says_that_and_not_what() -> None:
    kept = enquiry()

    assert AuditEvent.objects.get(event="enquiry.received").data == {
        "enquiry": kept.pk,
        "kind": "contact",
    }


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Leitung"])
def test_answer_is_noted_once(group: str) -> None:
    kept, person = enquiry(), factories.make_staff(group)

    contact.mark_answered(enquiry=kept, actor=person, at=AT)

    kept.refresh_from_db()
    assert (kept.answered_by, kept.answered_at) == (person, AT)
    assert AuditEvent.objects.get(event="enquiry.answered").actor == person
    with pytest.raises(contact.AlreadyAnswered):
        contact.mark_answered(enquiry=kept, actor=person, at=AT)


@pytest.mark.parametrize("group", ["Mitzeichnung", "Haushalt", "Revision", "Verwaltung", ""])
def test_others_answer_nothing(group: str) -> None:
    person: User = factories.make_staff(group) if group else factories.make_user("Selam")
    kept = enquiry()

    with pytest.raises(NotPermitted):
        contact.mark_answered(enquiry=kept, actor=person, at=AT)

    assert not Enquiry.objects.filter(answered_at=AT).exists()
