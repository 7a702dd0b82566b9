"""Awards that change: what somebody wants, proposed and signed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from applications.models import Application, AwardChange, User
from applications.rules.award_changes import AwardChangeKind, ChangeBasis
from applications.rules.decisions import GrantAmounts, Reasons
from applications.services import award_changes
from applications.services.award_changes import WantedChange
from applications.services.identity_proof import assumed_proof
from tests import factories

AT = factories.REVIEWED_AT
REASONS = Reasons(facts="Die Miete ist weggefallen.", assessment="Der Bedarf ist kleiner.")


def amounts(micro_project: str, minijob: str) -> GrantAmounts:
    """Both parts, in EUR."""
    return GrantAmounts(micro_project_eur=Decimal(micro_project), minijob_eur=Decimal(minijob))


LESS = amounts("2000.00", "5361.62")


def wanted(kind: AwardChangeKind = AwardChangeKind.AMENDMENT, **values: Any) -> WantedChange:
    """Less money because the costs are lower, after the association was heard."""
    return WantedChange(
        **{
            "kind": kind,
            "basis": ChangeBasis.LOWER_COSTS,
            "after": LESS,
            "reasons": REASONS,
            "heard": "Der Verein ist einverstanden.",
            **values,
        }
    )


def propose(
    application: Application,
    kind: AwardChangeKind = AwardChangeKind.AMENDMENT,
    *,
    actor: User | None = None,
    at: datetime = AT,
    **values: Any,
) -> AwardChange:
    """A change that waits for its second person."""
    return award_changes.propose_change(
        application=application,
        wanted=wanted(kind, **values),
        actor=actor or factories.make_staff("Sachbearbeitung"),
        at=at,
    )


def sign(change: AwardChange, *, actor: User | None = None, at: datetime = AT) -> AwardChange:
    """Let somebody sign who has just shown who they are."""
    person = actor or factories.make_staff("Mitzeichnung")
    return award_changes.sign_change(
        change=change, proof=assumed_proof(person), actor=person, at=at
    )


def revoke(application: Application, *, actor: User | None = None, at: datetime = AT) -> None:
    """End an award, by two persons."""
    change = propose(application, AwardChangeKind.REVOCATION, at=at)
    sign(change, actor=actor, at=at)
    application.refresh_from_db()
