"""What people tell us beside their application: questions, barriers, and how it went."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField
from applications.rules.choices import EnquiryKind


class Enquiry(models.Model):
    """A question or a report of a barrier from the public pages."""

    kind = AnswerField(_("Art"), answers=EnquiryKind)
    name = models.CharField(_("Name"), max_length=150, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254, blank=True)
    reference_number = models.CharField(_("Antragsnummer"), max_length=32, blank=True)
    page = models.CharField(_("Seite"), max_length=200, blank=True)
    text = models.TextField(_("Text"), max_length=2000)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    received_at = models.DateTimeField(_("eingegangen"))
    answered_at = models.DateTimeField(_("beantwortet"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("Anfrage")
        verbose_name_plural = _("Anfragen")

    def __str__(self) -> str:
        return f"{self.received_at:%d.%m.%Y} · {self.name}"


class HelpVote(models.Model):
    """One click on „Hat das geholfen?“; nothing says whose."""

    topic = models.CharField(_("Frage"), max_length=60)
    helped = models.BooleanField(_("Hat geholfen"))
    voted_on = models.DateField(_("Tag"))

    class Meta:
        verbose_name = _("Stimme zur Hilfe")
        verbose_name_plural = _("Stimmen zur Hilfe")
        indexes = [models.Index(fields=["topic", "helped"], name="help_vote_by_topic")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.helped}"


class SubmissionFeedback(models.Model):
    """Three answers after sending; on purpose without person, organisation and case."""

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.PROTECT, related_name="feedback"
    )
    ease = models.PositiveSmallIntegerField(
        _("War das Ausfüllen einfach?"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    certainty = models.PositiveSmallIntegerField(
        _("War sicher, dass der Antrag angekommen ist"),
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    comment = models.TextField(_("Was war schwer?"), max_length=1000, blank=True)
    given_on = models.DateField(_("Tag"))

    class Meta:
        verbose_name = _("Rückmeldung zum Ausfüllen")
        verbose_name_plural = _("Rückmeldungen zum Ausfüllen")
        constraints = [
            models.CheckConstraint(
                name="feedback_from_one_to_five",
                condition=Q(ease__gte=1, ease__lte=5, certainty__gte=1, certainty__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_on:%d.%m.%Y}: {self.ease}, {self.certainty}"
