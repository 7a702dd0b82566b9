"""Dated legal values such as the minimum wage: rows that are added, never changed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnlyQuerySet
from applications.models.fields import AnswerField
from applications.rules.parameters import ParameterKind, ParameterRow, Parameters


class LegalParameterQuerySet(models.QuerySet["LegalParameter"]):
    """Parameters by whether two persons stand behind them."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]

    def as_parameters(self, *, confirmed_by: datetime) -> Parameters:
        """Return the values confirmed up to an instant, read when a rule asks for one."""
        return Parameters(self._rows(confirmed_by))

    def _rows(self, confirmed_by: datetime) -> Iterator[ParameterRow]:
        rows = self.filter(confirmed_at__lte=confirmed_by).order_by("kind", "valid_from", "pk")
        for row in rows.values("kind", "valid_from", "known_from", "value", "source"):
            values: dict[str, Any] = {**row, "kind": ParameterKind(row["kind"])}
            yield ParameterRow(**values)


class LegalParameter(models.Model):
    """One value of the law from one day on; counts once a second person confirmed it."""

    kind = AnswerField(_("Wert"), answers=ParameterKind, max_length=32)
    valid_from = models.DateField(_("gilt ab"))
    known_from = models.DateField(
        _("bekannt ab"), help_text=_("Von diesem Tag an rechnen neue Anträge damit.")
    )
    value = models.DecimalField(_("Betrag, Prozent oder Tage"), max_digits=10, decimal_places=4)
    source = models.CharField(_("Quelle"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("eingetragen von"),
        editable=False,
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("bestätigt von"),
        editable=False,
    )
    confirmed_at = models.DateTimeField(_("bestätigt"), null=True, editable=False)

    objects: ClassVar[LegalParameterQuerySet] = LegalParameterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Rechtswert")
        verbose_name_plural = _("Rechtswerte")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from", "known_from"], name="legal_parameter_once"
            ),
            models.CheckConstraint(name="legal_parameter_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="legal_parameter_confirmed_by_another_person",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"
