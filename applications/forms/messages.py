"""The form for a message about a case, for both sides (S02)."""

from collections.abc import Iterable
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.base import Button, KernForm
from applications.forms.enclosures import ManyFilesField, sentence
from applications.forms.fields import LongTextField
from applications.forms.text_blocks import WithTextBlocks
from applications.rules.review import TextBlockKind
from applications.services.messages import MAXIMUM_LENGTH, RefusedFile

NOT_PERMITTED: Final = gettext_lazy("Sie können diese Nachricht nicht senden.")
TOO_MANY_MESSAGES: Final = gettext_lazy(
    "Sie haben uns heute schon sehr oft geschrieben. Bitte rufen Sie uns an."
)
_REASONS: Final[dict[str, str | Promise]] = {
    "too_many_in_message": gettext_lazy(
        "Eine Nachricht kann höchstens %(maximum)s Dateien haben. Schicken Sie den Rest mit einer "
        "zweiten Nachricht."
    ),
    "message_quota": gettext_lazy(
        "Alle Dateien in Ihren Nachrichten dürfen zusammen höchstens %(maximum)s MB groß sein. "
        "Bitte rufen Sie uns an."
    ),
}


class OptionalFilesField(ManyFilesField):
    """Several files, or none."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; what is inside is judged when the message is sent."""
        return list(data or ())


class MessageForm(KernForm):
    """A message with files; ``last_own`` tells a second click from a second message.

    ``keep_url`` is where a script keeps what is typed until it is sent.
    """

    text = LongTextField(
        label=gettext_lazy("Ihre Nachricht"),
        max_length=MAXIMUM_LENGTH,
        rows=6,
        missing=gettext_lazy("Schreiben Sie zuerst eine Nachricht."),
    )
    # A field may be called like the form's own attribute: Django takes it out of the class.
    files = OptionalFilesField(  # type: ignore[assignment]
        label=gettext_lazy("Dateien mitschicken"),
        help_text=gettext_lazy("PDF oder Foto, höchstens 5 Dateien mit je 10 MB"),
        required=False,
    )
    last_own = forms.Field(widget=forms.HiddenInput, required=False)

    buttons = (Button(gettext_lazy("Nachricht senden"), value="send"),)

    def __init__(self, *args: Any, last_own: int = 0, keep_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"last_own": last_own}, **kwargs)
        self.keep_url = keep_url

    @cached_property
    def helper(self) -> FormHelper:
        """Tell the script where to keep what is typed."""
        helper = super().helper
        if self.keep_url:
            helper.attrs["data-autosave"] = self.keep_url
        if self.is_restored:
            helper.attrs["data-restored"] = ""
        return helper

    def clean_last_own(self) -> int:
        """Return the number; whoever changed it only loses the protection."""
        sent = str(self.cleaned_data["last_own"] or "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 16 else 0

    def refuse(self, refused: Iterable[RefusedFile]) -> None:
        """Say for every refused file why; nothing was sent, and browsers drop chosen files."""
        for file in refused:
            self.add_error("files", f"{file.name}: {_sentence(file)}")
        again = _("Ihre Nachricht ist noch nicht gesendet. Bitte wählen Sie die Dateien neu aus.")
        self.add_error("files", again)


class StaffMessageForm(WithTextBlocks, MessageForm):
    """The same at the desk of the staff."""

    targets = {TextBlockKind.MESSAGE: "text"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="message", **kwargs)
        self.fields["text"].label = _("Neue Nachricht an den Verein")


def _sentence(file: RefusedFile) -> str:
    own = _REASONS.get(file.reason.code)
    return str(own) % file.reason.values if own else sentence(file.reason)
