"""The forms that ask for the code printed on a document, and for its file (V01)."""

from secrets import compare_digest
from typing import Any

from django.forms import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.base import Button, KernForm
from applications.forms.fields import FileField, TextField
from applications.services.file_check import MAXIMUM_BYTES


class VerifyForm(KernForm):
    """One code, typed as it is printed or in any other way."""

    code = TextField(
        label=gettext_lazy("Prüfcode"),
        help_text=gettext_lazy(
            "12 Zeichen, stehen unten auf dem Dokument, zum Beispiel 7KQ4-M2XW-9TB3"
        ),
        max_length=40,
        missing=gettext_lazy("Tragen Sie den Code ein. Er hat 12 Zeichen."),
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    buttons = (Button(gettext_lazy("Prüfen")),)


class CompareForm(KernForm):
    """The file of a document; ``is_same`` once it is valid says whether it is the stored one.

    What comes is a file that was hashed while it arrived, without any content.
    """

    file = FileField(
        label=gettext_lazy("Datei auswählen"),
        help_text=gettext_lazy("Die PDF-Datei, wie Sie sie bekommen haben, höchstens 10 MB"),
        missing=gettext_lazy("Wählen Sie zuerst eine Datei aus."),
        accept="application/pdf,.pdf",
    )
    buttons = (Button(gettext_lazy("Datei vergleichen"), kind="secondary"),)

    def __init__(self, *args: Any, sha256: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sha256 = sha256
        # The hash says nothing about the document; browsers compare with it by themselves.
        self.helper.attrs |= {"data-sha256": sha256, "data-limit": MAXIMUM_BYTES}

    def clean_file(self) -> Any:
        """Refuse what is larger than any document of ours."""
        file = self.cleaned_data["file"]
        if file.size > MAXIMUM_BYTES:
            raise ValidationError(
                _("Diese Datei ist zu groß. Unsere Dokumente haben höchstens 10 MB.")
            )
        return file

    @cached_property
    def is_same(self) -> bool:
        """Say whether the file has the hash of the document."""
        return compare_digest(self.cleaned_data["file"].sha256, self.sha256)
