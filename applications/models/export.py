"""What staff took out of the system: which list, of which cases, for what, and the file."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.codes import address_code
from applications.models.fields import AnswerField
from applications.rules.exports import ExportKind


def storage_name(export: "Export", _filename: str) -> str:
    """Return a random place, below no served folder."""
    return f"exports/{export.code[:2]}/{export.code}"


class Export(models.Model):
    """One export; who asked for what of which cases stays for good, its file for seven days."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    kind = AnswerField(_("Liste"), answers=ExportKind)
    query = models.TextField(_("Filter"), blank=True)
    keys = models.JSONField(_("Fälle"), default=list)
    left_out = models.PositiveIntegerField(_("Ohne"), default=0)
    purpose = models.TextField(_("Zweck"), max_length=500, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(_("Angefordert"))
    rows_done = models.PositiveIntegerField(_("Fertige Zeilen"), default=0)
    finished_at = models.DateTimeField(_("Fertig"), null=True)
    file = models.FileField(upload_to=storage_name, max_length=100, blank=True)
    size = models.PositiveIntegerField(_("Größe in Byte"), null=True)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    last_error = models.TextField(_("Letzter Fehler"), blank=True)

    class Meta:
        verbose_name = _("Export")
        verbose_name_plural = _("Exporte")
        constraints = [
            models.CheckConstraint(
                name="export_kind_known",
                condition=Q(kind__in=[kind.value for kind in ExportKind]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.requested_at:%d.%m.%Y}"

    @property
    def case_count(self) -> int:
        """Return how many applications are in it."""
        return len(self.keys)
