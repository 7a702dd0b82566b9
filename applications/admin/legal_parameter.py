"""Legal values: added by one person, confirmed by another, never changed."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications import texts
from applications.admin.base import ClosedFilter, StaffModelAdmin, asked_at, column, user_of
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.fields import RateField
from applications.forms.funding_round import check_year
from applications.forms.staff import ConfirmParameterForm
from applications.models import LegalParameter
from applications.rules.money import format_number
from applications.rules.parameters import (
    ParameterKind,
    Unit,
    default_known_from,
    is_countable,
    unit_of,
)
from applications.services import legal_parameters
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import staff_roles


@column(gettext_lazy("Wert"), ordering="kind")
def kind(row: LegalParameter) -> Any:
    """Return what the value is."""
    return texts.label(ParameterKind(row.kind))


@column(gettext_lazy("Betrag, Prozent oder Tage"))
def value(row: LegalParameter) -> str:
    """Return the value with its unit."""
    unit = unit_of(ParameterKind(row.kind))
    number = str(int(row.value)) if unit == Unit.DAYS else format_number(row.value)
    return f"{number}\N{NO-BREAK SPACE}{texts.label(unit)}"


@column(gettext_lazy("gilt ab"), ordering="valid_from")
def valid_from(row: LegalParameter) -> str:
    """Return the first day."""
    return f"{row.valid_from:%d.%m.%Y}"


@column(gettext_lazy("bekannt ab"), ordering="known_from")
def known_from(row: LegalParameter) -> str:
    """Return the day from which plans use it."""
    return f"{row.known_from:%d.%m.%Y}"


@column(gettext_lazy("Quelle"))
def source(row: LegalParameter) -> str:
    """Return the source."""
    return row.source


@column(gettext_lazy("Stand"), ordering="confirmed_at")
def progress(row: LegalParameter) -> SafeString:
    """Return whether a second person confirmed it."""
    if row.confirmed_at:
        return format_html('<span class="mark mark-done">{}</span>', _("bestätigt"))
    return format_html('<span class="mark mark-waiting">{}</span>', _("nicht bestätigt"))


@column(gettext_lazy("Stand"), ordering="confirmed_at")
def task(row: LegalParameter) -> SafeString:
    """Return the same with the way to confirm it, for those who may."""
    if row.confirmed_at:
        return progress(row)
    address = reverse("admin:applications_legalparameter_confirm", args=[row.pk])
    return format_html('{} <a href="{}">{}</a>', progress(row), address, _("Bestätigen"))


class KindFilter(ClosedFilter):
    """What the value is."""

    title = gettext_lazy("Wert")
    parameter_name = "kind"
    choices_offered = texts.choices(ParameterKind)


class LegalParameterForm(forms.ModelForm):
    """A new value; German notation, the source in words."""

    value = RateField(label=gettext_lazy("Betrag, Prozent oder Tage"), label_suffix=None)
    known_from = forms.DateField(
        label=gettext_lazy("Bekannt ab"),
        required=False,
        validators=[check_year],
        widget=AdminDateWidget,
        help_text=gettext_lazy("Leer: ein Monat bevor der Wert gilt."),
    )

    class Meta:
        model = LegalParameter
        fields = ("kind", "value", "valid_from", "known_from", "source")

    def clean_valid_from(self) -> date:
        """Refuse a day in a year that nobody can mean."""
        day: date = self.cleaned_data["valid_from"]
        check_year(day)
        return day

    def clean(self) -> dict[str, Any]:
        """Fill in the day from which the value is known, so that doubles are found.

        Refuse halves of days.
        """
        values = super().clean() or self.cleaned_data
        if values.get("valid_from") and not values.get("known_from"):
            values["known_from"] = default_known_from(values["valid_from"])
        kind, value = values.get("kind"), values.get("value")
        if kind and value is not None and not is_countable(ParameterKind(kind), value):
            self.add_error("value", _("Tragen Sie ganze Tage ein, zum Beispiel 3."))
        return values


class LegalParameterAdmin(StaffModelAdmin):
    """All values of the law, the latest first."""

    writers = legal_parameters.WRITERS
    form = LegalParameterForm
    list_display = (kind, value, valid_from, known_from, source, progress)
    list_display_links = None
    list_filter = (KindFilter,)
    ordering = ("-valid_from", "kind", "-known_from", "-pk")

    def get_list_display(self, request: HttpRequest) -> Any:
        """Offer to confirm only to those who may."""
        may_confirm = staff_roles(user_of(request)) & legal_parameters.CONFIRMERS
        return (*self.list_display[:-1], task if may_confirm else progress)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody change a value: a better one is added."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Keep list and addition, and add the second person's page."""
        view = self.admin_site.admin_view(partial(confirm, site=self.admin_site))
        name = "applications_legalparameter_confirm"
        kept = ("_changelist", "_add")
        return [
            *(u for u in super().get_urls() if str(getattr(u, "name", "")).endswith(kept)),
            path("<int:parameter_id>/bestaetigen/", view, name=name),
        ]

    def save_model(
        self, request: HttpRequest, obj: LegalParameter, form: forms.Form, change: bool
    ) -> None:
        """Let the service enter it."""
        entered = legal_parameters.enter_parameter(
            **form.cleaned_data, actor=user_of(request), at=asked_at(request)
        )
        obj.pk = entered.pk

    def response_add(
        self, request: HttpRequest, obj: LegalParameter, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Say that a second person is needed."""
        messages.success(
            request, _("Der Wert ist eingetragen. Eine andere Person muss ihn bestätigen.")
        )
        return redirect("admin:applications_legalparameter_changelist")


@require_http_methods(["GET", "POST"])
@for_roles(act=legal_parameters.CONFIRMERS)
def confirm(request: HttpRequest, parameter_id: int, *, site: Any) -> HttpResponse:
    """Let a second person confirm a value."""
    parameter = get_object_or_404(LegalParameter, pk=parameter_id)
    form = ConfirmParameterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            legal_parameters.confirm_parameter(
                parameter=parameter, actor=user_of(request), at=asked_at(request)
            )
        except SecondPersonNeeded:
            form.add_error(
                None,
                _("Sie haben diesen Wert eingetragen. Eine andere Person muss ihn bestätigen."),
            )
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("Der Wert ist bestätigt. Die Regeln rechnen damit."))
            return redirect("admin:applications_legalparameter_changelist")
    request.current_app = site.name
    context = {
        "form": form,
        "parameter": parameter,
        "shown_value": value(parameter),
        "title": _("Rechtswert bestätigen"),
    }
    return TemplateResponse(
        request, "admin/legal_parameter_confirm.html", {**site.each_context(request), **context}
    )
