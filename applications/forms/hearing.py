"""The forms of a hearing: what the authority has in mind, and what the association says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button
from applications.forms.due_date import DueDateForm
from applications.forms.fields import LongTextField
from applications.forms.messages import MessageForm
from applications.forms.staff import StepForm, refuse_placeholders
from applications.rules.review import TextBlockKind
from applications.services.hearings import MAXIMUM_LENGTH


class HearingForm(DueDateForm):
    """„Anhörung“: why the authority thinks of a refusal, and until when it waits."""

    reason = LongTextField(
        label=_("Unsere Gründe, in Worten für den Verein"),
        help_text=_("Schreiben Sie den Verein direkt an, mit „Sie“."),
        max_length=MAXIMUM_LENGTH,
        rows=10,
        missing=_("Schreiben Sie, warum Sie an eine Absage denken."),
    )
    field_order = ("reason", "due_on")
    targets = {TextBlockKind.HEARING: "reason", TextBlockKind.ASSESSMENT: "reason"}
    buttons = (
        Button(_("Anhörung senden"), name="step", value="go"),
        Button(_("So sieht es der Verein"), name="step", value="preview", kind="secondary"),
    )

    def clean(self) -> dict[str, Any] | None:
        """Refuse a text in which something was not filled in."""
        refuse_placeholders(self, "reason")
        return super().clean()


class EndHearingForm(StepForm):
    """„Anhörung beenden“."""

    buttons = (Button(_("Anhörung beenden"), name="step", value="go"),)


class HearingAnswerForm(MessageForm):
    """What the association says to it; sent like a message."""

    buttons = (Button(_("Stellungnahme senden"), value="send"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Ihre Stellungnahme")
