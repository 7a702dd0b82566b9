"""Filters of the list of applications; each reads columns of one table, and counts its values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar, Final

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from applications import clock, texts
from applications.admin.base import ClosedFilter, asked_at, user_of
from applications.models import FundingRound
from applications.rules.choices import District, Origin, Topic
from applications.rules.geography import Region
from applications.rules.lifecycle import State
from applications.rules.waiting import WaitsFor

SOON: Final = timedelta(days=3)


@dataclass(frozen=True)
class Choice:
    """One value of a filter; how many applications have it, where that was counted."""

    value: str
    label: Any
    is_chosen: bool
    count: int | None


class FacetFilter(ClosedFilter):
    """A filter that knows from the columns of a row which of its values the row has."""

    # What `values_of` takes, in this order.
    columns: ClassVar[tuple[str, ...]] = ()
    is_main = False

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.user, self.today = user_of(request), clock.berlin_date(asked_at(request))
        self.counts: Counter[str] | None = None
        super().__init__(request, *args)

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Return the values that a row with these columns has."""
        return (str(raw[0]),)

    @property
    def choices_to_show(self) -> list[Choice]:
        """Return the values with their counts, for the select."""
        chosen, counts = self.value(), self.counts
        return [
            Choice(value, label, chosen == value, None if counts is None else counts[value])
            for value, label in self.lookup_choices
        ]


