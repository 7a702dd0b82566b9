"""One move of one application through its life cycle."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly
from applications.models.fields import AnswerField
from applications.rules.lifecycle import Action, State


class Transition(AppendOnly):
    """Who moved the application from where to where, when and why."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="transitions"
    )
    action = AnswerField(_("Schritt"), answers=Action)
    source = AnswerField(_("von"), answers=State)
    target = AnswerField(_("nach"), answers=State)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("Grund"), blank=True)
    at = models.DateTimeField(_("wann"))
    real_at = models.DateTimeField(_("wann (echte Zeit)"))

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Verlauf")
        indexes = [models.Index(fields=["application", "id"], name="transition_by_application")]

    def __str__(self) -> str:
        return f"{self.application}: {self.source} → {self.target}"
