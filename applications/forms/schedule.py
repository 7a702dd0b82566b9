"""Q08: steps of the project, partners, the talk with the municipality."""

from django.utils.translation import gettext_lazy as _

from applications.forms.entry_lists import EntryList
from applications.forms.fields import LongTextField, MonthField, TextField, YesNoField
from applications.forms.sections import SectionForm
from applications.rules.sections import Section
from applications.texts.question_labels import question_label

STEPS = EntryList(
    path="schedule.steps",
    parts={"what": lambda: TextField(max_length=120), "month": lambda: MonthField()},
    title=_("Schritt %(number)s"),
    add_label=_("Schritt hinzufügen"),
    remove_label=_("Schritt %(number)s entfernen"),
    shown=3,
    maximum=8,
)
PARTNERS = EntryList(
    path="schedule.partners",
    parts={
        "name": lambda: TextField(max_length=120),
        "role": lambda: TextField(
            max_length=120, required=False, help_text=_("Zum Beispiel: stellt den Raum")
        ),
    },
    heading=question_label("schedule.partners"),
    is_optional=True,
    title=_("Partner %(number)s"),
    add_label=_("Weiteren Partner hinzufügen"),
    remove_label=_("Partner %(number)s entfernen"),
    shown=1,
    maximum=6,
)


class ScheduleForm(SectionForm):
    """What happens until when, with whom, and what comes afterwards."""

    section = Section.SCHEDULE
    lists = (STEPS, PARTNERS)
    parts = ("steps", "partners", "municipality_contacted", "municipality_office", "afterwards")

    municipality_contacted = YesNoField()
    municipality_office = TextField(max_length=120, help_text=_("Nur bei „Ja“"))
    afterwards = LongTextField(max_length=400, rows=4, required=False)

    def adapt(self) -> None:
        """Offer the months of the round."""
        first, last = self.application.round.period_from, self.application.round.period_until
        for field in self.fields.values():
            if isinstance(field, MonthField):
                field.offer(first, last)
