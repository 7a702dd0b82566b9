"""Rounds: filled in by the administration, read-only for everybody once they have opened."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, Field, PositiveSmallIntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import clock
from applications.admin.base import StaffModelAdmin, asked_at, column, user_of
from applications.admin.round_changes import decide_page, propose_page
from applications.admin.round_pages import (
    READERS,
    copy_page,
    may_preview,
    preview_page,
    publish_page,
)
from applications.forms.fields import MoneyField
from applications.forms.funding_round import (
    FIRST_YEAR,
    LARGEST_NUMBER,
    LAST_YEAR,
    FundingRoundForm,
    check_year,
)
from applications.models import FundingRound
from applications.models.fields import EuroField
from applications.rules.money import format_eur
from applications.services.round_checks import RoundIncomplete
from applications.services.rounds import WRITERS, RoundOpened, save_round
from applications.workflow.permissions import staff_roles

LARGEST_AMOUNT_EUR = Decimal("999999999.99")


@column(gettext_lazy("Name"), ordering="name")
def name(row: FundingRound) -> str:
    """Return the name; a rehearsal says what it is."""
    return f"{row.name} ({_('Probe')})" if row.is_rehearsal else row.name


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


@column(gettext_lazy("Sichtbar"), ordering="published_at")
def visible(row: FundingRound) -> str:
    """Return since when everybody sees it."""
    if row.is_rehearsal:
        return _("Probe")
    if row.published_at is None:
        return _("noch nicht")
    return f"{row.published_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


class FundingRoundAdmin(StaffModelAdmin):
    """All rounds; opening fixes the rules for everybody, superusers included."""

    writers = WRITERS
    form = FundingRoundForm
    list_display = (name, visible, opens, closes, budget, awarded, reserved, free)
    ordering = ("-opens_at", "-pk")
    readonly_fields: ClassVar[Any] = (visible, awarded, reserved, free)
    change_form_template = "admin/round/form.html"
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "year", "reference_prefix", visible)}),
        (
            gettext_lazy("Zeiten"),
            {
                "fields": (
                    "opens_at",
                    "closes_at",
                    "drafts_until",
                    "period_from",
                    "period_until",
                    "maximum_months",
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
                    "minimum_own_share_percent",
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
                    "rates_known_on",
                    "requires_registration",
                    "exemption_notice_years",
                    "compliance_notice_years",
                    "municipal_statement",
                    "allows_promised_enclosures",
                    "second_agreement",
                    "late_policy",
                    "ineligible_policy",
                    "hearing_before_rejection",
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
                    "financing_mode",
                    "excludes_welfare_bodies",
                    "eligibility_wording",
                    "subsidy_declaration",
                    "letterhead",
                    "published_fields",
                ),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of a round: copy it, check and publish it."""
        wrap, base = self.admin_site.admin_view, "applications_fundinground"
        pages: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "kopieren/": ("copy", copy_page),
            "veroeffentlichen/": ("publish", publish_page),
            "vorschau/": ("preview", preview_page),
            "aendern/": ("propose", propose_page),
            "aendern/<int:change_id>/": ("decide", decide_page),
        }
        return [
            *(
                path(
                    f"<int:round_id>/{slug}",
                    wrap(partial(page, site=self.admin_site)),
                    name=f"{base}_{name}",
                )
                for slug, (name, page) in pages.items()
            ),
            *super().get_urls(),
        ]

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
                help_text=kwargs.get("help_text", ""),
            )
        return super().formfield_for_dbfield(db_field, request, **_limits(db_field), **kwargs)

    def save_model(
        self, request: HttpRequest, obj: FundingRound, form: forms.Form, change: bool
    ) -> None:
        """Let the service store it; a round that opens at this moment is closed for changes."""
        try:
            save_round(funding_round=obj, actor=user_of(request), at=asked_at(request))
        except (RoundOpened, RoundIncomplete):
            raise PermissionDenied from None

    def response_add(
        self, request: HttpRequest, obj: FundingRound, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Lead from a new round to what is still to do before people see it."""
        messages.success(request, _("Die Runde ist angelegt. Noch sieht sie niemand von außen."))
        return redirect("admin:applications_fundinground_publish", obj.pk)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """Tell the page what may be done with this round."""
        row, writes = kw.get("obj"), self._may_write(request)
        context["is_locked"] = row is not None and row.has_opened(asked_at(request))
        context["may_check"] = bool(staff_roles(user_of(request)) & READERS)
        context["may_write"] = row is not None and writes
        context["may_preview"] = row is not None and not row.is_published and may_preview(request)
        if row is not None:
            context["changes"] = row.changes.select_related("proposed_by", "closed_by")
        return super().render_change_form(request, context, *args, **kw)


def _limits(db_field: Field) -> dict[str, Any]:
    """Return what keeps a number or a day within what a round can have."""
    if isinstance(db_field, DateField):
        return {"validators": [check_year]}
    if isinstance(db_field, PositiveSmallIntegerField):
        is_year = db_field.name == "year"
        return {
            "min_value": FIRST_YEAR if is_year else 0,
            "max_value": LAST_YEAR if is_year else LARGEST_NUMBER,
        }
    return {}
