"""Costs of the micro-project and who pays them (Q11, Q12)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, EuroField, not_negative
from applications.models.section import SectionAnswers
from applications.rules.choices import CostKind


class Costs(SectionAnswers):
    """The list of costs of the micro-project (Q11); the lines are CostItem rows."""

    class Meta:
        verbose_name = _("Kosten des Mikroprojekts")
        verbose_name_plural = _("Kosten des Mikroprojekts")
        default_related_name = "costs"


class CostItem(models.Model):
    """One line of costs."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="cost_items"
    )
    position = models.PositiveSmallIntegerField(_("Zeile"))
    kind = AnswerField(_("Art"), answers=CostKind, blank=True)
    purpose = models.CharField(_("Wofür"), max_length=120, blank=True)
    calculation = models.CharField(_("Rechnung"), max_length=120, blank=True)
    amount_eur = EuroField(_("Betrag"), null=True, blank=True)

    class Meta:
        verbose_name = _("Kosten")
        verbose_name_plural = _("Kosten")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"], name="cost_item_position_once"
            ),
            models.CheckConstraint(
                name="cost_item_not_negative",
                condition=Q(amount_eur__isnull=True) | Q(amount_eur__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class FinancingPlan(SectionAnswers):
    """Who pays what beside the grant (Q12); the grant itself is computed."""

    own_funds_eur = EuroField(_("Geld vom Verein"), null=True, blank=True)
    donations_eur = EuroField(_("Spenden und Beiträge"), null=True, blank=True)
    other_grants_eur = EuroField(_("Andere Förderung"), null=True, blank=True)
    other_grants_from = models.CharField(_("von"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("Finanzierung")
        verbose_name_plural = _("Finanzierung")
        default_related_name = "financing"
        constraints = [
            models.CheckConstraint(
                name="financing_not_negative",
                condition=not_negative("own_funds_eur", "donations_eur", "other_grants_eur"),
            ),
        ]
