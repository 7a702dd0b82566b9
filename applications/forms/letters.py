"""Forms of the outbox: letters leave or stay, and a letter was posted."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import DateField, LongTextField
from applications.forms.staff import REASON_LENGTH, REASON_MISSING

BACK = Button(_("Zurückgeben"), name="step", value="return", kind="secondary")


class ReleaseForm(KernForm):
    """„Freigeben“ or „Zurückgeben“; only the second needs a reason."""

    note = LongTextField(
        label=_("Grund, wenn Sie zurückgeben"),
        required=False,
        max_length=REASON_LENGTH,
        rows=2,
    )

    def __init__(self, *args: Any, may_release: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        release = Button(_("Briefe freigeben"), name="step", value="release")
        self.buttons = (release, BACK) if may_release else (BACK,)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where one is needed."""
        cleaned = super().clean() or self.cleaned_data
        if self.data.get("step") == "return" and not cleaned.get("note"):
            self.add_error("note", REASON_MISSING)
        return cleaned


class PostingForm(KernForm):
    """The day on which a letter was handed to the post."""

    posted_on = DateField(
        label=_("Abgesendet am"),
        missing=_("Tragen Sie den Tag ein, an dem der Brief zur Post ging."),
    )
    buttons = (Button(_("Absendung eintragen")),)
