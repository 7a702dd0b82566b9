"""How and when a decision reached the association (§ 41 HVwVfG)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, one_of
from applications.rules.delivery import DeliveryWay


class DocumentDelivery(models.Model):
    """One way a document went; when the account fails, the next row is the post.

    In the account: ``provided_at`` is when the mail about it was ordered, ``collect_until`` the
    last day to collect. By post: ``posted_on`` is the day of posting. ``delivered_on`` is when
    the law says it is known, ``appeal_ends_on`` the last day for a Klage, for acts only.
    """

    document = models.ForeignKey(
        "applications.Document", on_delete=models.PROTECT, related_name="deliveries"
    )
    way = AnswerField(_("Weg"), answers=DeliveryWay)
    provided_at = models.DateTimeField(_("Bereit seit"))
    collect_until = models.DateField(_("Abruf bis"), null=True)
    collected_at = models.DateTimeField(_("Heruntergeladen am"), null=True)
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lapsed_at = models.DateTimeField(_("Nicht abgerufen"), null=True)
    posted_on = models.DateField(_("Abgesendet am"), null=True)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delivered_on = models.DateField(_("Bekannt gegeben am"), null=True)
    appeal_ends_on = models.DateField(_("Klagefrist endet am"), null=True)

    class Meta:
        verbose_name = _("Zustellung")
        verbose_name_plural = _("Zustellungen")
        ordering = ("-provided_at", "-pk")
        indexes = [
            models.Index(
                fields=["collect_until"],
                name="delivery_to_collect",
                condition=Q(delivered_on=None, lapsed_at=None),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(lapsed_at=None), name="delivery_one_way_at_a_time"
            ),
            models.CheckConstraint(
                name="delivery_way_known", condition=one_of("way", DeliveryWay, empty=False)
            ),
            models.CheckConstraint(
                name="delivery_by_account",
                condition=~Q(way=DeliveryWay.PORTAL.value)
                | Q(collect_until__isnull=False, posted_on=None, posted_by=None),
            ),
            models.CheckConstraint(
                name="delivery_by_post",
                condition=~Q(way=DeliveryWay.POST.value)
                | Q(collect_until=None, lapsed_at=None, collected_at=None, collected_by=None),
            ),
            models.CheckConstraint(
                name="delivery_known_once_collected_or_posted",
                condition=Q(delivered_on=None, collected_at=None, posted_on=None)
                | (
                    Q(delivered_on__isnull=False)
                    & (
                        Q(collected_at__isnull=False, collected_by__isnull=False, lapsed_at=None)
                        | Q(posted_on__isnull=False, posted_by__isnull=False)
                    )
                ),
            ),
            models.CheckConstraint(
                name="delivery_limit_follows_delivery",
                condition=Q(appeal_ends_on=None) | Q(delivered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.way}"
