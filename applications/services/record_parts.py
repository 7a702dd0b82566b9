"""Parts that several internal records have in common, read from the database."""

from datetime import datetime

from applications.models import Application, FundingRound, SubmissionSnapshot, User
from applications.rules.choices import District, Origin
from applications.rules.lifecycle import State
from applications.rules.record_parts import CaseHead, Contact, Signature
from applications.texts import label


def keeper_of(funding_round: FundingRound) -> Contact:
    """Return who keeps the file."""
    return Contact(
        authority=funding_round.authority_name,
        round=funding_round.name,
        is_rehearsal=funding_round.is_rehearsal,
    )


def head_of(application: Application, snapshot: SubmissionSnapshot) -> CaseHead:
    """Return which case it is, in the version that counts."""
    handler = application.assigned_to
    return CaseHead(
        reference_number=str(application.reference_number),
        organisation=application.organisation_name,
        district=str(label(District(application.district))) if application.district else "",
        project=application.project_title,
        state=State(application.state),
        received_at=received_at(application),
        is_late=application.is_late,
        origin=Origin(application.origin),
        version=snapshot.version,
        sha256=snapshot.sha256,
        handler=handler.name if handler else "",
    )


def received_at(application: Application) -> datetime:
    """Return when an application arrived. Raises ``ValueError`` for a draft."""
    if application.submitted_at is None:
        raise ValueError("a draft has no file")
    return application.submitted_at


def signed(person: User | None, at: datetime | None) -> Signature | None:
    """Return who did something and when; None while nobody did."""
    return Signature(name=person.name if person else "", at=at) if at else None


def signature(person: User | None, at: datetime) -> Signature:
    """Return who did something and when; without person it was the system."""
    return Signature(name=person.name if person else "", at=at)
