"""B03: the task list of a draft, with what the team does in every section."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from applications import texts
from applications.models import Application, SectionPresence, User
from applications.rules.lifecycle import Role
from applications.rules.sections import STEPS, Section
from applications.services.comments import open_counts
from applications.services.overview import Overview, SectionStatus, Status, overview
from applications.services.presence import others_present
from applications.services.team import members_of
from applications.texts.question_labels import STEP_TITLES
from applications.views.agreement import agreement_note
from applications.views.comments import comments_url
from applications.views.drafts import for_drafts, list_url, only_reads
from applications.views.requests import SignedInRequest
from applications.views.section_pages import MINUTES, section_url, slug_of
from applications.views.shared_sections import note_activity

Text = str | Promise

# Words and colour of a status; without a colour it is plain text.
STATUSES: Final[dict[Status, tuple[Text, str]]] = {
    Status.NOT_STARTED: (gettext_lazy("Noch offen"), "info"),
    Status.IN_PROGRESS: (gettext_lazy("Angefangen"), "warning"),
    Status.FINISHED: (gettext_lazy("Fertig"), ""),
    Status.FINISHED_WITH_NOTE: (gettext_lazy("Fertig, mit Hinweis"), ""),
    Status.PLEASE_CHECK: (gettext_lazy("Bitte prüfen"), "danger"),
    Status.NOT_POSSIBLE_YET: (gettext_lazy("Noch nicht möglich"), ""),
}
# Whoever declared everything may take „Fertig“ for sent.
NOT_SENT: Final = (gettext_lazy("Noch nicht abgesendet"), "warning")


@dataclass(frozen=True, kw_only=True)
class Task:
    """One row of the task list; without an address it cannot be opened yet."""

    key: str
    title: Text
    minutes: int
    status: Text
    kind: str
    url: str
    is_done: bool
    reason: str
    comment_count: int
    comments_url: str
    writing: list[SectionPresence]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the task list."""

    title: Text
    tasks: list[Task]


@require_safe
@for_drafts
def application_overview(request: SignedInRequest, application: Any) -> HttpResponse:
    """B03: what is done, what is open, until when, and who works on it."""
    note_activity(request, application)
    state = overview(application, at=request.received_at)
    members = members_of(application.organisation)
    listed = list(steps(application, state, user=request.user))
    context = {
        "application": application,
        "page_title": _("Ihr Antrag – Entwurf, noch nicht abgesendet"),
        "back_url": list_url(request),
        "state": state,
        "total": len(state.sections),
        "steps": listed,
        "next_task": next_task(listed),
        "agreement": agreement_note(request, application),
        "team": ", ".join(row.user.name for row in members),
        "only_reads": only_reads(application),
        "may_invite": application.own_role == Role.REPRESENTATIVE,
    }
    return render(request, "applications/overview.html", context)


def steps(application: Application, state: Overview, *, user: User) -> Iterator[Step]:
    """Yield the seven steps with their tasks, and what the team does there."""
    counts = open_counts(application)
    present = others_present(application, user=user)
    for title, sections in zip(STEP_TITLES, STEPS, strict=True):
        tasks = [
            task(
                application,
                state.status(section),
                comment_count=counts[section],
                writing=[row for row in present if row.section == section],
            )
            for section in sections
        ]
        yield Step(title=title, tasks=tasks)


def next_task(listed: Iterable[Step]) -> Task:
    """Return the first open task; when all are done, the last one, which sends."""
    tasks = [task for step in listed for task in step.tasks]
    return next((task for task in tasks if task.url and not task.is_done), tasks[-1])


def task(
    application: Application,
    row: SectionStatus,
    *,
    comment_count: int,
    writing: list[SectionPresence],
) -> Task:
    """Return what the task list shows of a section."""
    section: Section = row.section
    is_last = section == Section.DECLARATIONS and row.is_done
    words, kind = NOT_SENT if is_last else STATUSES[row.status]
    is_closed = row.status == Status.NOT_POSSIBLE_YET
    return Task(
        key=section.value,
        title=texts.label(section),
        minutes=MINUTES[section],
        status=words,
        kind=kind,
        url="" if is_closed else section_url(application, section),
        is_done=row.is_done,
        reason=_("Zuerst müssen alle Abschnitte fertig sein.") if is_closed else "",
        comment_count=comment_count,
        comments_url=comments_url(application, slug_of(section)) if comment_count else "",
        writing=writing,
    )
