"""What is deleted leaves nothing: markers in every place are nowhere in tables and files."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse

from applications import clock
from applications.models import (
    Application,
    AttachmentPage,
    AuditEvent,
    Enquiry,
    KeptInput,
    Membership,
    Message,
    Organisation,
    SectionPresence,
    User,
)
from applications.rules.choices import EnquiryKind
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import comments, contact, kept_input, reminding
from applications.services.account_deletion import delete_account
from applications.services.organisation_erasure import (
    DutyToKeep,
    erasable_organisations,
    erase_organisation,
)
from applications.workflow.audit import row_hash
from applications.workflow.permissions import NotARepresentative
from tests import factories
from tests.factories import ASKED_AT, BEGUN_AT
from tests.support.accounts import prove_identity
from tests.support.invitations import invite
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

MARKERS = {
    place: f"Merkzeichen{number}{place.title()}"
    for number, place in enumerate(
        (
            *("verein", "strasse", "vorstand", "telefon", "projekt", "bemerkung", "dateiname"),
            *("dateiinhalt", "bild", "unlesbar", "entwurf", "person", "adresse", "eingeladen"),
            *("eingabe", "anfrage"),
        ),
        1,
    )
}


@pytest.fixture(autouse=True)
def _january(rehearsal: Callable[[str], Any]) -> None:
    rehearsal("2020-01-20T10:00")


def everything() -> str:
    """Return all that tables, sessions and files hold."""
    return "\n".join([*_tables(), *_sessions(), *_files("")])


def _tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 - a name of the database itself
            yield from map(str, cursor.fetchall())


def _sessions() -> Iterator[str]:
    yield from (str(row.get_decoded()) for row in Session.objects.all())


def _files(folder: str) -> Iterator[str]:
    folders, names = default_storage.listdir(folder)
    for name in names:
        place = f"{folder}/{name}".lstrip("/")
        with default_storage.open(place) as file:
            yield f"{place}: {file.read().decode('latin-1')}"
    for inner in folders:
        yield from _files(f"{folder}/{inner}".lstrip("/"))


def found() -> set[str]:
    text = everything().casefold()
    return {place for place, marker in MARKERS.items() if marker.casefold() in text}


def address(place: str) -> str:
    return f"{MARKERS[place].lower()}@verein.example"


def plant() -> User:
    """Put a marker into every place that a person and an association can write to."""
    person = factories.make_user(MARKERS["person"], email=address("adresse"))
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    draft = factories.make_complete_draft(
        actor=person,
        name=MARKERS["verein"],
        changes={
            Section.ORGANISATION: {"street": MARKERS["strasse"]},
            Section.BOARD: {
                "members": [{"name": MARKERS["vorstand"], "role": "chair"}],
                "contact_phone": MARKERS["telefon"],
            },
            Section.MICRO_PROJECT: {"title": MARKERS["projekt"]},
            Section.GOALS: {"need": MARKERS["entwurf"]},
        },
    )
    draft.wage.pending = {"hours_month": MARKERS["unlesbar"]}
    draft.wage.save()
    comments.write_comment(
        application=draft, section=Section.GOALS, question="", text=MARKERS["bemerkung"],
        actor=person, at=BEGUN_AT,
    )  # fmt: skip
    attachment = factories.make_attachment(
        draft,
        kind="statutes",
        name=f"{MARKERS['dateiname']}.pdf",
        file=ContentFile(MARKERS["dateiinhalt"].encode(), name="file"),
    )
    page = AttachmentPage(attachment=attachment, number=1, width=1, height=1)
    page.image.save("page", ContentFile(MARKERS["bild"].encode()), save=False)
    page.thumbnail.save("thumbnail", ContentFile(MARKERS["bild"].encode()), save=False)
    page.save()
    _plant_beside(draft, person)
    return person


def _plant_beside(draft: Application, person: User) -> None:
    invite(draft, email=address("eingeladen"), actor=person)
    now = clock.real_now()
    for owner in (person.pk, None):
        kept_input.keep_input(
            path=f"/antrag/{draft.code}/ziele/",
            typed={"need": [MARKERS["eingabe"]]},
            owner=owner,
            now=now,
        )
    SectionPresence.objects.create(
        application=draft, section=Section.GOALS, user=person, since=now, seen_at=now
    )
    reminding.remind(person, draft, ["x"], kind="account_known", context={}, at=BEGUN_AT)
    contact.receive_enquiry(
        kind=EnquiryKind.CONTACT,
        name=MARKERS["person"],
        email=person.email,
        text=MARKERS["anfrage"],
        funding_round=draft.round,
        actor=person,
        at=BEGUN_AT,
    )


def signed_in(person: User) -> Client:
    client = StrictClient()
    client.post("/konto/anmelden/", {"login": person.email, "password": factories.PASSWORD})
    return client


def erase(organisation: Organisation, person: User) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        erase_organisation(organisation=organisation, actor=person, at=ASKED_AT)


def test_after_association_and_account_not_one_marker_is_left() -> None:
    person = plant()
    signed_in(person)
    planted = found()
    assert planted >= MARKERS.keys() - {"eingabe"}
    assert len(planted) > 12

    erase(Organisation.objects.get(), person)
    with TestCase.captureOnCommitCallbacks(execute=True):
        delete_account(actor=person, at=ASKED_AT)

    assert found() == set()
    assert not KeptInput.objects.exists()
    rows = list(AuditEvent.objects.order_by("number"))
    assert len(rows) > 3
    assert all(row.hash == row_hash(row) for row in rows)


def test_the_association_alone_leaves_only_what_belongs_to_the_person() -> None:
    person = plant()

    erase(Organisation.objects.get(), person)

    assert found() == {"person", "adresse", "anfrage"}
    assert Enquiry.objects.get().user == person


def test_neighbours_lose_nothing() -> None:
    person = plant()
    other = factories.make_complete_draft()
    invite(other, email=address("eingeladen"))
    files = [row.file.name for row in other.attachments.all()]

    erase(Organisation.objects.get(name=MARKERS["verein"]), person)

    assert Application.objects.get() == other
    assert all(default_storage.exists(file) for file in files)
    # The invitation of the other team goes on.
    assert Message.objects.filter(recipient=address("eingeladen")).exists()


@pytest.mark.parametrize("make", [factories.make_submitted, factories.make_awarded])
def test_what_was_sent_is_kept(make: Callable[[], Application]) -> None:
    case = make()

    with pytest.raises(DutyToKeep):
        erase(case.organisation, case.created_by)

    assert not erasable_organisations(case.created_by).exists()
    assert Application.objects.filter(pk=case.pk).exists()


def test_what_came_on_paper_is_kept() -> None:
    draft = factories.make_draft()
    Application.objects.update(origin="post")

    with pytest.raises(DutyToKeep):
        erase(draft.organisation, draft.created_by)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER])
def test_only_who_sends_for_it_deletes_an_association(role: Role) -> None:
    draft = factories.make_draft()
    member = factories.make_member(draft, role=role)

    for stranger in (member, factories.make_user()):
        with pytest.raises(NotARepresentative):
            erase(draft.organisation, stranger)
        assert not erasable_organisations(stranger).exists()


def test_the_whole_team_hears_of_it() -> None:
    draft = factories.make_draft()
    member = factories.make_member(draft)

    erase(draft.organisation, draft.created_by)

    told = Message.objects.filter(kind="organisation_deleted")
    assert {row.recipient for row in told} == {draft.created_by.email, member.email}
    assert not Membership.objects.exists()


def test_the_page_asks_who_somebody_is_and_for_a_word() -> None:
    person = plant()
    code = Organisation.objects.get().code
    client, page = signed_in(person), reverse("organisation_deletion")
    assert page in client.get(reverse("account_deletion")).content.decode()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    assert client.get(page).status_code == 302

    prove_identity(client)
    asked = client.post(page, {"organisation": code})
    assert MARKERS["verein"] in asked.content.decode()
    assert client.post(page, {"organisation": "X", "is_sure": "on"}).status_code == 200
    assert Organisation.objects.exists()

    client.post(page, {"organisation": code, "is_sure": "on"})

    assert not Organisation.objects.exists()
    assert "keinen Verein löschen" in client.get(page).content.decode()
