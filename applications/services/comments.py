"""Remarks of the team and its advisers to the questions of a draft; the authority sees none."""

from collections import Counter
from datetime import datetime
from typing import Final

from django.db import transaction

from applications.models import Application, QuestionComment, User
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from applications.services.drafts import NotADraft
from applications.workflow.permissions import NotAWriter, member_roles

_SHOWN: Final = ("application", "section", "question", "text", "written_at", "done_at")


@transaction.atomic
def write_comment(
    *,
    application: Application,
    section: Section,
    question: str,
    text: str,
    actor: User,
    at: datetime,
) -> QuestionComment:
    """Write a remark to a question, or to the whole section when no question is named.

    Raises ``NotADraft`` and ``NotAWriter`` (people outside the team).
    """
    _require_draft_of(actor, application)
    return QuestionComment.objects.create(
        application=application,
        section=section,
        question=question,
        text=text,
        written_by=actor,
        written_at=at,
    )


@transaction.atomic
def settle_comment(*, comment: QuestionComment, actor: User, at: datetime) -> None:
    """Mark a remark as done; who did it first stays noted.

    Raises ``NotADraft`` and ``NotAWriter`` (people outside the team).
    """
    _require_draft_of(actor, comment.application)
    rows = QuestionComment.objects.filter(pk=comment.pk, done_at=None)
    rows.update(done_by=actor, done_at=at)


def comments_of(application: Application, section: Section) -> list[QuestionComment]:
    """Return the remarks to a section: open ones first, then what is done, each by age."""
    rows = QuestionComment.objects.filter(application=application.pk, section=section)
    rows = rows.select_related("written_by", "done_by").order_by("pk")
    # Of the people their names are shown, and nothing else is read.
    rows = rows.only(*_SHOWN, "written_by__name", "done_by__name")
    return sorted(rows, key=lambda row: row.done_at is not None)


def open_counts(application: Application) -> Counter[str]:
    """Return how many open remarks every section has."""
    rows = QuestionComment.objects.filter(application=application.pk, done_at=None)
    return Counter(rows.values_list("section", flat=True))


def _require_draft_of(actor: User, application: Application) -> None:
    """Advisers write remarks, too; nobody does once the application is sent."""
    if not member_roles(actor, application):
        raise NotAWriter(actor.pk, application.pk)
    # Locked, so that nobody sends it meanwhile.
    drafts = Application.objects.select_for_update(of=("self",)).filter(state=State.DRAFT)
    if not drafts.filter(pk=application.pk).exists():
        raise NotADraft(application.pk)
