"""Forms of the steps for many cases: which cases, and what is done to each of them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.due_date import DueDateForm
from applications.forms.fields import DropdownField, LongTextField
from applications.forms.information_request import QUESTION, TEXT_LENGTH
from applications.forms.staff import refuse_placeholders
from applications.models import User
from applications.models.codes import ADDRESS_PATTERN
from applications.rules.batches import BatchKind
from applications.rules.choices import ASKED_KINDS, AttachmentKind
from applications.rules.lifecycle import Role
from applications.services.batches import Selected
from applications.services.information_requests import Point
from applications.workflow.permissions import GROUPS

NOBODY = "nobody"
_CASE_WORKERS = next(name for name, role in GROUPS.items() if role == Role.CASE_WORKER)
_SELECTED = re.compile(rf"({ADDRESS_PATTERN})\.([0-9a-f]{{16}})")


class BatchForm(KernForm):
    """The chosen cases as they stood, and the code under which the step is taken once."""

    batch = forms.CharField(widget=forms.HiddenInput, required=False)
    cases = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any] | None:
        """Refuse a page that somebody has put together by hand."""
        is_whole = re.fullmatch(ADDRESS_PATTERN, self.cleaned_data.get("batch", ""))
        if not (is_whole and self.selected):
            raise forms.ValidationError(_("Bitte wählen Sie die Anträge noch einmal aus."))
        return super().clean()

    @property
    def selected(self) -> list[Selected]:
        """Return the chosen cases, each once."""
        found = _SELECTED.findall(self.cleaned_data.get("cases", ""))
        return [Selected(code, mark) for code, mark in dict(found).items()]


class TakeForm(BatchForm):
    """„Mir zuweisen“."""

    buttons = (Button(_("Mir zuweisen"), name="step", value="go"),)


class AssignForm(BatchForm):
    """„Zuweisen an …“: the colleague, or nobody."""

    assignee = DropdownField(label=_("Wer soll zuständig sein?"))
    buttons = (Button(_("Zuweisen"), name="step", value="go"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True, is_staff=True, groups__name=_CASE_WORKERS)
        self.people = {str(person.pk): person for person in people.order_by("name", "pk")}
        offered = [(pk, person.name) for pk, person in self.people.items()]
        field = self.fields["assignee"]
        field.choices = [*field.choices, *offered, (NOBODY, _("niemand"))]  # type: ignore[attr-defined]

    @property
    def person(self) -> User | None:
        """Return who was chosen."""
        return self.people.get(self.cleaned_data["assignee"])


class AskForm(BatchForm, DueDateForm):
    """„Nachfrage an ausgewählte Vereine“: the same point and the same day for all."""

    about = DropdownField(label=_("Worum geht es?"))
    text = LongTextField(
        label=_("Was brauchen wir?"),
        max_length=TEXT_LENGTH,
        rows=4,
        missing=_("Schreiben Sie, was Sie brauchen."),
    )
    buttons = (Button(_("Nachfrage an alle senden"), name="step", value="go"),)
    field_order = ("about", "text", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, seen="", **kwargs)
        field = self.fields["about"]
        kinds = [(one.value, texts.label(one)) for one in ASKED_KINDS]
        field.choices = [(QUESTION, _("Eine Frage")), (_("Unterlage schicken"), kinds)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Refuse a text that was not finished."""
        refuse_placeholders(self, "text")
        return super().clean()

    @property
    def point(self) -> Point:
        """Return what every association is asked for."""
        about = self.cleaned_data["about"]
        kind = None if about == QUESTION else AttachmentKind(about)
        return Point(text=self.cleaned_data["text"], attachment_kind=kind)


FORMS: dict[BatchKind, type[BatchForm]] = {
    BatchKind.TAKE: TakeForm,
    BatchKind.ASSIGN: AssignForm,
    BatchKind.ASK: AskForm,
}
