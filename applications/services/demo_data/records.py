"""The six applications that show something; they go in as a person's would."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, CostItem, FundingRound, User
from applications.rules.choices import AttachmentKind
from applications.rules.sections import Section
from applications.services import agreement, drafts, enclosures
from applications.services.demo_data import papers
from applications.workflow import agreements
from applications.workflow.application_document import columns_of, section_model

_FOLDER: Final = Path(__file__).parent / "records"
KEYS: Final = ("a1", "a2", "a3", "b1", "b2", "b3")
# A draft without receipt was begun on the evening before the demonstration.
_DRAFT_BEGUN: Final = datetime.fromisoformat("2020-01-19T20:05:00+01:00")
_TIME_TO_WRITE: Final = timedelta(hours=2)


@dataclass(frozen=True)
class DemoRecord:
    """One application document of the demonstration."""

    key: str
    document: Mapping[str, Any]

    @property
    def answers(self) -> Mapping[str, Any]:
        """Return the answers by section."""
        answers: Mapping[str, Any] = self.document["answers"]
        return answers

    @property
    def received_at(self) -> datetime | None:
        """Return the instant of receipt, None for a draft."""
        received_at = self.document["received_at"]
        return datetime.fromisoformat(received_at) if received_at else None

    @property
    def second_person(self) -> str | None:
        """Return who agrees as the second person, None where one signs alone."""
        name: str | None = self.document["declarations"]["second_person"]
        return name

    @property
    def begun_at(self) -> datetime:
        """Return when somebody began to write."""
        return self.received_at - _TIME_TO_WRITE if self.received_at else _DRAFT_BEGUN


@cache
def load(key: str) -> DemoRecord:
    """Read one of the six."""
    return DemoRecord(key, json.loads((_FOLDER / f"{key}.json").read_text(encoding="utf-8")))


def write_draft(record: DemoRecord, *, funding_round: FundingRound, actor: User) -> Application:
    """Begin the draft, save every section, hand in the papers."""
    at, organisation = record.begun_at, record.answers["organisation"]
    application = drafts.begin_application(
        funding_round=funding_round,
        organisation_name=organisation["name"],
        postcode=organisation["postcode"],
        actor=actor,
        at=at,
        eligibility=record.answers["eligibility"],
    )
    for section in Section:
        if section in (Section.REVIEW, Section.ENCLOSURES):
            continue
        row = drafts.section_row(application, section)
        drafts.save_section(
            application=application,
            section=section,
            answers=columns(record, section),
            pending={},
            version=row.version,
            actor=actor,
            at=at,
        )
    _enclose(record, application, actor=actor)
    return application


def declare(record: DemoRecord, application: Application, *, at: datetime) -> None:
    """Let the first person declare and agree."""
    draft = Application.objects.with_lists().get(pk=application.pk)
    agreement.declare_and_agree(
        application=draft,
        answers={**columns(record, Section.DECLARATIONS), "second_person": ""},
        actor=draft.created_by,
        at=at,
    )


def agree(record: DemoRecord, application: Application, *, actor: User, at: datetime) -> None:
    """Let the second person agree, which sends the application."""
    draft = Application.objects.with_lists().get(pk=application.pk)
    agreement.agree_and_submit(
        application=draft,
        board_member=record.second_person or "",
        fingerprint=agreements.fingerprint_of(draft),
        actor=actor,
        at=at,
    )


def columns(record: DemoRecord, section: Section) -> dict[str, Any]:
    """Return the answers of a section as its columns take them."""
    if section == Section.COSTS:
        return {"items": [columns_of(CostItem, item) for item in record.answers["costs"]["items"]]}
    if section == Section.DECLARATIONS:
        return columns_of(section_model(section), record.document["declarations"])
    return columns_of(section_model(section), record.answers[section])


def _enclose(record: DemoRecord, application: Application, *, actor: User) -> None:
    for paper in record.answers["enclosures"]["attachments"]:
        content = (
            papers.pdf(paper["name"], paper["pages"])
            if paper["media_type"] == "application/pdf"
            else papers.photograph(paper["name"])
        )
        enclosures.add_attachment(
            application=application,
            kind=AttachmentKind(paper["kind"]),
            upload=SimpleUploadedFile(paper["name"], content, paper["media_type"]),
            actor=actor,
            at=record.begun_at,
            check=papers.check,
        )
