"""What an application has in common with others, found by an index."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField
from applications.rules.fingerprints import FingerprintKind


class CaseFingerprint(models.Model):
    """One fingerprint of the latest version that was sent; made anew with every version."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="fingerprints"
    )
    kind = AnswerField(_("Art"), answers=FingerprintKind)
    value = models.CharField(_("Fingerabdruck"), max_length=32)

    class Meta:
        verbose_name = _("Fingerabdruck")
        verbose_name_plural = _("Fingerabdrücke")
        indexes = [models.Index(fields=["value"], name="fingerprint_by_value")]

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"
