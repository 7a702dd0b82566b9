"""A change of an open round: proposed by one person, confirmed by another."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnlyQuerySet


class RoundChangeQuerySet(models.QuerySet["RoundChange"]):
    """Changes; closing one is the only update that the table takes."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]


class RoundChange(models.Model):
    """Old and new values with the reason; whoever confirms it is not who proposed it.

    ``changes`` maps the name of a field to ``{"old": …, "new": …}`` as plain values. Open while
    ``closed_at`` is empty; then ``is_confirmed`` says whether the round took the new values.
    """

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.PROTECT, related_name="changes"
    )
    changes = models.JSONField(_("Änderungen"))
    reason = models.TextField(_("Grund"), max_length=2000)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("vorgeschlagen"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("geschlossen"), null=True)
    is_confirmed = models.BooleanField(_("bestätigt"), null=True)
    note = models.TextField(_("Grund der Ablehnung"), max_length=2000, blank=True)

    objects: ClassVar[RoundChangeQuerySet] = RoundChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Änderung einer Runde")
        verbose_name_plural = _("Änderungen von Runden")
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(closed_at=None), name="round_change_one_open"
            ),
            models.CheckConstraint(name="round_change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="round_change_closed_whole",
                condition=Q(closed_at=None, closed_by=None, is_confirmed=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, is_confirmed__isnull=False),
            ),
            models.CheckConstraint(
                name="round_change_confirmed_by_another_person",
                condition=~Q(is_confirmed=True) | ~Q(closed_by=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return RoundChange.objects.filter(pk=self.pk).delete()
