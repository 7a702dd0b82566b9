"""A change of an award that stands, or its end: proposed by one person, signed by another."""

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnlyQuerySet
from applications.models.decision import DecisionStatus
from applications.models.fields import AnswerField, EuroField, one_of
from applications.rules.award_changes import AwardChangeKind, ChangeBasis
from applications.rules.decisions import GrantAmounts, Reasons


class AwardChangeQuerySet(models.QuerySet["AwardChange"]):
    """Changes can be closed while they are proposals; they are never deleted."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]


class AwardChange(models.Model):
    """What an award becomes, on which basis and why, by whom, and who else signed it."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="award_changes"
    )
    decision = models.ForeignKey(
        "applications.Decision", on_delete=models.PROTECT, related_name="changes"
    )
    kind = AnswerField(_("Art"), answers=AwardChangeKind)
    basis = AnswerField(_("Grundlage"), answers=ChangeBasis)
    is_for_the_past = models.BooleanField(_("auch für die Vergangenheit"), default=False)
    before_micro_project_eur = EuroField(_("Mikroprojekt bisher"))
    before_minijob_eur = EuroField(_("Minijob-Stelle bisher"))
    after_micro_project_eur = EuroField(_("Mikroprojekt neu"))
    after_minijob_eur = EuroField(_("Minijob-Stelle neu"))
    paid_eur = EuroField(_("schon ausgezahlt"), default=Decimal("0.00"))
    begins_on = models.DateField(_("Neuer Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Neues Ende"), null=True, blank=True)
    facts = models.TextField(_("Sachverhalt"))
    assessment = models.TextField(_("Würdigung"))
    discretion = models.TextField(_("Ermessen"), blank=True)
    heard = models.TextField(_("Anhörung"), blank=True)
    status = AnswerField(_("Stand"), default=DecisionStatus.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("vorgeschlagen"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("mitgezeichnet oder zurückgegeben"), null=True)
    return_reason = models.TextField(_("Grund der Rückgabe"), blank=True)

    objects: ClassVar[AwardChangeQuerySet] = AwardChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Änderung eines Bescheids")
        verbose_name_plural = _("Änderungen von Bescheiden")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status=DecisionStatus.PROPOSED.value),
                name="award_change_one_open",
            ),
            models.CheckConstraint(
                name="award_change_kind_basis_and_status_known",
                condition=one_of("kind", AwardChangeKind, empty=False)
                & one_of("basis", ChangeBasis, empty=False)
                & one_of("status", DecisionStatus, empty=False),
            ),
            models.CheckConstraint(
                name="award_change_signed_by_another_person",
                condition=~Q(status=DecisionStatus.SIGNED.value) | ~Q(closed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="award_change_closed_iff_not_open",
                condition=Q(status=DecisionStatus.PROPOSED.value, closed_by=None, closed_at=None)
                | (
                    ~Q(status=DecisionStatus.PROPOSED.value)
                    & Q(closed_by__isnull=False, closed_at__gte=F("proposed_at"))
                ),
            ),
            models.CheckConstraint(
                name="award_change_never_gives_more",
                condition=Q(
                    after_micro_project_eur__gte=0,
                    after_minijob_eur__gte=0,
                    after_micro_project_eur__lte=F("before_micro_project_eur"),
                    after_minijob_eur__lte=F("before_minijob_eur"),
                ),
            ),
            models.CheckConstraint(
                name="award_change_revokes_everything_or_leaves_something",
                condition=Q(
                    kind=AwardChangeKind.REVOCATION.value,
                    after_micro_project_eur=0,
                    after_minijob_eur=0,
                )
                | (
                    Q(kind=AwardChangeKind.AMENDMENT.value)
                    & (Q(after_micro_project_eur__gt=0) | Q(after_minijob_eur__gt=0))
                ),
            ),
            models.CheckConstraint(
                name="award_change_return_has_a_reason",
                condition=~Q(status=DecisionStatus.RETURNED.value) | ~Q(return_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"

    @property
    def before(self) -> GrantAmounts:
        """Return what was awarded so far, in EUR."""
        return GrantAmounts(
            micro_project_eur=self.before_micro_project_eur, minijob_eur=self.before_minijob_eur
        )

    @property
    def after(self) -> GrantAmounts:
        """Return what stays awarded, in EUR."""
        return GrantAmounts(
            micro_project_eur=self.after_micro_project_eur, minijob_eur=self.after_minijob_eur
        )

    @property
    def reasons(self) -> Reasons:
        """Return the three parts of the reasons (§ 39 HVwVfG)."""
        return Reasons(facts=self.facts, assessment=self.assessment, discretion=self.discretion)
