"""Links from figures to the list, and the filters of the list that only these links set.

Such a filter is no select of its own: it shows itself once a link has set it, and can be taken
away again like any other.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.admin.application_filters import FacetFilter
from applications.admin.base import Choices, asked_at, user_of
from applications.models import Application, User
from applications.rules.lifecycle import Role, State
from applications.services.round_figures import UNDECIDED
from applications.services.tasks import Task, condition
from applications.workflow.permissions import CASE_READERS, staff_roles

TASKS: Final[Choices] = (
    (Task.ANSWERED.value, _("Neue Antwort vom Verein")),
    (Task.DUE_SOON.value, _("Frist läuft ab")),
    (Task.OVERDUE.value, _("Frist abgelaufen")),
    (Task.TO_SIGN.value, _("Zur Mitzeichnung")),
    (Task.RETURNED.value, _("Zurück an mich")),
    (Task.NEWS.value, _("Neue Nachrichten")),
    (Task.WITHDRAWN.value, _("Vom Verein zurückgezogen")),
    (Task.LONGEST.value, _("Am längsten offen")),
)
# What the budget office may filter by: no work of the review.
_OF_THE_BUDGET: Final = frozenset({"round", "state", "money"})


class LinkFilter(FacetFilter):
    """A filter that is there only while it is set."""

    def has_output(self) -> bool:
        """Stay away from the page until a link has set a value."""
        return bool(self.value())


class MoneyFilter(LinkFilter):
    """Whose money counts as asked for (all but withdrawn), and where nothing is decided."""

    title = _("Geld")
    parameter_name = "money"
    columns = ("state",)
    states: ClassVar[dict[str, tuple[State, ...]]] = {
        "requested": tuple(
            state for state in State if state not in (State.DRAFT, State.WITHDRAWN)
        ),
        "undecided": UNDECIDED,
    }
    choices_offered = [
        ("requested", _("beantragt, nicht zurückgezogen")),
        ("undecided", _("beantragt, noch offen")),
    ]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the state."""
        return Q(state__in=self.states[value])

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare the state."""
        return [value for value, states in self.states.items() if raw[0] in states]


class _DayFilter(LinkFilter):
    """One day in Berlin; the value is the day in ISO notation."""

    columns = ("submitted_at",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the day that was asked for, if it is one."""
        text = request.GET.get(str(self.parameter_name), "")
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return []
        # A day has one spelling, and the day after it must exist.
        is_usable = day.isoformat() == text and day < date.max
        return [(text, f"{day:%d.%m.%Y}")] if is_usable else []


class DayFilter(_DayFilter):
    """What arrived on one day."""

    title = _("Eingang am")
    parameter_name = "day"

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare with both ends of the day."""
        day = date.fromisoformat(value)
        return Q(submitted_at__gte=_beginning(day), submitted_at__lt=_beginning(_next(day)))

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Return the day of the arrival."""
        return (clock.berlin_date(raw[0]).isoformat(),)


class UntilFilter(_DayFilter):
    """What had arrived by the end of a day."""

    title = _("Eingang bis")
    parameter_name = "until"

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare with the end of the day."""
        return Q(submitted_at__lt=_beginning(_next(date.fromisoformat(value))))

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Return the day that was asked for if the arrival was not later."""
        day, chosen = clock.berlin_date(raw[0]).isoformat(), self.value() or ""
        return (chosen,) if day <= chosen else ()


class TaskFilter(LinkFilter):
    """What waits for the person who asks, as „Heute“ groups it."""

    title = _("Meine Aufgaben")
    parameter_name = "task"
    columns = ("pk",)
    choices_offered = TASKS

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.at: datetime = asked_at(request)
        super().__init__(request, *args)

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Ask the service that makes the groups."""
        return condition(Task(value), user=user_of(request), at=self.at)

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Return the chosen group if the case is in it; other groups are not looked up."""
        return (self.value() or "",) if raw[0] in self._chosen else ()

    @cached_property
    def _chosen(self) -> frozenset[int]:
        wanted = condition(Task(self.value() or ""), user=self.user, at=self.at)
        return frozenset(Application.objects.filter(wanted).values_list("pk", flat=True))


LINK_FILTERS: Final = (TaskFilter, MoneyFilter, DayFilter, UntilFilter)


class ListLinks:
    """Addresses of the list for what a person may filter by; empty for everything else."""

    def __init__(self, user: User) -> None:
        roles = staff_roles(user)
        self._reads_cases = bool(roles & CASE_READERS)
        self._reads_amounts = Role.BUDGET_OFFICER in roles
        self._list = reverse("admin:applications_application_changelist")

    def to(self, **filters: Any) -> str:
        """Return the address of the list with these filters."""
        may_follow = self._reads_cases or (
            self._reads_amounts and filters.keys() <= _OF_THE_BUDGET
        )
        return f"{self._list}?{urlencode(filters)}" if may_follow else ""


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.BERLIN)


def _next(day: date) -> date:
    return day + timedelta(days=1)
