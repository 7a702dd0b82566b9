"""Which documents the authority makes, to whom they go and what they start."""

from enum import StrEnum
from typing import Final

# Documents of the authority are German, whatever language somebody's pages have (§ 23 HVwVfG).
LANGUAGE: Final = "de"


class DocumentKind(StrEnum):
    """One kind of document; the values stand in the database, in files and in addresses."""

    ACKNOWLEDGEMENT_OF_RECEIPT = "acknowledgement_of_receipt"
    INFORMATION_REQUEST = "information_request"
    HEARING = "hearing"
    EARLY_START = "early_start"
    AWARD = "award"
    REJECTION = "rejection"
    WAITING_LIST = "waiting_list"
    AMENDMENT = "amendment"
    REVOCATION = "revocation"
    COVER_SHEET = "cover_sheet"
    REVIEW_NOTE = "review_note"
    AWARD_NOTE = "award_note"
    FILE_COVER = "file_cover"


# Administrative acts: they carry the legal remedy, and their delivery starts a time limit.
ACTS: Final = frozenset(
    {
        DocumentKind.AWARD,
        DocumentKind.REJECTION,
        DocumentKind.AMENDMENT,
        DocumentKind.REVOCATION,
    }
)
# What tells of a decision leaves only through the outbox, released by two persons.
DECISION_LETTERS: Final = ACTS | {DocumentKind.WAITING_LIST}
# Letters in the form of DIN 5008, made from a frozen letter.
LETTERS: Final = DECISION_LETTERS | {
    DocumentKind.INFORMATION_REQUEST,
    DocumentKind.HEARING,
    DocumentKind.EARLY_START,
}
# Later ones stand beside earlier ones: every request and every hearing has its own answer.
_NEVER_REPLACED: Final = LETTERS - DECISION_LETTERS
# For the file only; the association never sees them.
INTERNAL: Final = frozenset(
    {DocumentKind.REVIEW_NOTE, DocumentKind.AWARD_NOTE, DocumentKind.FILE_COVER}
)


def replacing(kind: DocumentKind) -> frozenset[DocumentKind]:
    """Return the kinds of which a later document of the case takes the place of this one.

    A decision is replaced by whatever is decided later; letters that ask stay as they are.
    """
    if kind in DECISION_LETTERS:
        return DECISION_LETTERS
    return frozenset() if kind in _NEVER_REPLACED else frozenset({kind})


# The file inside a document of ours that programs can read.
APPLICATION_DATA: Final = "antrag.json"
LETTER_DATA: Final = "schreiben.json"
RECORD_DATA: Final = "vermerk.json"
DATA_NAMES: Final = (APPLICATION_DATA, LETTER_DATA, RECORD_DATA)


class LegalTextKind(StrEnum):
    """Parts of letters whose wording the legal unit releases, edition by edition."""

    LEGAL_BASIS = "legal_basis"
    CONDITIONS = "conditions"
    NOTES = "notes"
    ANNEXES = "annexes"
    REMEDY = "remedy"
    INFORMATION_REQUEST = "information_request"
    HEARING = "hearing"
    EARLY_START = "early_start"
    WAITING_LIST = "waiting_list"
    REJECTION = "rejection"
    AMENDMENT = "amendment"
    REVOCATION = "revocation"
