"""What the staff keep for their own work at the list: views, and steps for many cases at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.codes import address_code
from applications.models.fields import AnswerField, one_of
from applications.rules.batches import BatchKind

NAME_LENGTH = 60
QUERY_LENGTH = 500


class SavedView(models.Model):
    """Filters of the list under a name; each person has their own."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("Name der Ansicht"), max_length=NAME_LENGTH)
    query = models.CharField(max_length=QUERY_LENGTH)
    saved_at = models.DateTimeField(_("gesichert"))

    class Meta:
        verbose_name = _("Ansicht")
        verbose_name_plural = _("Ansichten")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_view_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One step for many cases: the page of confirmation gives the code, so it happens once."""

    code = models.CharField(max_length=26, unique=True, editable=False)
    kind = AnswerField(_("Schritt"), answers=BatchKind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("begonnen"))
    finished_at = models.DateTimeField(_("fertig"), null=True)

    class Meta:
        verbose_name = _("Sammelschritt")
        verbose_name_plural = _("Sammelschritte")
        constraints = [
            models.CheckConstraint(
                name="batch_kind_known", condition=one_of("kind", BatchKind, empty=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.started_at:%d.%m.%Y}"


class BatchResult(models.Model):
    """What became of one case; written together with the step itself."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="results")
    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="+"
    )
    is_done = models.BooleanField(_("erledigt"), default=False)
    sentence = models.CharField(_("Ergebnis"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Ergebnis eines Sammelschritts")
        verbose_name_plural = _("Ergebnisse von Sammelschritten")
        constraints = [
            models.UniqueConstraint(fields=["batch", "application"], name="batch_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.sentence}"
