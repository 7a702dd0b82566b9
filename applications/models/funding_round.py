"""A round of the programme: its window, its money, its rules and the deciding authority."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.fields import AnswerField, EuroField, one_of
from applications.rules.periods import Period
from applications.rules.rounds import (
    Enclosure,
    FinancingMode,
    Policy,
    SecondAgreement,
    SubsidyDeclaration,
)


class FundingRoundQuerySet(models.QuerySet["FundingRound"]):
    """Rounds by their window."""

    def current(self, at: datetime) -> "FundingRound | None":
        """Return the open round; else the next one announced; else the last one closed.

        Rehearsal rounds are none that anybody may apply in; rounds that are not published are
        known to staff only.
        """
        return current_of(self.filter(is_rehearsal=False, published_at__isnull=False), at)


def current_of(rounds: "Iterable[FundingRound]", at: datetime) -> "FundingRound | None":
    """Return of rounds that were read what ``FundingRoundQuerySet.current`` reads."""
    known = sorted(
        (r for r in rounds if r.published_at and not r.is_rehearsal),
        key=lambda r: (r.opens_at, r.pk),
    )
    for wanted in (
        [r for r in known if r.is_open(at)],
        [r for r in known if at < r.opens_at][:1],
        known,
    ):
        if wanted:
            return wanted[-1]
    return None


class FundingRound(models.Model):
    """Everything that differs from round to round; read-only once the round is open."""

    name = models.CharField(_("Name"), max_length=120)
    year = models.PositiveSmallIntegerField(_("Förderjahr"))
    reference_prefix = models.CharField(
        _("Anfang der Antragsnummern"),
        max_length=16,
        unique=True,
        help_text=_("Zum Beispiel WIR-2020. Jede Runde braucht einen eigenen Anfang."),
    )

    published_at = models.DateTimeField(_("Veröffentlicht"), null=True, editable=False)
    opens_at = models.DateTimeField(_("Beginn der Antragsfrist"))
    closes_at = models.DateTimeField(
        _("Ende der Antragsfrist"),
        help_text=_("Der erste Augenblick, der zu spät ist: am Tag nach der Frist um 0:00 Uhr."),
    )
    closed_originally_at = models.DateTimeField(
        _("Ursprüngliches Ende"), null=True, blank=True, help_text=_("Nur nach Verlängerung.")
    )
    drafts_until = models.DateTimeField(
        _("Neue Entwürfe bis"), null=True, blank=True, help_text=_("Leer: bis zur Frist.")
    )
    late_policy = AnswerField(_("Verspätete Anträge"), answers=Policy, default=Policy.RECORD)
    ineligible_policy = AnswerField(
        _("Anträge ohne Voraussetzungen"), answers=Policy, default=Policy.RECORD
    )
    period_from = models.DateField(_("Projekte frühestens ab"))
    period_until = models.DateField(_("Projekte längstens bis"))
    maximum_months = models.PositiveSmallIntegerField(_("Höchstens Monate"), default=12)
    decision_expected_on = models.DateField(_("Entscheidung voraussichtlich bis"))
    proof_due_on = models.DateField(_("Verwendungsnachweis bis"))

    budget_eur = EuroField(_("Budget"))
    maximum_eur = EuroField(_("Höchstbetrag je Verein"))
    micro_project_maximum_eur = EuroField(_("Höchstens für das Mikroprojekt"))
    minijob_maximum_eur = EuroField(_("Höchstens für die Minijob-Stelle"))
    large_purchase_eur = EuroField(_("Anschaffung prüfen ab"), default=Decimal("800.00"))
    minimum_own_share_percent = models.PositiveSmallIntegerField(
        _("Mindestens Eigenanteil in Prozent"), default=0
    )
    financing_mode = AnswerField(
        _("Finanzierungsart"), answers=FinancingMode, default=FinancingMode.DEFICIT
    )
    reserved_eur = EuroField(_("Vorgeschlagen"), default=Decimal("0.00"), editable=False)
    awarded_eur = EuroField(_("Zugesagt"), default=Decimal("0.00"), editable=False)
    last_number = models.PositiveIntegerField(
        _("Letzte laufende Nummer"), default=0, editable=False
    )

    exemption_notice_years = models.PositiveSmallIntegerField(
        _("Freistellungsbescheid höchstens Jahre alt"), default=5
    )
    compliance_notice_years = models.PositiveSmallIntegerField(
        _("Feststellungsbescheid höchstens Jahre alt"), default=3
    )
    rates_known_on = models.DateField(
        _("Minijob-Werte vom Stand"), null=True, blank=True, help_text=_("Leer: Tag der Frist.")
    )
    requires_registration = models.BooleanField(_("Nur eingetragene Vereine"), default=False)
    excludes_welfare_bodies = models.BooleanField(_("Ohne Wohlfahrtsverbände"), default=True)
    municipal_statement = AnswerField(
        _("Stellungnahme der Kommune"), answers=Enclosure, default=Enclosure.RECOMMENDED
    )
    allows_promised_enclosures = models.BooleanField(
        _("Unterlagen dürfen nachkommen"), default=True
    )
    second_agreement = AnswerField(
        _("Zweite Person aus dem Vorstand"),
        answers=SecondAgreement,
        default=SecondAgreement.NAMED,
    )
    subsidy_declaration = AnswerField(
        _("Erklärung zum Subventionsbetrug"),
        answers=SubsidyDeclaration,
        default=SubsidyDeclaration.OFF,
    )
    hearing_before_rejection = models.BooleanField(_("Anhörung vor einer Absage"), default=False)
    eligibility_wording = models.CharField(
        _("Fassung der Fragen"), max_length=20, default="2020-1"
    )
    declaration_wording = models.CharField(
        _("Fassung der Erklärungen"), max_length=20, default="2020-1"
    )

    authority_name = models.CharField(_("Behörde"), max_length=200)
    authority_address = models.TextField(_("Anschrift der Behörde"))
    letterhead = models.TextField(_("Briefkopf"), blank=True)
    privacy_controller = models.TextField(_("Verantwortlich für den Datenschutz"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40)
    contact_hours = models.CharField(_("Erreichbar"), max_length=120)
    contact_email = models.EmailField(_("E-Mail"))
    draft_retention_months = models.PositiveSmallIntegerField(
        _("Entwürfe löschen nach Monaten"), default=6
    )
    case_retention_years = models.PositiveSmallIntegerField(
        _("Anträge aufbewahren, Jahre"), default=10
    )
    published_fields = models.CharField(
        _("Öffentlich mit Einverständnis"), max_length=120, default="title, summary", blank=True
    )

    # Set when the round is made, never afterwards: invented associations, gone with one command.
    is_rehearsal = models.BooleanField(_("Probe"), default=False, editable=False)

    objects: ClassVar[models.Manager["FundingRound"]] = FundingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("Runde")
        verbose_name_plural = _("Runden")
        constraints = [
            models.CheckConstraint(
                name="round_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="round_period_in_order", condition=Q(period_until__gte=F("period_from"))
            ),
            models.CheckConstraint(
                name="round_budget_never_exceeded",
                condition=Q(budget_eur__gte=F("reserved_eur") + F("awarded_eur")),
            ),
            models.CheckConstraint(
                name="round_amounts_not_negative",
                condition=Q(
                    reserved_eur__gte=0, awarded_eur__gte=0, micro_project_maximum_eur__gt=0
                )
                & Q(minijob_maximum_eur__gt=0),
            ),
            models.CheckConstraint(
                name="round_parts_make_the_maximum",
                condition=Q(maximum_eur=F("micro_project_maximum_eur") + F("minijob_maximum_eur")),
            ),
            models.CheckConstraint(
                name="round_policies_known",
                condition=one_of("late_policy", Policy, empty=False)
                & one_of("ineligible_policy", Policy, empty=False)
                & one_of("second_agreement", SecondAgreement, empty=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, at: datetime) -> bool:
        """Say whether new drafts may begin at this instant."""
        return self.has_opened(at) and at < (self.drafts_until or self.closes_at)

    def has_opened(self, at: datetime) -> bool:
        """Say whether the round has ever been open, so that its rules are fixed."""
        return self.is_published and self.opens_at <= at

    @property
    def is_published(self) -> bool:
        """Say whether anybody beside the staff may know of the round; rehearsals need no word."""
        return self.published_at is not None or self.is_rehearsal

    @property
    def period(self) -> Period:
        """Return the days in which what this round pays for may happen."""
        return Period.of_days(self.period_from, self.period_until)

    @property
    def free_eur(self) -> Decimal:
        """Return what is neither awarded nor reserved by a proposal, in EUR."""
        free_eur: Decimal = self.budget_eur - self.awarded_eur - self.reserved_eur
        return free_eur