class RoundFilter(FacetFilter):
    """The funding round, by the beginning of its numbers."""

    title = _("Runde")
    parameter_name = "round"
    columns = ("round_id",)
    is_main = True
    # How many applications each round has given a number to.
    sizes: Counter[str]
    # Rounds whose applications the list shows only when they are chosen.
    rehearsals: frozenset[str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer all rounds, the latest first."""
        rows = FundingRound.objects.order_by("-opens_at", "pk")
        columns = ("pk", "reference_prefix", "last_number", "is_rehearsal")
        found = list(rows.values_list(*columns))
        self.sizes = Counter({str(pk): number for pk, _prefix, number, _played in found})
        self.rehearsals = frozenset(str(pk) for pk, *_others, played in found if played)
        return [(str(pk), prefix) for pk, prefix, *_others in found]

    @property
    def choices_to_show(self) -> list[Choice]:
        """Return the rounds with their counts; a rehearsal is counted when it is chosen."""
        return [
            replace(choice, count=None)
            if choice.value in self.rehearsals and not choice.is_chosen
            else choice
            for choice in super().choices_to_show
        ]

    def has_output(self) -> bool:
        """Show the filter even while there is one round only, or none."""
        return True


class StateFilter(FacetFilter):
    """Where the application stands."""

    title = _("Status")
    parameter_name = "state"
    columns = ("state",)
    is_main = True
    choices_offered = [pair for pair in texts.choices(State) if pair[0] != State.DRAFT]


class WaitingFilter(FacetFilter):
    """Who has to act next."""

    title = _("Wartet auf")
    parameter_name = "waits_for"
    columns = ("waits_for",)
    is_main = True
    choices_offered = texts.choices(WaitsFor)


class AssigneeFilter(FacetFilter):
    """Who works on it."""

    title = _("Zuständig")
    parameter_name = "assigned"
    columns = ("assigned_to_id",)
    is_main = True
    choices_offered = [("me", _("ich")), ("nobody", _("niemand")), ("others", _("andere"))]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare with the person who asks."""
        mine = Q(assigned_to=user_of(request))
        nobody = Q(assigned_to=None)
        return {"me": mine, "nobody": nobody, "others": ~mine & ~nobody}[value]

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare with the person who asks."""
        if raw[0] is None:
            return ("nobody",)
        return ("me" if raw[0] == self.user.pk else "others",)


class OutcomeFilter(FacetFilter):
    """What the rules found at sending, and whether it was settled since."""

    title = _("Regelergebnis")
    parameter_name = "outcome"
    columns = ("excluded_count", "to_clarify_count", "note_count", "unsettled_count")
    is_main = True
    choices_offered = [
        ("passed", _("alles erfüllt")),
        ("unsettled", _("Klärung offen")),
        ("note", _("Hinweis")),
        ("to_clarify", _("Klärung, auch erledigte")),
        ("excluded", _("Ausschluss")),
    ]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the counts that were taken at sending."""
        if value == "passed":
            return Q(excluded_count=0, to_clarify_count=0, note_count=0)
        return Q(**{f"{value}_count__gt": 0})

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare the counts."""
        excluded, to_clarify, note, unsettled = raw
        if not (excluded or to_clarify or note):
            yield "passed"
        found = {
            "unsettled": unsettled,
            "note": note,
            "to_clarify": to_clarify,
            "excluded": excluded,
        }
        yield from (value for value, count in found.items() if count)


class EnclosuresFilter(FacetFilter):
    """Whether promised documents have come, or their day has passed."""

    title = _("Unterlagen")
    parameter_name = "enclosures"
    columns = ("enclosures_until",)
    choices_offered = [
        ("complete", _("vollständig")),
        ("follow", _("wird nachgereicht")),
        ("missing", _("fehlt")),
    ]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the day on which the first promise ends."""
        return {
            "complete": Q(enclosures_until=None),
            "follow": Q(enclosures_until__gte=self.today),
            "missing": Q(enclosures_until__lt=self.today),
        }[value]

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare the day on which the first promise ends."""
        if raw[0] is None:
            return ("complete",)
        return ("missing" if raw[0] < self.today else "follow",)


class DueFilter(FacetFilter):
    """Whether the day by which the association should answer is near, or over."""

    title = _("Antwort des Vereins")
    parameter_name = "due"
    columns = ("due_on",)
    choices_offered = [("soon", _("bis in 3 Tagen fällig")), ("over", _("überfällig"))]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the day."""
        soon = Q(due_on__gte=self.today, due_on__lte=self.today + SOON)
        return {"soon": soon, "over": Q(due_on__lt=self.today)}[value]

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare the day."""
        if raw[0] is None or raw[0] > self.today + SOON:
            return ()
        return ("over" if raw[0] < self.today else "soon",)


class DistrictFilter(FacetFilter):
    """The district of the association."""

    title = _("Kreis")
    parameter_name = "district"
    columns = ("district",)
    choices_offered = texts.choices(District)


class RegionFilter(FacetFilter):
    """The Regierungsbezirk of the association."""

    title = _("Regierungsbezirk")
    parameter_name = "region"
    columns = ("region",)
    choices_offered = texts.choices(Region)


class TopicFilter(FacetFilter):
    """What the project is about."""

    title = _("Thema")
    parameter_name = "topic"
    columns = ("topic",)
    choices_offered = texts.choices(Topic)


class OriginFilter(FacetFilter):
    """How it reached us."""

    title = _("Weg zu uns")
    parameter_name = "origin"
    columns = ("origin",)
    choices_offered = texts.choices(Origin)


class MarkFilter(FacetFilter):
    """A mark that an application carries or not; `marks` says which value means which."""

    marks: ClassVar[dict[str, bool]] = {}

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the mark."""
        return Q(**{self.columns[0]: self.marks[value]})

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare the mark."""
        return [value for value, mark in self.marks.items() if mark == raw[0]]


class AmountFilter(MarkFilter):
    """Whether the association asks for the highest amount."""

    title = _("Betrag")
    parameter_name = "amount"
    columns = ("asks_for_less",)
    marks = {"full": False, "less": True}
    choices_offered = [("full", _("voll")), ("less", _("weniger"))]


class EarlyStartFilter(MarkFilter):
    """Whether the project is to begin before the decision."""

    title = _("Vorzeitiger Beginn")
    parameter_name = "early_start"
    columns = ("wants_early_start",)
    marks = {"yes": True, "no": False}
    choices_offered = [("yes", _("gewünscht")), ("no", _("nicht gewünscht"))]


class NewsFilter(MarkFilter):
    """Whether the association wrote and nobody has looked."""

    title = _("Neue Nachricht")
    parameter_name = "news"
    columns = ("has_news",)
    marks = {"yes": True}
    choices_offered = [("yes", _("ja"))]


class LatenessFilter(MarkFilter):
    """Whether it came after the deadline."""

    title = _("Frist")
    parameter_name = "late"
    columns = ("is_late",)
    marks = {"no": False, "yes": True}
    choices_offered = [("no", _("fristgerecht")), ("yes", _("verspätet"))]


class ArrivalFilter(FacetFilter):
    """When it arrived, by days in Berlin."""

    title = _("Eingang")
    parameter_name = "arrived"
    columns = ("submitted_at",)
    days: ClassVar[dict[str, int]] = {"today": 0, "yesterday": 1, "week": 6, "month": 29}
    choices_offered = [
        ("today", _("heute")),
        ("yesterday", _("seit gestern")),
        ("week", _("in den letzten 7 Tagen")),
        ("month", _("in den letzten 30 Tagen")),
    ]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the instant with the beginning of a day."""
        return Q(submitted_at__gte=self._beginning(value))

    def values_of(self, *raw: Any) -> Iterable[str]:
        """Compare the instant with the beginning of each day."""
        return [value for value, first in self._beginnings if raw[0] >= first]

    @cached_property
    def _beginnings(self) -> list[tuple[str, datetime]]:
        # In UTC like the rows: instants of two zones are compared much more slowly.
        return [(value, self._beginning(value).astimezone(UTC)) for value in self.days]

    def _beginning(self, value: str) -> datetime:
        day = self.today - timedelta(days=self.days[value])
        return datetime.combine(day, time.min, tzinfo=clock.BERLIN)


FILTERS: Final = (
    RoundFilter,
    StateFilter,
    WaitingFilter,
    AssigneeFilter,
    OutcomeFilter,
    ArrivalFilter,
    LatenessFilter,
    DueFilter,
    EnclosuresFilter,
    NewsFilter,
    DistrictFilter,
    RegionFilter,
    TopicFilter,
    AmountFilter,
    EarlyStartFilter,
    OriginFilter,
)
