"""An application that came by post or telephone, while staff write it down (Papierantrag)."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, one_of


class PaperEntryStatus(StrEnum):
    """Who has the entry: the person who writes, the second person, or the case."""

    OPEN = "open"
    CHECKING = "checking"
    RECORDED = "recorded"


class PaperEntry(models.Model):
    """One application on paper: when it arrived, who writes it down, who checks it.

    Until it is recorded the application is a draft that nobody else sees. What counts of it
    afterwards stands in the snapshot, the transition and the audit log.
    """

    application = models.OneToOneField(
        "applications.Application",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="paper_entry",
    )
    received_at = models.DateTimeField(_("Angekommen"))
    note = models.TextField(_("Vermerk"), max_length=2000, blank=True)
    signed_on = models.DateField(_("Unterschrieben am"), null=True)
    status = AnswerField(_("Stand"), default=PaperEntryStatus.OPEN)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("angelegt"))
    handed_over_at = models.DateTimeField(_("zur Prüfung gegeben"), null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("geprüft"), null=True)
    remarks = models.TextField(_("Grund der Rückgabe"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("Papierantrag")
        verbose_name_plural = _("Papieranträge")
        constraints = [
            models.CheckConstraint(
                name="paper_entry_status_known",
                condition=one_of("status", PaperEntryStatus, empty=False),
            ),
            models.CheckConstraint(
                name="paper_entry_arrived_before_it_was_entered",
                condition=Q(received_at__lte=F("entered_at")),
            ),
            models.CheckConstraint(
                name="paper_entry_checked_by_another_person",
                condition=~Q(checked_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="paper_entry_recorded_iff_checked",
                condition=Q(
                    status=PaperEntryStatus.RECORDED.value,
                    checked_by__isnull=False,
                    checked_at__isnull=False,
                    handed_over_at__isnull=False,
                )
                | (
                    ~Q(status=PaperEntryStatus.RECORDED.value)
                    & Q(checked_by=None, checked_at=None)
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)
