"""Exports: ask for one with its purpose, take a file, and the history of all of them."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, re_path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from applications import clock, texts
from applications.admin.base import (
    ClosedFilter,
    StaffChangeList,
    StaffModelAdmin,
    asked_at,
    column,
    kept_apart,
    user_of,
)
from applications.admin.rights import for_roles
from applications.forms.export import ExportForm
from applications.models import Application, Export
from applications.models.codes import ADDRESS_PATTERN
from applications.rules.exports import BY_JOB, LISTS, ROLES, ExportKind, may_export
from applications.services import exports
from applications.services.conflicts import closed_cases, open_to
from applications.workflow.permissions import NotPermitted, staff_roles

READERS: Final = frozenset().union(*ROLES.values())
MAXIMUM_CODES: Final = 200
_CODE, _CSV, _XLSX = (
    "code",
    "text/csv; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


@column(gettext_lazy("Wann"), ordering="requested_at")
def ordered(row: Export) -> str:
    """Return when somebody asked for it."""
    return f"{row.requested_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


@column(gettext_lazy("Wer"), ordering="requested_by__name")
def person(row: Export) -> str:
    """Return who asked for it."""
    return row.requested_by.name


@column(gettext_lazy("Liste"), ordering="kind")
def kind(row: Export) -> Any:
    """Return which list it is."""
    return texts.label(ExportKind(row.kind))


@column(gettext_lazy("Anträge"))
def cases(row: Export) -> str:
    """Return how many applications are in it, and how many the person may not see."""
    if not row.left_out:
        return str(row.case_count)
    return _("%(count)s, ohne %(left_out)s gesperrte") % {
        "count": row.case_count,
        "left_out": row.left_out,
    }


@column(gettext_lazy("Auswahl"))
def selection(row: Export) -> str:
    """Return the filters as they stood in the address."""
    if _codes_of(row.query):
        return _("einzeln ausgewählt")
    return row.query or _("alle")


@column(gettext_lazy("Zweck"))
def purpose(row: Export) -> str:
    """Return what it is for."""
    return row.purpose


@column(gettext_lazy("Stand"), ordering="finished_at")
def progress(row: Any) -> SafeString:
    """Return how far it is, with the file while there is one for this person."""
    if row.file and row.may_open:
        address = reverse("admin:applications_export_download", args=[row.code])
        return format_html('<a href="{}">{}</a>', address, _("Datei herunterladen"))
    if row.finished_at:
        return format_html('<span class="mark mark-done">{}</span>', _("abgeschlossen"))
    if row.last_error:
        return format_html('<span class="mark mark-failed">{}</span>', _("fehlgeschlagen"))
    done = _("%(done)s von %(all)s Zeilen") % {"done": row.rows_done, "all": row.case_count}
    return format_html('<span class="mark mark-waiting">{}</span>', done)


class KindFilter(ClosedFilter):
    """Which list."""

    title = gettext_lazy("Liste")
    parameter_name = "kind"
    choices_offered = texts.choices(ExportKind)


class ExportChangeList(StaffChangeList):
    """A list whose rows know whether the person may have their file."""

    def get_results(self, request: HttpRequest) -> None:
        """Ask once for each row that is shown."""
        super().get_results(request)
        for row in self.result_list:
            row.may_open = exports.may_open(row, user_of(request))


class ExportAdmin(StaffModelAdmin):
    """The history of all exports; a new one begins with a choice."""

    readers = READERS
    list_display = (ordered, person, kind, cases, selection, purpose, progress)
    list_display_links = None
    list_filter = (KindFilter,)
    list_select_related = ("requested_by",)
    ordering = ("-requested_at", "-pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return our list."""
        return ExportChangeList

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let those export for whom there is a list."""
        return bool(kinds_for(request))

    def get_urls(self) -> list[URLPattern]:
        """Keep the list, and add the choice and the file."""
        wrap, base = self.admin_site.admin_view, "applications_export"
        return [
            path("", wrap(self.changelist_view), name=f"{base}_changelist"),
            path("add/", wrap(partial(order, site=self.admin_site)), name=f"{base}_add"),
            re_path(f"^(?P<code>{ADDRESS_PATTERN})/$", wrap(download), name=f"{base}_download"),
        ]


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which applications: those of a list with its filters, or chosen ones."""

    query: str
    keys: Sequence[int]
    left_out: int = 0

    @property
    def is_ticked(self) -> bool:
        """Say whether somebody chose the applications one by one."""
        return bool(_codes_of(self.query))


