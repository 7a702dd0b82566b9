"""The agreement of a person who represents the association, for associations that sign in twos."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Agreement(models.Model):
    """One person has seen the whole application and agrees that it is sent as it is.

    ``fingerprint`` is the SHA-256 of the answers that were seen; when an answer changes, the
    agreement no longer fits and is asked for again.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="agreements"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    agreed_at = models.DateTimeField(_("wann"))

    class Meta:
        verbose_name = _("Zustimmung")
        verbose_name_plural = _("Zustimmungen")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="agreement_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.user}"
