"""Remarks: by the team and its advisers, on drafts only, gone with the draft."""

import json

import pytest

from applications.models import Application, QuestionComment, User
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import comments, drafts, submission
from applications.services.drafts import NotADraft
from applications.workflow.application_document import document_of
from applications.workflow.permissions import NotAWriter
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.BEGUN_AT
TEXT = "Bitte noch einmal nachrechnen"


def write(application: Application, actor: User, section: Section = Section.GOALS):
    return comments.write_comment(
        application=application, section=section, question="need", text=TEXT, actor=actor, at=AT
    )


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.MEMBER, Role.ADVISER])
def test_everybody_in_the_team_remarks_and_settles(role: Role) -> None:
    draft = factories.make_draft()
    person = factories.make_member(draft, role=role)

    comment = write(draft, person)
    comments.settle_comment(comment=comment, actor=person, at=AT)

    row = QuestionComment.objects.get()
    assert (row.text, row.question, row.written_by) == (TEXT, "need", person)
    assert (row.done_by, row.done_at) == (person, AT)


def test_nobody_else_remarks_or_settles() -> None:
    draft = factories.make_draft()
    comment = write(draft, draft.created_by)
    stranger = factories.make_draft().created_by

    with pytest.raises(NotAWriter):
        write(draft, stranger)
    with pytest.raises(NotAWriter):
        comments.settle_comment(comment=comment, actor=stranger, at=AT)


def test_open_remarks_are_counted_and_come_first() -> None:
    draft = factories.make_draft()
    first, second, _board = (
        write(draft, draft.created_by),
        write(draft, draft.created_by),
        write(draft, draft.created_by, Section.BOARD),
    )
    comments.settle_comment(comment=first, actor=draft.created_by, at=AT)

    assert comments.open_counts(draft) == {"goals": 1, "board": 1}
    assert [row.pk for row in comments.comments_of(draft, Section.GOALS)] == [second.pk, first.pk]


def test_who_settled_first_stays_noted() -> None:
    draft = factories.make_draft()
    comment = write(draft, draft.created_by)
    comments.settle_comment(comment=comment, actor=draft.created_by, at=AT)

    comments.settle_comment(comment=comment, actor=factories.make_member(draft), at=AT)

    assert QuestionComment.objects.get().done_by == draft.created_by


def test_remarks_stay_with_the_team() -> None:
    """Neither the document nor the snapshot of what was sent knows them."""
    draft = factories.make_complete_draft()
    write(draft, draft.created_by)
    submission.submit_application(application=draft, actor=draft.created_by, at=factories.SENT_AT)
    sent = Application.objects.with_lists().get(pk=draft.pk)

    assert TEXT not in json.dumps(document_of(sent))
    assert TEXT not in json.dumps(sent.snapshots.get().document)
    with pytest.raises(NotADraft):
        write(sent, draft.created_by)


def test_remarks_go_with_the_draft() -> None:
    draft = factories.make_draft()
    write(draft, draft.created_by)

    drafts.delete_draft(application=draft, actor=draft.created_by, at=AT)

    assert not QuestionComment.objects.exists()