@require_http_methods(["GET", "POST"])
@for_roles(steps=tuple((texts.label(one), ROLES[one]) for one in LISTS))
def order(request: HttpRequest, *, site: AdminSite) -> HttpResponseBase:
    """Ask which list and what for; then send it, or lead to the history where it is made."""
    kinds = kinds_for(request)
    chosen = selected(request, site)
    form = ExportForm(
        request.POST if "export" in request.POST else None,
        kinds=kinds,
        initial={"query": chosen.query},
    )
    if form.is_valid():
        if chosen.keys:
            return _carry_out(request, form, chosen)
        form.add_error(None, _("Mit dieser Auswahl gibt es keine Anträge."))
    request.current_app = site.name
    context = {
        **site.each_context(request),
        "title": _("Exportieren"),
        "form": form,
        "chosen": chosen,
        "count": len(chosen.keys),
    }
    return TemplateResponse(request, "admin/export/order.html", context)


@require_GET
@for_roles(read=READERS)
def download(request: HttpRequest, code: str) -> FileResponse:
    """Send a file that a job made, to the person who asked for it."""
    export = get_object_or_404(Export, code=code)
    try:
        file = exports.open_file(export=export, actor=user_of(request), at=asked_at(request))
    except NotPermitted:
        raise PermissionDenied from None
    except exports.NotReadyYet:
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=True, filename=file_name(export, "xlsx"), content_type=_XLSX
    )
    return kept_apart(response)


def kinds_for(request: HttpRequest) -> list[ExportKind]:
    """Return the lists that this person may take out."""
    roles = staff_roles(user_of(request))
    return [one for one in LISTS if may_export(one, roles)]


def selected(request: HttpRequest, site: AdminSite) -> Selection:
    """Return the applications of the list's filters, or those that were ticked in it.

    An address that the list would refuse selects nothing.
    """
    query = request.POST.get("query") or _ticked(request) or _filters_of(request)
    codes = _codes_of(query)
    try:
        rows = _chosen(codes) if codes else _listed(request, site, query)
    except (IncorrectLookupParameters, DisallowedModelAdminLookup):
        return Selection(query=query, keys=[])
    person = user_of(request)
    found = open_to(person, rows.filter(is_rehearsal=False))
    # The list does not even count what is closed for the person: this is how many there are.
    closed = Application.objects.filter(pk__in=closed_cases(person), is_rehearsal=False).count()
    keys = list(found.values_list("pk", flat=True))
    return Selection(query=query, keys=keys, left_out=closed)


def _ticked(request: HttpRequest) -> str:
    """Return the rows that were ticked in the list, unless its whole selection is asked for."""
    if request.POST.get("all"):
        return ""
    return urlencode([(_CODE, code) for code in request.POST.getlist("case")])


def _codes_of(query: str) -> list[str]:
    return QueryDict(query).getlist(_CODE)


def _filters_of(request: HttpRequest) -> str:
    """Return the list's own filters; the button above the history carries those of the history."""
    filters = request.GET.copy()
    filters.pop("_changelist_filters", None)
    return filters.urlencode()


def _chosen(codes: Sequence[str]) -> QuerySet[Application]:
    rows = Application.objects.filter(submitted_at__isnull=False, code__in=codes[:MAXIMUM_CODES])
    return rows.order_by("submitted_at", "pk")


def _listed(request: HttpRequest, site: AdminSite, query: str) -> QuerySet[Application]:
    """Ask the page of the list itself, so that both never differ."""
    shown = copy.copy(request)
    shown.GET = QueryDict(query)
    page: Any = site.get_model_admin(Application)
    rows: QuerySet[Application] = page.get_changelist_instance(shown).queryset
    return rows


def file_name(export: Export, ending: str) -> str:
    """Return `antraege-2020-02-03.csv`."""
    name = export.kind.rpartition("_")[0]
    return f"{_NAMES[name]}-{clock.berlin_date(export.requested_at):%Y-%m-%d}.{ending}"


_NAMES: Final = {
    "applications": "antraege",
    "costs": "kosten",
    "contacts": "kontakte",
    "amounts": "betraege",
    "payments": "zahlungsliste",
    "statistics": "statistik",
}


def _carry_out(request: HttpRequest, form: ExportForm, chosen: Selection) -> HttpResponseBase:
    at = asked_at(request)
    kind = ExportKind(form.cleaned_data["kind"])
    export = exports.order_export(
        kind=kind,
        keys=chosen.keys,
        query=chosen.query,
        purpose=form.cleaned_data["purpose"] or "",
        left_out=chosen.left_out,
        actor=user_of(request),
        at=at,
    )
    if kind in BY_JOB:
        messages.success(request, _("Die Datei wird gemacht. Sie finden sie gleich in der Liste."))
        return redirect("admin:applications_export_changelist")
    response = StreamingHttpResponse(exports.stream(export, at=at), content_type=_CSV)
    response["Content-Disposition"] = f'attachment; filename="{file_name(export, "csv")}"'
    return kept_apart(response)
