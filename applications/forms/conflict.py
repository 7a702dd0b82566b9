"""How somebody of the authority stands to an association (§§ 20, 21 HVwVfG)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.fields import ChoiceField, LongTextField
from applications.rules.review import Relation

REASON_LENGTH = 1000
REASON_MISSING = _("Schreiben Sie einen Grund. Die Leitung muss ihn verstehen.")


class RelationForm(KernForm):
    """The declaration before a case opens; a reason belongs to everything but „keine“."""

    relation = ChoiceField(
        label=_("Haben Sie eine Beziehung zu diesem Verein?"),
        help_text=_(
            "Zum Beispiel: Sie sind Mitglied, jemand aus Ihrer Familie ist im Vorstand, oder Sie "
            "haben dort gearbeitet."
        ),
        missing=_("Sagen Sie, ob Sie eine Beziehung zu diesem Verein haben."),
        choices=texts.choices(Relation),
    )
    reason = LongTextField(
        label=_("Grund"),
        help_text=_("Nur nötig bei „Ja“ oder „nicht sicher“. Er gehört zur Akte."),
        max_length=REASON_LENGTH,
        rows=3,
        required=False,
    )

    buttons = (Button(_("Erklären"), value="declare"),)

    def clean(self) -> dict[str, Any] | None:
        """Ask for a reason where one is needed."""
        relation = self.cleaned_data.get("relation")
        if relation not in {None, Relation.NONE} and not self.cleaned_data.get("reason"):
            self.add_error("reason", REASON_MISSING)
        return self.cleaned_data


class LaterRelationForm(RelationForm):
    """„Ich bin befangen“: the same on a case that is open already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [pair for pair in texts.choices(Relation) if pair[0] != Relation.NONE]
        self.fields["relation"].choices = offered  # type: ignore[attr-defined]
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("Er gehört zur Akte.")
        self.optional_names.discard("reason")


class ClearConflictForm(KernForm):
    """The head decides that a person may work on a case after all."""

    reason = LongTextField(
        label=_("Warum darf die Person den Antrag bearbeiten?"),
        help_text=_("Der Grund gehört zur Akte."),
        max_length=REASON_LENGTH,
        rows=3,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("Keine Befangenheit feststellen"), value="clear"),)
