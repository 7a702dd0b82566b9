"""Asking the association for something, going on with the review, and reading old versions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from applications import clock
from applications.admin import hearings
from applications.admin.rights import for_roles
from applications.admin.text_block_choices import offered
from applications.forms.information_request import InformationRequestForm
from applications.forms.request_answer import AnswerForm
from applications.models import (
    Application,
    Attachment,
    InformationRequest,
    RequestPoint,
    SubmissionSnapshot,
)
from applications.rules.review import TextBlockKind
from applications.services import information_requests as requests
from applications.services.request_answers import PointState
from applications.workflow.answer_changes import AnswerChange
from applications.workflow.answer_sheet import answer_sheet, declaration_sheet
from applications.workflow.permissions import CASE_READERS

Load = Callable[[HttpRequest, str], Application]


@dataclass(frozen=True, kw_only=True)
class ShownRequest:
    """One request as the reviewer reads it; what was not sent is not in it."""

    row: InformationRequest
    points: list[tuple[RequestPoint, list[Attachment]]]
    changes: list[AnswerChange]
    is_overdue: bool

    @property
    def is_late(self) -> bool:
        """Say whether the answer came after its date."""
        answered_at = self.row.answered_at
        return bool(answered_at and clock.berlin_date(answered_at) > self.row.due_on)


def known_for_request(application: Application, at: datetime) -> dict[str, Any]:
    """Return what the form has to know of the case."""
    blocks = offered(application, (TextBlockKind.REQUEST_POINT,), at=at)
    return {"on": clock.berlin_date(at), "blocks": blocks}


def preview(application: Application, form: InformationRequestForm, at: datetime) -> str:
    """Return the page that the association would get; nothing is saved."""
    asked = InformationRequest(application=application, due_on=form.cleaned_data["due_on"])
    states = [
        PointState(point=row, files=(), is_changed=False)
        for row in requests.unsaved_points(asked, form.points)
    ]
    answers = AnswerForm(states=states)
    context = {
        "application": application,
        "asked": asked,
        "page_title": _("Wir brauchen noch etwas von Ihnen"),
        "points": [_previewed(state, answers) for state in states],
        "is_overdue": False,
        "may_write": True,
        "today": clock.berlin_date(at),
    }
    return render_to_string("applications/preview/information_request.html", context)


def panel(application: Application, *, at: datetime) -> dict[str, Any]:
    """Return what the review page shows of requests and of earlier versions."""
    shown = hearings.panel(application, at=at)
    rows = requests.requests_of(application)
    if not rows:
        return {"requests": [], "old_versions": [], **shown}
    versions = list(application.snapshots.order_by("version"))
    attachments = application.attachments.select_related("request").order_by("pk")
    files = requests.handed_in(attachments)
    return {
        "requests": [_shown(row, files, versions, at=at) for row in rows],
        "old_versions": versions[:-1],
        **shown,
    }


@require_GET
@for_roles(read=CASE_READERS)
def old_version(
    request: HttpRequest, code: str, version: str, *, site: AdminSite, load: Load
) -> HttpResponse:
    """Show the answers of one version as they were sent."""
    application = load(request, code)
    snapshot = get_object_or_404(application.snapshots, version=int(version))
    context = {
        **site.each_context(request),
        "application": application,
        "snapshot": snapshot,
        "sections": [*answer_sheet(snapshot.document), declaration_sheet(snapshot.document)],
        "title": _("Fassung %(version)s") % {"version": snapshot.version},
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/version.html", context)


def _shown(
    row: InformationRequest,
    files: list[Attachment],
    versions: list[SubmissionSnapshot],
    *,
    at: datetime,
) -> ShownRequest:
    points = sorted(row.points.all(), key=lambda point: point.position)
    return ShownRequest(
        row=row,
        points=[(point, _files_of(point, files)) for point in points],
        changes=requests.changed_answers(row, versions),
        is_overdue=row.closed_at is None and clock.berlin_date(at) > row.due_on,
    )


def _previewed(state: PointState, answers: AnswerForm) -> dict[str, Any]:
    """Return a point as the page of the association shows it."""
    point = state.point
    subject = point.get_section_display() or point.get_attachment_kind_display() or _("Frage")
    return {
        "state": state,
        "subject": subject,
        "pages": [(_("Abschnitt öffnen"), "")] if point.section else [],
        "fields": answers.fields_of(point),
    }


def _files_of(point: RequestPoint, files: list[Attachment]) -> list[Attachment]:
    return [
        file
        for file in files
        if file.request_id == point.request_id and file.kind == point.attachment_kind
    ]
