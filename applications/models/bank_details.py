"""Where the money goes: entered after the award, never in the application (S05)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly
from applications.models.sealed import SealedTextField


class BankDetails(models.Model):
    """One entry; a change is a new row, the latest confirmed one counts.

    The number of the account lies sealed; the last four characters are kept for people.
    ``usable_from`` is set with the last confirmation: 48 hours later the account may enter a
    list of payments, so that a stolen session does not move money before somebody notices.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="bank_details"
    )
    account_holder = models.CharField(_("Kontoinhaber"), max_length=150)
    holder_fits = models.BooleanField(_("Name passt zum Verein"))
    iban = SealedTextField(_("IBAN"))
    iban_end = models.CharField(_("Ende der IBAN"), max_length=4)
    bank_name = models.CharField(_("Bank"), max_length=120, blank=True)
    needs_second_person = models.BooleanField(_("Zwei Personen nötig"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("eingetragen"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("bestätigt"), null=True)
    usable_from = models.DateTimeField(_("verwendbar ab"), null=True)

    class Meta:
        verbose_name = _("Bankverbindung")
        verbose_name_plural = _("Bankverbindungen")
        indexes = [models.Index(fields=["application", "id"], name="bank_details_by_case")]
        constraints = [
            models.CheckConstraint(
                name="bank_details_confirmed_by_another_person",
                condition=Q(needs_second_person=False)
                | Q(confirmed_by=None)
                | ~Q(confirmed_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="bank_details_usable_once_confirmed",
                condition=Q(confirmed_at=None, confirmed_by=None, usable_from=None)
                | Q(
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                    usable_from__gt=F("confirmed_at"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · …{self.iban_end}"


class PhoneConfirmation(AppendOnly):
    """The authority called a number of the application and was told that the account is theirs.

    It holds for one entry; whoever enters another account has to be called again.
    """

    bank_details = models.OneToOneField(
        BankDetails, on_delete=models.PROTECT, related_name="phone_confirmation"
    )
    phone = models.CharField(_("Angerufene Nummer"), max_length=40)
    spoke_with = models.CharField(_("Gesprochen mit"), max_length=150)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("Angerufen"))

    class Meta:
        verbose_name = _("Bestätigung am Telefon")
        verbose_name_plural = _("Bestätigungen am Telefon")

    def __str__(self) -> str:
        return str(self.bank_details)
