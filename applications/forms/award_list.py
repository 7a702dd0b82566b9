"""Forms of the award list: try out amounts, name a scenario, freeze, confirm, return, release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import (
    ConfirmationField,
    DropdownField,
    LongTextField,
    MoneyField,
    TextField,
)
from applications.forms.staff import REASON_LENGTH, REASON_MISSING
from applications.rules.award_list import SMALLEST_EUR
from applications.rules.money import ZERO, format_eur

NAME_LENGTH: Final = 60


@dataclass(frozen=True, kw_only=True)
class AmountRow:
    """One case whose amount may be changed: its key, its number and the most it can get."""

    key: int
    number: str
    highest_eur: Decimal


@dataclass(frozen=True, kw_only=True)
class AmountCell:
    """The input of one row as it is shown: what was typed stays, the error stands under it."""

    name: str
    value: str
    errors: tuple[str, ...]
    is_left_out: bool


class AwardPlanForm(forms.Form):
    """Reserve, who takes part, and one amount a row; an empty amount is the whole one."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    only_reviewed = forms.BooleanField(label=_("Nur vollständig geprüfte"), required=False)

    def __init__(
        self,
        *args: Any,
        rows: Iterable[AmountRow],
        budget_eur: Decimal,
        amounts_eur: Mapping[int, Decimal],
        left_out: frozenset[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.key: row for row in rows}
        self.kept_left_out = left_out
        self.fields["reserve_eur"] = MoneyField(
            label=_("Reserve"),
            required=False,
            maximum=budget_eur,
            out_of_range=_("Die Reserve kann nicht höher sein als das Budget."),
        )
        for row in self.rows.values():
            self.fields[_name(row.key)] = _amount_field(row)
            self.initial[_name(row.key)] = amounts_eur.get(row.key, row.highest_eur)

    @property
    def reserve_cell(self) -> AmountCell:
        """Return the input of the reserve."""
        return self._cell("reserve_eur", is_left_out=False)

    def cell(self, key: int) -> AmountCell | None:
        """Return the input of a case; None when its amount is fixed."""
        if key not in self.rows:
            return None
        return self._cell(_name(key), is_left_out=key in self.left_out)

    @cached_property
    def left_out(self) -> frozenset[int]:
        """Return the cases left out: those ticked, or before anything was sent those kept."""
        if not self.is_bound:
            return self.kept_left_out
        ticked = frozenset(self.data.getlist("left_out"))  # type: ignore[attr-defined]
        return frozenset(key for key in self.rows if str(key) in ticked)

    @property
    def amounts_eur(self) -> dict[int, Decimal]:
        """Return the amounts that are not the whole ones, by case."""
        found = {key: self.cleaned_data[_name(key)] for key in self.rows}
        return {key: amount for key, amount in found.items() if amount is not None}

    @property
    def reserve_eur(self) -> Decimal:
        """Return the reserve; nothing when the field is empty."""
        reserve_eur: Decimal | None = self.cleaned_data["reserve_eur"]
        return ZERO if reserve_eur is None else reserve_eur

    def _cell(self, name: str, *, is_left_out: bool) -> AmountCell:
        bound = self[name]
        value = bound.value()
        return AmountCell(
            name=name,
            value="" if value is None else str(value),
            errors=tuple(map(str, bound.errors)),
            is_left_out=is_left_out,
        )


class ScenarioForm(KernForm):
    """„Neues Szenario“: its name, and which one it starts from."""

    name = TextField(
        label=_("Name des Szenarios"),
        help_text=_("Zum Beispiel: Kürzung um 10 Prozent"),
        max_length=NAME_LENGTH,
        missing=_("Geben Sie dem Szenario einen Namen."),
    )
    base = DropdownField(label=_("Beginnen mit"), required=False)

    buttons = (Button(_("Szenario anlegen"), name="step", value="go"),)

    def __init__(self, *args: Any, bases: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base: Any = self.fields["base"]
        base.choices = [
            ("", _("Liste nach Punkten, nichts geändert")),
            *((str(key), name) for key, name in bases),
        ]

    def is_optional(self, name: str) -> bool:
        """Leave out „(freiwillig)“: the first line is an answer, too."""
        return False

    @property
    def base_key(self) -> int | None:
        """Return the scenario to start from, None for the plain list."""
        chosen = self.cleaned_data["base"]
        return int(chosen) if chosen else None


class SeenForm(KernForm):
    """A step that belongs to the version of a scenario its reader saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        initial = {"version": version, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def seen_version(self) -> int:
        """Return the version that was on the page; 0 is none."""
        return self.cleaned_data.get("version") or 0


class FreezeForm(SeenForm):
    """„Einfrieren“: the list becomes evidence, with the reason of the person."""

    reason = LongTextField(
        label=_("Warum vergeben wir so?"),
        help_text=_("Nennen Sie jede Änderung von Rang oder Betrag mit ihrem Grund."),
        max_length=REASON_LENGTH,
        rows=5,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("Liste einfrieren"), name="step", value="go"),)


class DiscardForm(SeenForm):
    """„Szenario verwerfen“."""

    buttons = (Button(_("Szenario verwerfen"), name="step", value="go"),)


class ConfirmListForm(KernForm):
    """„Bestätigen“: the second person stands for the list, too."""

    checked = ConfirmationField(
        label=_("Ich habe Reihenfolge, Beträge und Begründung geprüft."),
        missing=_("Bestätigen Sie, dass Sie geprüft haben."),
    )

    buttons = (Button(_("Liste bestätigen"), name="step", value="go"),)


class ReturnListForm(KernForm):
    """„Zurückgeben“: the list goes back, with a reason."""

    reason = LongTextField(
        label=_("Warum geben Sie die Liste zurück?"),
        max_length=REASON_LENGTH,
        rows=5,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("Liste zurückgeben"), name="step", value="go"),)


class ReleaseForm(KernForm):
    """„Vorschläge anlegen“."""

    buttons = (Button(_("Vorschläge anlegen"), name="step", value="go"),)


def _name(key: int) -> str:
    return f"amount-{key}"


def _amount_field(row: AmountRow) -> MoneyField:
    least_eur = min(SMALLEST_EUR, row.highest_eur)
    return MoneyField(
        label=row.number,
        required=False,
        minimum=least_eur,
        maximum=row.highest_eur,
        out_of_range=now("%(number)s: Möglich sind %(least)s bis %(highest)s.")
        % {
            "number": row.number,
            "least": format_eur(least_eur),
            "highest": format_eur(row.highest_eur),
        },
    )
