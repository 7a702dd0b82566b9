"""The forms about the account that the money goes to (S05)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from applications.forms.base import Button, KernForm
from applications.forms.fields import ConfirmationField, TextField
from applications.rules import bank_account
from applications.rules.bank_account import CountryNotServed, NotAnIban

_LONGEST_KEY = 18
_NOTHING_SEEN = -1
WRONG_IBAN = _("Diese IBAN stimmt nicht. Bitte prüfen Sie die Ziffern.")


class IbanField(TextField):
    """The number of an account, with or without blanks."""

    attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    missing = _("Tragen Sie die IBAN ein.")

    @sensitive_variables()
    def clean(self, value: Any) -> str | None:
        """Return the number without blanks; refuse a mistyped one."""
        text: str | None = super().clean(value)
        if text is None:
            return None
        try:
            return bank_account.normal_iban(text)
        except NotAnIban:
            raise self.problem(WRONG_IBAN, "iban") from None
        except CountryNotServed:
            sentence = _("In dieses Land können wir nicht überweisen. Bitte rufen Sie uns an.")
            raise self.problem(sentence, "country") from None


class SeenForm(KernForm):
    """A form that hands back which entry its page showed."""

    seen = forms.Field(widget=forms.HiddenInput, required=False)

    def clean_seen(self) -> int:
        """Return the key of the entry; what no page of ours handed back is no entry."""
        seen = str(self.cleaned_data["seen"] or "")
        is_key = seen.isascii() and seen.isdigit() and len(seen) <= _LONGEST_KEY
        return int(seen) if is_key else _NOTHING_SEEN


class BankDetailsForm(SeenForm):
    """Holder, number and bank; a holder with another name has to be confirmed."""

    account_holder = TextField(
        label=_("Kontoinhaber (Name des Vereins)"),
        help_text=_("Das Konto muss auf den Verein laufen."),
    )
    other_name = ConfirmationField(
        label=_("Das Konto gehört dem Verein. Der Name ist nur anders geschrieben."),
        missing=_("Der Name passt nicht zu Ihrem Verein. Bitte ändern oder bestätigen Sie ihn."),
    )
    iban = IbanField(label=_("IBAN"), help_text=_("Leerzeichen stören nicht."))
    bank_name = TextField(label=_("Bank"), max_length=120, required=False)

    buttons = (Button(_("Weiter"), value="enter"),)

    def __init__(self, data: Any = None, *, association: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.initial.setdefault("account_holder", association)
        holder = self.fields["account_holder"].to_python((data or {}).get("account_holder"))
        if holder is None or bank_account.holder_fits(holder, association=association):
            del self.fields["other_name"]


class ConfirmBankDetailsForm(SeenForm):
    """One sentence that the number was compared."""

    has_compared = ConfirmationField(
        label=_("Ich habe jede Ziffer verglichen. Das Konto gehört dem Verein.")
    )

    buttons = (Button(_("Konto bestätigen"), value="confirm"),)


class StopPaymentForm(SeenForm):
    """A question that needs no answer but the button."""

    buttons = (Button(_("Ja, Auszahlung anhalten"), value="stop"),)
