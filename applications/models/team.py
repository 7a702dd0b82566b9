"""Working together: invitations, who is writing where, comments, and earlier versions."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField
from applications.models.organisation import MEMBER_ROLES
from applications.rules.lifecycle import Role
from applications.rules.sections import Section


class Invitation(models.Model):
    """A link for one address into the team of one organisation; it works once, for 7 days.

    Only the SHA-256 of the link's secret is kept. All instants are real time.
    """

    organisation = models.ForeignKey(
        "applications.Organisation", on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254)
    role = AnswerField(_("Recht"), answers=Role)
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("eingeladen"))
    expires_at = models.DateTimeField(_("gilt bis"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("angenommen"), null=True)
    withdrawn_at = models.DateTimeField(_("zurückgenommen"), null=True)

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once_per_address",
            ),
            models.CheckConstraint(
                name="invitation_role_of_an_applicant",
                condition=Q(role__in=[role.value for role in MEMBER_ROLES]),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_it_began",
                condition=Q(expires_at__gt=F("invited_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.email}"


class SectionPresence(models.Model):
    """Who has a section open: a notice for the others, never a lock. Real time."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="presences"
    )
    section = AnswerField(_("Abschnitt"), answers=Section)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(_("seit"))
    seen_at = models.DateTimeField(_("zuletzt gesehen"))

    class Meta:
        verbose_name = _("Anwesenheit")
        verbose_name_plural = _("Anwesenheiten")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section", "user"],
                name="presence_once_per_section_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.section}"


class QuestionComment(models.Model):
    """A remark to a question of a draft, by the team or an adviser; the authority sees none."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="comments"
    )
    section = AnswerField(_("Abschnitt"), answers=Section)
    question = models.CharField(_("Frage"), max_length=60, blank=True)
    text = models.TextField(_("Bemerkung"), max_length=1000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("geschrieben"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(_("erledigt"), null=True)

    class Meta:
        verbose_name = _("Bemerkung")
        verbose_name_plural = _("Bemerkungen")
        indexes = [models.Index(fields=["application", "section"], name="comment_by_section")]

    def __str__(self) -> str:
        return f"{self.section} · {self.written_by}"


class SectionVersion(models.Model):
    """What a section said after a save, or what a second person wrote at the same time.

    ``answers`` holds the columns as the tables have them, ``pending`` the unreadable rest.
    A version with ``is_current_line`` false was typed but lost against another one; nothing
    of it is thrown away.
    """

    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="section_versions"
    )
    section = AnswerField(_("Abschnitt"), answers=Section)
    version = models.PositiveIntegerField(_("Fassung"))
    answers = models.JSONField(_("Angaben"), encoder=DjangoJSONEncoder)
    pending = models.JSONField(_("noch nicht lesbar"), default=dict, encoder=DjangoJSONEncoder)
    is_current_line = models.BooleanField(_("gespeichert"), default=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("wann"))

    class Meta:
        verbose_name = _("Frühere Fassung")
        verbose_name_plural = _("Frühere Fassungen")
        indexes = [
            models.Index(fields=["application", "section", "id"], name="section_version_order")
        ]

    def __str__(self) -> str:
        return f"{self.section} ({self.version})"
