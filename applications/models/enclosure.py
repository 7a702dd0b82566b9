"""Documents that come with the application, and the promise to send one later (Q13)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models.codes import address_code
from applications.models.fields import AnswerField
from applications.models.section import SectionAnswers
from applications.rules.choices import AttachmentKind


def storage_name(attachment: "Attachment", _filename: str) -> str:
    """Return a random place; the name that was sent is data only."""
    return f"attachments/{attachment.code[:2]}/{attachment.code}"


class Enclosures(SectionAnswers):
    """The section that carries the version of the list of documents (Q13)."""

    class Meta:
        verbose_name = _("Unterlagen")
        verbose_name_plural = _("Unterlagen")
        default_related_name = "enclosures"


class Attachment(models.Model):
    """One received file, kept as it came, with its SHA-256."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="attachments"
    )
    kind = AnswerField(_("Art"), answers=AttachmentKind)
    name = models.CharField(_("Dateiname"), max_length=255)
    media_type = models.CharField(_("Format"), max_length=40)
    size = models.PositiveIntegerField(_("Größe in Byte"))
    pages = models.PositiveSmallIntegerField(_("Seiten"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=storage_name, max_length=100)
    uploaded_at = models.DateTimeField(_("hochgeladen"), default=clock.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Unterlage")
        verbose_name_plural = _("Unterlagen")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "sha256"], name="attachment_once_per_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PromisedEnclosure(models.Model):
    """A document that the association sends later, with a date and a reason."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="promised_enclosures"
    )
    kind = AnswerField(_("Art"), answers=AttachmentKind)
    until = models.DateField(_("bis"), null=True, blank=True)
    reason = models.CharField(_("Grund"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Unterlage, die nachkommt")
        verbose_name_plural = _("Unterlagen, die nachkommen")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"], name="promised_enclosure_once_per_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
