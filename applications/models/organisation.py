"""An organisation and the people who write its applications."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications import clock
from applications.models.codes import address_code
from applications.models.fields import AnswerField
from applications.models.user import User
from applications.rules.choices import District, LegalForm
from applications.rules.lifecycle import Role

# An adviser reads and comments, writes nothing and sends nothing.
# Only people of these roles are invited; a clerk writes down what came on paper.
MEMBER_ROLES = (Role.REPRESENTATIVE, Role.MEMBER, Role.ADVISER)


class AssociationAnswers(models.Model):
    """Name, register and address: answers of the application, defaults of the organisation."""

    name = models.CharField(_("Name des Vereins"), max_length=150, blank=True)
    legal_form = AnswerField(_("Rechtsform"), answers=LegalForm, blank=True)
    register_court = models.CharField(_("Amtsgericht"), max_length=80, blank=True)
    register_number = models.CharField(_("Nummer im Vereinsregister"), max_length=40, blank=True)
    founded_year = models.PositiveSmallIntegerField(_("Gründungsjahr"), null=True, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    address_extra = models.CharField(_("Zusatz zur Adresse"), max_length=80, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    district = AnswerField(_("Landkreis oder Stadt"), answers=District, blank=True)
    website = models.CharField(_("Internetseite"), max_length=200, blank=True)

    class Meta:
        abstract = True


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by who may see them."""

    def of(self, user: User) -> "OrganisationQuerySet":
        """Return the organisations the account belongs to."""
        return self.filter(memberships__user=user)


class Organisation(AssociationAnswers):
    """The owner of its applications; people come and go, the case stays."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    created_at = models.DateTimeField(_("angelegt"), default=clock.now, editable=False)

    objects: ClassVar[models.Manager["Organisation"]] = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Verein")
        verbose_name_plural = _("Vereine")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one organisation: may advise, write, or also send."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    role = AnswerField(_("Recht"), answers=Role)
    joined_at = models.DateTimeField(_("seit"), default=clock.now, editable=False)
    # Real time, to the quarter of an hour: for the team, not for the authority.
    active_at = models.DateTimeField(_("zuletzt aktiv"), null=True, editable=False)

    class Meta:
        verbose_name = _("Mitglied im Team")
        verbose_name_plural = _("Team")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], name="membership_once_per_person"
            ),
            models.CheckConstraint(
                name="membership_role_of_an_applicant",
                condition=models.Q(
                    role__in=[*(role.value for role in MEMBER_ROLES), Role.CLERK.value]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"
