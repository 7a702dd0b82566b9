"""Filters and columns of the list of applications; each filter reads one column."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications import clock, texts
from applications.admin.base import ClosedFilter, column, user_of
from applications.models import Application, FundingRound
from applications.rules.choices import District
from applications.rules.lifecycle import State
from applications.rules.money import format_eur


class RoundFilter(ClosedFilter):
    """The funding round, by the beginning of its numbers."""

    title = _("Runde")
    parameter_name = "round"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer all rounds, the latest first."""
        rows = FundingRound.objects.order_by("-opens_at", "pk")
        return [(str(pk), prefix) for pk, prefix in rows.values_list("pk", "reference_prefix")]

    def has_output(self) -> bool:
        """Show the filter even while there is one round only."""
        return bool(self.lookup_choices)


class StateFilter(ClosedFilter):
    """Where the application stands."""

    title = _("Status")
    parameter_name = "state"
    choices_offered = [pair for pair in texts.choices(State) if pair[0] != State.DRAFT]


class OutcomeFilter(ClosedFilter):
    """The heaviest thing that the rules found at sending."""

    title = _("Regelergebnis")
    parameter_name = "outcome"
    choices_offered = [
        ("passed", _("alles erfüllt")),
        ("note", _("Hinweis")),
        ("to_clarify", _("Klärung")),
        ("excluded", _("Ausschluss")),
    ]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the counts that were taken at sending."""
        if value == "passed":
            return Q(excluded_count=0, to_clarify_count=0, note_count=0)
        return Q(**{f"{value}_count__gt": 0})


class DistrictFilter(ClosedFilter):
    """The district of the association."""

    title = _("Kreis")
    parameter_name = "district"
    choices_offered = texts.choices(District)


class AssigneeFilter(ClosedFilter):
    """Who works on it."""

    title = _("Zuständig")
    parameter_name = "assigned"
    choices_offered = [("me", _("ich")), ("nobody", _("niemand")), ("others", _("andere"))]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare with the person who asks."""
        mine = Q(assigned_to=user_of(request))
        nobody = Q(assigned_to=None)
        return {"me": mine, "nobody": nobody, "others": ~mine & ~nobody}[value]


class LatenessFilter(ClosedFilter):
    """Whether it came after the deadline."""

    title = _("Eingang")
    parameter_name = "late"
    choices_offered = [("no", _("fristgerecht")), ("yes", _("verspätet"))]

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Compare the mark."""
        return Q(is_late=value == "yes")


@column(_("Nummer"), ordering="reference_number")
def number(row: Any) -> str | SafeString:
    """Return the reference number, which leads to the case; say when the association wrote."""
    if not row.has_news:
        return str(row.reference_number)
    news = format_html('<span class="mark mark-new">{}</span>', _("neue Nachricht"))
    return format_html("{} {}", row.reference_number, news)


@column(_("Verein"), ordering="organisation_name")
def association(row: Application) -> str:
    """Return the name of the association."""
    return row.organisation_name


@column(_("Kreis"), ordering="district")
def district(row: Application) -> str:
    """Return the name of the district."""
    return row.get_district_display()


@column(_("Eingang"), ordering="submitted_at")
def arrival(row: Any) -> SafeString:
    """Return when it arrived, with a mark when that was too late."""
    instant = row.submitted_at.astimezone(clock.BERLIN)
    mark = format_html(' <span class="mark mark-late">{}</span>', _("verspätet"))
    return format_html(
        '<time datetime="{}">{}</time>{}',
        instant.isoformat(timespec="seconds"),
        f"{instant:%d.%m.%Y %H:%M}",
        mark if row.is_late else "",
    )


@column(_("Status"), ordering="state")
def state(row: Application) -> SafeString:
    """Return where the application stands."""
    return format_html(
        '<span class="state state-{}">{}</span>', row.state, texts.label(State(row.state))
    )


@column(_("Regeln"), ordering="to_clarify_count")
def rules(row: Application) -> SafeString:
    """Return how many rules were passed, left open, noted; the words are for screen readers."""
    counts = _rule_counts(row)
    signs = format_html_join(
        " ",
        '<span class="count count-{}">{}&nbsp;{}</span>',
        ((name, sign, count) for name, sign, count, _words in counts),
    )
    words = ", ".join(words for _name, _sign, _count, words in counts)
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', signs, words
    )


@column(_("Beantragt"), ordering="requested_eur")
def requested(row: Application) -> str:
    """Return the amount that was requested."""
    return format_eur(row.requested_eur)


@column(_("Zugesagt"), ordering="awarded_eur")
def awarded(row: Application) -> str:
    """Return the amount that was awarded."""
    return "" if row.awarded_eur is None else format_eur(row.awarded_eur)


@column(_("Zuständig"), ordering="assigned_to__name")
def assignee(row: Application) -> str:
    """Return who works on it."""
    return row.assigned_to.get_short_name() if row.assigned_to else ""


@column(_("Tage"), ordering="-state_changed_at")
def days(row: Any) -> str:
    """Return for how many days nothing has happened."""
    return str(row.days)


def _rule_counts(row: Application) -> Iterable[tuple[str, str, int, str]]:
    found = [
        ("passed", "✓", row.passed_count, ngettext("%d erfüllt", "%d erfüllt", row.passed_count)),
        (
            "to_clarify",
            "?",
            row.to_clarify_count,
            ngettext("%d Klärung", "%d Klärungen", row.to_clarify_count),
        ),
        ("note", "!", row.note_count, ngettext("%d Hinweis", "%d Hinweise", row.note_count)),
        (
            "excluded",
            "✗",
            row.excluded_count,
            ngettext("%d Ausschluss", "%d Ausschlüsse", row.excluded_count),
        ),
    ]
    return [
        (name, sign, count, words % count)
        for name, sign, count, words in found
        if count or name != "excluded"
    ]
