"""Whether somebody of the authority may work on a case at all (§§ 20, 21 HVwVfG)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.append_only import AppendOnly
from applications.models.fields import AnswerField, one_of
from applications.rules.review import Relation


class ConflictDeclaration(AppendOnly):
    """How a person stands to the association; the latest row of a person counts.

    ``entered_by`` is somebody else when the head decided about a declared relation.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="conflict_declarations"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflict_declarations"
    )
    relation = AnswerField(_("Beziehung zum Verein"), answers=Relation)
    reason = models.TextField(_("Grund"), max_length=1000, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    declared_at = models.DateTimeField(_("erklärt"))

    class Meta:
        verbose_name = _("Erklärung zur Befangenheit")
        verbose_name_plural = _("Erklärungen zur Befangenheit")
        indexes = [
            models.Index(fields=["application", "person", "id"], name="conflict_by_case"),
            models.Index(fields=["person", "application", "id"], name="conflict_by_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="conflict_relation_known", condition=one_of("relation", Relation, empty=False)
            ),
            models.CheckConstraint(
                name="conflict_has_a_reason",
                condition=Q(relation=Relation.NONE.value) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.person}"
