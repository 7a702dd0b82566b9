"""Q05: members, purpose and staff of the association; origin only in bands."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.fields import (
    ChoiceField,
    HoursField,
    LongTextField,
    NumberField,
    YearField,
    YesNoField,
)
from applications.forms.sections import SectionForm
from applications.rules.choices import EmployeesAnswer, Share
from applications.rules.sections import Section
from applications.texts.open_questions import MISSING

ONLY_IF_YES = _("Nur bei „Ja“")


class ProfileForm(SectionForm):
    """How large, who, what for, with which staff."""

    section = Section.PROFILE

    member_count = NumberField(minimum=1, maximum=100_000, help_text=_("Ungefähr genügt"))
    member_share = ChoiceField(
        choices=texts.choices(Share),
        help_text=_("Eine Schätzung genügt. Wir fragen nicht nach Namen oder Ländern."),
    )
    board_share = ChoiceField(choices=texts.choices(Share))
    purpose = LongTextField(max_length=600)
    employees = ChoiceField(
        choices=texts.choices(EmployeesAnswer),
        help_text=_("Ehrenamt und eine kleine Aufwandsentschädigung zählen nicht."),
    )
    employee_count = NumberField(minimum=1, maximum=9_999, help_text=ONLY_IF_YES)
    employee_hours_week = HoursField(
        minimum=0, maximum=9_999, help_text=_("Nur bei „Ja“, zum Beispiel 19,5")
    )
    funded_before = YesNoField(no_first=True)
    funded_before_year = YearField()

    def adapt(self) -> None:
        """Refuse years to come."""
        self.fields["funded_before_year"] = YearField(
            minimum=2010,
            maximum=self.on.year,
            out_of_range=MISSING["profile.funded_before_year"],
            help_text=ONLY_IF_YES,
        )

    def suggestions(self) -> dict[str, Any]:
        """Offer the answer of the Förder-Check."""
        return {"employees": self.application.eligibility.employees}
