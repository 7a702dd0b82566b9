"""Forms of the staff for an award that stands: change it, end it, sign or return the change."""

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button
from applications.forms.fields import (
    ChoiceField,
    ConfirmationField,
    DateField,
    LongTextField,
    MoneyField,
)
from applications.forms.staff import (
    REASON_LENGTH,
    REASON_MISSING,
    REASONS_LENGTH,
    StepForm,
    refuse_placeholders,
)
from applications.rules.award_changes import (
    LAW,
    AwardChangeKind,
    ChangeBasis,
    ChangeNotAllowed,
    check_change,
    check_new_period,
)
from applications.rules.decisions import NOTHING, GrantAmounts, Reasons
from applications.rules.money import ZERO
from applications.rules.periods import Period
from applications.rules.review import TextBlockKind
from applications.services.award_changes import WantedChange

_TEXTS: Final = ("facts", "assessment", "discretion", "heard")
_PARTS: Final = ("micro_project_eur", "minijob_eur")
# Where a refusal belongs; the others concern the whole form.
_FIELD_OF: Final = {"not_heard": "heard", "begins_outside": "begins_on", "ends_outside": "ends_on"}


class AwardChangeForm(StepForm):
    """What both changes ask: the basis, what was paid, the reasons, what the association said."""

    kind: AwardChangeKind

    basis = ChoiceField(
        label=_("Auf welcher Grundlage?"),
        choices=texts.choices(ChangeBasis),
        hints={basis.value: law for basis, law in LAW.items()},
    )
    is_for_the_past = ConfirmationField(
        label=_("Auch für die Vergangenheit: Was zu viel ausgezahlt ist, fordern wir zurück."),
        required=False,
    )
    paid_eur = MoneyField(
        label=_("Schon ausgezahlt"),
        help_text=_("Leer: noch nichts."),
        required=False,
    )
    facts = LongTextField(
        label=_("Sachverhalt"),
        help_text=_("Was ist bewilligt, und was hat sich geändert?"),
        max_length=REASONS_LENGTH,
        rows=4,
        missing=REASON_MISSING,
    )
    assessment = LongTextField(
        label=_("Würdigung"),
        help_text=_("Warum dürfen wir den Bescheid ändern?"),
        max_length=REASONS_LENGTH,
        rows=5,
        missing=REASON_MISSING,
    )
    discretion = LongTextField(
        label=_("Ermessen"),
        help_text=_("Was spricht dafür, was dagegen, und warum entscheiden wir so?"),
        max_length=REASONS_LENGTH,
        rows=4,
        required=False,
    )
    heard = LongTextField(
        label=_("Anhörung"),
        help_text=_(
            "Was hat der Verein dazu gesagt, und wann? Nötig, außer er hat selbst darum gebeten."
        ),
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
        before: GrantAmounts,
        awarded_eur: Decimal,
        within: Period,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.before, self.awarded_eur, self.within = before, awarded_eur, within

    def is_optional(self, name: str) -> bool:
        """Leave out „(freiwillig)“: the hints say when an answer counts."""
        return False

    def clean(self) -> dict[str, Any] | None:
        """Say at the field what the rules of a change will refuse."""
        refuse_placeholders(self, *_TEXTS)
        if (self.cleaned_data.get("paid_eur") or ZERO) > self.awarded_eur:
            self.add_error("paid_eur", not_allowed("paid"))
        self.check_values()
        if not self.errors:
            self._check()
        return super().clean()

    def check_values(self) -> None:
        """Judge what only one of the changes asks."""

    @property
    def after(self) -> GrantAmounts:
        """Return what stays awarded."""
        return NOTHING

    @property
    def period(self) -> tuple[Any, Any]:
        """Return the first and the last day of a new period, or nothing twice."""
        return (None, None)

    @property
    def wanted(self) -> WantedChange:
        """Return what the service is asked for."""
        values = self.cleaned_data
        begins_on, ends_on = self.period
        return WantedChange(
            kind=self.kind,
            basis=ChangeBasis(values["basis"]),
            after=self.after,
            reasons=Reasons(**{name: values[name] or "" for name in _TEXTS[:3]}),
            heard=values["heard"] or "",
            is_for_the_past=values["is_for_the_past"],
            paid_eur=values["paid_eur"] or ZERO,
            begins_on=begins_on,
            ends_on=ends_on,
        )

    def _check(self) -> None:
        try:
            check_change(
                self.kind,
                basis=ChangeBasis(self.cleaned_data["basis"]),
                before=self.before,
                after=self.after,
                is_period_changed=self.period[0] is not None,
                heard=self.cleaned_data["heard"] or "",
            )
        except ChangeNotAllowed as error:
            self.add_error(_FIELD_OF.get(error.args[0]), not_allowed(error.args[0]))


class AmendForm(AwardChangeForm):
    """„Bescheid ändern“: less money, another period, or both."""

    kind = AwardChangeKind.AMENDMENT

    micro_project_eur = MoneyField(label=_("Mikroprojekt: neuer Betrag"))
    minijob_eur = MoneyField(label=_("Minijob-Stelle: neuer Betrag"))
    begins_on = DateField(
        label=_("Neuer Beginn des Bewilligungszeitraums"),
        help_text=_("Leer lassen, wenn der Zeitraum bleibt."),
        required=False,
    )
    ends_on = DateField(label=_("Neues Ende des Bewilligungszeitraums"), required=False)

    field_order = ("basis", *_PARTS, "begins_on", "ends_on", "is_for_the_past", "paid_eur")

    def __init__(self, *args: Any, before: GrantAmounts, **kwargs: Any) -> None:
        initial = {name: getattr(before, name) for name in _PARTS}
        super().__init__(*args, before=before, initial=initial, **kwargs)

    def check_values(self) -> None:
        """Refuse a part above what is awarded, and half a period."""
        for name in _PARTS:
            if (self.cleaned_data.get(name) or ZERO) > getattr(self.before, name):
                self.add_error(name, not_allowed("more"))
        if self.errors.keys() & {"begins_on", "ends_on"}:
            return
        first, last = self.period
        try:
            check_new_period(first, last, within=self.within)
        except ChangeNotAllowed as error:
            half = "begins_on" if first is None else "ends_on"
            self.add_error(_FIELD_OF.get(error.args[0], half), not_allowed(error.args[0]))

    @property
    def after(self) -> GrantAmounts:
        """Return what stays awarded."""
        return GrantAmounts(**{name: self.cleaned_data[name] for name in _PARTS})

    @property
    def period(self) -> tuple[Any, Any]:
        """Return the first and the last day of a new period, or nothing twice."""
        return (self.cleaned_data.get("begins_on"), self.cleaned_data.get("ends_on"))


class RevokeForm(AwardChangeForm):
    """„Bescheid aufheben“: nothing stays of the award."""

    kind = AwardChangeKind.REVOCATION


class SignChangeForm(StepForm):
    """„Änderung mitzeichnen“: the second person signs what the first proposed."""

    checked = ConfirmationField(
        label=_("Ich habe die Änderung, die Gründe und den Brief geprüft."),
        missing=_("Bestätigen Sie, dass Sie geprüft haben."),
    )

    buttons = (Button(_("Mitzeichnen"), name="step", value="go"),)


class ReturnChangeForm(StepForm):
    """„Änderung zurückgeben“: the award stays as it is."""

    reason = LongTextField(
        label=_("Warum geben Sie die Änderung zurück?"),
        max_length=REASON_LENGTH,
        rows=5,
        missing=REASON_MISSING,
    )

    buttons = (Button(_("Zurückgeben"), name="step", value="go"),)


def not_allowed(code: str) -> str:
    """Return the sentence for a change that a rule refuses."""
    sentences = {
        "more": _("Mehr als bisher geht so nicht. Dafür braucht es eine neue Entscheidung."),
        "nothing_left": _("So bleibt nichts übrig. Heben Sie den Bescheid stattdessen auf."),
        "something_left": _("Eine Aufhebung nimmt alles weg. Ändern Sie den Bescheid."),
        "nothing_changed": _("Sie haben nichts geändert: weder einen Betrag noch den Zeitraum."),
        "not_heard": _("Schreiben Sie, was der Verein dazu gesagt hat (§ 28 HVwVfG)."),
        "period": _("Tragen Sie Beginn und Ende ein. Das Ende darf nicht vor dem Beginn liegen."),
        "begins_outside": _("So früh darf der Zeitraum nicht beginnen. Die Runde zahlt es nicht."),
        "ends_outside": _("So lang darf der Zeitraum nicht gehen. Die Runde zahlt es nicht."),
        "paid": _("Ausgezahlt sein kann höchstens, was bewilligt war."),
    }
    return str(sentences[code])
