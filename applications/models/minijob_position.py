"""The minijob position in the project: tasks, hours, wage (Q09, Q10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, EuroField, not_negative
from applications.models.section import SectionAnswers
from applications.rules.choices import YesNo


class MinijobPosition(SectionAnswers):
    """What the person in the minijob does, and when (Q09); never a name."""

    tasks = models.TextField(_("Aufgaben"), blank=True)
    benefit = models.TextField(_("Nutzen"), blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    person_known = AnswerField(_("Person bekannt"), answers=YesNo, blank=True)
    person_related = AnswerField(_("Person aus dem Vorstand"), answers=YesNo, blank=True)

    class Meta:
        verbose_name = _("Aufgaben der Stelle")
        verbose_name_plural = _("Aufgaben der Stelle")
        default_related_name = "minijob_position"


class Wage(SectionAnswers):
    """Hours, wage and months from which the employer's cost follows (Q10)."""

    hours_month = models.DecimalField(
        _("Stunden im Monat"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    wage_month_eur = EuroField(_("Lohn im Monat"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("Monate"), null=True, blank=True)
    accident_insurance_eur = EuroField(_("Unfallversicherung"), null=True, blank=True)

    class Meta:
        verbose_name = _("Lohn und Kosten")
        verbose_name_plural = _("Lohn und Kosten")
        default_related_name = "wage"
        constraints = [
            models.CheckConstraint(
                name="wage_not_negative",
                condition=not_negative("hours_month", "wage_month_eur", "accident_insurance_eur"),
            ),
        ]
