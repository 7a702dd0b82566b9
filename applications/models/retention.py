"""What keeps a case beyond its time, and what is left of it afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly
from applications.models.fields import AnswerField, EuroField, one_of
from applications.rules.choices import District
from applications.rules.lifecycle import State


class LegalHold(models.Model):
    """A case that must not be deleted: a law suit, an audit, a claim for money back."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="legal_holds"
    )
    reason = models.TextField(_("Grund"), max_length=1000)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("gesetzt"))
    lift_reason = models.TextField(_("Grund der Aufhebung"), max_length=1000, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("aufgehoben"), null=True)

    class Meta:
        verbose_name = _("Löschsperre")
        verbose_name_plural = _("Löschsperren")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(lifted_at=None), name="legal_hold_one_open"
            ),
            models.CheckConstraint(
                name="legal_hold_has_reasons",
                condition=~Q(reason="") & (Q(lifted_at=None) | ~Q(lift_reason="")),
            ),
            models.CheckConstraint(
                name="legal_hold_lifted_whole",
                condition=Q(lifted_at=None, lifted_by=None, lift_reason="")
                | Q(lifted_by__isnull=False, lifted_at__gte=F("set_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.set_at:%d.%m.%Y}"


class CaseStatistic(AppendOnly):
    """What the annual report needs of a case that is deleted; nothing leads back to it."""

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.PROTECT, related_name="case_statistics"
    )
    # No day: it would tell cases apart.
    received_year = models.PositiveSmallIntegerField(_("Jahr des Eingangs"))
    received_month = models.PositiveSmallIntegerField(_("Monat des Eingangs"))
    district = AnswerField(_("Kreis"), answers=District, blank=True)
    outcome = AnswerField(_("Ergebnis"), answers=State)
    requested_eur = EuroField(_("Beantragt"))
    awarded_eur = EuroField(_("Zugesagt"))

    class Meta:
        verbose_name = _("Zahlen eines gelöschten Antrags")
        verbose_name_plural = _("Zahlen gelöschter Anträge")
        constraints = [
            models.CheckConstraint(
                name="case_statistic_outcome_known",
                condition=one_of("outcome", State, empty=False),
            ),
            models.CheckConstraint(
                name="case_statistic_month_of_a_year",
                condition=Q(received_month__gte=1, received_month__lte=12),
            ),
            models.CheckConstraint(
                name="case_statistic_amounts_not_negative",
                condition=Q(requested_eur__gte=0, awarded_eur__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.received_month}/{self.received_year}"
