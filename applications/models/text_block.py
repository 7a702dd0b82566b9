"""Sentences that staff insert and then change (Textbausteine)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, one_of
from applications.rules.review import TextBlockKind


class TextBlock(models.Model):
    """One text block; ``rule`` names the rule that it answers, or is empty."""

    key = models.SlugField(_("Kürzel"), max_length=60, unique=True)
    kind = AnswerField(_("Art"), answers=TextBlockKind)
    rule = models.CharField(_("Regel"), max_length=10, blank=True)
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Text"), max_length=2000)
    is_active = models.BooleanField(_("wird angeboten"), default=True)

    class Meta:
        verbose_name = _("Textbaustein")
        verbose_name_plural = _("Textbausteine")
        ordering = ("kind", "title")
        constraints = [
            models.CheckConstraint(
                name="text_block_kind_known", condition=one_of("kind", TextBlockKind, empty=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title
