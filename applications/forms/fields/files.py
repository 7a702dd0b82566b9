"""The field for a file; what is inside is checked where it is stored."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.fields.base import WithMissingText

# Phones offer photos only for what is named here; names help where they know no type for HEIC.
KINDS: Final = "application/pdf,image/jpeg,image/png,image/heic,.heic,.heif"
PHOTOS: Final = "image/jpeg,image/png,image/heic,.heic,.heif"


class FileField(WithMissingText, forms.FileField):
    """A file picker; ``accept`` only helps to find the right files."""

    missing = _("Wählen Sie eine Datei aus.")

    def __init__(self, *, accept: str = KINDS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = accept
        self.error_messages["empty"] = _("Diese Datei ist leer. Bitte wählen Sie eine andere.")
        self.error_messages["invalid"] = self.error_messages["required"]
        self.error_messages["missing"] = self.error_messages["required"]
