"""The steps on the page of an application on paper, each with its form and one service call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.forms.base import KernForm
from applications.forms.enclosures import UploadForm
from applications.forms.paper_entry import (
    GiveBackForm,
    HandOverForm,
    InviteAssociationForm,
    RecordForm,
)
from applications.models import Application, PaperEntry, User
from applications.models.paper_entry import PaperEntryStatus
from applications.rules.choices import AttachmentKind, Origin
from applications.services import enclosures, paper_entries
from applications.services.drafts import NotADraft
from applications.services.invitations import TeamFull, TeamNotEmpty, TooManyInvitations
from applications.services.overview import overview
from applications.services.paper_entries import NotOnPaper, ScanMissing, may_open_files
from applications.services.submission import NotComplete
from applications.workflow.answer_sheet import answer_sheet, declaration_sheet
from applications.workflow.application_document import document_of
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotAWriter, NotPermitted, staff_roles

SCAN: Final = AttachmentKind.PAPER_ORIGINAL
# To check all answers, and to declare and send: here both are steps of their own.
LAST_SECTIONS: Final = 2
# What may go wrong with a step, in the words of the person who tried it.
PROBLEMS: Final[Mapping[type[Exception], str | Promise]] = {
    NotOnPaper: gettext_lazy("Der Papierantrag hat inzwischen einen anderen Stand."),
    NotADraft: gettext_lazy("Der Papierantrag hat inzwischen einen anderen Stand."),
    NotAWriter: gettext_lazy("Der Papierantrag hat inzwischen einen anderen Stand."),
    NotPermitted: gettext_lazy("Ihre Gruppe darf diesen Schritt nicht machen."),
    ScanMissing: gettext_lazy("Laden Sie zuerst den Scan des Papierantrags hoch."),
    NotComplete: gettext_lazy(
        "Im Antrag fehlt noch etwas. Öffnen Sie die Abschnitte, die nicht fertig sind."
    ),
    ReasonNeeded: gettext_lazy("Der Vermerk über den Anruf fehlt."),
    SecondPersonNeeded: gettext_lazy(
        "Sie haben diesen Antrag eingetragen. Eine andere Person muss ihn prüfen."
    ),
    TeamNotEmpty: gettext_lazy("Der Verein hat schon ein Team."),
    TeamFull: gettext_lazy("Der Verein hat schon ein Team."),
    TooManyInvitations: gettext_lazy("Sie haben heute schon zu viele Einladungen verschickt."),
}


@dataclass
class EntryPage:
    """One entry as a person sees it now, with the form that was sent and came back."""

    entry: PaperEntry
    person: User
    at: datetime
    sent: dict[str, KernForm] = field(default_factory=dict)

    @property
    def application(self) -> Application:
        """Return the application that is written down."""
        return self.entry.application

    @property
    def reads_only(self) -> bool:
        """Say whether the person may only look."""
        return not staff_roles(self.person) & paper_entries.CHECKERS

    @property
    def is_writer(self) -> bool:
        """Say whether the person writes this entry."""
        return self.entry.entered_by == self.person

    def may(self, status: PaperEntryStatus, *, as_writer: bool) -> bool:
        """Say whether the person has something to do in this status."""
        is_now = self.entry.status == status and not self.reads_only
        return is_now and self.is_writer == as_writer


def _upload_scan(page: EntryPage, request: HttpRequest) -> str:
    form = scan_form(request.POST, request.FILES)
    page.sent["scan"] = form
    if not form.is_valid():
        return ""
    files = form.cleaned_data["files"]
    refusals = enclosures.receive_files(
        application=page.application, kind=SCAN, uploads=files, actor=page.person, at=page.at
    )
    form.refuse(refusals, sent=len(files))
    return _("Der Scan ist gespeichert.") if form.is_valid() else ""


def _remove_scan(page: EntryPage, request: HttpRequest) -> str:
    found = page.application.attachments.filter(kind=SCAN, code=request.POST["remove"]).first()
    if found is None:
        return _("Der Scan ist schon entfernt.")
    enclosures.remove_attachment(attachment=found, actor=page.person, at=page.at)
    return _("Der Scan ist entfernt.")


def _hand_over(page: EntryPage, request: HttpRequest) -> str:
    form = HandOverForm(request.POST, application=loaded(page))
    page.sent["hand_over"] = form
    if not form.is_valid():
        return ""
    paper_entries.hand_over(
        entry=page.entry,
        declarations=form.declarations,
        signed_on=form.cleaned_data["signed_on"],
        actor=page.person,
        at=page.at,
    )
    return _("Der Papierantrag wartet jetzt auf die Prüfung durch eine andere Person.")


def _step(page: EntryPage, request: HttpRequest) -> str:
    carry_out = _CHECKS.get(request.POST["step"])
    return carry_out(page, request) if carry_out else ""


def _record(page: EntryPage, request: HttpRequest) -> str:
    form = RecordForm(request.POST)
    page.sent["record"] = form
    if not form.is_valid():
        return ""
    case = paper_entries.record_entry(entry=page.entry, actor=page.person, at=page.at)
    return _("Der Antrag ist aufgenommen. Er hat die Nummer %(number)s.") % {
        "number": case.reference_number
    }


def _give_back(page: EntryPage, request: HttpRequest) -> str:
    form = GiveBackForm(request.POST)
    page.sent["give_back"] = form
    if not form.is_valid():
        return ""
    paper_entries.give_back(
        entry=page.entry, remarks=form.cleaned_data["remarks"], actor=page.person, at=page.at
    )
    return _("Der Papierantrag ist zurückgegeben.")


def _invite(page: EntryPage, request: HttpRequest) -> str:
    form = InviteAssociationForm(request.POST)
    page.sent["invite"] = form
    if not form.is_valid():
        return ""
    paper_entries.invite_association(
        entry=page.entry, email=form.cleaned_data["email"], actor=page.person, at=page.at
    )
    return _("Die Einladung ist verschickt.")


def _anticipating(
    carry_out: Callable[[EntryPage, HttpRequest], str],
) -> Callable[[EntryPage, HttpRequest], str]:
    """Say on the form what went wrong; a step that failed changed nothing."""

    def carefully(page: EntryPage, request: HttpRequest) -> str:
        try:
            return carry_out(page, request)
        except tuple(PROBLEMS) as error:
            sentence = PROBLEMS[type(error)]
            for form in page.sent.values():
                form.add_error(None, str(sentence))
            if not page.sent:
                messages.error(request, str(sentence))
            page.entry.refresh_from_db()
            return ""

    return carefully


_CHECKS: Final[Mapping[str, Callable[[EntryPage, HttpRequest], str]]] = {
    "record": _record,
    "give_back": _give_back,
    "invite": _invite,
}
STEPS: Final[Mapping[str, Callable[[EntryPage, HttpRequest], str]]] = {
    "upload": _anticipating(_upload_scan),
    "remove": _anticipating(_remove_scan),
    "target": _anticipating(_hand_over),
    "step": _anticipating(_step),
}


def scan_form(*data: Any) -> UploadForm:
    """Return the form for the scan."""
    return UploadForm(*data, kind=SCAN, title=texts.label(SCAN))


def loaded(page: EntryPage) -> Application:
    """Return the application with all its sections."""
    application: Application = Application.objects.with_lists().get(pk=page.entry.pk)
    return application


def page_context(page: EntryPage) -> dict[str, Any]:
    """Return what the page shows: facts, scan, progress or the answers, and the forms."""
    application = loaded(page)
    document = document_of(application)
    writes = page.may(PaperEntryStatus.OPEN, as_writer=True)
    checks = page.may(PaperEntryStatus.CHECKING, as_writer=False)
    takes_back = page.may(PaperEntryStatus.CHECKING, as_writer=True)
    is_recorded = page.entry.status == PaperEntryStatus.RECORDED
    return {
        "entry": page.entry,
        "application": application,
        "title": application.organisation_name,
        "way": texts.label(Origin(application.origin)),
        "is_late": page.entry.received_at >= application.round.closes_at,
        "scans": enclosures.listed(
            application.attachments.filter(kind=SCAN).prefetch_related("page_images")
        ),
        **(_progress(page, application) if writes else {}),
        "sections": [*answer_sheet(document), declaration_sheet(document)],
        "writes": writes,
        "checks": checks,
        "opens_scans": writes or may_open_files(page.person, application),
        "scan_form": page.sent.get("scan", scan_form()) if writes else None,
        "hand_over_form": _shown(page, "hand_over", writes, _hand_over_form),
        "record_form": _shown(page, "record", checks, lambda _page: RecordForm()),
        "give_back_form": _shown(
            page, "give_back", checks or takes_back, lambda _page: GiveBackForm()
        ),
        "invite_form": _shown(
            page, "invite", is_recorded and page.is_writer, lambda _page: InviteAssociationForm()
        ),
    }


def _progress(page: EntryPage, application: Application) -> dict[str, int]:
    """Count the sections to fill in; what is declared stands on this page itself."""
    state = overview(application, at=page.entry.received_at)
    total = len(state.sections) - LAST_SECTIONS
    return {"section_count": total, "finished_count": total - len(state.unfinished)}


def _shown(
    page: EntryPage, name: str, is_open: bool, make: Callable[[EntryPage], KernForm]
) -> KernForm | None:
    if not is_open:
        return None
    return page.sent.get(name) or make(page)


def _hand_over_form(page: EntryPage) -> KernForm:
    return HandOverForm(application=loaded(page))
