"""The association's own sections: check, seat, board, proof, profile (Q01 to Q05)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, ListField
from applications.models.organisation import AssociationAnswers
from applications.models.section import SectionAnswers
from applications.rules.choices import (
    EmployeesAnswer,
    MajorityAnswer,
    MinijobAnswer,
    NewProjectAnswer,
    NonProfitAnswer,
    NoticeKind,
    Share,
    SignatureRule,
    SinglePurpose,
    YesNo,
)


class Eligibility(SectionAnswers):
    """The eight answers of the Förder-Check (Q01)."""

    seat_in_hesse = AnswerField(answers=YesNo, blank=True)
    non_profit = AnswerField(answers=NonProfitAnswer, blank=True)
    migrant_majority = AnswerField(answers=MajorityAnswer, blank=True)
    single_purpose = AnswerField(answers=SinglePurpose, blank=True)
    employees = AnswerField(answers=EmployeesAnswer, blank=True)
    project_is_new = AnswerField(answers=NewProjectAnswer, blank=True)
    minijob_planned = AnswerField(answers=MinijobAnswer, blank=True)
    already_applied = AnswerField(answers=YesNo, blank=True)

    class Meta:
        verbose_name = _("Voraussetzungen")
        verbose_name_plural = _("Voraussetzungen")
        default_related_name = "eligibility"


class OrganisationDetails(AssociationAnswers, SectionAnswers):
    """Name, register and seat as the association stated them for this round (Q02)."""

    class Meta:
        verbose_name = _("Verein und Anschrift")
        verbose_name_plural = _("Verein und Anschrift")
        default_related_name = "organisation_details"
        indexes = [models.Index(fields=["register_number"], name="association_by_register")]


class Board(SectionAnswers):
    """Who represents the association and whom we may call (Q03)."""

    members = ListField(_("Vorstand"))
    signature_rule = AnswerField(_("Unterschrift"), answers=SignatureRule, blank=True)
    contact_name = models.CharField(_("Kontaktperson"), max_length=120, blank=True)
    contact_email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_times = ListField(_("Gut zu erreichen"))

    class Meta:
        verbose_name = _("Vorstand und Kontakt")
        verbose_name_plural = _("Vorstand und Kontakt")
        default_related_name = "board"


class NonProfitProof(SectionAnswers):
    """Which notice of the tax office proves the non-profit status (Q04)."""

    notice_kind = AnswerField(_("Bescheid"), answers=NoticeKind, blank=True)
    notice_date = models.DateField(_("Datum vom Bescheid"), null=True, blank=True)
    tax_office = models.CharField(_("Finanzamt"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("Gemeinnützigkeit")
        verbose_name_plural = _("Gemeinnützigkeit")
        default_related_name = "non_profit"


class Profile(SectionAnswers):
    """Members, purpose and staff; origin only in bands, never per person (Q05)."""

    member_count = models.PositiveIntegerField(_("Mitglieder"), null=True, blank=True)
    member_share = AnswerField(_("Anteil der Mitglieder"), answers=Share, blank=True)
    board_share = AnswerField(_("Anteil im Vorstand"), answers=Share, blank=True)
    purpose = models.TextField(_("Was der Verein macht"), blank=True)
    employees = AnswerField(_("Angestellte"), answers=EmployeesAnswer, blank=True)
    employee_count = models.PositiveSmallIntegerField(_("Zahl"), null=True, blank=True)
    employee_hours_week = models.DecimalField(
        _("Stunden in der Woche"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    funded_before = AnswerField(_("Schon gefördert"), answers=YesNo, blank=True)
    funded_before_year = models.PositiveSmallIntegerField(_("Jahr"), null=True, blank=True)

    class Meta:
        verbose_name = _("Mitglieder, Ziele und Personal")
        verbose_name_plural = _("Mitglieder, Ziele und Personal")
        default_related_name = "profile"
        constraints = [
            models.CheckConstraint(
                name="profile_hours_not_negative",
                condition=Q(employee_hours_week__isnull=True) | Q(employee_hours_week__gte=0),
            ),
        ]
