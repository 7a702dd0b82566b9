"""The application: its owner, its state, and the columns the lists read."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.codes import address_code
from applications.models.fields import AnswerField, EuroField, one_of
from applications.models.user import User
from applications.rules.choices import District, Origin, Topic
from applications.rules.decisions import GrantAmounts
from applications.rules.geography import Region
from applications.rules.lifecycle import State
from applications.rules.waiting import WaitsFor

# Section of the document -> one-to-one relation that holds its answers.
RELATIONS = {
    "eligibility": "eligibility",
    "organisation": "organisation_details",
    "board": "board",
    "non_profit": "non_profit",
    "profile": "profile",
    "micro_project": "micro_project",
    "goals": "goals",
    "schedule": "schedule",
    "minijob_position": "minijob_position",
    "wage": "wage",
    "costs": "costs",
    "financing": "financing",
    "enclosures": "enclosures",
    "declarations": "declarations",
}


# Name of the index -> columns before the order of arrival.
_LIST_ORDERS: dict[str, list[str]] = {
    "list": [],
    "list_by_state": ["state"],
    "list_by_waiting": ["waits_for"],
    "list_by_district": ["district"],
    "list_by_region": ["region"],
    "list_by_topic": ["topic"],
    "list_by_origin": ["origin"],
}
# After person and arrival come the columns by which „Heute“ and the stack sort the work: their
# counts read this index and no row.
_WORK_OF_A_PERSON = [
    "assigned_to",
    "submitted_at",
    "id",
    "state",
    "waits_for",
    "due_on",
    "state_changed_at",
    "is_rehearsal",
]
# The figures of „Heute“ are sums over this index alone: it has all that they read and ask.
_FIGURES = [
    "round",
    "state",
    "district",
    "topic",
    "requested_eur",
    "assigned_to",
    "submitted_at",
    "id",
]
_MARKS = {
    "late": Q(is_late=True),
    "early_start": Q(wants_early_start=True),
    "asks_for_less": Q(asks_for_less=True),
    "news": Q(has_news=True),
    "unsettled": Q(unsettled_count__gt=0),
    "to_clarify": Q(to_clarify_count__gt=0),
    "excluded": Q(excluded_count__gt=0),
    "note": Q(note_count__gt=0),
}


def _is_set(column: str) -> Q:
    return Q(**{f"{column}__isnull": False})


_DECIDED = [State.AWARDED.value, State.REJECTED.value, State.REVOKED.value]


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by who may see them."""

    def visible_to(self, user: User) -> "ApplicationQuerySet":
        """Return the applications of the organisations the account belongs to."""
        return self.filter(organisation__memberships__user=user)

    def with_sections(self, *names: str) -> "ApplicationQuerySet":
        """Read all sections in the same query, or only those with these names."""
        relations = [RELATIONS[name] for name in names or RELATIONS]
        return self.select_related("round", "organisation", *relations)

    def with_lists(self) -> "ApplicationQuerySet":
        """Read costs, attachments and promises, one query each."""
        return self.with_sections().prefetch_related(
            "cost_items", "attachments", "promised_enclosures"
        )

    def sent(self) -> "ApplicationQuerySet":
        """Return what the authority may see: everything but drafts."""
        return self.exclude(state=State.DRAFT)

    def counted(self) -> "ApplicationQuerySet":
        """Return what was sent and not withdrawn."""
        return self.sent().exclude(state=State.WITHDRAWN)


