"""Sample letters for every kind, made from the demo applications, and their PDFs."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from applications.documents.genuineness import qr_code
from applications.documents.letters import LETTER_KINDS, letter_html
from applications.documents.maker import MadeDocument
from applications.documents.renderer import EmbeddedFile, make_pdf
from applications.rules.documents import LETTER_DATA, DocumentKind
from applications.rules.geography import Court, court_of
from applications.rules.legal_texts import TEXTS_OF, fill
from applications.rules.periods import BERLIN
from applications.texts.legal_texts import EDITION, TEXTS
from tests.documents.letter_parts import (
    amendment,
    award,
    early_start,
    hearing,
    partial_award,
    partial_revocation,
    rejection,
    rejection_for_lack_of_money,
    request,
    revocation,
    waiting_list,
)
from tests.documents.support import AUTHORITY, CODE
from tests.rules import support

COURTS = {
    Court.DARMSTADT: "Julius-Reiber-Straße 37, 64293 Darmstadt",
    Court.FRANKFURT: "Adalbertstraße 18, 60486 Frankfurt am Main",
    Court.GIESSEN: "Marburger Straße 4, 35390 Gießen",
    Court.KASSEL: "Goethestraße 41–43, 34119 Kassel",
    Court.WIESBADEN: "Mainzer Straße 124, 65189 Wiesbaden",
}
DATED = "2020-03-16"


def texts_of(kind: DocumentKind, court: Court, *, is_released: bool = True) -> dict[str, Any]:
    """Return the texts that a kind needs, filled in."""
    values = {
        "court": court.value,
        "court_address": COURTS[court],
        "proof_due_on": "31. März 2021",
        "due_on": "17. Februar 2020",
        "begins_on": "1. Februar 2020",
        "year": "2020",
        "phone": AUTHORITY.phone,
        "portal": AUTHORITY.portal,
    }
    return {
        name.value: {
            "edition": EDITION,
            "is_released": is_released,
            "text": fill(TEXTS[name], values),
        }
        for name in TEXTS_OF.get(kind, ())
    }


def letter(kind: DocumentKind, key: str = "a1", **changes: Any) -> dict[str, Any]:
    """Return the letter of a kind to a demo association; changes replace whole values."""
    facts = support.facts(key)
    association, about = facts.answers.organisation, changes.pop("about", None)
    lines = (
        association.name,
        association.address_extra,
        association.street,
        f"{association.postcode} {association.town}",
    )
    subject = DocumentKind(about or kind)
    return {
        "schema_version": 1,
        "kind": kind.value,
        "about": about,
        "dated": DATED if subject not in EARLIER else "2020-02-03",
        "edition": 1,
        "reference_number": facts.reference_number or "WIR-2020-0051-17",
        "is_rehearsal": False,
        "application": {
            "version": 1,
            "sha256": "5f" * 32,
            "received_at": support.document(key)["received_at"] or "2020-01-30T18:00:00Z",
        },
        "round": {"name": facts.round.name, "year": 2020, "reference_prefix": "WIR-2020"},
        "authority": asdict(AUTHORITY),
        "handler": "Maren Kilb",
        "signatory": "Dr. Tobias Rhön",
        "recipient": {"lines": [line for line in lines if line]},
        "salutation_name": facts.answers.board.contact_name,
        "organisation_name": association.name,
        "project_title": facts.answers.micro_project.title,
        "texts": texts_of(kind, court_of(association.district)),
        **PARTS[subject](key),
        **changes,
    }


PARTS = {
    DocumentKind.AWARD: award,
    DocumentKind.REJECTION: rejection,
    DocumentKind.WAITING_LIST: waiting_list,
    DocumentKind.AMENDMENT: amendment,
    DocumentKind.REVOCATION: revocation,
    DocumentKind.INFORMATION_REQUEST: request,
    DocumentKind.HEARING: hearing,
    DocumentKind.EARLY_START: early_start,
}
EARLIER = {DocumentKind.INFORMATION_REQUEST, DocumentKind.HEARING, DocumentKind.EARLY_START}


def cover(about: DocumentKind, key: str = "a1", **changes: Any) -> dict[str, Any]:
    """Return the cover sheet of a decision."""
    return letter(DocumentKind.COVER_SHEET, key, about=about.value, **changes)


SAMPLES: dict[str, dict[str, Any]] = {
    "award-a1": letter(DocumentKind.AWARD),
    "award-a2": letter(DocumentKind.AWARD, "a2"),
    "award-b1": letter(DocumentKind.AWARD, "b1"),
    "award-partial-a1": letter(DocumentKind.AWARD, **partial_award()),
    "award-partial-b3": letter(DocumentKind.AWARD, "b3", **partial_award("b3")),
    "rejection-b2": letter(DocumentKind.REJECTION, "b2"),
    "rejection-budget-b3": letter(
        DocumentKind.REJECTION, "b3", **rejection_for_lack_of_money("b3"), salutation_name=""
    ),
    "waiting-list-a3": letter(DocumentKind.WAITING_LIST, "a3"),
    "amendment-a1": letter(DocumentKind.AMENDMENT),
    "revocation-a2": letter(DocumentKind.REVOCATION, "a2", signatory="", handler=""),
    "revocation-partial-a2": letter(DocumentKind.REVOCATION, "a2", **partial_revocation()),
    "information-request-a2": letter(DocumentKind.INFORMATION_REQUEST, "a2"),
    "hearing-b2": letter(DocumentKind.HEARING, "b2"),
    "early-start-a2": letter(DocumentKind.EARLY_START, "a2"),
    "cover-award-a1": cover(DocumentKind.AWARD),
    "cover-award-partial-b3": cover(DocumentKind.AWARD, "b3", **partial_award("b3")),
    "cover-rejection-b2": cover(DocumentKind.REJECTION, "b2"),
    "cover-rejection-budget-b3": cover(
        DocumentKind.REJECTION, "b3", **rejection_for_lack_of_money("b3")
    ),
    "cover-waiting-list-a3": cover(DocumentKind.WAITING_LIST, "a3"),
    "cover-amendment-a1": cover(DocumentKind.AMENDMENT),
    "cover-revocation-a2": cover(DocumentKind.REVOCATION, "a2"),
    "cover-revocation-partial-a2": cover(DocumentKind.REVOCATION, "a2", **partial_revocation()),
}


def frozen_letter(document: dict[str, Any]) -> str:
    """Freeze a letter as canonical JSON."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def make_letter(document: dict[str, Any], *, is_draft: bool = False) -> MadeDocument:
    """Make the PDF of a letter."""
    text = frozen_letter(document)
    html, is_missing = letter_html(text, CODE, is_draft)
    embedded = EmbeddedFile(
        name=LETTER_DATA,
        description=str(LETTER_KINDS[DocumentKind(document["kind"])].attachment),
        content=text.encode(),
        at=datetime.fromisoformat(f"{document['dated']}T00:00:00").replace(tzinfo=BERLIN),
    )
    pictures = {"qr.svg": ("image/svg+xml", qr_code(CODE))}
    return MadeDocument(make_pdf(html=html, pictures=pictures, embedded=embedded), is_missing)


@cache
def sample(name: str) -> MadeDocument:
    """Make a sample, once for all tests."""
    return make_letter(SAMPLES[name])
