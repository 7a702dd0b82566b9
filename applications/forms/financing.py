"""Q12: who pays what beside the grant."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from applications.forms.fields import MoneyField, TextField
from applications.forms.sections import SectionForm
from applications.rules.sections import Section

NOTHING_EUR: Final = Decimal("0.00")


class FinancingForm(SectionForm):
    """Own funds, donations, other grants; the grant itself is computed."""

    section = Section.FINANCING

    own_funds_eur = MoneyField()
    donations_eur = MoneyField()
    other_grants_eur = MoneyField()
    other_grants_from = TextField(
        max_length=150, help_text=_("Nur wenn Sie Geld von anderen Stellen bekommen")
    )

    def suggestions(self) -> dict[str, Any]:
        """Offer zero for every source."""
        return dict.fromkeys(("own_funds_eur", "donations_eur", "other_grants_eur"), NOTHING_EUR)
