"""Columns of the list of applications; all of them stand in one table."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications import clock, texts
from applications.admin.base import column
from applications.models import Application
from applications.rules.choices import District
from applications.rules.lifecycle import State
from applications.rules.money import format_eur
from applications.rules.waiting import WaitsFor


@column(_("Auswahl"))
def chosen(row: Application) -> SafeString:
    """Return the box that chooses the row for a step."""
    label = _("%(number)s auswählen") % {"number": row.reference_number}
    return format_html(
        '<input type="checkbox" name="case" value="{}" aria-label="{}">', row.code, label
    )


@column(_("Nummer"), ordering="reference_number")
def number(row: Application) -> str | SafeString:
    """Return the reference number, which leads to the case, with what is special about it."""
    marks = []
    if row.has_news:
        marks.append(("mark-new", _("neue Nachricht")))
    if row.is_rehearsal:
        marks.append(("mark-rehearsal", _("Probe")))
    shown = format_html_join("", ' <span class="mark {}">{}</span>', marks)
    return format_html("{}{}", row.reference_number, shown)


@column(_("Verein"), ordering="organisation_name")
def association(row: Application) -> str:
    """Return the name of the association."""
    return row.organisation_name


@column(_("Kreis"), ordering="district")
def district(row: Application) -> str | SafeString:
    """Return the district: its sign where the screen is narrow, its name for everybody else."""
    return _district(row.district) if row.district else ""


@lru_cache(maxsize=len(District))
def _district(code: str) -> str | SafeString:
    name = str(texts.label(District(code)))
    if code == District.OUTSIDE:
        return name
    signs = '<span class="district-sign" title="{}" aria-hidden="true">{}</span>'
    return format_html(signs + '<span class="district-name">{}</span>', name, code, name)


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
    return _signs(row.passed_count, row.to_clarify_count, row.note_count, row.excluded_count)


@lru_cache(maxsize=1024)
def _signs(passed: int, to_clarify: int, note: int, excluded: int) -> SafeString:
    """Write the counts once: a page of rows repeats few of them, and staff read German only."""
    counts = _rule_counts(passed, to_clarify, note, excluded)
    signs = format_html_join(
        " ",
        '<span class="count count-{}">{}&nbsp;{}</span>',
        ((name, sign, count) for name, sign, count, _words in counts if count),
    )
    words = ", ".join(words for _name, _sign, _count, words in counts)
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', signs, words
    )


@column(_("Punkte"), ordering="points")
def points(row: Application) -> str:
    """Return the weighted points, once every criterion has its own."""
    return "" if row.points is None else str(row.points)


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


@column(_("Wartet auf"), ordering="waits_for")
def waits_for(row: Application) -> str:
    """Return who has to act next; the day by which an association should answer."""
    who = str(texts.label(WaitsFor(row.waits_for))) if row.waits_for else ""
    return f"{who} {_('bis')} {row.due_on:%d.%m.}" if who and row.due_on else who


@column(_("Tage"), ordering="-state_changed_at")
def days(row: Any) -> str:
    """Return for how many days nothing has happened."""
    return str(row.days)


def _rule_counts(
    passed: int, to_clarify: int, note: int, excluded: int
) -> Iterable[tuple[str, str, int, str]]:
    found = [
        ("passed", "✓", passed, ngettext("%d erfüllt", "%d erfüllt", passed)),
        (
            "to_clarify",
            "?",
            to_clarify,
            ngettext("%d Klärung", "%d Klärungen", to_clarify),
        ),
        ("note", "!", note, ngettext("%d Hinweis", "%d Hinweise", note)),
        (
            "excluded",
            "✗",
            excluded,
            ngettext("%d Ausschluss", "%d Ausschlüsse", excluded),
        ),
    ]
    return [
        (name, sign, count, words % count)
        for name, sign, count, words in found
        if count or name != "excluded"
    ]
