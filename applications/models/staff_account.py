"""Accounts of the staff: how somebody gets in, and how a lost second factor is taken away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StaffInvitation(models.Model):
    """One link for one account of the staff, used once; only its hash is kept."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="staff_invitation"
    )
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("eingeladen"))
    expires_at = models.DateTimeField(_("gilt bis"))
    used_at = models.DateTimeField(_("benutzt"), null=True)

    class Meta:
        verbose_name = _("Einladung ins Team der Behörde")
        verbose_name_plural = _("Einladungen ins Team der Behörde")

    def __str__(self) -> str:
        return f"{self.account_id}"


class SecondFactorReset(models.Model):
    """Somebody lost the second factor: one person asks, another confirms, nobody for oneself."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="second_factor_resets"
    )
    reason = models.TextField(_("Wie die Identität geprüft wurde"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("vorgeschlagen"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("geschlossen"), null=True)
    is_confirmed = models.BooleanField(_("bestätigt"), null=True)

    class Meta:
        verbose_name = _("Zurücksetzen des zweiten Schutzes")
        verbose_name_plural = _("Zurücksetzungen des zweiten Schutzes")
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(closed_at=None),
                name="second_factor_reset_one_open",
            ),
            models.CheckConstraint(
                name="second_factor_reset_has_a_reason", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="second_factor_reset_closed_whole",
                condition=Q(closed_at=None, closed_by=None, is_confirmed=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, is_confirmed__isnull=False),
            ),
            models.CheckConstraint(
                name="second_factor_reset_by_two_others",
                condition=~Q(asked_by=F("account"))
                & (
                    ~Q(is_confirmed=True)
                    | (~Q(closed_by=F("asked_by")) & ~Q(closed_by=F("account")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} · {self.pk}"
