"""The list behind the page „Anträge“: counts up to a limit, pages from both ends."""

from dataclasses import dataclass
from math import ceil
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_list import result_headers
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from applications.admin.application_facets import (
    Facet,
    Row,
    columns_of,
    count_those,
    count_values,
    facets_of,
)
from applications.admin.application_filters import FacetFilter, RoundFilter
from applications.admin.application_links import LinkFilter
from applications.admin.application_rows import address_of, written_rows
from applications.admin.application_search import condition
from applications.admin.application_views import ViewLink, built_in, own
from applications.admin.base import StaffChangeList, asked_at, days_between, user_of
from applications.admin.batches import steps_for
from applications.models import Application
from applications.services.saved_views import views_of
from applications.workflow.conflicts import open_to
from applications.workflow.permissions import may_see_cases, staff_roles

# Up to here the list counts; a list of more says so instead of counting on and on.
COUNTED: Final = 1000
# So far pages can be turned from either end while the end is not known.
MAXIMUM_PAGES: Final = 200


@dataclass(frozen=True, kw_only=True)
class Turning:
    """Where the list is: pages count from 1, or from the end with -1 as the last."""

    number: int
    pages: int | None
    previous: int | None
    next: int | None

    @property
    def is_needed(self) -> bool:
        """Say whether there is another page."""
        return self.previous is not None or self.next is not None


