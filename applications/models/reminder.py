"""Which reminder went to whom, so that none goes twice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """One reminder about one application to one person; ``occasion`` says which, once."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="reminders"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    occasion = models.CharField(_("Anlass"), max_length=40)
    ordered_at = models.DateTimeField(_("bestellt"))

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user", "occasion"], name="reminder_once_per_occasion"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.occasion}"
