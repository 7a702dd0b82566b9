"""Rounds: filled in by the administration, read-only for everybody once they have opened."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import clock
from applications.admin.base import StaffModelAdmin, asked_at, column, user_of
from applications.forms.fields import MoneyField
from applications.models import FundingRound
from applications.models.fields import EuroField
from applications.rules.lifecycle import Role
from applications.rules.money import format_eur
from applications.rules.reference_number import is_prefix
from applications.services.rounds import RoundOpened, save_round

LARGEST_AMOUNT_EUR = Decimal("999999999.99")


@column(gettext_lazy("Name"), ordering="name")
def name(row: FundingRound) -> str:
    """Return the name."""
    return row.name


@column(gettext_lazy("Beginn"), ordering="opens_at")
def opens(row: FundingRound) -> str:
    """Return when it opens."""
    return f"{row.opens_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


@column(gettext_lazy("Frist"), ordering="closes_at")
def closes(row: FundingRound) -> str:
    """Return the last minute in time; stored is the first instant that is too late."""
    last_minute = row.closes_at - timedelta(minutes=1)
    return f"{last_minute.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


@column(gettext_lazy("Budget"))
def budget(row: FundingRound) -> str:
    """Return the whole budget."""
    return format_eur(row.budget_eur)


@column(gettext_lazy("Zugesagt"))
def awarded(row: FundingRound) -> str:
    """Return what was awarded."""
    return format_eur(row.awarded_eur)


@column(gettext_lazy("Vorgeschlagen"))
def reserved(row: FundingRound) -> str:
    """Return what proposals reserve."""
    return format_eur(row.reserved_eur)


@column(gettext_lazy("Frei"))
def free(row: FundingRound) -> str:
    """Return what is left; a round that is being filled in has no budget yet."""
    return "" if row.budget_eur is None else format_eur(row.free_eur)


class FundingRoundForm(forms.ModelForm):
    """A round whose times, amounts and numbers fit together."""

    def clean(self) -> dict[str, Any]:
        """Say in words what the table would refuse."""
        values = super().clean() or self.cleaned_data
        self._in_order("opens_at", "closes_at", _("Die Frist endet vor ihrem Beginn."), gap=True)
        self._in_order("period_from", "period_until", _("Der Zeitraum endet vor seinem Beginn."))
        amounts: list[Any] = [
            values.get(f"{part}maximum_eur") for part in ("micro_project_", "minijob_", "")
        ]
        if None not in amounts and amounts[0] + amounts[1] != amounts[2]:
            self.add_error(
                "maximum_eur", _("Beide Teile zusammen müssen den Höchstbetrag ergeben.")
            )
        prefix = values.get("reference_prefix")
        if prefix and not is_prefix(prefix):
            self.add_error(
                "reference_prefix", _("Schreiben Sie Großbuchstaben, Ziffern und Bindestriche.")
            )
        return values

    def _in_order(self, first: str, last: str, sentence: str, *, gap: bool = False) -> None:
        """Refuse a reversed pair; with ``gap`` also an equal one, because the end is excluded."""
        begin, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begin is not None and end is not None and (end < begin or (gap and end == begin)):
            self.add_error(last, sentence)


class FundingRoundAdmin(StaffModelAdmin):
    """All rounds; opening fixes the rules for everybody, superusers included."""

    writers = frozenset({Role.ADMINISTRATOR})
    form = FundingRoundForm
    list_display = (name, opens, closes, budget, awarded, reserved, free)
    ordering = ("-opens_at", "-pk")
    readonly_fields: ClassVar[Any] = (awarded, reserved, free)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "year", "reference_prefix")}),
        (
            gettext_lazy("Zeiten"),
            {
                "fields": (
                    "opens_at",
                    "closes_at",
                    "drafts_until",
                    "period_from",
                    "period_until",
                    "decision_expected_on",
                    "proof_due_on",
                )
            },
        ),
        (
            gettext_lazy("Geld"),
            {
                "fields": (
                    "budget_eur",
                    "maximum_eur",
                    "micro_project_maximum_eur",
                    "minijob_maximum_eur",
                    "large_purchase_eur",
                    awarded,
                    reserved,
                    free,
                )
            },
        ),
        (
            gettext_lazy("Fragen und Unterlagen"),
            {
                "fields": (
                    "exemption_notice_years",
                    "compliance_notice_years",
                    "municipal_statement",
                    "allows_promised_enclosures",
                    "second_agreement",
                    "late_policy",
                    "ineligible_policy",
                )
            },
        ),
        (
            gettext_lazy("Texte"),
            {"fields": ("declaration_wording",)},
        ),
        (
            gettext_lazy("Kontakt"),
            {
                "fields": (
                    "authority_name",
                    "authority_address",
                    "contact_phone",
                    "contact_hours",
                    "contact_email",
                    "privacy_controller",
                )
            },
        ),
        (
            gettext_lazy("Aufbewahrung"),
            {"fields": ("draft_retention_months", "case_retention_years")},
        ),
        (
            gettext_lazy("Für die Akte"),
            {
                "description": gettext_lazy(
                    "Diese Werte halten wir fest. Formular und Prüfung werten sie noch nicht aus."
                ),
                "fields": (
                    "rates_known_on",
                    "maximum_months",
                    "minimum_own_share_percent",
                    "financing_mode",
                    "requires_registration",
                    "excludes_welfare_bodies",
                    "hearing_before_rejection",
                    "eligibility_wording",
                    "subsidy_declaration",
                    "letterhead",
                    "remedy_template",
                    "service_fiction_days",
                    "published_fields",
                ),
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let the administration change a round that has not opened."""
        opened = obj is not None and obj.has_opened(asked_at(request))
        return super().has_change_permission(request, obj) and not opened

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Read amounts as people write them."""
        if isinstance(db_field, EuroField):
            return MoneyField(
                label=db_field.verbose_name,
                label_suffix=None,
                maximum=LARGEST_AMOUNT_EUR,
                initial=db_field.default if db_field.has_default() else None,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: FundingRound, form: forms.Form, change: bool
    ) -> None:
        """Let the service store it; a round that opens at this moment is closed for changes."""
        try:
            save_round(funding_round=obj, actor=user_of(request), at=asked_at(request))
        except RoundOpened:
            raise PermissionDenied from None
