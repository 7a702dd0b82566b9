"""Three questions after sending: how filling in went."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import ChoiceField, LongTextField

EASE = (
    ("5", _("Sehr einfach")),
    ("4", _("Einfach")),
    ("3", _("Mittel")),
    ("2", _("Schwer")),
    ("1", _("Sehr schwer")),
)
CERTAINTY = (
    ("5", _("Ja, ganz sicher")),
    ("4", _("Ja, ziemlich sicher")),
    ("3", _("Ich weiß es nicht")),
    ("2", _("Nein, eher nicht")),
    ("1", _("Nein, gar nicht")),
)


class FeedbackForm(KernForm):
    """How easy it was, whether the end was clear, and what was hard."""

    buttons = (Button(_("Antworten senden"), value="send"),)

    ease = ChoiceField(label=_("Wie einfach war das Ausfüllen?"), choices=EASE)
    certainty = ChoiceField(
        label=_("Waren Sie sicher, dass der Antrag angekommen ist?"), choices=CERTAINTY
    )
    comment = LongTextField(
        label=_("Was war schwer? Was sollen wir besser machen?"),
        help_text=_("Bitte schreiben Sie hier keine Namen."),
        max_length=1000,
        rows=4,
        required=False,
    )

    def answers(self) -> dict[str, Any]:
        """Return the answers as they are stored."""
        values = self.cleaned_data
        return {
            "ease": int(values["ease"]),
            "certainty": int(values["certainty"]),
            "comment": values["comment"] or "",
        }
