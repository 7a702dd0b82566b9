"""What all fields share: one sentence for a missing answer and attributes of the input."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Text
else:
    Text = str | Promise

__all__ = ["Text", "WithMissingText"]


class WithMissingText(forms.Field):
    """A field that takes ``missing``, the sentence shown when the answer is missing.

    ``attrs`` go to the input, for example ``{"autocomplete": "name"}``.
    """

    missing: Text = _("Tragen Sie hier bitte etwas ein.")
    attrs: dict[str, str] = {}

    def __init__(
        self,
        *,
        missing: Text | None = None,
        attrs: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(**kwargs)
        self.error_messages["required"] = missing or self.missing
        self.widget.attrs.update(self.attrs | (attrs or {}))

    def problem(self, text: Text, code: str, **params: Any) -> forms.ValidationError:
        """Return the error with the sentence ``text``."""
        return forms.ValidationError(text, code=code, params=params or None)
