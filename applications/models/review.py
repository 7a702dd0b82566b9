"""What people of the authority judge and write while they review a case."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly
from applications.models.fields import AnswerField, EuroField, one_of
from applications.rules.review import HIGHEST_POINTS, POINTS_WITH_REASON, ChecklistVerdict


class ChecklistItem(models.Model):
    """One point that is looked at in every case of a round."""

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.CASCADE, related_name="checklist"
    )
    position = models.PositiveSmallIntegerField(_("Stelle"))
    text = models.CharField(_("Prüfpunkt"), max_length=200)
    is_active = models.BooleanField(_("wird geprüft"), default=True)

    class Meta:
        verbose_name = _("Prüfpunkt")
        verbose_name_plural = _("Prüfliste")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class ChecklistAnswer(AppendOnly):
    """An answer to a point of the checklist; the latest counts."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="checklist_answers"
    )
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    answer = AnswerField(_("Antwort"), answers=ChecklistVerdict)
    note = models.CharField(_("Notiz"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("geprüft"))

    class Meta:
        verbose_name = _("Antwort der Prüfliste")
        verbose_name_plural = _("Antworten der Prüfliste")
        indexes = [models.Index(fields=["application", "id"], name="checklist_answer_by_case")]
        constraints = [
            models.CheckConstraint(
                name="checklist_answer_known",
                condition=one_of("answer", ChecklistVerdict, empty=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.get_answer_display()}"


class Criterion(models.Model):
    """What projects of a round are compared by."""

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.CASCADE, related_name="criteria"
    )
    position = models.PositiveSmallIntegerField(_("Stelle"))
    name = models.CharField(_("Kriterium"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("Gewicht"), default=1)
    is_active = models.BooleanField(_("wird bewertet"), default=True)

    class Meta:
        verbose_name = _("Kriterium")
        verbose_name_plural = _("Kriterien")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Score(AppendOnly):
    """Points of a case for a criterion; the latest count."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="scores"
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("Punkte"))
    reason = models.CharField(_("Begründung"), max_length=500, blank=True)
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    scored_at = models.DateTimeField(_("bewertet"))

    class Meta:
        verbose_name = _("Bewertung")
        verbose_name_plural = _("Bewertungen")
        indexes = [models.Index(fields=["application", "id"], name="score_by_case")]
        constraints = [
            models.CheckConstraint(
                name="score_within_the_scale", condition=Q(points__lte=HIGHEST_POINTS)
            ),
            models.CheckConstraint(
                name="score_at_the_ends_has_a_reason",
                condition=~Q(points__in=sorted(POINTS_WITH_REASON)) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


class AcceptedCost(AppendOnly):
    """What staff accept of one line of the costs; the latest row of a line counts.

    ``position`` is the position of the cost line in the version that was sent.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="accepted_costs"
    )
    position = models.PositiveSmallIntegerField(_("Zeile"))
    accepted_eur = EuroField(_("anerkannt"))
    reason = models.CharField(_("Grund"), max_length=500, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(_("geprüft"))

    class Meta:
        verbose_name = _("Anerkannte Ausgabe")
        verbose_name_plural = _("Anerkannte Ausgaben")
        indexes = [models.Index(fields=["application", "id"], name="accepted_cost_by_case")]
        constraints = [
            models.CheckConstraint(
                name="accepted_cost_not_negative", condition=Q(accepted_eur__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.position}"


class InternalNote(AppendOnly):
    """A note for colleagues; it belongs to the file and may be read in an inspection of it."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="internal_notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("Notiz"), max_length=4000)
    written_at = models.DateTimeField(_("geschrieben"))

    class Meta:
        verbose_name = _("Interne Notiz")
        verbose_name_plural = _("Interne Notizen")
        indexes = [models.Index(fields=["application", "id"], name="internal_note_by_case")]
        constraints = [
            models.CheckConstraint(name="internal_note_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.written_at:%d.%m.%Y}"


class AttachmentReading(models.Model):
    """Somebody of the authority has read a document and said so."""

    attachment = models.ForeignKey(
        "applications.Attachment", on_delete=models.CASCADE, related_name="readings"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    read_at = models.DateTimeField(_("gelesen"))

    class Meta:
        verbose_name = _("Gelesene Unterlage")
        verbose_name_plural = _("Gelesene Unterlagen")
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "reader"], name="attachment_read_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attachment} · {self.reader}"


class CasePresence(models.Model):
    """Who of the authority has a case open: a notice for colleagues, never a lock. Real time."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="case_presences"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    seen_at = models.DateTimeField(_("zuletzt gesehen"))

    class Meta:
        verbose_name = _("Geöffneter Antrag")
        verbose_name_plural = _("Geöffnete Anträge")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"], name="case_presence_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.person}"
