"""Advisers read and comment: every service that writes for an association refuses them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile

from applications.models import Application, User
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import MoveNotAllowed, Role
from applications.rules.sections import Section
from applications.services import declarations, drafts, enclosures, submission
from applications.workflow.permissions import NotAWriter, may_write
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.BEGUN_AT


def save(application: Application, section: Section = Section.GOALS, **who: Any) -> None:
    drafts.save_section(
        application=application,
        section=section,
        answers={"need": "Text"} if section == Section.GOALS else {"items": []},
        pending={},
        version=1,
        **who,
    )


def upload(application: Application, **who: Any) -> None:
    file = ContentFile(b"%PDF-1.7", name="satzung.pdf")
    enclosures.add_attachment(
        application=application, kind=AttachmentKind.STATUTES, upload=file, **who
    )


def promise(application: Application, **who: Any) -> None:
    enclosures.promise_enclosure(
        application=application,
        kind=AttachmentKind.QUOTES,
        until=factories.SENT_AT.date(),
        reason="Fehlt noch",
        **who,
    )


def declare(application: Application, **who: Any) -> None:
    declarations.declare_and_submit(application=application, answers={}, **who)


def begin_again(application: Application, **who: Any) -> None:
    """Begin in another round for the association that is only advised."""
    drafts.begin_application(
        funding_round=factories.make_round(reference_prefix="WIR-2021"),
        organisation_name=application.organisation.name,
        postcode=application.postcode,
        **who,
    )


WRITING: dict[str, Callable[..., None]] = {
    "answers": save,
    "costs": lambda application, **who: save(application, Section.COSTS, **who),
    "files": upload,
    "removing files": lambda application, **who: enclosures.remove_attachment(
        attachment=application.attachments.first(), **who
    ),
    "promises": promise,
    "taking promises back": lambda application, **who: enclosures.withdraw_promise(
        application=application, kind=AttachmentKind.QUOTES, **who
    ),
    "leaving the documents": lambda application, **who: enclosures.visit_enclosures(
        application=application, **who
    ),
    "declarations": declare,
    "deleting": lambda application, **who: drafts.delete_draft(application=application, **who),
    "beginning": begin_again,
}


def people(application: Application) -> list[User]:
    """Return an adviser and somebody who left the team."""
    former = factories.make_member(application)
    former.memberships.all().delete()
    return [factories.make_member(application, role=Role.ADVISER), former]


@pytest.mark.parametrize("what", [name for name in WRITING if name != "beginning"])
def test_only_the_team_writes(what: str) -> None:
    application = factories.make_complete_draft()

    for person in people(application):
        with pytest.raises(NotAWriter):
            WRITING[what](application, actor=person, at=AT)
    assert Application.objects.get(pk=application.pk).edited_by == application.created_by
    assert application.attachments.count() == 3


def test_an_adviser_begins_nothing_for_the_association() -> None:
    application = factories.make_complete_draft()
    adviser = factories.make_member(application, role=Role.ADVISER)

    with pytest.raises(NotAWriter):
        begin_again(application, actor=adviser, at=AT)


def test_an_adviser_sends_nothing() -> None:
    application = factories.make_complete_draft()
    adviser = factories.make_member(application, role=Role.ADVISER)

    with pytest.raises(MoveNotAllowed):
        submission.submit_application(application=application, actor=adviser, at=factories.SENT_AT)


@pytest.mark.parametrize(
    ("role", "writes"),
    [(Role.REPRESENTATIVE, True), (Role.MEMBER, True), (Role.ADVISER, False)],
)
def test_who_writes(role: Role, writes: bool) -> None:
    application = factories.make_draft()

    assert may_write(factories.make_member(application, role=role), application) is writes


def test_a_closed_account_writes_nothing() -> None:
    application = factories.make_draft()
    User.objects.filter(pk=application.created_by_id).update(is_active=False)

    assert not may_write(application.created_by, application)
