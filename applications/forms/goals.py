"""Q07: why the project is needed, whom it helps and what shall be reached."""

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.entry_lists import WHOLE, EntryList
from applications.forms.fields import LongTextField, MultipleChoiceField, NumberField, TextField
from applications.forms.sections import SectionForm
from applications.rules.choices import TargetGroup
from applications.rules.sections import Section
from applications.texts.question_labels import question_label

GOALS = EntryList(
    path="goals.goals",
    parts={WHOLE: lambda: TextField(max_length=200)},
    heading=question_label("goals.goals"),
    hint=_("Zum Beispiel: 60 Familien stellen einen Antrag selbst. Ein Ziel genügt."),
    title=_("Ziel %(number)s"),
    add_label=_("Weiteres Ziel hinzufügen"),
    remove_label=_("Ziel %(number)s entfernen"),
    shown=3,
    maximum=3,
)


class GoalsForm(SectionForm):
    """Need, goals, groups, number of people, effect."""

    section = Section.GOALS
    lists = (GOALS,)
    parts = ("need", "goals", "target_groups", "people_reached", "effect")

    need = LongTextField(max_length=800)
    target_groups = MultipleChoiceField(choices=texts.choices(TargetGroup))
    people_reached = NumberField(minimum=1, maximum=1_000_000)
    effect = LongTextField(
        max_length=800, help_text=_("Zum Beispiel in der Schule, im Beruf, in der Nachbarschaft")
    )
