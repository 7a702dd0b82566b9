"""How an invented application is written and sent: begun, saved section by section, enclosed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, FundingRound, User
from applications.rules.choices import AttachmentKind
from applications.rules.sections import Section
from applications.services import drafts, enclosures, submission
from applications.services.demo_data import papers

_PAPERS: Final = (
    (AttachmentKind.STATUTES, "satzung.pdf", 6),
    (AttachmentKind.REGISTER_EXTRACT, "registerauszug.pdf", 2),
    (AttachmentKind.NON_PROFIT_NOTICE, "freistellungsbescheid.pdf", 3),
)

Answers = Mapping[Section, Mapping[str, Any]]


def write(
    answers: Answers, *, funding_round: FundingRound, actor: User, at: datetime
) -> Application:
    """Begin a draft, save every section, hand in the papers."""
    organisation = answers[Section.ORGANISATION]
    application = drafts.begin_application(
        funding_round=funding_round,
        organisation_name=organisation["name"],
        postcode=organisation["postcode"],
        actor=actor,
        at=at,
    )
    for section, columns in answers.items():
        drafts.save_section(
            application=application,
            section=section,
            answers=columns,
            pending={},
            version=0,
            actor=actor,
            at=at,
        )
    for kind, name, pages in _PAPERS:
        _store(application, kind=kind, name=name, pages=pages, at=at)
    return application


def send(draft: Application, *, at: datetime) -> Application:
    """Send a draft, after the deadline with the extra step that this needs."""
    return submission.submit_application(
        application=draft,
        actor=draft.created_by,
        at=at,
        late_confirmed=at >= draft.round.closes_at,
    )


def _store(
    application: Application, *, kind: AttachmentKind, name: str, pages: int, at: datetime
) -> None:
    """Hand in a paper that we made ourselves a moment ago."""
    enclosures.add_attachment(
        application=application,
        kind=kind,
        upload=SimpleUploadedFile(name, papers.pdf(name, pages), "application/pdf"),
        actor=application.created_by,
        at=at,
        check=papers.check,
    )
