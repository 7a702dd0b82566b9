"""An e-mail to be sent; without ``sent_at`` it is still to do."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One mail to one address: ordered with the deed, sent once afterwards."""

    kind = models.CharField(_("Art"), max_length=40)
    recipient = models.EmailField(_("An"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, related_name="messages"
    )
    context = models.JSONField(_("Angaben"), default=dict, encoder=DjangoJSONEncoder)
    ordered_at = models.DateTimeField(_("bestellt"))
    sent_at = models.DateTimeField(_("gesendet"), null=True)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    last_error = models.TextField(_("Letzter Fehler"), blank=True)

    class Meta:
        verbose_name = _("E-Mail")
        verbose_name_plural = _("E-Mails")
        indexes = [
            models.Index(
                fields=["ordered_at"],
                condition=models.Q(sent_at=None),
                name="message_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.recipient}"
