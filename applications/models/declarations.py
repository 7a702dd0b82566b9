"""What the sender declares when the application is sent (Q15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField
from applications.models.section import SectionAnswers
from applications.rules.choices import Delivery


class Declarations(SectionAnswers):
    """Six confirmations, who sends and agrees, and how the decision shall arrive."""

    complete = models.BooleanField(null=True)
    not_started = models.BooleanField(null=True)
    no_other_money = models.BooleanField(null=True)
    report_changes = models.BooleanField(null=True)
    no_entitlement = models.BooleanField(null=True)
    may_represent = models.BooleanField(null=True)
    sender_name = models.CharField(_("Abgesendet von"), max_length=150, blank=True)
    second_person = models.CharField(_("Einverstanden"), max_length=150, blank=True)
    delivery = AnswerField(_("Weg zum Bescheid"), answers=Delivery, blank=True)
    publish = models.BooleanField(null=True)
    knows_ineligible = models.BooleanField(null=True)
    wording = models.CharField(_("Fassung der Erklärungen"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("Erklärungen")
        verbose_name_plural = _("Erklärungen")
        default_related_name = "declarations"
