"""The Aktendeckblatt: which file this is, how it ended, how long it is kept, what is in it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from applications.rules.decisions import DecisionKind, GrantAmounts
from applications.rules.documents import DocumentKind
from applications.rules.record_parts import CaseHead, FrozenRecord, Signature


@dataclass(frozen=True, kw_only=True)
class CaseOutcome:
    """How the case was decided, in EUR, by whom, and when the notice became known."""

    kind: DecisionKind
    awarded: GrantAmounts
    proposed: Signature
    signed: Signature
    delivered_on: date | None = None
    appeal_ends_on: date | None = None


class Missing(StrEnum):
    """Why a paper of the file cannot be handed on."""

    INFECTED = "infected"
    NOT_MADE = "not_made"


@dataclass(frozen=True, kw_only=True)
class ContentEntry:
    """One paper of the file: where it lies in the package, since when, how many pages it has."""

    title: str
    place: str
    dated: date
    pages: int | None = None
    missing: Missing | None = None


@dataclass(frozen=True, kw_only=True)
class FileCover(FrozenRecord):
    """The first page of a file; ``keep_until`` is there once nothing more is to be done."""

    kind: DocumentKind = DocumentKind.FILE_COVER
    case: CaseHead
    requested: GrantAmounts
    outcome: CaseOutcome | None = None
    keep_until: date | None = None
    contents: tuple[ContentEntry, ...] = ()

    def __post_init__(self) -> None:
        self.require(DocumentKind.FILE_COVER)
