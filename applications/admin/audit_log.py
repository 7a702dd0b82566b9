"""The audit log and all moves, to read."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.admin.base import ReadOnlyAdmin, column
from applications.models import AuditEvent, Transition
from applications.rules.lifecycle import Action, Role, State
from applications.texts import label
from applications.texts.events import event_label

READERS = frozenset({Role.AUDITOR, Role.HEAD, Role.ADMINISTRATOR})


@column(_("Wann"), ordering="pk")
def instant(row: AuditEvent | Transition) -> str:
    """Return the instant with seconds."""
    return f"{row.at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M:%S}"


@column(_("Wer"))
def actor(row: AuditEvent | Transition) -> str:
    """Return the name of the person."""
    return row.actor.name if row.actor else ""


@column(_("Antrag"))
def case(row: AuditEvent | Transition) -> str | None:
    """Return the reference number; drafts have none."""
    return row.application.reference_number if row.application else ""


@column(_("Nummer"), ordering="number")
def number(row: AuditEvent) -> str:
    """Return the place in the chain."""
    return str(row.number)


@column(_("Ereignis"), ordering="event")
def event(row: AuditEvent) -> str:
    """Return what happened."""
    return str(event_label(row.event))


@column(_("Angaben"))
def data(row: AuditEvent) -> str:
    """Return the details; they hold no personal texts."""
    return ", ".join(f"{name}: {value}" for name, value in row.data.items())


@column(_("Kette"))
def link(row: AuditEvent) -> SafeString:
    """Return the beginning of the row's hash, and all of it for those who compare."""
    return format_html('<code title="{}">{}</code>', row.hash, row.hash[:8])


@column(_("Schritt"), ordering="action")
def action(row: Transition) -> str:
    """Return the step."""
    return str(label(Action(row.action)))


@column(_("Von"))
def source(row: Transition) -> str:
    """Return the state before."""
    return str(label(State(row.source)))


@column(_("Nach"))
def target(row: Transition) -> str:
    """Return the state after."""
    return str(label(State(row.target)))


class AuditEventAdmin(ReadOnlyAdmin):
    """Every event, the latest first."""

    readers = READERS
    list_display = (number, instant, actor, event, case, data, link)
    list_select_related = ("actor", "application")
    search_fields = ("event", "application__reference_number")
    search_help_text = _("Nummer des Antrags oder Name des Ereignisses")
    ordering = ("-number",)


class TransitionAdmin(ReadOnlyAdmin):
    """Every move of every application, the latest first."""

    readers = READERS
    list_display = (instant, case, action, source, target, actor)
    list_select_related = ("actor", "application")
    search_fields = ("application__reference_number",)
    search_help_text = _("Nummer des Antrags")
    ordering = ("-pk",)
