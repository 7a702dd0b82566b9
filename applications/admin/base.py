"""What all pages of the admin share: rights by role, no deleting, lists that fit on a phone."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import CharField, Model, Q, QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from applications import clock
from applications.admin.rights import Rights
from applications.forms.fields import ColumnTextField
from applications.models import User
from applications.rules.lifecycle import Role
from applications.workflow.permissions import staff_roles

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Choices = Sequence[tuple[str, Any]]
EMPTY = "–"
# No key of a row has more digits.
LONGEST_KEY = 18
EVERYBODY = frozenset(
    {
        Role.CASE_WORKER,
        Role.APPROVER,
        Role.HEAD,
        Role.BUDGET_OFFICER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)


def row_keys(request: HttpRequest, name: str) -> list[int]:
    """Return the keys of the ticked rows; what is no key of a row is left out."""
    typed = request.POST.getlist(name)
    return [
        int(key) for key in typed if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY
    ]


def kept_apart(response: Any) -> Any:
    """Let no browser guess what a file is, run anything in it, or keep it."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


class Column:
    """A column of a list that also says its name, for screens where rows become cards.

    ``content`` returns what stands in the cell; nothing is shown as a dash.
    """

    def __init__(
        self, content: Callable[[Any], Any], label: "Text", *, ordering: str | None
    ) -> None:
        self.content, self.short_description, self.admin_order_field = content, label, ordering
        self.__name__ = content.__name__

    def __call__(self, row: Any) -> SafeString:
        """Return the cell."""
        return format_html(self.pattern, self.shown(row))

    @cached_property
    def pattern(self) -> SafeString:
        """Return the cell with braces in the place of what it shows; staff read German only."""
        return format_html(
            '<span class="cell-label">{}</span> <span class="cell">{{}}</span>',
            self.short_description,
        )

    def shown(self, row: Any) -> Any:
        """Return what the cell shows."""
        content = self.content(row)
        return EMPTY if content in (None, "") else content


def column(
    label: "Text", *, ordering: str | None = None
) -> Callable[[Callable[[Any], Any]], Column]:
    """Make a column of a list out of a function that returns what stands in its cells."""
    return partial(Column, label=label, ordering=ordering)


class StaffModelAdmin(admin.ModelAdmin):
    """A page of the admin whose rights follow the roles of the staff, and nothing else.

    Nobody deletes, nobody does one thing to many rows, and being a superuser gives no right.
    """

    readers: frozenset[Role] = EVERYBODY
    writers: frozenset[Role] = frozenset()
    actions = None
    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    save_on_top = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the page in the menu to those who may read it."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let the readers and the writers read."""
        return bool(staff_roles(user_of(request)) & (self.readers | self.writers))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let the writers add."""
        return self._may_write(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let the writers change."""
        return self._may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let nobody delete anything."""
        return False

    def rights_of(self, view: str) -> Rights | None:
        """Return who may open one of Django's own pages of this model, by the name of its view."""
        return {
            "changelist_view": Rights(read=self.readers | self.writers),
            "add_view": Rights(read=self.writers, write=self.writers),
            "change_view": Rights(read=self.readers | self.writers, write=self.writers),
        }.get(view)

    def get_urls(self) -> list[URLPattern]:
        """Leave out deleting, and the history that Django would keep beside our log."""
        unused = ("_delete", "_history")
        return [
            url for url in super().get_urls() if not str(getattr(url, "name", "")).endswith(unused)
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return our list."""
        return StaffChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Give the page its plain name: nobody selects anything to change."""
        context = {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        return super().changelist_view(request, context)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Take no filter from the address but those that the list offers."""
        offered: Any = self.get_list_filter(request)
        return lookup in {each.parameter_name for each in offered}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Hold texts to the rules of all our fields."""
        if type(db_field) in {CharField, TextField}:
            kwargs["form_class"] = ColumnTextField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Leave the log to the services."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Leave the log to the services."""

    def _may_write(self, request: HttpRequest) -> bool:
        return bool(staff_roles(user_of(request)) & self.writers)


class StaffChangeList(ChangeList):
    """A list that knows whether anything was filtered out."""

    @property
    def is_narrowed(self) -> bool:
        """Say whether a search or a filter is on; empty choices are none."""
        chosen: Any = self.filter_specs
        return bool(self.query or any(spec.value() for spec in chosen))


class ClosedFilter(admin.SimpleListFilter):
    """A filter that takes the values it offers and refuses all others."""

    choices_offered: Choices = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the values."""
        return self.choices_offered

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Filter by the chosen value."""
        value = self.value()
        if not value:
            return queryset
        if value not in {str(key) for key, _label in self.lookup_choices}:
            raise IncorrectLookupParameters(self.parameter_name)
        return queryset.filter(self.condition(value, request))

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Return what a chosen value means."""
        return Q(**{str(self.parameter_name): value})


class ReadOnlyAdmin(StaffModelAdmin):
    """A list to read; its rows have no page of their own."""

    list_display_links = None

    def get_urls(self) -> list[URLPattern]:
        """Keep nothing but the list."""
        return [
            url
            for url in super().get_urls()
            if str(getattr(url, "name", "")).endswith("_changelist")
        ]


def user_of(request: HttpRequest) -> User:
    """Return who is signed in; visitors do not come this far."""
    return cast(User, request.user)


def asked_at(request: HttpRequest) -> datetime:
    """Return the instant at which the request reached us."""
    at: datetime = request.received_at  # type: ignore[attr-defined]
    return at


def days_between(first: datetime, last: datetime) -> int:
    """Count the nights in Berlin between two instants."""
    return (clock.berlin_date(last) - clock.berlin_date(first)).days
