"""Q10: three numbers from which the employer's cost follows."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.forms.fields import HoursField, MoneyField, NumberField
from applications.forms.sections import SectionForm
from applications.rules.periods import Period
from applications.rules.sections import Section

USUAL_ACCIDENT_INSURANCE_EUR: Final = Decimal("50.00")


class WageForm(SectionForm):
    """Hours, wage, months and accident insurance."""

    section = Section.WAGE

    hours_month = HoursField(
        minimum=1,
        maximum=174,
        help_text=_("Zum Beispiel 40. Das sind etwa 9 Stunden in der Woche."),
    )
    wage_month_eur = MoneyField(minimum=Decimal("0.01"))
    months = NumberField(minimum=1, maximum=12)
    accident_insurance_eur = MoneyField(
        maximum=Decimal("300.00"),
        out_of_range=_("Tragen Sie einen Betrag zwischen 0 und 300 Euro ein."),
        required=False,
        help_text=_(
            "Steht im Bescheid der Berufsgenossenschaft. Sie wissen es nicht? "
            "Lassen Sie 50 Euro stehen."
        ),
    )

    def adapt(self) -> None:
        """Say how long the position lasts, also when the number stands there already."""
        if months := self._months():
            text = ngettext(
                "Nach Ihren Angaben dauert die Stelle höchstens %(months)s Monat.",
                "Nach Ihren Angaben dauert die Stelle höchstens %(months)s Monate.",
                months,
            )
            self.fields["months"].help_text = text % {"months": months}

    def suggestions(self) -> dict[str, Any]:
        """Offer the months of the position and the usual insurance."""
        return {
            "months": self._months() or None,
            "accident_insurance_eur": USUAL_ACCIDENT_INSURANCE_EUR,
        }

    def _months(self) -> int:
        position = self.application.minijob_position
        if position.starts_on is None or position.ends_on is None:
            return 0
        period = Period.of_days(position.starts_on, position.ends_on)
        return (
            0
            if period.is_empty
            else min(period.months_touched(), self.application.round.maximum_months)
        )
