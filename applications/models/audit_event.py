"""The audit log: append-only rows, each with the hash of the row before."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly


class AuditEvent(AppendOnly):
    """Who did what to which object, when; primitives only, no personal texts."""

    number = models.PositiveBigIntegerField(_("Nummer"), unique=True)
    event = models.CharField(_("Ereignis"), max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The hash covers this number, so it stays when retention takes the case away: read the case
    # through a join (``select_related``), which finds nothing then.
    application = models.ForeignKey(
        "applications.Application",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="audit_events",
    )
    data = models.JSONField(_("Angaben"), default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("wann"))
    real_at = models.DateTimeField(_("wann (echte Zeit)"))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("Protokolleintrag")
        verbose_name_plural = _("Protokoll")
        indexes = [models.Index(fields=["application", "number"], name="audit_by_application")]

    def __str__(self) -> str:
        return f"{self.number} {self.event}"


class AuditChain(models.Model):
    """One row with the end of the chain; whoever writes the log takes its lock first."""

    last_number = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("Ende der Protokoll-Kette")
        verbose_name_plural = _("Ende der Protokoll-Kette")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="audit_chain_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.last_number} {self.last_hash[:8]}"
