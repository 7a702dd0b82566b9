"""The micro-project: idea, goals, schedule (Q06 to Q08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, ListField
from applications.models.section import SectionAnswers
from applications.rules.choices import District, Topic, YesNo


class MicroProject(SectionAnswers):
    """What is planned, where and when (Q06)."""

    title = models.CharField(_("Name des Projekts"), max_length=80, blank=True)
    summary = models.TextField(_("Kurztext"), blank=True)
    topic = AnswerField(_("Thema"), answers=Topic, blank=True)
    place = models.CharField(_("Ort"), max_length=120, blank=True)
    district = AnswerField(_("Landkreis oder Stadt"), answers=District, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    early_start = AnswerField(_("Früher Beginn"), answers=YesNo, blank=True)
    early_start_reason = models.TextField(_("Grund"), blank=True)
    past_start_confirmed = AnswerField(_("Beginn bestätigt"), answers=YesNo, blank=True)

    class Meta:
        verbose_name = _("Projekt kurz vorstellen")
        verbose_name_plural = _("Projekt kurz vorstellen")
        default_related_name = "micro_project"


class Goals(SectionAnswers):
    """Whom the project helps and what shall be reached (Q07)."""

    need = models.TextField(_("Bedarf"), blank=True)
    goals = ListField(_("Ziele"))
    target_groups = ListField(_("Zielgruppen"))
    people_reached = models.PositiveIntegerField(_("Erreichte Menschen"), null=True, blank=True)
    effect = models.TextField(_("Wirkung"), blank=True)

    class Meta:
        verbose_name = _("Ziele und Menschen")
        verbose_name_plural = _("Ziele und Menschen")
        default_related_name = "goals"


class Schedule(SectionAnswers):
    """Steps, partners and the talk with the municipality (Q08)."""

    steps = ListField(_("Schritte"))
    partners = ListField(_("Partner"))
    municipality_contacted = AnswerField(_("Kommune"), answers=YesNo, blank=True)
    municipality_office = models.CharField(_("Stelle"), max_length=120, blank=True)
    afterwards = models.TextField(_("Danach"), blank=True)

    class Meta:
        verbose_name = _("Ablauf und Partner")
        verbose_name_plural = _("Ablauf und Partner")
        default_related_name = "schedule"
