"""The form to take an application back (S06)."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import LongTextField


class WithdrawalForm(KernForm):
    """Why, if somebody wants to say it."""

    reason = LongTextField(
        label=_("Warum ziehen Sie den Antrag zurück?"), max_length=1000, rows=4, required=False
    )

    buttons = (Button(_("Ja, zurückziehen"), value="withdraw"),)
