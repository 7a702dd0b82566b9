"""The outbox: letters that wait, and their release by two persons."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnlyQuerySet
from applications.models.fields import AnswerField
from applications.rules.documents import DocumentKind


class LetterReleaseQuerySet(models.QuerySet["LetterRelease"]):
    """Releases are evidence: who let which letters leave."""

    def delete(self) -> tuple[int, dict[str, int]]:
        return AppendOnlyQuerySet.delete(self)  # type: ignore[arg-type]


class LetterRelease(models.Model):
    """Letters that one person wants to leave together and another one lets go, or not."""

    round = models.ForeignKey(
        "applications.FundingRound", on_delete=models.PROTECT, related_name="letter_releases"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("vorgeschlagen"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("freigegeben oder zurückgegeben"), null=True)
    is_released = models.BooleanField(_("freigegeben"), null=True)
    note = models.TextField(_("Grund der Rückgabe"), max_length=2000, blank=True)

    objects: ClassVar[LetterReleaseQuerySet] = LetterReleaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Versand")
        verbose_name_plural = _("Versand")
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="letter_release_closed_whole",
                condition=Q(closed_at=None, closed_by=None, is_released=None)
                | Q(
                    closed_at__gte=F("asked_at"),
                    closed_by__isnull=False,
                    is_released__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="letter_release_by_another_person",
                condition=~Q(is_released=True) | ~Q(closed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="letter_release_return_has_a_reason",
                condition=~Q(is_released=False) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.pk}"


class LetterDraft(models.Model):
    """A letter that nobody outside has seen: it leaves with a release, or never.

    ``fingerprint`` is that of the wording which the first person saw; the second lets go
    nothing else. ``document`` is what left.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="letter_drafts"
    )
    kind = AnswerField(_("Brief"), answers=DocumentKind, max_length=32)
    decision = models.ForeignKey(
        "applications.Decision", on_delete=models.PROTECT, null=True, related_name="letter_drafts"
    )
    change = models.ForeignKey(
        "applications.AwardChange",
        on_delete=models.PROTECT,
        null=True,
        related_name="letter_drafts",
    )
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(_("entworfen"))
    discarded_at = models.DateTimeField(_("verworfen"), null=True)
    release = models.ForeignKey(
        LetterRelease, on_delete=models.PROTECT, null=True, related_name="drafts"
    )
    fingerprint = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField(
        "applications.Document", on_delete=models.PROTECT, null=True, related_name="draft"
    )

    class Meta:
        verbose_name = _("Briefentwurf")
        verbose_name_plural = _("Ausgang")
        ordering = ("drafted_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind"],
                condition=Q(document=None, discarded_at=None),
                name="letter_draft_one_of_a_kind",
            ),
            models.CheckConstraint(
                name="letter_draft_selected_with_its_wording",
                condition=Q(release=None, fingerprint="")
                | (Q(release__isnull=False) & ~Q(fingerprint="")),
            ),
            models.CheckConstraint(
                name="letter_draft_leaves_with_a_release_or_never",
                condition=Q(document=None) | Q(release__isnull=False, discarded_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"
