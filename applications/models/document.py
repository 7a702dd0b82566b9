"""A document to be made from a snapshot or a letter; without ``rendered_at`` it is still to do."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from applications.models.codes import printed_code
from applications.models.document_delivery import DocumentDelivery
from applications.models.fields import AnswerField, one_of
from applications.rules.delivery import DeliveryWay
from applications.rules.documents import DECISION_LETTERS, INTERNAL, DocumentKind


def storage_name(document: "Document", _filename: str) -> str:
    """Return where the file lies: by its code, below no served folder."""
    return f"documents/{document.code[:2]}/{document.code}.pdf"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents by who may know of them."""

    def told(self) -> "DocumentQuerySet":
        """Return what the association may read: no notes of the file, no decision before it left.

        A sheet in plain language goes with the letter that was ordered at the same instant.
        """
        left = DocumentDelivery.objects.filter(
            Q(way=DeliveryWay.PORTAL) | Q(posted_on__isnull=False),
            document__application=OuterRef("application"),
            document__ordered_at=OuterRef("ordered_at"),
        )
        waits = Q(kind__in=[*DECISION_LETTERS, DocumentKind.COVER_SHEET])
        return self.exclude(kind__in=INTERNAL).filter(~waits | Exists(left))


class Document(models.Model):
    """One PDF: ordered with the deed, rendered once afterwards, stored with its SHA-256.

    It belongs to one application, whose snapshot it speaks of, or to an award list. ``content``
    is the frozen letter as canonical JSON; the acknowledgement of receipt prints the snapshot.
    ``number`` is the edition among the documents of one kind.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, null=True, related_name="documents"
    )
    snapshot = models.ForeignKey(
        "applications.SubmissionSnapshot",
        on_delete=models.PROTECT,
        null=True,
        related_name="documents",
    )
    award_list = models.ForeignKey(
        "applications.AwardList", on_delete=models.PROTECT, null=True, related_name="documents"
    )
    kind = AnswerField(_("Dokument"), answers=DocumentKind, max_length=32)
    number = models.PositiveSmallIntegerField(_("Fassung"), default=1)
    code = models.CharField(
        _("Prüfcode"), max_length=12, unique=True, default=printed_code, editable=False
    )
    content = models.TextField(blank=True, editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    ordered_at = models.DateTimeField(_("bestellt"))
    rendered_at = models.DateTimeField(_("erzeugt"), null=True)
    file = models.FileField(upload_to=storage_name, max_length=100, blank=True)
    size = models.PositiveIntegerField(_("Größe in Byte"), null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    has_unprintable_text = models.BooleanField(_("Zeichen fehlen im Druck"), default=False)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    last_error = models.TextField(_("Letzter Fehler"), blank=True)

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "number"], name="document_edition_once"
            ),
            models.UniqueConstraint(
                fields=["award_list", "kind", "number"], name="document_of_list_edition_once"
            ),
            models.CheckConstraint(
                name="document_kind_known", condition=one_of("kind", DocumentKind, empty=False)
            ),
            models.CheckConstraint(
                name="document_belongs_to_a_case_or_a_list",
                condition=Q(application__isnull=False, snapshot__isnull=False, award_list=None)
                & ~Q(kind=DocumentKind.AWARD_NOTE.value)
                | Q(
                    application=None,
                    snapshot=None,
                    award_list__isnull=False,
                    kind=DocumentKind.AWARD_NOTE.value,
                ),
            ),
            models.CheckConstraint(
                name="document_of_a_letter_has_its_content",
                condition=Q(
                    kind=DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT.value,
                    content="",
                    content_sha256="",
                )
                | (
                    ~Q(kind=DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT.value)
                    & ~Q(content="")
                    & ~Q(content_sha256="")
                ),
            ),
            models.CheckConstraint(
                name="document_stored_iff_rendered",
                condition=Q(rendered_at=None, sha256="", size=None)
                | (Q(rendered_at__isnull=False, size__gt=0) & ~Q(sha256="") & ~Q(file="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application or self.award_list} · {self.kind}"

    @property
    def frozen(self) -> str:
        """Return what the file prints and holds inside, as canonical JSON."""
        return self.content or (self.snapshot.payload if self.snapshot else "")
