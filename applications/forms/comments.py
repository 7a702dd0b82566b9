"""A remark to a question of the form, for the team only."""

from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import DropdownField, LongTextField
from applications.models import Application
from applications.rules.sections import Section
from applications.texts.question_labels import QUESTION_LABELS

WHOLE_SECTION = "section"
LONGEST = 1000


class CommentForm(KernForm):
    """The question and the remark."""

    buttons = (Button(_("Bemerkung speichern"), value="write"),)

    question = DropdownField(label=_("Zu welcher Frage?"))
    text = LongTextField(
        label=_("Ihre Bemerkung"),
        max_length=LONGEST,
        rows=4,
        missing=_("Schreiben Sie Ihre Bemerkung auf."),
    )

    def __init__(
        self, *args: Any, application: Application, section: Section, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        questions = questions_of(application, section).items()
        field = cast(DropdownField, self.fields["question"])
        field.choices = [(WHOLE_SECTION, _("Ganzer Abschnitt")), *questions]
        self.initial.setdefault("question", WHOLE_SECTION)
        # One question is the whole section.
        if len(questions) < 2:
            del self.fields["question"]

    @property
    def asked(self) -> str:
        """Return the name of the question, empty for the whole section."""
        question: str = self.cleaned_data.get("question", WHOLE_SECTION)
        return "" if question == WHOLE_SECTION else question


def questions_of(application: Application, section: Section) -> dict[str, str]:
    """Return the questions of a section by their names, in the order of the form."""
    found = {}
    for path, label in QUESTION_LABELS.items():
        own, _dot, name = path.partition(".")
        if own == section and "." not in name:
            found[name] = str(label) % {"year": application.round.year}
    return found
