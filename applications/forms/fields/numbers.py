"""Fields for numbers, hours, years and amounts of money, as people write them in German."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.fields.base import Text, WithMissingText
from applications.rules import money

# 1.200 and 1 200 group thousands, one of them at a time; ASCII digits only, so that other
# readers see the same.
WHOLE_NUMBER = re.compile(
    r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,2}"
)


class NumberField(WithMissingText):
    """A whole number from ``minimum`` to ``maximum``; the missing sentence names an example."""

    widget = forms.TextInput
    attrs = {"inputmode": "numeric", "data-width": "4"}
    missing = _("Tragen Sie eine Zahl ein, zum Beispiel 48.")

    def __init__(
        self,
        *,
        minimum: int = 0,
        maximum: int = 999_999,
        out_of_range: Text | None = None,
        suffix: Text = "",
        **kwargs: Any,
    ) -> None:
        self.minimum, self.maximum = minimum, maximum
        self.out_of_range = out_of_range
        self.suffix = suffix
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | Decimal | None:
        """Return the number, or None when nothing was written."""
        if value is None or isinstance(value, int | Decimal):
            return value
        text = str(value).strip()
        return self.read(text) if text else None

    def read(self, text: str) -> int | Decimal:
        """Read what was typed."""
        if WHOLE_NUMBER.fullmatch(text) is None:
            raise self.problem(self.error_messages["required"], "number")
        return int(re.sub(r"[^0-9]", "", text))

    def validate(self, value: Any) -> None:
        """Refuse a number outside the limits."""
        super().validate(value)
        if value is not None and not self.minimum <= value <= self.maximum:
            text = self.out_of_range or _(
                "Tragen Sie eine Zahl zwischen %(minimum)s und %(maximum)s ein."
            )
            raise self.problem(text, "range", minimum=self.minimum, maximum=self.maximum)


class YearField(NumberField):
    """A year with four digits."""

    attrs = {"inputmode": "numeric", "data-width": "4"}
    missing = _("Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2014.")

    def __init__(self, *, minimum: int = 1800, maximum: int = 2100, **kwargs: Any) -> None:
        kwargs.setdefault("out_of_range", self.missing)
        super().__init__(minimum=minimum, maximum=maximum, **kwargs)

    def read(self, text: str) -> int:
        """Read four digits without any sign between them."""
        if re.fullmatch(r"[0-9]{4}", text) is None:
            raise self.problem(self.error_messages["required"], "number")
        return int(text)


class HoursField(NumberField):
    """Hours with at most two decimals after a comma, as Decimal with two places."""

    attrs = {"inputmode": "decimal", "data-width": "4"}
    missing = _("Tragen Sie die Stunden ein, zum Beispiel 40.")

    def read(self, text: str) -> Decimal:
        """Read ``40``, ``19,5`` or ``8,25``."""
        try:
            return money.parse_hours(text)
        except money.NotAnAmount:
            raise self.problem(self.error_messages["required"], "number") from None

    def prepare_value(self, value: Any) -> Any:
        """Show hours with a comma and without idle zeros."""
        return _with_comma(value, keep_zeros=False)


class RateField(NumberField):
    """A value of the law, euros or percent, as Decimal with four places."""

    attrs = {"inputmode": "decimal", "data-width": "money"}
    missing = _("Tragen Sie den Wert mit Komma ein, zum Beispiel 9,35.")

    def read(self, text: str) -> Decimal:
        """Read the value by the strict German rules of ``rules.money``."""
        try:
            return money.parse_rate(text)
        except money.NotAnAmount:
            raise self.problem(self.error_messages["required"], "number") from None


class MoneyField(NumberField):
    """An amount in euros, zero allowed, as Decimal with two places."""

    attrs = {"inputmode": "decimal", "data-width": "money"}
    missing = _("Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00.")
    unreadable = _("Schreiben Sie den Betrag mit Ziffern und Komma, zum Beispiel 1.234,50.")
    too_much = _("Der Betrag ist zu groß. Bitte prüfen Sie ihn.")

    def __init__(
        self,
        *,
        minimum: Decimal = Decimal("0.00"),
        maximum: Decimal = Decimal("999999.99"),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("suffix", _("Euro"))
        kwargs.setdefault("out_of_range", self.too_much)
        super().__init__(minimum=minimum, maximum=maximum, **kwargs)  # type: ignore[arg-type]

    def read(self, text: str) -> Decimal:
        """Read the amount by the strict German rules of ``rules.money``."""
        try:
            return money.parse_eur(text)
        except money.NotAnAmount:
            raise self.problem(self.unreadable, "money") from None

    def validate(self, value: Any) -> None:
        """Refuse an amount outside the limits, and say zero by its name."""
        if value is not None and self.minimum > 0 and value <= 0:
            raise self.problem(_("Der Betrag muss größer als 0 sein."), "range")
        super().validate(value)

    def prepare_value(self, value: Any) -> Any:
        """Show an amount with a comma."""
        return _with_comma(value, keep_zeros=True)


def _with_comma(value: Any, *, keep_zeros: bool) -> Any:
    if not isinstance(value, Decimal):
        return value
    text = f"{value:.2f}".replace(".", ",")
    return text if keep_zeros else text.rstrip("0").rstrip(",")
