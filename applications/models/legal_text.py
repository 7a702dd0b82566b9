"""Wording of letters that the legal unit releases: edition by edition, never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnlyQuerySet
from applications.models.fields import AnswerField, one_of
from applications.rules.documents import LegalTextKind


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    """Texts by round; nothing is ever deleted, because letters name their edition."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]

    def in_force(self, round_id: int) -> "dict[str, LegalText]":
        """Return for each kind the last released edition, else the last draft."""
        rows = self.filter(round=round_id).newest_first().reverse()
        return {row.kind: row for row in rows}

    def newest_first(self) -> "LegalTextQuerySet":
        """Put what was released last before all, and drafts after everything released."""
        return self.order_by(F("released_at").desc(nulls_last=True), "-written_at", "-pk")


class LegalText(models.Model):
    """One edition of one text of a round; before its release letters with it are drafts."""

    round = models.ForeignKey(
        "applications.FundingRound",
        on_delete=models.PROTECT,
        related_name="legal_texts",
        verbose_name=_("Runde"),
    )
    kind = AnswerField(_("Text"), answers=LegalTextKind)
    edition = models.CharField(
        _("Fassung"), max_length=20, help_text=_("Steht auf jedem Brief, zum Beispiel 2020-2.")
    )
    text = models.TextField(_("Wortlaut"), max_length=8000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    written_at = models.DateTimeField(_("geschrieben"), editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    released_at = models.DateTimeField(_("freigegeben"), null=True, editable=False)

    objects: ClassVar[LegalTextQuerySet] = LegalTextQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Rechtstext")
        verbose_name_plural = _("Rechtstexte")
        ordering = ("round", "kind", "-written_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "edition"], name="legal_text_edition_once"
            ),
            models.CheckConstraint(
                name="legal_text_kind_known", condition=one_of("kind", LegalTextKind, empty=False)
            ),
            models.CheckConstraint(name="legal_text_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="legal_text_released_whole",
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
            ),
            models.CheckConstraint(
                name="legal_text_released_by_another_person",
                condition=Q(released_by=None)
                | Q(written_by=None)
                | ~Q(released_by=F("written_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.edition}"

    @property
    def is_released(self) -> bool:
        """Say whether the legal unit stands behind this wording."""
        return self.released_at is not None
