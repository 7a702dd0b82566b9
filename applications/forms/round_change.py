"""The form of a change of an open round: only what may change, filled with what is there."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.forms.base import Button, KernForm
from applications.forms.fields import (
    DateField,
    EmailField,
    LongTextField,
    MoneyField,
    NumberField,
    TextField,
)
from applications.forms.funding_round import LARGEST_NUMBER, check_year
from applications.forms.staff import REASON_LENGTH, REASON_MISSING
from applications.models import FundingRound
from applications.models.fields import EuroField
from applications.rules.periods import last_day_before
from applications.rules.round_changes import CHANGEABLE
from applications.texts.round_changes import LIMITS

PREVIEW: Final = "preview"
LARGEST_EUR: Final = Decimal("999999999.99")
_LABELS: Final = {
    "closes_at": _("Letzter Tag der Frist (bis 24 Uhr)"),
    "drafts_until": _("Letzter Tag für neue Entwürfe (leer: bis zur Frist)"),
}
# Fields that rounds no longer have; changes on record still tell of them.
_FORMER: Final = {"service_fiction_days": _("Bekanntgabe mit der Post nach Tagen")}


class RoundChangeForm(KernForm):
    """„Änderung vorschlagen“: look at what follows first, then hand it on."""

    reason = LongTextField(
        label=_("Grund"),
        help_text=_("Warum ist das nötig? Bei einer Verlängerung steht der Grund in den Akten."),
        max_length=REASON_LENGTH,
        rows=3,
        missing=REASON_MISSING,
    )

    buttons = (
        Button(_("Auswirkungen ansehen"), name="step", value=PREVIEW, kind="secondary"),
        Button(_("Zur Bestätigung geben"), name="step", value="propose"),
    )

    def __init__(self, *args: Any, row: FundingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        for name, limit in CHANGEABLE.items():
            column = FundingRound._meta.get_field(name)
            self.fields[name] = _field(column, help_text=LIMITS[limit])
            self.initial[name] = _shown(getattr(row, name))
        self.order_fields([*CHANGEABLE, "reason"])
        self.optional_names = {name for name, f in self.fields.items() if not f.required}

    def values(self) -> dict[str, Any]:
        """Return the new values as the round holds them; a day stands for its end."""
        found = {name: self.cleaned_data[name] for name in CHANGEABLE}
        for name in ("closes_at", "drafts_until"):
            old = getattr(self.row, name)
            found[name] = _end_of(found[name], old)
        empty = ("letterhead", "privacy_controller")
        return found | {name: found[name] or "" for name in empty}


class CloseChangeForm(KernForm):
    """Confirm a change, or refuse it with a reason; the button says which."""

    note = LongTextField(
        label=_("Grund der Ablehnung"),
        help_text=_("Nur nötig, wenn Sie ablehnen."),
        max_length=REASON_LENGTH,
        rows=2,
        required=False,
    )

    def __init__(self, *args: Any, may_confirm: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        refuse = Button(_("Ablehnen"), name="step", value="refuse", kind="secondary")
        if may_confirm:
            self.buttons = (Button(_("Bestätigen"), name="step", value="confirm"), refuse)
        else:
            take_back = _("Vorschlag zurücknehmen")
            self.buttons = (Button(take_back, name="step", value="refuse", kind="secondary"),)
            self.fields["note"].label = _("Grund")
            self.fields["note"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """Want a reason where nothing comes of the change."""
        if self.data.get("step") not in {"confirm", "refuse"}:
            raise forms.ValidationError(_("Wählen Sie einen der Knöpfe."))
        if self.data["step"] == "refuse" and not self.cleaned_data.get("note"):
            self.add_error("note", REASON_MISSING)
        return self.cleaned_data


def shown_changes(changes: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of old and new values as people read them."""
    columns = {column.name: column for column in FundingRound._meta.concrete_fields}
    return [
        {"label": _FORMER[name], **both}
        if name in _FORMER
        else {
            "label": _LABELS.get(name, columns[name].verbose_name),
            "old": _shown(columns[name].to_python(both["old"])),
            "new": _shown(columns[name].to_python(both["new"])),
        }
        for name, both in changes.items()
    ]


def _field(column: Any, *, help_text: Any) -> forms.Field:
    label = _LABELS.get(column.name, column.verbose_name)
    shared: dict[str, Any] = {
        "label": label,
        "help_text": help_text,
        "required": not (column.blank or column.null),
    }
    if isinstance(column, models.DateField):
        return DateField(validators=[check_year], **shared)
    if isinstance(column, EuroField):
        return MoneyField(maximum=LARGEST_EUR, **shared)
    if isinstance(column, models.PositiveSmallIntegerField):
        return NumberField(minimum=0, maximum=LARGEST_NUMBER, **shared)
    if isinstance(column, models.EmailField):
        return EmailField(**shared)
    if isinstance(column, models.TextField):
        return LongTextField(max_length=2000, rows=3, **shared)
    return TextField(max_length=column.max_length, **shared)


def _shown(value: Any) -> Any:
    return last_day_before(value) if isinstance(value, datetime) else value


def _end_of(day: date | None, old: datetime | None) -> datetime | None:
    """Return the first instant after a day; the very instant of before when the day stays."""
    if day is None:
        return None
    if old is not None and last_day_before(old) == day:
        return old
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), clock.BERLIN)
    return midnight
