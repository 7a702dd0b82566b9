"""Documents and mails: what was made and sent, what is stuck first."""

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.admin.base import ReadOnlyAdmin, column
from applications.models import Document, Message
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Role
from applications.texts import label
from applications.workflow.permissions import CASE_READERS

DONE = 2
READERS = CASE_READERS | {Role.ADMINISTRATOR}
# Mails; documents have labels of their own.
KINDS = {
    "account_code": _("Code für ein Konto"),
    "account_deleted": _("Konto gelöscht"),
    "account_email_changed": _("Andere E-Mail-Adresse"),
    "account_factor_changed": _("Zweiter Schutz geändert"),
    "account_known": _("Konto gibt es schon"),
    "account_password_changed": _("Passwort geändert"),
    "account_password_link": _("Link für ein neues Passwort"),
    "agreement_asked": _("Bitte um Zustimmung"),
    "answer_missing": _("Erinnerung: Antwort fehlt"),
    "hearing_reminder": _("Erinnerung: Stellungnahme fehlt"),
    "answer_received": _("Antwort ist da"),
    "application_received": _("Antrag ist da"),
    "application_withdrawn": _("Antrag zurückgezogen"),
    "bank_details_confirmed": _("Bankverbindung bestätigt"),
    "bank_details_entered": _("Bankverbindung eingetragen"),
    "bank_details_stopped": _("Auszahlung angehalten"),
    "bank_details_wanted": _("Bitte um die Bankverbindung"),
    "case_deletion": _("Antrag wird gelöscht"),
    "deadline_extended": _("Frist verlängert"),
    "decision_made": _("Entscheidung liegt vor"),
    "draft_deletion": _("Entwurf wird gelöscht"),
    "draft_not_sent": _("Erinnerung: Antrag nicht abgesendet"),
    "early_start_consented": _("Zustimmung zum früheren Beginn"),
    "enquiry_received": _("Neue Anfrage"),
    "hearing_opened": _("Anhörung"),
    "information_requested": _("Nachfrage"),
    "new_message": _("Neue Nachricht"),
    "organisation_deleted": _("Verein gelöscht"),
    "staff_invitation": _("Einladung zur Behörde"),
    "second_factor_reset": _("Zweiter Schutz zurückgesetzt"),
    "team_invitation": _("Einladung ins Team"),
}


@column(_("Art"), ordering="kind")
def kind(row: Document | Message) -> Any:
    """Return what it is."""
    return label(DocumentKind(row.kind)) if isinstance(row, Document) else KINDS[row.kind]


@column(_("Antrag"))
def case(row: Document | Message) -> str | None:
    """Return the reference number."""
    return row.application.reference_number if row.application else ""


@column(_("Bestellt"), ordering="ordered_at")
def ordered(row: Document | Message) -> str:
    """Return when it was ordered."""
    return f"{row.ordered_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


@column(_("Stand"))
def progress(row: Any) -> SafeString:
    """Return whether it is done, waits or failed; the error names no person."""
    if row.urgency == DONE:
        return format_html('<span class="mark mark-done">{}</span>', _("fertig"))
    if row.last_error:
        return format_html(
            '<span class="mark mark-failed">{}</span> {}',
            _("fehlgeschlagen"),
            row.last_error.partition(":")[0],
        )
    return format_html('<span class="mark mark-waiting">{}</span>', _("wartet"))


@column(_("Versuche"))
def attempts(row: Document | Message) -> str:
    """Return how often it was tried."""
    return str(row.attempts)


@column(_("An"))
def recipient(row: Message) -> str:
    """Return the address."""
    return row.recipient


@column(_("Zeichen fehlen im Druck"))
def missing_characters(row: Document) -> Any:
    """Return a warning when our fonts lack some characters."""
    return _("ja") if row.has_unprintable_text else ""


class OutboxAdmin(ReadOnlyAdmin):
    """A list with what failed first, then what waits, then what is done."""

    readers = READERS
    list_select_related = ("application",)
    search_fields = ("application__reference_number",)
    search_help_text = _("Nummer des Antrags")
    done_column = ""

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Put first what a person has to look at."""
        return ("urgency", "-ordered_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Weigh every row by what it needs."""
        is_done = Q(**{f"{self.done_column}__isnull": False})
        urgency = Case(
            When(is_done, then=Value(DONE)),
            When(last_error="", then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        return self.model._default_manager.annotate(urgency=urgency)


class DocumentAdmin(OutboxAdmin):
    """All documents."""

    done_column = "rendered_at"
    list_display = (kind, case, ordered, progress, attempts, missing_characters)


class MessageAdmin(OutboxAdmin):
    """All mails, without their texts."""

    done_column = "sent_at"
    list_display = (kind, recipient, case, ordered, progress, attempts)
