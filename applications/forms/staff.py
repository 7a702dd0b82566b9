"""Forms of the staff: settle a finding, propose a decision, sign it, give it back."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import (
    ChoiceField,
    ConfirmationField,
    DropdownField,
    EmailField,
    LongTextField,
    MoneyField,
    TextField,
)
from applications.forms.text_blocks import WithTextBlocks
from applications.models import User
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons, placeholders
from applications.rules.money import ZERO, format_eur
from applications.rules.review import TextBlockKind
from applications.services.accepted_costs import AcceptedCosts

REASON_MISSING = _("Schreiben Sie einen Grund. Er gehört zur Akte.")
MOVED_MEANWHILE = _(
    "Der Antrag hat inzwischen einen anderen Stand. Bitte sehen Sie ihn noch einmal an."
)
REASON_LENGTH = 2000
REASONS_LENGTH = 4000
_REASONS = ("facts", "assessment", "discretion")


class StepForm(WithTextBlocks):
    """A step that belongs to the stand of a case its reader saw; ``seen`` names that stand."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, seen: str, **kwargs: Any) -> None:
        initial = {"seen": seen, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.current = seen

    def clean(self) -> dict[str, Any] | None:
        """Refuse a step that was decided on before somebody else moved the case."""
        if self.cleaned_data.get("seen") != self.current:
            raise forms.ValidationError(MOVED_MEANWHILE)
        return self.cleaned_data


class StartReviewForm(StepForm):
    """„Prüfung beginnen“."""

    buttons = (Button(_("Prüfung beginnen"), name="step", value="go"),)


class ResumeForm(StepForm):
    """„Prüfung fortsetzen“."""

    buttons = (Button(_("Prüfung fortsetzen"), name="step", value="go"),)


class TakeForm(StepForm):
    """„Mir zuweisen“."""

    buttons = (Button(_("Mir zuweisen"), name="step", value="go"),)


class SettleForm(KernForm):
    """A written judgement on one finding; the button says which."""

    reason = LongTextField(
        label=_("Grund"), max_length=REASON_LENGTH, rows=2, missing=REASON_MISSING
    )

    buttons = (
        Button(_("Erfüllt"), name="is_met", value="yes"),
        Button(_("Nicht erfüllt"), name="is_met", value="no", kind="secondary"),
    )

    def clean(self) -> dict[str, Any] | None:
        """Take the judgement from the button."""
        verdict = self.data.get("is_met")
        if verdict not in {"yes", "no"}:
            raise forms.ValidationError(_("Wählen Sie „Erfüllt“ oder „Nicht erfüllt“."))
        self.cleaned_data["is_met"] = verdict == "yes"
        return self.cleaned_data


class Proposal(StrEnum):
    """What a case worker can propose; the first two are both an award."""

    FULL = "full"
    CHANGED = "changed"
    WAITING = "waiting"
    REJECTION = "rejection"


_KINDS = {
    Proposal.FULL: DecisionKind.AWARD,
    Proposal.CHANGED: DecisionKind.AWARD,
    Proposal.WAITING: DecisionKind.WAITING,
    Proposal.REJECTION: DecisionKind.REJECTION,
}


class ProposalForm(StepForm):
    """„Vorschlag“: what is decided, how much in each part, and why."""

    proposal = ChoiceField(
        label=_("Was schlagen Sie vor?"),
        choices=[
            (Proposal.FULL, _("Zusage")),
            (Proposal.CHANGED, _("Zusage mit Änderung")),
            (Proposal.WAITING, _("Nachrückliste")),
            (Proposal.REJECTION, _("Absage")),
        ],
    )
    micro_project_eur = MoneyField(
        label=_("Förderung für das Mikroprojekt"),
        help_text=_("Zählt nur bei „Zusage mit Änderung“."),
        required=False,
    )
    minijob_eur = MoneyField(
        label=_("Förderung für die Minijob-Stelle"),
        help_text=_("Zählt nur bei „Zusage mit Änderung“."),
        required=False,
    )
    facts = LongTextField(
        label=_("Sachverhalt"),
        help_text=_("Was ist beantragt, und was steht fest?"),
        max_length=REASONS_LENGTH,
        rows=4,
        required=False,
    )
    assessment = LongTextField(
        label=_("Würdigung"),
        help_text=_("Welche Regeln gelten, und was folgt daraus? Nötig außer bei voller Zusage."),
        max_length=REASONS_LENGTH,
        rows=5,
        required=False,
    )
    discretion = LongTextField(
        label=_("Ermessen"),
        help_text=_("Was spricht dafür, was dagegen, und warum entscheiden wir so?"),
        max_length=REASONS_LENGTH,
        rows=4,
        required=False,
    )

    targets = {
        TextBlockKind.FACTS: "facts",
        TextBlockKind.ASSESSMENT: "assessment",
        TextBlockKind.DISCRETION: "discretion",
    }
    buttons = (Button(_("Zur Mitzeichnung geben"), name="step", value="go"),)

    def __init__(
        self,
        *args: Any,
        requested: GrantAmounts,
        costs: AcceptedCosts,
        suggested: Reasons,
        **kwargs: Any,
    ) -> None:
        highest_eur = requested.micro_project_eur
        if costs.highest_micro_project_eur is not None:
            highest_eur = min(highest_eur, costs.highest_micro_project_eur)
        initial = {
            "micro_project_eur": highest_eur,
            "minijob_eur": requested.minijob_eur,
            "facts": suggested.facts,
            "assessment": suggested.assessment,
            "discretion": suggested.discretion,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.requested = requested
        proposal: Any = self.fields["proposal"]
        proposal.hints = {
            Proposal.FULL: _("Wie beantragt: %(amount)s")
            % {"amount": format_eur(requested.total_eur)},
            Proposal.CHANGED: _("Mit den Beträgen, die Sie unten eintragen."),
            Proposal.WAITING: _("Der Antrag ist gut, das Geld reicht im Moment nicht."),
        }
        if highest_eur < requested.micro_project_eur:
            proposal.hints[Proposal.FULL] = wrong_amounts("above_accepted", highest_eur)

    def is_optional(self, name: str) -> bool:
        """Leave out „(freiwillig)“: the hints say when an answer counts."""
        return False

    def clean(self) -> dict[str, Any] | None:
        """Ask for the amounts of a changed award, for reasons, and for what was left open."""
        proposal = self.cleaned_data.get("proposal")
        if proposal == Proposal.CHANGED:
            for name in ("micro_project_eur", "minijob_eur"):
                if self.cleaned_data.get(name) is None and name not in self.errors:
                    self.add_error(name, MoneyField.missing)
        needs_reason = proposal is not None and proposal != Proposal.FULL
        if needs_reason and self.reasons.is_empty and not self.errors.keys() & set(_REASONS):
            self.add_error("assessment", REASON_MISSING)
        refuse_placeholders(self, *_REASONS)
        return super().clean()

    @property
    def kind(self) -> DecisionKind:
        """Return the kind of decision that was chosen."""
        return _KINDS[Proposal(self.cleaned_data["proposal"])]

    @property
    def reasons(self) -> Reasons:
        """Return the three parts of the reasons."""
        return Reasons(**{name: self.cleaned_data.get(name) or "" for name in _REASONS})

    @property
    def amounts(self) -> GrantAmounts:
        """Return the amounts that were chosen; the request unless they were changed."""
        if self.cleaned_data["proposal"] != Proposal.CHANGED:
            return self.requested
        return GrantAmounts(
            micro_project_eur=_amount(self.cleaned_data["micro_project_eur"]),
            minijob_eur=_amount(self.cleaned_data["minijob_eur"]),
        )


class CosignForm(StepForm):
    """„Mitzeichnen“: the second person signs what the first proposed."""

    checked = ConfirmationField(
        label=_("Ich habe den Vorschlag, die Regeln und die Unterlagen geprüft."),
        missing=_("Bestätigen Sie, dass Sie geprüft haben."),
    )

    buttons = (Button(_("Mitzeichnen"), name="step", value="go"),)


class ReturnForm(StepForm):
    """„Zurückgeben“: the proposal goes back, with a reason."""

    reason = LongTextField(
        label=_("Warum geben Sie den Vorschlag zurück?"),
        max_length=REASON_LENGTH,
        rows=5,
        missing=REASON_MISSING,
    )

    targets = {TextBlockKind.RETURN: "reason"}
    buttons = (Button(_("Zurückgeben"), name="step", value="go"),)


class ConfirmParameterForm(KernForm):
    """„Bestätigen“: the second person compared a legal value with its source."""

    checked = ConfirmationField(
        label=_("Ich habe Wert, Datum und Quelle verglichen."),
        missing=_("Bestätigen Sie, dass Sie verglichen haben."),
    )

    buttons = (Button(_("Bestätigen"), name="step", value="go"),)


class StaffAccountForm(KernForm):
    """A new member of staff."""

    email = EmailField(label=_("E-Mail-Adresse"))
    name = TextField(label=_("Vorname und Nachname"), missing=_("Tragen Sie den Namen ein."))
    group = DropdownField(label=_("Gruppe"))

    buttons = (Button(_("Speichern"), name="step", value="go"),)

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(group.pk): group for group in groups}
        group: Any = self.fields["group"]
        group.choices = [
            ("", DropdownField.empty_label),
            *((key, group.name) for key, group in self.groups.items()),
        ]

    @property
    def chosen_group(self) -> Group:
        """Return the chosen group."""
        return self.groups[self.cleaned_data["group"]]


class StaffChangeForm(StaffAccountForm):
    """Name, group and state of a member of staff; the address stays."""

    is_active = ConfirmationField(label=_("Das Konto ist offen"), required=False)

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        own = account.groups.order_by("name").first()
        initial = {
            "name": account.name,
            "group": str(own.pk) if own else "",
            "is_active": account.is_active,
        }
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["email"]

    def is_optional(self, name: str) -> bool:
        """Leave out „(freiwillig)“: an empty box is an answer here."""
        return False


def refuse_placeholders(form: forms.Form, *names: str) -> None:
    """Say at each field what was not filled in: it would stand in a letter."""
    for name in names:
        found = placeholders(form.cleaned_data.get(name) or "")
        if found:
            form.add_error(name, placeholder_left(", ".join(found)))


def placeholder_left(name: str) -> str:
    """Return the sentence for something in a text that should have been filled in."""
    return _("Im Text steht noch ein Platzhalter: %(name)s") % {"name": name}


def wrong_amounts(code: str, highest_eur: Decimal | None = None) -> str | Promise:
    """Return the sentence for amounts that a rule refuses."""
    if code == "above_accepted":
        return _("Anerkannt sind weniger Kosten: für das Mikroprojekt höchstens %(amount)s.") % {
            "amount": format_eur(highest_eur or ZERO)
        }
    return {
        "missing": _("Beide Teile brauchen einen Betrag über 0 Euro."),
        "above_request": _("Die Förderung kann nicht höher sein als beantragt."),
    }[code]


def _amount(value: Decimal | None) -> Decimal:
    return ZERO if value is None else value
