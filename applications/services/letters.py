"""Builds letters from the case: the frame that all share, and the wording in force."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import override

from applications.documents.letter_frame import authority_of, portal
from applications.models import (
    Application,
    Hearing,
    InformationRequest,
    LegalText,
    LetterDraft,
    SubmissionSnapshot,
    User,
)
from applications.rules import legal_texts, letters
from applications.rules.choices import District
from applications.rules.documents import (
    DECISION_LETTERS,
    LANGUAGE,
    DocumentKind,
    LegalTextKind,
)
from applications.rules.facts import Facts
from applications.rules.geography import COURT_ADDRESSES, court_of
from applications.services.letter_parts import (
    change_part,
    decision_part,
    hearing_part,
    request_part,
)


class TextMissing(LookupError):
    """The round lacks a legal text that the letter needs; the argument is its kind."""


def letter_of_draft(draft: LetterDraft, *, dated: date, edition: int = 1) -> letters.Letter:
    """Return what waits in the outbox as the letter of a day.

    Raises ``TextMissing``, ``UnknownPlace`` and ``UnfilledPlace``.
    """
    kind, application = DocumentKind(draft.kind), draft.application
    snapshot = _snapshot(application)
    facts = snapshot.facts
    about: dict[str, Any] = {}
    signer: User | None = None
    values: dict[str, str] = {}
    with override(LANGUAGE):
        if draft.change:
            about["change"] = change_part(draft.change, facts, dated=dated)
            signer = draft.change.closed_by
        elif draft.decision:
            about["decision"] = decision_part(draft.decision, facts, dated=dated)
            signer = draft.decision.closed_by
        else:
            begins_on = date.fromisoformat(draft.values["begins_on"])
            about["early_start"] = letters.EarlyStartPart(begins_on=begins_on)
            signer, values = draft.drafted_by, {"begins_on": _in_words(begins_on)}
        return _frame(
            kind, snapshot, signer=signer, dated=dated, edition=edition, values=values, **about
        )


def request_letter(request: InformationRequest, *, dated: date) -> letters.Letter:
    """Return the letter of a request for information."""
    with override(LANGUAGE):
        return _frame(
            DocumentKind.INFORMATION_REQUEST,
            _snapshot(request.application),
            signer=request.asked_by,
            dated=dated,
            edition=request.number,
            values={"due_on": _in_words(request.due_on)},
            request=request_part(request),
        )


def hearing_letter(hearing: Hearing, *, dated: date) -> letters.Letter:
    """Return the letter of a hearing."""
    with override(LANGUAGE):
        return _frame(
            DocumentKind.HEARING,
            _snapshot(hearing.application),
            signer=hearing.sent_by,
            dated=dated,
            edition=hearing.number,
            values={"due_on": _in_words(hearing.due_on)},
            hearing=hearing_part(hearing),
        )


def cover_sheet_of(letter: letters.Letter) -> letters.Letter | None:
    """Return the sheet in plain language that goes with a decision; other letters need none."""
    if letter.kind not in DECISION_LETTERS:
        return None
    return replace(letter, kind=DocumentKind.COVER_SHEET, about=letter.kind)


def _frame(
    kind: DocumentKind,
    snapshot: SubmissionSnapshot,
    *,
    signer: User | None,
    dated: date,
    edition: int,
    values: Mapping[str, str],
    **about: Any,
) -> letters.Letter:
    application, facts = snapshot.application, snapshot.facts
    row = application.round
    return letters.Letter(
        kind=kind,
        dated=dated,
        edition=edition,
        reference_number=application.reference_number or "",
        is_rehearsal=bool(settings.REHEARSAL_NOW) or application.is_rehearsal,
        application=letters.SentApplication(
            version=snapshot.version,
            sha256=snapshot.sha256,
            received_at=_received_at(application),
        ),
        round=letters.LetterRound(
            name=row.name, year=row.year, reference_prefix=row.reference_prefix
        ),
        authority=authority_of(row),
        handler=application.assigned_to.name if application.assigned_to else "",
        signatory=signer.name if signer else "",
        recipient=letters.Recipient(lines=_address(facts)),
        salutation_name=facts.answers.board.contact_name or "",
        organisation_name=facts.answers.organisation.name or "",
        project_title=facts.answers.micro_project.title or "",
        texts=_texts(kind, application, facts, values),
        **about,
    )


def _snapshot(application: Application) -> SubmissionSnapshot:
    """Return the version of the application that counts: the last that was sent."""
    versions: QuerySet[SubmissionSnapshot] = application.snapshots.order_by("-version")
    latest = versions[0]
    # The case in hand, with its round and its people: nothing is asked for twice.
    latest.application = application
    return latest


def _received_at(application: Application) -> datetime:
    if application.submitted_at is None:
        raise ValueError("nobody writes letters about drafts")
    return application.submitted_at


def _address(facts: Facts) -> tuple[str, ...]:
    association = facts.answers.organisation
    town = f"{association.postcode or ''} {association.town or ''}"
    lines = (association.name, association.address_extra, association.street, town)
    return tuple(line.strip() for line in lines if line and line.strip())


def _texts(
    kind: DocumentKind, application: Application, facts: Facts, values: Mapping[str, str]
) -> dict[LegalTextKind, letters.LegalText]:
    in_force = LegalText.objects.in_force(application.round_id)
    filled = {**_values(application, facts), **values}
    found = {}
    for wanted in legal_texts.TEXTS_OF[kind]:
        row = in_force.get(wanted)
        if row is None:
            raise TextMissing(wanted)
        found[wanted] = letters.LegalText(
            edition=row.edition,
            is_released=row.is_released,
            text=legal_texts.fill(row.text, filled),
        )
    return found


def _values(application: Application, facts: Facts) -> dict[str, str]:
    """Return what every letter of a case fills in; the court follows the seat (§ 52 VwGO)."""
    row = application.round
    district = facts.answers.organisation.district or District.OUTSIDE
    court = court_of(district)
    return {
        "court": court,
        "court_address": COURT_ADDRESSES[court],
        "proof_due_on": _in_words(row.proof_due_on),
        "year": str(row.year),
        "phone": row.contact_phone,
        "portal": portal(),
    }


def _in_words(day: date) -> str:
    return date_format(day, "j. F Y")
