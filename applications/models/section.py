"""What every section of the form has in common: owner, version, and what could not be read."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionAnswers(models.Model):
    """One section of one application; its version grows with every save."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, primary_key=True
    )
    version = models.PositiveIntegerField(_("Fassung"), default=0)
    pending = models.JSONField(
        _("noch nicht lesbar"),
        default=dict,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text=_("Was getippt wurde und noch keine Antwort ist; nichts davon geht verloren."),
    )
    saved_at = models.DateTimeField(_("gespeichert"), null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} ({self.version})"
