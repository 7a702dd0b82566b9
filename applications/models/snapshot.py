"""What was sent, frozen, and what the rules said about it."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly
from applications.models.fields import AnswerField
from applications.rules.facts import Facts
from applications.rules.findings import Outcome


class SubmissionSnapshot(AppendOnly):
    """One version of the application document: canonical JSON with its SHA-256."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="snapshots"
    )
    version = models.PositiveSmallIntegerField(_("Fassung"))
    payload = models.TextField(_("Antrag als JSON"))
    sha256 = models.CharField(max_length=64)
    context = models.JSONField(_("Umstände der Prüfung"), encoder=DjangoJSONEncoder, default=dict)
    frozen_at = models.DateTimeField(_("eingefroren"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Antragsfassung")
        verbose_name_plural = _("Antragsfassungen")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "version"], name="snapshot_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.version}"

    @property
    def document(self) -> dict[str, Any]:
        """Return the application document as it was frozen."""
        document: dict[str, Any] = json.loads(self.payload)
        return document

    @cached_property
    def facts(self) -> Facts:
        """Return what the rules were told; read once, because a page asks for it often."""
        return Facts.from_document(self.document)


class Finding(AppendOnly):
    """One result of one rule for one snapshot, with the values and parameters it saw."""

    snapshot = models.ForeignKey(
        SubmissionSnapshot, on_delete=models.PROTECT, related_name="findings"
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    rule = models.CharField(_("Regel"), max_length=8)
    rule_version = models.PositiveSmallIntegerField(_("Fassung der Regel"), default=1)
    outcome = AnswerField(_("Ergebnis"), answers=Outcome)
    section = models.CharField(_("Abschnitt"), max_length=24, blank=True)
    field = models.CharField(_("Feld"), max_length=60, blank=True)
    values = models.JSONField(_("Werte"), default=dict, encoder=DjangoJSONEncoder)
    parameters = models.JSONField(_("Rechtswerte"), default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("Ergebnis einer Regel")
        verbose_name_plural = _("Ergebnisse der Regeln")
        indexes = [models.Index(fields=["rule", "outcome"], name="finding_by_rule")]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "position"], name="finding_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}"


class FindingSettlement(AppendOnly):
    """A case worker's written judgement on a finding; the latest one counts."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="settlements")
    is_met = models.BooleanField(_("Voraussetzung erfüllt"))
    reason = models.TextField(_("Grund"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(_("geklärt"))

    class Meta:
        verbose_name = _("Klärung")
        verbose_name_plural = _("Klärungen")
        constraints = [
            models.CheckConstraint(name="settlement_has_a_reason", condition=~models.Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.finding} · {self.settled_by}"
