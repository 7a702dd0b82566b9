"""Applications on paper: the list, and the page of one with what is to be done next."""

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, re_path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications import clock, texts
from applications.admin.base import (
    ClosedFilter,
    StaffChangeList,
    StaffModelAdmin,
    asked_at,
    column,
    user_of,
)
from applications.admin.case_gate import note_view
from applications.admin.paper_entry_steps import STEPS, EntryPage, page_context
from applications.admin.rights import for_roles
from applications.forms.paper_entry import BeginEntryForm
from applications.models import FundingRound, PaperEntry
from applications.models.codes import ADDRESS_PATTERN
from applications.models.paper_entry import PaperEntryStatus
from applications.rules.choices import Origin
from applications.rules.lifecycle import Role
from applications.services import paper_entries
from applications.workflow.permissions import staff_roles

READERS: Final = paper_entries.CHECKERS | {Role.AUDITOR}
STATUS_LABELS: Final = {
    PaperEntryStatus.OPEN: gettext_lazy("wird eingetragen"),
    PaperEntryStatus.CHECKING: gettext_lazy("wartet auf Prüfung"),
    PaperEntryStatus.RECORDED: gettext_lazy("aufgenommen"),
}
_MARKS: Final = {
    PaperEntryStatus.OPEN: "mark",
    PaperEntryStatus.CHECKING: "mark mark-waiting",
    PaperEntryStatus.RECORDED: "mark mark-done",
}


@column(gettext_lazy("Verein"), ordering="application__organisation_name")
def association(row: PaperEntry) -> str:
    """Return the name of the association."""
    return row.application.organisation_name


@column(gettext_lazy("Weg"), ordering="application__origin")
def way(row: PaperEntry) -> Any:
    """Return how it came."""
    return texts.label(Origin(row.application.origin))


@column(gettext_lazy("Eingang"), ordering="received_at")
def arrival(row: PaperEntry) -> SafeString:
    """Return when it arrived, and whether that was too late."""
    instant = f"{row.received_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"
    if row.received_at < row.application.round.closes_at:
        return format_html("{}", instant)
    return format_html('{} <span class="mark mark-late">{}</span>', instant, _("verspätet"))


@column(gettext_lazy("Stand"), ordering="status")
def progress(row: PaperEntry) -> SafeString:
    """Return who has it now."""
    status = PaperEntryStatus(row.status)
    return format_html('<span class="{}">{}</span>', _MARKS[status], STATUS_LABELS[status])


@column(gettext_lazy("Eingetragen von"), ordering="entered_by__name")
def writer(row: PaperEntry) -> str:
    """Return who writes it down."""
    return row.entered_by.name


@column(gettext_lazy("Nummer"), ordering="application__reference_number")
def number(row: PaperEntry) -> str:
    """Return the reference number once it was recorded."""
    return row.application.reference_number or ""


class StatusFilter(ClosedFilter):
    """Who has the entry."""

    title = gettext_lazy("Stand")
    parameter_name = "status"
    choices_offered = [(status.value, name) for status, name in STATUS_LABELS.items()]


class EntryChangeList(StaffChangeList):
    """A list whose links carry the random code of the application."""

    def url_for_result(self, result: Any) -> str:
        """Return the address of the entry."""
        code = quote(result.application.code)
        return reverse("admin:applications_paperentry_change", args=[code])


class PaperEntryAdmin(StaffModelAdmin):
    """All applications that came on paper, the latest arrival first."""

    readers = READERS
    list_display = (association, way, arrival, progress, writer, number)
    list_display_links = (association,)
    list_filter = (StatusFilter,)
    list_select_related = ("application__round", "entered_by")
    search_fields = ("application__organisation_name", "application__reference_number")
    ordering = ("-received_at", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let the case workers begin one."""
        return bool(staff_roles(user_of(request)) & paper_entries.WRITERS)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list with our links."""
        return EntryChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaperEntry]:
        """Return all entries with what the columns show."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_urls(self) -> list[URLPattern]:
        """Give every entry its page by the code of its application; there is no other form."""
        wrap, base = self.admin_site.admin_view, "applications_paperentry"
        begin_view = wrap(partial(begin, site=self.admin_site))
        entry_view = wrap(partial(entry_page, site=self.admin_site))
        return [
            path("", wrap(self.changelist_view), name=f"{base}_changelist"),
            path("add/", begin_view, name=f"{base}_add"),
            re_path(f"^(?P<code>{ADDRESS_PATTERN})/$", entry_view, name=f"{base}_change"),
        ]


@require_http_methods(["GET", "POST"])
@for_roles(write=paper_entries.WRITERS)
def begin(request: HttpRequest, *, site: Any) -> HttpResponse:
    """Begin to write down an application that arrived on paper."""
    at = asked_at(request)
    rounds = list(FundingRound.objects.filter(opens_at__lte=at).order_by("-opens_at", "pk"))
    form = BeginEntryForm(request.POST or None, rounds=rounds, at=at, initial=_first(rounds))
    if request.method == "POST" and form.is_valid():
        entry = paper_entries.begin_entry(
            funding_round=form.round,
            organisation_name=form.cleaned_data["organisation_name"],
            postcode=form.cleaned_data["postcode"],
            origin=Origin(form.cleaned_data["origin"]),
            received_at=form.received_at,
            note=form.cleaned_data["note"] or "",
            actor=user_of(request),
            at=at,
        )
        messages.success(
            request, _("Der Papierantrag ist angelegt. Der Eingang ist festgehalten.")
        )
        return redirect("admin:applications_paperentry_change", entry.application.code)
    request.current_app = site.name
    context = {"form": form, "title": _("Papierantrag anlegen")}
    return TemplateResponse(
        request, "admin/paper_entry/begin.html", {**site.each_context(request), **context}
    )


@require_http_methods(["GET", "POST"])
@for_roles(read=READERS, act=paper_entries.CHECKERS)
def entry_page(request: HttpRequest, code: str, *, site: Any) -> HttpResponse:
    """Show what was done and what is next; every button of the page is one step."""
    rows = PaperEntry.objects.select_related("application__round", "entered_by", "checked_by")
    entry = get_object_or_404(rows, application__code=code)
    page = EntryPage(entry, user_of(request), asked_at(request))
    if request.method == "POST":
        for button, carry_out in STEPS.items():
            if button in request.POST and (done := carry_out(page, request)):
                messages.success(request, done)
                return redirect("admin:applications_paperentry_change", code)
    note_view(request, entry.application)
    request.current_app = site.name
    context = {**site.each_context(request), **page_context(page)}
    return TemplateResponse(request, "admin/paper_entry/entry.html", context)


def _first(rounds: list[FundingRound]) -> dict[str, Any]:
    return {"funding_round": str(rounds[0].pk)} if rounds else {}
