"""The authority asks the association for something, point by point (Nachforderung)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField
from applications.rules.choices import AttachmentKind, PointKind
from applications.rules.sections import Section


class InformationRequest(models.Model):
    """One request; while it is open the named sections and documents can be changed.

    The version that was sent stays valid until the answer is sent. Exactly one request of an
    application is open; it closes by the answer, by the authority after its date, or when the
    application is withdrawn.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="information_requests"
    )
    number = models.PositiveSmallIntegerField(_("Nummer"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("gefragt"))
    due_on = models.DateField(_("Antwort bis"))
    closed_at = models.DateTimeField(_("geschlossen"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("beantwortet"), null=True)

    class Meta:
        verbose_name = _("Nachforderung")
        verbose_name_plural = _("Nachforderungen")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="information_request_number_once"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at=None),
                name="information_request_one_open",
            ),
            models.CheckConstraint(
                name="information_request_answered_when_closed",
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.number}"


class RequestPoint(models.Model):
    """One point of a request: our text, what it belongs to, and the answer in words."""

    request = models.ForeignKey(
        InformationRequest, on_delete=models.PROTECT, related_name="points"
    )
    position = models.PositiveSmallIntegerField(_("Punkt"))
    kind = AnswerField(_("Art"), answers=PointKind)
    section = AnswerField(_("Abschnitt"), answers=Section, blank=True)
    attachment_kind = AnswerField(_("Unterlage"), answers=AttachmentKind, blank=True)
    text = models.TextField(_("Unsere Frage"), max_length=2000)
    answer = models.TextField(_("Antwort"), max_length=2000, blank=True)
    # Said by the association for a section or document: this point is done.
    done_at = models.DateTimeField(_("erledigt"), null=True)
    answered_at = models.DateTimeField(_("abgesendet"), null=True)

    class Meta:
        verbose_name = _("Punkt einer Nachforderung")
        verbose_name_plural = _("Punkte einer Nachforderung")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "position"], name="request_point_position_once"
            ),
            models.CheckConstraint(
                name="request_point_belongs_to_something",
                condition=(Q(kind=PointKind.SECTION.value, attachment_kind="") & ~Q(section=""))
                | (Q(kind=PointKind.ENCLOSURE.value, section="") & ~Q(attachment_kind=""))
                | Q(kind=PointKind.QUESTION.value, section="", attachment_kind=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} · {self.position}"
