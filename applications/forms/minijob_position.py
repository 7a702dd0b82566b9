"""Q09: what the person in the minijob does, and when; never a name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.fields import ChoiceField, DateField, LongTextField, YesNoField
from applications.forms.sections import SectionForm
from applications.rules.sections import Section


class MinijobPositionForm(SectionForm):
    """Tasks, benefit, dates, and whether the person is known already."""

    section = Section.MINIJOB_POSITION
    heading_field = "tasks"

    tasks = LongTextField(max_length=800)
    benefit = LongTextField(max_length=400, rows=4)
    starts_on = DateField()
    ends_on = DateField()
    person_known = ChoiceField(
        choices=(("no", _("Nein, wir suchen noch")), ("yes", _("Ja"))),
        help_text=_("Bitte schreiben Sie keinen Namen. Den brauchen wir jetzt nicht."),
    )
    person_related = YesNoField(no_first=True, help_text=_("Nur bei „Ja“"))

    def suggestions(self) -> dict[str, Any]:
        """Offer the days of the project."""
        project = self.application.micro_project
        return {"starts_on": project.starts_on, "ends_on": project.ends_on}