class Application(models.Model):
    """One organisation's application in one round."""

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    round = models.ForeignKey(
        "applications.FundingRound",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("Runde"),
    )
    organisation = models.ForeignKey(
        "applications.Organisation", on_delete=models.PROTECT, related_name="applications"
    )
    state = AnswerField(_("Status"), answers=State, default=State.DRAFT, editable=False)
    state_changed_at = models.DateTimeField(_("Letzter Schritt"), editable=False)
    # Both belong to the state and are written with it.
    waits_for = AnswerField(_("Wartet auf"), answers=WaitsFor, blank=True, editable=False)
    due_on = models.DateField(_("Antwort bis"), null=True, editable=False)
    # What the association may know: decisions only once their letter has left.
    told_state = AnswerField(answers=State, default=State.DRAFT, editable=False)
    told_eur = EuroField(null=True, editable=False)
    created_at = models.DateTimeField(_("begonnen"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    edited_at = models.DateTimeField(_("zuletzt geändert"), editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    number = models.PositiveIntegerField(_("Laufende Nummer"), null=True, editable=False)
    # Empty is NULL here, because drafts have none and the column is unique.
    reference_number = models.CharField(  # noqa: DJ001
        _("Nummer"),
        max_length=32,
        null=True,
        unique=True,
        editable=False,
    )
    submitted_at = models.DateTimeField(_("Eingang"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    # Copied from the round: what belongs to a rehearsal leaves no trace elsewhere.
    is_rehearsal = models.BooleanField(_("Probe"), default=False, editable=False)
    is_late = models.BooleanField(_("Verspätet"), default=False, editable=False)
    origin = AnswerField(_("Weg zu uns"), answers=Origin, default=Origin.ONLINE, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_applications",
        verbose_name=_("Zuständig"),
    )

    # Copies for lists and filters: one table answers the case workers' list.
    organisation_name = models.CharField(_("Verein"), max_length=150, blank=True, editable=False)
    postcode = models.CharField(_("Postleitzahl"), max_length=5, blank=True, editable=False)
    town = models.CharField(_("Ort"), max_length=80, blank=True, editable=False)
    district = AnswerField(_("Kreis"), answers=District, blank=True, editable=False)
    project_title = models.CharField(_("Projekt"), max_length=80, blank=True, editable=False)
    topic = AnswerField(_("Thema"), answers=Topic, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    requested_micro_project_eur = EuroField(null=True, editable=False)
    requested_minijob_eur = EuroField(null=True, editable=False)
    requested_eur = EuroField(_("Beantragt"), null=True, editable=False)
    micro_project_maximum_eur = EuroField(editable=False)
    minijob_maximum_eur = EuroField(editable=False)
    awarded_eur = EuroField(_("Zugesagt"), null=True, editable=False)
    # Weighted sum of the scores, once every criterion is scored.
    points = models.PositiveSmallIntegerField(_("Punkte"), null=True, editable=False)
    passed_count = models.PositiveSmallIntegerField(default=0, editable=False)
    to_clarify_count = models.PositiveSmallIntegerField(default=0, editable=False)
    excluded_count = models.PositiveSmallIntegerField(default=0, editable=False)
    note_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # Findings that still keep an award from being proposed.
    unsettled_count = models.PositiveSmallIntegerField(default=0, editable=False)
    region = AnswerField(_("Regierungsbezirk"), answers=Region, blank=True, editable=False)
    # The first day on which a promised document is missed; empty when none is outstanding.
    enclosures_until = models.DateField(_("Unterlagen bis"), null=True, editable=False)
    wants_early_start = models.BooleanField(_("Früher Beginn"), default=False, editable=False)
    asks_for_less = models.BooleanField(default=False, editable=False)
    # The association wrote, and nobody of the authority has looked.
    has_news = models.BooleanField(_("Neue Nachricht"), default=False, editable=False)

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Antrag")
        verbose_name_plural = _("Anträge")
        indexes = [
            models.Index(fields=["round", "state", "submitted_at"], name="application_by_state"),
            models.Index(fields=["round", "submitted_at", "id"], name="application_by_arrival"),
            # Every page of a draft asks who may be the same association.
            models.Index(fields=["round", "postcode"], name="application_by_postcode"),
            models.Index(
                fields=_FIGURES,
                name="application_figures",
                condition=_is_set("submitted_at"),
            ),
            # The list of all rounds: one index for each filter, in the order of arrival.
            *(
                models.Index(fields=[*columns, "submitted_at", "id"], name=f"application_{name}")
                for name, columns in _LIST_ORDERS.items()
            ),
            models.Index(fields=_WORK_OF_A_PERSON, name="application_work_of_person"),
            # Marks that few applications carry: only those are in the index.
            *(
                models.Index(
                    fields=["submitted_at", "id"], condition=mark, name=f"application_{name}"
                )
                for name, mark in _MARKS.items()
            ),
            models.Index(fields=["due_on"], name="application_due", condition=_is_set("due_on")),
            models.Index(
                fields=["assigned_to", "due_on", "submitted_at", "id"],
                name="application_due_of_person",
                condition=_is_set("due_on"),
            ),
            models.Index(
                fields=["enclosures_until"],
                name="application_enclosures_due",
                condition=_is_set("enclosures_until"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                condition=~Q(state=State.WITHDRAWN.value),
                name="application_once_per_organisation_and_round",
            ),
            models.UniqueConstraint(
                fields=["round", "number"], name="application_number_once_per_round"
            ),
            models.CheckConstraint(
                name="application_state_known",
                condition=one_of("state", State, empty=False)
                & one_of("told_state", State, empty=False),
            ),
            models.CheckConstraint(
                name="application_told_what_was_decided",
                condition=~Q(told_state__in=_DECIDED)
                | Q(told_state=F("state"))
                | Q(told_state=State.AWARDED.value, state=State.REVOKED.value)
                | Q(told_state=State.WAITING.value),
            ),
            models.CheckConstraint(
                name="application_origin_known", condition=one_of("origin", Origin, empty=False)
            ),
            models.CheckConstraint(
                name="application_submitted_iff_not_draft",
                condition=Q(
                    state=State.DRAFT.value,
                    submitted_at=None,
                    submitted_by=None,
                    number=None,
                    reference_number=None,
                    requested_eur=None,
                )
                | (
                    ~Q(state=State.DRAFT.value)
                    & Q(
                        submitted_at__isnull=False,
                        submitted_by__isnull=False,
                        number__isnull=False,
                        reference_number__isnull=False,
                        requested_eur__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="application_submitted_after_it_began",
                condition=Q(submitted_at=None) | Q(submitted_at__gte=F("created_at")),
            ),
            models.CheckConstraint(
                name="application_requested_within_ceilings",
                condition=Q(requested_eur=None)
                | Q(
                    requested_micro_project_eur__gte=0,
                    requested_minijob_eur__gte=0,
                    requested_micro_project_eur__lte=F("micro_project_maximum_eur"),
                    requested_minijob_eur__lte=F("minijob_maximum_eur"),
                    requested_eur=F("requested_micro_project_eur") + F("requested_minijob_eur"),
                ),
            ),
            models.CheckConstraint(
                name="application_awarded_within_request",
                condition=Q(awarded_eur=None) | Q(awarded_eur__lte=F("requested_eur")),
            ),
            models.CheckConstraint(
                name="application_amount_iff_awarded",
                condition=Q(
                    state__in=[State.AWARDED.value, State.REVOKED.value], awarded_eur__gt=0
                )
                | (
                    ~Q(state__in=[State.AWARDED.value, State.REVOKED.value])
                    & Q(awarded_eur__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference_number or self.project_title or self.organisation_name

    @property
    def requested(self) -> GrantAmounts:
        """Return what was requested, in both parts, in EUR."""
        return GrantAmounts(
            micro_project_eur=self.requested_micro_project_eur,
            minijob_eur=self.requested_minijob_eur,
        )

    @property
    def is_draft(self) -> bool:
        """Say whether the application was not sent yet."""
        return self.state == State.DRAFT
