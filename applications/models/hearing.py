"""The association may say something before it is refused (§ 28 HVwVfG)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Hearing(models.Model):
    """What the authority has in mind and why, and until when the association may answer.

    Answers are messages of the case that name the hearing. Exactly one hearing of an
    application is open; it closes when the review goes on or the application is withdrawn.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="hearings"
    )
    number = models.PositiveSmallIntegerField(_("Nummer"))
    reason = models.TextField(_("Unsere Gründe"), max_length=4000)
    due_on = models.DateField(_("Antwort bis"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("gesendet"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("beendet"), null=True)

    class Meta:
        verbose_name = _("Anhörung")
        verbose_name_plural = _("Anhörungen")
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="hearing_number_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(closed_at=None), name="hearing_one_open"
            ),
            models.CheckConstraint(name="hearing_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="hearing_closed_by_somebody_later",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_by__isnull=False, closed_at__gte=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.number}"
