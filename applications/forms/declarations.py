"""The declarations before sending: six confirmations, who agrees, how the answer comes (Q15)."""

from typing import Any, cast

from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.fields import ChoiceField, ConfirmationField, TextField
from applications.models import Application
from applications.rules.choices import Delivery, SignatureRule
from applications.texts.question_labels import DECLARATION_SENTENCES, QUESTION_LABELS
from applications.workflow.agreements import needs_two

NOT_CONFIRMED = _("Bitte bestätigen Sie diesen Punkt.")
ALWAYS_CONFIRMED = (
    "complete",
    "not_started",
    "no_other_money",
    "report_changes",
    "no_entitlement",
    "may_represent",
)
CONFIRMATIONS = (*ALWAYS_CONFIRMED, "knows_ineligible")


def _confirmation(name: str) -> ConfirmationField:
    return ConfirmationField(label=DECLARATION_SENTENCES[name], missing=NOT_CONFIRMED)


class DeclarationsForm(KernForm):
    """Everything is asked again at every sending: the sender declares it now."""

    complete = _confirmation("complete")
    not_started = _confirmation("not_started")
    no_other_money = _confirmation("no_other_money")
    report_changes = _confirmation("report_changes")
    no_entitlement = _confirmation("no_entitlement")
    may_represent = _confirmation("may_represent")
    sender_name = TextField(
        label=QUESTION_LABELS["declarations.sender_name"],
        missing=_("Geben Sie Ihren Namen ein."),
        attrs={"autocomplete": "name"},
    )
    second_person = ChoiceField(
        label=QUESTION_LABELS["declarations.second_person"],
        missing=_("Wählen Sie die zweite Person aus."),
    )
    delivery = ChoiceField(
        label=QUESTION_LABELS["declarations.delivery"],
        choices=texts.choices(Delivery),
        hints={
            Delivery.ONLINE: _(
                "Sie bekommen eine E-Mail, wenn er da ist. Bitte laden Sie ihn dann in 10 Tagen "
                "herunter."
            ),
            Delivery.POST: _("An die Adresse des Vereins"),
        },
    )
    publish = ConfirmationField(label=DECLARATION_SENTENCES["publish"], required=False)
    knows_ineligible = _confirmation("knows_ineligible")

    buttons = (Button(_("Antrag verbindlich absenden"), value="send"),)
    first_of_two = (Button(_("Zustimmen und zweite Person fragen"), value="agree"),)

    def __init__(
        self, *args: Any, application: Application, is_excluded: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_excluded:
            del self.fields["knows_ineligible"]
        if needs_two(application):
            self.buttons = self.first_of_two
        if application.board.signature_rule == SignatureRule.JOINT and not needs_two(application):
            second_person = cast(ChoiceField, self.fields["second_person"])
            second_person.choices = other_members(application, self._sender())
        else:
            del self.fields["second_person"]

    @property
    def confirmations(self) -> list[BoundField]:
        """Return the sentences to confirm."""
        return [self[name] for name in CONFIRMATIONS if name in self.fields]

    @property
    def questions(self) -> list[BoundField]:
        """Return the other fields of the page."""
        return [field for field in self if field.name not in CONFIRMATIONS]

    def answers(self) -> dict[str, Any]:
        """Return all columns of the section; what was not asked is empty."""
        unasked = {"second_person": "", "knows_ineligible": None}
        return unasked | self.cleaned_data

    def _sender(self) -> str:
        return str(self["sender_name"].value() or "")


def other_members(application: Application, sender: str) -> list[tuple[str, str]]:
    """Return the members of the board who can agree as the second person."""
    names = [member.get("name") or "" for member in application.board.members]
    return [(name, name) for name in names if name and not _is_same(name, sender)]


def _is_same(name: str, other: str) -> bool:
    return " ".join(name.split()).casefold() == " ".join(other.split()).casefold()
