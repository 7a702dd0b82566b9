"""Documents that come with the application, and the promise to send one later (Q13)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models.codes import address_code
from applications.models.fields import AnswerField
from applications.models.section import SectionAnswers
from applications.rules.choices import AttachmentKind, ScanState


def storage_name(attachment: "Attachment", _filename: str) -> str:
    """Return a random place; the name that was sent is data only."""
    return f"attachments/{attachment.code[:2]}/{attachment.code}"


def readable_name(attachment: "Attachment", _filename: str) -> str:
    """Return where the harmless copy lies, beside the received bytes."""
    return f"{storage_name(attachment, '')}.readable"


def photo_name(photo: "AttachmentPhoto", _filename: str) -> str:
    """Return a random place for a received photo."""
    return f"attachments/{photo.code[:2]}/{photo.code}"


def page_name(page: "AttachmentPage", filename: str) -> str:
    """Return where the picture of a page lies: by a code of its own."""
    return f"pages/{page.code[:2]}/{page.code}-{filename}"


class Enclosures(SectionAnswers):
    """The section that carries the version of the list of documents (Q13)."""

    class Meta:
        verbose_name = _("Unterlagen")
        verbose_name_plural = _("Unterlagen")
        default_related_name = "enclosures"


class Attachment(models.Model):
    """One document: the received bytes kept as they came, with their SHA-256.

    A document put together from photos is a file of our making; its photos are the received
    bytes. ``readable_file`` is the harmless copy that people open: rewritten, turned upright,
    without active content and without the place where a photo was taken.
    """

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
    readable_file = models.FileField(upload_to=readable_name, max_length=120, blank=True)
    readable_size = models.PositiveIntegerField(_("Größe der Lesefassung"), null=True)
    scan = AnswerField(_("Virenprüfung"), answers=ScanState, default=ScanState.UNCHECKED)
    is_dark = models.BooleanField(_("sehr dunkel"), default=False)
    is_blurred = models.BooleanField(_("unscharf"), default=False)
    # Set for what comes with the answer to a request: the authority sees it once that is sent.
    request = models.ForeignKey(
        "applications.InformationRequest",
        on_delete=models.PROTECT,
        null=True,
        related_name="attachments",
    )
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


class AttachmentPhoto(models.Model):
    """One received photo of a document that was put together from several."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField(_("Seite"))
    name = models.CharField(_("Dateiname"), max_length=255)
    media_type = models.CharField(_("Format"), max_length=40)
    size = models.PositiveIntegerField(_("Größe in Byte"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=photo_name, max_length=100)

    class Meta:
        verbose_name = _("Foto einer Unterlage")
        verbose_name_plural = _("Fotos einer Unterlage")
        indexes = [models.Index(fields=["attachment", "position"], name="photo_by_position")]

    def __str__(self) -> str:
        return self.name


class AttachmentPage(models.Model):
    """The picture of one page, made when the document came, and a small one for lists."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    attachment = models.ForeignKey(
        Attachment, on_delete=models.CASCADE, related_name="page_images"
    )
    number = models.PositiveSmallIntegerField(_("Seite"))
    image = models.FileField(upload_to=page_name, max_length=120)
    thumbnail = models.FileField(upload_to=page_name, max_length=120)
    width = models.PositiveSmallIntegerField(_("Breite"))
    height = models.PositiveSmallIntegerField(_("Höhe"))
    is_dark = models.BooleanField(_("sehr dunkel"), default=False)
    is_blurred = models.BooleanField(_("unscharf"), default=False)

    class Meta:
        verbose_name = _("Seitenbild")
        verbose_name_plural = _("Seitenbilder")
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "number"], name="page_image_once_per_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment} · {self.number}"


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
