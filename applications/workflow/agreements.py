"""Who agreed to the application as it stands now, where two people have to."""

import hashlib

from django.db import models
from django.db.models import Exists, OuterRef

from applications.models import Agreement, Application, Membership, User
from applications.rules.choices import SignatureRule
from applications.rules.lifecycle import Role
from applications.rules.rounds import SecondAgreement
from applications.workflow.application_document import document_of
from applications.workflow.audit import canonical_json

NEEDED = 2


def needs_two(application: Application) -> bool:
    """Say whether the statutes ask for two and the second one agrees in an own account."""
    is_joint = application.board.signature_rule == SignatureRule.JOINT
    return is_joint and application.round.second_agreement == SecondAgreement.ACCOUNT


def fingerprint_of(application: Application) -> str:
    """Return the SHA-256 of everything a person agrees to: all answers and declarations.

    The name of the second person is left out: it comes with the second agreement. Load the
    application with ``with_lists`` first.
    """
    document = document_of(application)
    declared = {**document["declarations"], "second_person": None}
    seen = canonical_json({"answers": document["answers"], "declarations": declared})
    return hashlib.sha256(seen.encode()).hexdigest()


def with_first_agreement(
    applications: models.QuerySet[Application], *, other_than: User
) -> models.QuerySet[Application]:
    """Mark as ``awaits_agreement`` what somebody else agreed to and nobody edited since.

    For lists: one condition in the same query, while ``standing`` compares the answers.
    """
    given = Agreement.objects.filter(
        application=OuterRef("pk"), agreed_at__gte=OuterRef("edited_at")
    )
    return applications.annotate(awaits_agreement=Exists(given.exclude(user=other_than)))


def standing(application: Application) -> list[Agreement]:
    """Return the agreements that fit the answers of now, the first one first.

    They come from people who may still send; a changed answer makes them all old.
    """
    people = Membership.objects.filter(
        organisation=application.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    rows = application.agreements.filter(
        fingerprint=fingerprint_of(application), user__in=people.values("user")
    )
    return list(rows.select_related("user").order_by("agreed_at", "pk"))
