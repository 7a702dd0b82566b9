"""A proposal by one person and the signature of another."""

from decimal import Decimal
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly, AppendOnlyQuerySet
from applications.models.fields import AnswerField, EuroField, one_of
from applications.rules.choices import CostKind
from applications.rules.decisions import DecisionKind, Reasons


class DecisionStatus(StrEnum):
    """How far a decision has come."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions can be closed while they are proposals; they are never deleted."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]


class Decision(models.Model):
    """Which grant is proposed, why, by whom, and who else signed or returned it."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="decisions"
    )
    kind = AnswerField(_("Entscheidung"), answers=DecisionKind)
    status = AnswerField(_("Stand"), default=DecisionStatus.PROPOSED)
    micro_project_eur = EuroField(_("Mikroprojekt"), default=Decimal("0.00"))
    minijob_eur = EuroField(_("Minijob-Stelle"), default=Decimal("0.00"))
    micro_project_maximum_eur = EuroField()
    minijob_maximum_eur = EuroField()
    facts = models.TextField(_("Sachverhalt"), blank=True)
    assessment = models.TextField(_("Würdigung"), blank=True)
    discretion = models.TextField(_("Ermessen"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("vorgeschlagen"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("mitgezeichnet oder zurückgegeben"), null=True)
    return_reason = models.TextField(_("Grund der Rückgabe"), blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entscheidung")
        verbose_name_plural = _("Entscheidungen")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status=DecisionStatus.PROPOSED.value),
                name="decision_one_open_proposal",
            ),
            models.CheckConstraint(
                name="decision_kind_and_status_known",
                condition=one_of("kind", DecisionKind, empty=False)
                & one_of("status", DecisionStatus, empty=False),
            ),
            models.CheckConstraint(
                name="decision_signed_by_another_person",
                condition=~Q(status=DecisionStatus.SIGNED.value) | ~Q(closed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="decision_closed_iff_not_open",
                condition=Q(status=DecisionStatus.PROPOSED.value, closed_by=None, closed_at=None)
                | (
                    ~Q(status=DecisionStatus.PROPOSED.value)
                    & Q(closed_by__isnull=False, closed_at__gte=F("proposed_at"))
                ),
            ),
            models.CheckConstraint(
                name="decision_within_ceilings",
                condition=Q(
                    micro_project_eur__gte=0,
                    minijob_eur__gte=0,
                    micro_project_eur__lte=F("micro_project_maximum_eur"),
                    minijob_eur__lte=F("minijob_maximum_eur"),
                ),
            ),
            models.CheckConstraint(
                name="decision_money_iff_award",
                condition=Q(
                    kind=DecisionKind.AWARD.value, micro_project_eur__gt=0, minijob_eur__gt=0
                )
                | (~Q(kind=DecisionKind.AWARD.value) & Q(micro_project_eur=0, minijob_eur=0)),
            ),
            models.CheckConstraint(
                name="decision_return_has_a_reason",
                condition=~Q(status=DecisionStatus.RETURNED.value) | ~Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"

    @property
    def reasons(self) -> Reasons:
        """Return the three parts of the reasons (§ 39 HVwVfG)."""
        return Reasons(facts=self.facts, assessment=self.assessment, discretion=self.discretion)

    @property
    def reason(self) -> str:
        """Return the reasons as one text, for places that have room for one."""
        return self.reasons.as_text

    @property
    def amount_eur(self) -> Decimal:
        """Return both parts together, in EUR."""
        amount_eur: Decimal = self.micro_project_eur + self.minijob_eur
        return amount_eur


class DecisionLine(AppendOnly):
    """What a proposal accepts of one line of costs, frozen when it was made."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("Zeile"))
    kind = AnswerField(_("Art"), answers=CostKind, blank=True)
    purpose = models.CharField(_("Wofür"), max_length=120, blank=True)
    requested_eur = EuroField(_("beantragt"))
    accepted_eur = EuroField(_("anerkannt"))
    reason = models.TextField(_("Grund"), blank=True)

    class Meta:
        verbose_name = _("Zeile einer Entscheidung")
        verbose_name_plural = _("Zeilen einer Entscheidung")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "position"], name="decision_line_position_once"
            ),
            models.CheckConstraint(
                name="decision_line_accepts_at_most_the_request",
                condition=Q(accepted_eur__gte=0, accepted_eur__lte=F("requested_eur")),
            ),
            models.CheckConstraint(
                name="decision_line_cut_has_a_reason",
                condition=Q(accepted_eur=F("requested_eur")) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} · {self.position}"
