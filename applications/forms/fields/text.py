"""Fields for words: one line, several lines, addresses and telephone numbers."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from applications.forms import characters
from applications.forms.fields.base import Text, WithMissingText

TOO_LONG = ngettext_lazy(
    "Der Text ist %(excess)d Zeichen zu lang. Bitte kürzen Sie ihn.",
    "Der Text ist %(excess)d Zeichen zu lang. Bitte kürzen Sie ihn.",
    "excess",
)
UNREADABLE = _(
    "In dem Text ist ein Zeichen, das wir nicht lesen können. Bitte schreiben Sie ihn neu."
)

# Characters of the longest text of any field, where none says less.
LONGEST_TEXT = 10_000


class TextField(WithMissingText):
    """One line of text in NFC, with single blanks; ``None`` when empty."""

    widget: Any = forms.TextInput

    def __init__(self, *, max_length: int = 150, **kwargs: Any) -> None:
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str | None:
        """Return the text without leftovers, or None."""
        text = characters.normalise(str(value)) if value is not None else ""
        return self.tidy(text) or None

    def tidy(self, text: str) -> str:
        """Return the text as it is stored."""
        return characters.on_one_line(text)

    def validate(self, value: Any) -> None:
        """Refuse forbidden characters and too many of them."""
        super().validate(value)
        if value is None:
            return
        if characters.has_forbidden_characters(value):
            raise self.problem(UNREADABLE, "unreadable")
        excess = len(value) - self.max_length
        if excess > 0:
            raise self.problem(TOO_LONG, "too_long", excess=excess)


class LongTextField(TextField):
    """Several lines; the limit counts characters after line ends became one character."""

    widget = forms.Textarea
    missing = _("Schreiben Sie ein paar Sätze. Stichworte sind auch gut.")

    def __init__(self, *, max_length: int, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.pop("cols", None)
        self.widget.attrs |= {
            "rows": rows,
            "data-limit": max_length,
            "data-left": _("Noch # Zeichen"),
            "data-over": _("Der Text ist # Zeichen zu lang."),
        }

    @property
    def limit_text(self) -> str:
        """Say how much fits, in characters and about how many words (6.7 characters each)."""
        return _("Höchstens %(characters)d Zeichen (etwa %(words)d Wörter)") % {
            "characters": self.max_length,
            "words": max(5, self.max_length * 3 // 20 // 5 * 5),
        }

    def tidy(self, text: str) -> str:
        """Return the text without blanks at the ends of lines and around it."""
        return "\n".join(line.rstrip() for line in text.split("\n")).strip()


class ColumnTextField(forms.CharField):
    """The text of a column that Django's own forms ask for; what is typed obeys the same rules."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["max_length"] = kwargs.get("max_length") or LONGEST_TEXT
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the text without leftovers."""
        return characters.normalise(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """Refuse forbidden characters."""
        super().validate(value)
        if characters.has_forbidden_characters(value):
            raise forms.ValidationError(UNREADABLE, code="unreadable")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let no browser cut off what is pasted into several lines."""
        attrs = super().widget_attrs(widget)
        return {} if isinstance(widget, forms.Textarea) else attrs


class EmailField(TextField):
    """An e-mail address."""

    widget = forms.EmailInput
    attrs = {"autocomplete": "email"}
    missing = _("Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """Refuse what is no address."""
        super().validate(value)
        if value is not None:
            try:
                validate_email(value)
            except forms.ValidationError:
                raise self.problem(EmailField.missing, "email") from None


class PatternField(TextField):
    """One line that must look like ``pattern`` once blanks are gone."""

    pattern: str
    missing: Text

    def validate(self, value: Any) -> None:
        """Refuse what does not look like the pattern."""
        super().validate(value)
        if value is not None and re.fullmatch(self.pattern, value) is None:
            raise self.problem(self.error_messages["required"], "pattern")


class PostcodeField(PatternField):
    """A German postcode, blanks ignored."""

    pattern = r"[0-9]{5}"
    attrs = {"inputmode": "numeric", "autocomplete": "postal-code", "data-width": "4"}
    missing = _("Tragen Sie eine Postleitzahl mit 5 Ziffern ein.")

    def tidy(self, text: str) -> str:
        """Return the digits without blanks."""
        return re.sub(r"\s", "", text)


class PhoneField(PatternField):
    """A telephone number as people write it: digits, blanks, ``+ / - ( )``."""

    pattern = r"\+?[0-9 ()/.-]{5,30}"
    widget = forms.TextInput
    attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
    missing = _("Tragen Sie eine Telefonnummer ein, zum Beispiel 0171 3920011.")

    def validate(self, value: Any) -> None:
        """Refuse what holds too few or too many digits to be dialled."""
        super().validate(value)
        if value is not None and not 5 <= sum(sign.isdigit() for sign in value) <= 15:
            raise self.problem(self.error_messages["required"], "pattern")


class WebsiteField(TextField):
    """The address of a web page; ``https://`` is added when it is missing."""

    attrs = {"inputmode": "url", "autocomplete": "url"}
    unreadable = _("Diese Adresse können wir nicht lesen. Beispiel: www.verein.de")

    def tidy(self, text: str) -> str:
        """Return the address with its scheme."""
        text = text.strip()
        if text and "://" not in text:
            text = f"https://{text}"
        return text

    def validate(self, value: Any) -> None:
        """Refuse what is no address of the web."""
        super().validate(value)
        if value is not None and not _is_web_address(value):
            raise self.problem(self.unreadable, "website")


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    host_is_plausible = re.fullmatch(r"[\w-]+(\.[\w-]+)+", host) is not None
    return parts.scheme in {"http", "https"} and host_is_plausible and " " not in text
