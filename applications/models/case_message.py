"""Messages between the association and the authority about one case (S02)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models.append_only import AppendOnly
from applications.models.codes import address_code
from applications.models.fields import AnswerField
from applications.rules.choices import ScanState


def storage_name(file: "CaseMessageFile", _filename: str) -> str:
    """Return a random place; the name that was sent is data only."""
    return f"messages/{file.code[:2]}/{file.code}"


class CaseMessage(AppendOnly):
    """One message; written once, read by the other side."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="case_messages"
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    from_authority = models.BooleanField(_("von der Behörde"))
    # Set when the message answers a hearing.
    hearing = models.ForeignKey(
        "applications.Hearing", on_delete=models.PROTECT, null=True, related_name="answers"
    )
    text = models.TextField(_("Nachricht"), max_length=2000)
    sent_at = models.DateTimeField(_("gesendet"))

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        indexes = [models.Index(fields=["application", "id"], name="case_message_by_case")]
        constraints = [
            models.CheckConstraint(
                name="case_message_says_something", condition=~models.Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.sent_at:%d.%m.%Y}"


class CaseMessageReading(models.Model):
    """The first time somebody of the other side saw a message."""

    message = models.OneToOneField(
        CaseMessage, on_delete=models.PROTECT, primary_key=True, related_name="reading"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(_("gelesen"))

    class Meta:
        verbose_name = _("Gelesene Nachricht")
        verbose_name_plural = _("Gelesene Nachrichten")

    def __str__(self) -> str:
        return f"{self.message} · {self.reader}"


class CaseMessageFile(models.Model):
    """A file that came with a message: as received, and a harmless copy for reading.

    Nothing changes but the word of the virus scanner, and that once.
    """

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    message = models.ForeignKey(CaseMessage, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("Dateiname"), max_length=255)
    media_type = models.CharField(_("Format"), max_length=40)
    size = models.PositiveIntegerField(_("Größe in Byte"))
    pages = models.PositiveSmallIntegerField(_("Seiten"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=storage_name, max_length=100)
    scan = AnswerField(_("Virenprüfung"), answers=ScanState, default=ScanState.UNCHECKED)
    uploaded_at = models.DateTimeField(_("hochgeladen"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("Datei einer Nachricht")
        verbose_name_plural = _("Dateien einer Nachricht")

    def __str__(self) -> str:
        return self.name

    @property
    def readable_file(self) -> str:
        """Return where the harmless copy lies, beside the received bytes."""
        return f"{self.file.name}.readable"
