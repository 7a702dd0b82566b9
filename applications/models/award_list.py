"""Who gets how much of a round: what is tried out, and what two persons froze."""

from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly, AppendOnlyQuerySet
from applications.models.fields import AnswerField, EuroField, one_of
from applications.rules.award_list import Place
from applications.rules.lifecycle import State


class AwardScenario(models.Model):
    """A sandbox: other amounts, another order, a reserve. No case is touched by it.

    ``plan`` holds ``amounts`` (text in EUR by the number of the case), ``order`` and
    ``left_out``; ``seen`` is what the list knew of each case when it was last computed, so that
    freezing can say what has changed since. The version grows with every change.
    """

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.PROTECT, related_name="award_scenarios"
    )
    name = models.CharField(_("Name"), max_length=60)
    reserve_eur = EuroField(_("Reserve"), default=0)
    only_reviewed = models.BooleanField(_("Nur vollständig geprüfte"), default=False)
    plan = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("angelegt"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("zuletzt gerechnet"))

    class Meta:
        verbose_name = _("Szenario der Vergabeliste")
        verbose_name_plural = _("Szenarien der Vergabeliste")
        constraints = [
            models.UniqueConstraint(fields=["round", "name"], name="award_scenario_name_once"),
            models.CheckConstraint(
                name="award_scenario_reserve_not_negative", condition=Q(reserve_eur__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FreezeStatus(StrEnum):
    """How far a frozen list has come."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


class AwardListQuerySet(models.QuerySet["AwardList"]):
    """Frozen lists are closed once by a second person; they are never deleted."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]

    def standing(self, round_id: int) -> "AwardList | None":
        """Return the list that counts: the last one that a second person confirmed."""
        confirmed = self.filter(round=round_id, status=FreezeStatus.CONFIRMED)
        return confirmed.order_by("-pk").first()


class AwardList(models.Model):
    """The result of a round as one person froze it and another confirmed it.

    ``facts`` is what the list knew of every case of the round, also of those that get nothing.
    Confirmed lists of a round make a chain: each replaces the one before, so one stands.
    """

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.PROTECT, related_name="award_lists"
    )
    status = AnswerField(_("Stand"), default=FreezeStatus.PROPOSED)
    scenario_name = models.CharField(_("Szenario"), max_length=60)
    only_reviewed = models.BooleanField(_("Nur vollständig geprüfte"))
    budget_eur = EuroField(_("Budget"))
    reserve_eur = EuroField(_("Reserve"))
    given_eur = EuroField(_("Vergeben"))
    reason = models.TextField(_("Begründung"))
    facts = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    frozen_at = models.DateTimeField(_("eingefroren"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("bestätigt oder zurückgegeben"), null=True)
    return_reason = models.TextField(_("Grund der Rückgabe"), blank=True)

    objects: ClassVar[AwardListQuerySet] = AwardListQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Vergabeliste")
        verbose_name_plural = _("Vergabeliste")
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(status=FreezeStatus.PROPOSED.value),
                name="award_list_one_waits_for_the_second_person",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(status=FreezeStatus.CONFIRMED.value, replaces=None),
                name="award_list_one_first_confirmed",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(status=FreezeStatus.CONFIRMED.value),
                name="award_list_replaced_once",
            ),
            models.CheckConstraint(
                name="award_list_status_known",
                condition=one_of("status", FreezeStatus, empty=False),
            ),
            models.CheckConstraint(
                name="award_list_closed_by_another_person",
                condition=Q(closed_by=None) | ~Q(closed_by=F("frozen_by")),
            ),
            models.CheckConstraint(
                name="award_list_closed_iff_not_open",
                condition=Q(status=FreezeStatus.PROPOSED.value, closed_by=None, closed_at=None)
                | (
                    ~Q(status=FreezeStatus.PROPOSED.value)
                    & Q(closed_by__isnull=False, closed_at__gte=F("frozen_at"))
                ),
            ),
            models.CheckConstraint(
                name="award_list_has_reasons",
                condition=~Q(reason="")
                & (~Q(status=FreezeStatus.RETURNED.value) | ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="award_list_within_the_budget",
                condition=Q(budget_eur__gte=F("given_eur") + F("reserve_eur")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.scenario_name}"


class AwardListRow(AppendOnly):
    """One case of a frozen list: rank, points and amount as they were at that moment."""

    award_list = models.ForeignKey(AwardList, on_delete=models.PROTECT, related_name="rows")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="award_list_rows"
    )
    position = models.PositiveSmallIntegerField(_("Rang"), null=True)
    points = models.PositiveSmallIntegerField(_("Punkte"), null=True)
    place = AnswerField(_("Platz"), answers=Place)
    state = AnswerField(_("Status"), answers=State)
    highest_eur = EuroField(_("Höchstens möglich"))
    wanted_eur = EuroField(_("In dieser Liste"))
    given_eur = EuroField(_("Vergeben"))
    micro_project_eur = EuroField(_("Mikroprojekt"))
    minijob_eur = EuroField(_("Minijob-Stelle"))
    is_fixed = models.BooleanField(_("Schon zugesagt oder vorgeschlagen"))

    class Meta:
        verbose_name = _("Zeile der Vergabeliste")
        verbose_name_plural = _("Zeilen der Vergabeliste")
        constraints = [
            models.UniqueConstraint(
                fields=["award_list", "application"], name="award_list_row_once"
            ),
            models.UniqueConstraint(
                fields=["award_list", "position"], name="award_list_position_once"
            ),
            models.CheckConstraint(
                name="award_list_place_known", condition=one_of("place", Place, empty=False)
            ),
            models.CheckConstraint(
                name="award_list_row_amounts_in_order",
                condition=Q(
                    given_eur__gte=0,
                    given_eur__lte=F("wanted_eur"),
                    micro_project_eur__gte=0,
                    minijob_eur__gte=0,
                    wanted_eur=F("micro_project_eur") + F("minijob_eur"),
                ),
            ),
            models.CheckConstraint(
                name="award_list_place_fits_the_money",
                condition=Q(place=Place.INSIDE.value, given_eur=F("wanted_eur"), position__gt=0)
                | Q(place=Place.PARTLY.value, given_eur__gt=0, position__gt=0)
                | Q(place=Place.OUTSIDE.value, given_eur=0, position__gt=0)
                | Q(place=Place.LEFT_OUT.value, given_eur=0, position=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_list} · {self.position}"

    def as_evidence(self) -> dict[str, Any]:
        """Return what the hash of the list covers, as primitives."""
        return {
            "application": self.application.reference_number,
            "position": self.position,
            "points": self.points,
            "place": str(self.place),
            "state": str(self.state),
            "highest_eur": f"{self.highest_eur:.2f}",
            "wanted_eur": f"{self.wanted_eur:.2f}",
            "given_eur": f"{self.given_eur:.2f}",
            "micro_project_eur": f"{self.micro_project_eur:.2f}",
            "minijob_eur": f"{self.minijob_eur:.2f}",
            "is_fixed": self.is_fixed,
        }
