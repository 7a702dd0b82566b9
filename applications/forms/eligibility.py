"""Q01: the eight answers of the Förder-Check, confirmed or changed."""

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import SAVE_AND_OVERVIEW, Button
from applications.forms.check import QUESTIONS
from applications.forms.fields import ChoiceField
from applications.forms.sections import SectionForm
from applications.rules.choices import (
    EmployeesAnswer,
    MajorityAnswer,
    MinijobAnswer,
    NewProjectAnswer,
    NonProfitAnswer,
    SinglePurpose,
    YesNo,
)
from applications.rules.eligibility_check import Verdict, verdict
from applications.rules.sections import Section
from applications.texts.question_labels import question_label

CONFIRM_AND_CONTINUE = Button(_("Angaben bestätigen und weiter"))


class EligibilityForm(SectionForm):
    """Eight questions with one answer each."""

    section = Section.ELIGIBILITY
    buttons = (CONFIRM_AND_CONTINUE, SAVE_AND_OVERVIEW)

    seat_in_hesse = ChoiceField(choices=texts.choices(YesNo))
    non_profit = ChoiceField(choices=texts.choices(NonProfitAnswer))
    migrant_majority = ChoiceField(choices=texts.choices(MajorityAnswer))
    single_purpose = ChoiceField(choices=texts.choices(SinglePurpose))
    employees = ChoiceField(choices=texts.choices(EmployeesAnswer))
    project_is_new = ChoiceField(choices=texts.choices(NewProjectAnswer))
    minijob_planned = ChoiceField(choices=texts.choices(MinijobAnswer))
    already_applied = ChoiceField(choices=texts.choices(YesNo)[::-1])

    def adapt(self) -> None:
        """Name the year; explain each question as the Förder-Check does, but for figures."""
        year = {"year": self.application.round.year}
        label = question_label("eligibility.already_applied")
        self.fields["already_applied"].label = str(label) % year
        for question in QUESTIONS:
            if "%(" not in str(question.hint):
                self.fields[question.key].help_text = question.hint

    @property
    def is_complete(self) -> bool:
        """Tell whether all questions are answered."""
        return all(self.initial.get(name) for name in self.fields)

    @property
    def excludes(self) -> bool:
        """Tell whether an answer stands in the way of a grant."""
        return verdict({name: self.initial.get(name) for name in self.fields}) is Verdict.RED