class ApplicationChangeList(StaffChangeList):
    """A list that costs the same with a hundred applications and with a hundred thousand."""

    filter_specs: list[FacetFilter]  # type: ignore[assignment]
    turning: Turning
    views: list[ViewLink]

    def url_for_result(self, result: Any) -> str:
        """Return the address of the review page."""
        return address_of(result)

    def get_results(self, request: HttpRequest) -> None:
        """Count what can be counted quickly, and read one page."""
        total = self._count(request)
        rows: list[Any] = self._read_page(total)
        for row in rows:
            row.days = days_between(row.state_changed_at, asked_at(request))
        self.result_list = rows
        # With an unknown end it is enough to know that there is something.
        self.result_count = len(rows) if total is None else total
        self.is_counted = total is not None
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = False
        self.can_show_all = False
        self.multi_page = self.turning.is_needed
        self.paginator = Paginator(rows, self.list_per_page)

    @property
    def headers(self) -> list[dict[str, Any]]:
        """Return the heads of the columns with the ways to sort, as Django makes them."""
        return list(result_headers(self))

    @property
    def lines(self) -> list[SafeString]:
        """Return the rows, each written in one go."""
        columns: Any = self.list_display
        links: Any = self.list_display_links
        return written_rows(columns, links[0], self.result_list)

    @cached_property
    def main_filters(self) -> list[FacetFilter]:
        """Return the filters that always stand on the page."""
        return [spec for spec in self.filter_specs if spec.is_main]

    @cached_property
    def more_filters(self) -> list[FacetFilter]:
        """Return the filters behind „Weitere Filter“."""
        return [spec for spec in self.filter_specs if not spec.is_main]

    @property
    def searches(self) -> bool:
        """Say whether words were typed."""
        return bool(self.query.split())

    @property
    def chosen_filters(self) -> list[dict[str, Any]]:
        """Return what narrows the list, each with the address without it."""
        chosen = [
            {
                "label": f"{spec.title}: {choice.label}",
                "address": self.get_query_string(remove=[str(spec.parameter_name)]),
            }
            for spec in self.filter_specs
            for choice in spec.choices_to_show
            if choice.is_chosen
        ]
        if self.query:
            address = self.get_query_string(remove=["q"])
            chosen.insert(0, {"label": f"„{self.query}“", "address": address})
        return chosen

    @property
    def kept_query(self) -> str:
        """Return search and filters as a view keeps them; the filters have checked them."""
        return urlencode(self._chosen())

    @property
    def here(self) -> str:
        """Return the query of this page, for steps that lead back to it."""
        return self.get_query_string()

    @property
    def has_more_chosen(self) -> bool:
        """Say whether one of the filters behind „Weitere Filter“ is on."""
        return any(spec.value() for spec in self.more_filters)

    @property
    def first_page(self) -> str:
        """Return the address of the first page, with everything else as it is."""
        return self.get_query_string({"p": 1})

    @property
    def last_page(self) -> str:
        """Return the address of the last page."""
        return self.get_query_string({"p": self.turning.pages or -1})

    @property
    def previous_page(self) -> str:
        """Return the address of the page before."""
        return self.get_query_string({"p": self.turning.previous})

    @property
    def next_page(self) -> str:
        """Return the address of the page after."""
        return self.get_query_string({"p": self.turning.next})

    def _count(self, request: HttpRequest) -> int | None:
        """Return how many applications the list has, or None when there are too many to count."""
        facets = facets_of(self.filter_specs)
        self.views = self._views(request)
        self.batch_steps = steps_for(staff_roles(user_of(request)))
        rounds = next(spec for spec in self.filter_specs if isinstance(spec, RoundFilter))
        everything = open_to(user_of(request), _shown(rounds))
        if rounds.sizes.total() <= COUNTED:
            rows = self._rows(request, everything)
            if len(rows) <= COUNTED:
                self._count_views(facets, rows)
                return count_values(facets, self._found(rows))
        elif (chosen := rounds.value()) and rounds.sizes[chosen] <= COUNTED:
            rows = self._rows(request, everything.filter(round=int(chosen)))
            if len(rows) <= COUNTED:
                others = [facet for facet in facets if facet.spec is not rounds]
                return count_values(others, self._found(rows))
        return self._count_found(request, facets)

    def _count_found(self, request: HttpRequest, facets: list[Facet]) -> int | None:
        """Count among many: the other values of a chosen filter stay without a number."""
        found = self.queryset.order_by()
        total: int = found[: COUNTED + 1].count()
        if total > COUNTED:
            return None
        rows = list(found.values_list(*columns_of(self.filter_specs)))
        count_values([facet for facet in facets if not facet.chosen], rows)
        return total

    def _rows(self, request: HttpRequest, base: QuerySet[Application]) -> list[Row]:
        """Return what the filters read, and at the end whether the search finds the row."""
        columns = columns_of(self.filter_specs)
        if not self.searches:
            return list(base.values_list(*columns)[: COUNTED + 1])
        found = condition(self.query, with_people=may_see_cases(user_of(request)))
        is_found = ExpressionWrapper(found, output_field=BooleanField())
        rows = base.annotate(is_found=is_found).values_list(*columns, "is_found")
        return list(rows[: COUNTED + 1])

    def _found(self, rows: list[Row]) -> list[Row]:
        return [row for row in rows if row[-1]] if self.searches else rows

    def _views(self, request: HttpRequest) -> list[ViewLink]:
        person = user_of(request)
        current = dict(self._chosen())
        ready = built_in(staff_roles(person), current=current)
        # The budget office has fewer filters; a view with one of the others would be refused.
        offered = {"q", *(getattr(kind, "parameter_name", "") for kind in self.list_filter)}
        views = [*ready, *own(views_of(person), current=current)]
        return [view for view in views if offered.issuperset(view.filters)]

    def _chosen(self) -> list[tuple[str, str]]:
        chosen = [
            (str(spec.parameter_name), str(spec.value()))
            for spec in self.filter_specs
            if spec.value()
        ]
        return [("q", self.query), *chosen] if self.searches else chosen

    def _count_views(self, facets: list[Facet], rows: list[Row]) -> None:
        # Words, and what only a link sets, are not looked up for views that are not shown.
        names = {
            str(facet.spec.parameter_name)
            for facet in facets
            if not isinstance(facet.spec, LinkFilter)
        }
        for view in self.views:
            if view.filters.keys() <= names:
                view.count = count_those(facets, rows, view.filters)

    def _read_page(self, total: int | None) -> list[Application]:
        rows, self.turning = self._page_from_an_end() if total is None else self._page_of(total)
        return rows

    def _page_of(self, total: int) -> tuple[list[Application], Turning]:
        """Read a page of a list whose end is known, from the end that is nearer."""
        size = self.list_per_page
        pages = max(1, ceil(total / size))
        number = self.page_num if self.page_num > 0 else pages + 1 + self.page_num
        if not 1 <= number <= pages:
            raise IncorrectLookupParameters
        start, stop = (number - 1) * size, min(number * size, total)
        if start > total // 2:
            rows = list(self.queryset.reverse()[total - stop : total - start])[::-1]
        else:
            rows = list(self.queryset[start:stop])
        turning = Turning(
            number=number,
            pages=pages,
            previous=number - 1 if number > 1 else None,
            next=number + 1 if number < pages else None,
        )
        return rows, turning

    def _page_from_an_end(self) -> tuple[list[Application], Turning]:
        """Read a page of a list without a known end: forwards, or backwards from the end."""
        size, number = self.list_per_page, self.page_num
        if not 1 <= abs(number) <= MAXIMUM_PAGES:
            raise IncorrectLookupParameters
        forwards = number > 0
        ordered = self.queryset if forwards else self.queryset.reverse()
        start = (abs(number) - 1) * size
        rows = list(ordered[start : start + size + 1])
        has_further = len(rows) > size and abs(number) < MAXIMUM_PAGES
        rows = rows[:size]
        step = 1 if forwards else -1
        further = number + step if has_further else None
        back = number - step if abs(number) > 1 else None
        previous, following = (back, further) if forwards else (further, back)
        turning = Turning(number=number, pages=None, previous=previous, next=following)
        return (rows if forwards else rows[::-1]), turning


def _shown(rounds: RoundFilter) -> QuerySet[Application]:
    """Return what was sent; of a rehearsal only where its round is chosen."""
    chosen = rounds.value()
    shown = Q(is_rehearsal=False)
    if chosen in rounds.rehearsals:
        shown |= Q(round=int(chosen))
    return Application.objects.sent().filter(shown)
