"""A document to be made from a snapshot; without ``rendered_at`` it is still to do."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.codes import printed_code
from applications.models.fields import AnswerField


def storage_name(document: "Document", _filename: str) -> str:
    """Return where the file lies: by its code, below no served folder."""
    return f"documents/{document.code[:2]}/{document.code}.pdf"


class Document(models.Model):
    """One PDF: ordered with the deed, rendered once afterwards, stored with its SHA-256."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="documents"
    )
    snapshot = models.ForeignKey(
        "applications.SubmissionSnapshot", on_delete=models.PROTECT, related_name="documents"
    )
    kind = AnswerField(_("Dokument"), max_length=32)
    code = models.CharField(
        _("Prüfcode"), max_length=12, unique=True, default=printed_code, editable=False
    )
    ordered_at = models.DateTimeField(_("bestellt"))
    rendered_at = models.DateTimeField(_("erzeugt"), null=True)
    file = models.FileField(upload_to=storage_name, max_length=100, blank=True)
    size = models.PositiveIntegerField(_("Größe in Byte"), null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    has_unprintable_text = models.BooleanField(_("Zeichen fehlen im Druck"), default=False)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    last_error = models.TextField(_("Letzter Fehler"), blank=True)

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "kind"], name="document_once_per_snapshot_and_kind"
            ),
            models.CheckConstraint(
                name="document_stored_iff_rendered",
                condition=Q(rendered_at=None, sha256="", size=None)
                | (Q(rendered_at__isnull=False, size__gt=0) & ~Q(sha256="") & ~Q(file="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"
