"""The list of applications; every row leads to the pages of its case."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.admin import application_columns as columns
from applications.admin import batches, saved_views
from applications.admin.application_filters import FILTERS
from applications.admin.application_links import LINK_FILTERS, MoneyFilter
from applications.admin.application_list import ApplicationChangeList
from applications.admin.application_search import narrow, search_number
from applications.admin.base import StaffModelAdmin, user_of
from applications.admin.case_gate import LIST_READERS
from applications.admin.case_urls import case_urls
from applications.models import Application
from applications.models.codes import ADDRESS_PATTERN
from applications.workflow.conflicts import open_to
from applications.workflow.permissions import may_see_cases, staff_roles


class ApplicationAdmin(StaffModelAdmin):
    """All applications that were sent; read only, the steps have their own pages."""

    readers = LIST_READERS
    list_display = (
        columns.number,
        columns.association,
        columns.district,
        columns.arrival,
        columns.state,
        columns.rules,
        columns.points,
        columns.requested,
        columns.assignee,
        columns.waits_for,
        columns.days,
    )
    list_display_of_budget = (
        columns.number,
        columns.association,
        columns.state,
        columns.requested,
        columns.awarded,
    )
    list_display_links = (columns.number,)
    list_filter = (*FILTERS, *LINK_FILTERS)
    list_filter_of_budget = (*FILTERS[:2], MoneyFilter)
    change_list_template = "admin/application_list.html"
    list_select_related = ("assigned_to",)
    search_fields = ("search_text",)
    search_help_text = gettext_lazy(
        "Nummer (auch ohne WIR und Striche), Verein, Ort, Registernummer, "
        "Name oder E-Mail der Kontaktperson"
    )
    ordering = ("submitted_at", "pk")

    def get_urls(self) -> list[URLPattern]:
        """Give every case its pages, by its code; there is no form to edit it."""
        view = self.admin_site.admin_view(self.changelist_view)
        changelist = path("", view, name="applications_application_changelist")
        return [changelist, *self._pages_of_the_list(), *case_urls(self.admin_site)]

    def _pages_of_the_list(self) -> list[URLPattern]:
        site = self.admin_site

        def wrap(view: Any) -> Any:
            return site.admin_view(partial(view, site=site))

        name, make_list = "applications_application", self.get_changelist_instance
        code = f"(?P<code>{ADDRESS_PATTERN})"
        return [
            path(
                "ansichten/",
                wrap(partial(saved_views.mine, make_list=make_list)),
                name=f"{name}_views",
            ),
            re_path(f"^ansichten/{code}/$", wrap(saved_views.change), name=f"{name}_view"),
            path(
                "sammeln/<slug:slug>/",
                wrap(partial(batches.batch, make_list=make_list)),
                name=f"{name}_batch",
            ),
            re_path(
                f"^sammeln/ergebnis/{code}/$", wrap(batches.result), name=f"{name}_batch_result"
            ),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let nobody add one here: applications come from associations."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Leave out drafts, the cases that are closed for the person, and rehearsals.

        Those of a rehearsal are shown when their round is chosen.
        """
        sent = self._sent(request)
        return sent if request.GET.get("round") else sent.filter(is_rehearsal=False)

    def _sent(self, request: HttpRequest) -> QuerySet[Application]:
        unread = ("search_text", "project_title")
        # What was sent has an instant; asked like this the index of arrivals answers.
        sent = Application.objects.filter(submitted_at__isnull=False).defer(*unread)
        return open_to(user_of(request), sent)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list with our links."""
        return ApplicationChangeList

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show the budget office amounts, not the work of the review."""
        if not may_see_cases(user_of(request)):
            return self.list_display_of_budget
        if batches.steps_for(staff_roles(user_of(request))):
            return (columns.chosen, *self.list_display)
        return self.list_display

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Offer the budget office round and state."""
        reads_cases = may_see_cases(user_of(request))
        return self.list_filter if reads_cases else self.list_filter_of_budget

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Application], search_term: str
    ) -> tuple[QuerySet[Application], bool]:
        """Search the columns that the person may read."""
        found = narrow(queryset, search_term, with_people=may_see_cases(user_of(request)))
        return found, False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Open the case of a complete reference number; help with wrong check digits."""
        number = search_number(request.GET.get("q", "").replace("\0", ""))
        # Whoever knows the whole number of a case of a rehearsal wants to see that case.
        rows = self._sent(request).values_list("code", flat=True)
        if number.found and (code := rows.filter(reference_number=number.found).first()):
            return redirect("admin:applications_application_change", code)
        if number.suggestion and rows.filter(reference_number=number.suggestion).exists():
            link = format_html('<a href="?q={0}">{0}</a>', number.suggestion)
            sentence = _("Die Prüfziffern passen nicht. Meinten Sie {number}?")
            messages.warning(request, format_html(sentence, number=link))
        return super().changelist_view(request, extra_context)
