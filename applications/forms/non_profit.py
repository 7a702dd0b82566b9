"""Q04: the notice of the tax office that proves the non-profit status."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.fields import ChoiceField, DateField, TextField
from applications.forms.fields.dates import YEAR
from applications.forms.sections import SectionForm
from applications.rules.choices import NoticeKind
from applications.rules.sections import Section


class NoticeDateField(DateField):
    """A date that has already been."""

    missing = _("Tragen Sie das Datum vom Bescheid ein.")

    def __init__(self, *, latest: date = date.max, **kwargs: Any) -> None:
        self.latest = latest
        super().__init__(**kwargs)

    def run_validators(self, value: date) -> None:
        """Refuse days to come."""
        if value > self.latest:
            text = _("Das Datum liegt in der Zukunft. Bitte prüfen Sie das Jahr.")
            raise self.problem(text, "future", parts=(YEAR,))


class NonProfitForm(SectionForm):
    """Which notice, from when, from which office."""

    section = Section.NON_PROFIT
    heading_field = "notice_kind"

    notice_kind = ChoiceField(choices=texts.choices(NoticeKind))
    notice_date = NoticeDateField()
    tax_office = TextField(
        max_length=80, help_text=_("Steht oben im Bescheid, zum Beispiel Kassel")
    )

    def adapt(self) -> None:
        """Refuse days to come."""
        self.fields["notice_date"] = NoticeDateField(
            latest=self.on, help_text=_("Das Datum steht oben rechts, zum Beispiel 27 6 2018")
        )
