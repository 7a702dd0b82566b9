"""The Prüfvermerk: everything that was found, judged, asked, heard and decided about one case."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from applications.rules.award_changes import AwardChangeKind, ChangeBasis
from applications.rules.choices import AttachmentKind, ScanState
from applications.rules.decisions import CostJudgement, DecisionKind, GrantAmounts, Reasons
from applications.rules.documents import DocumentKind
from applications.rules.financing import FinancePlan
from applications.rules.findings import Outcome
from applications.rules.record_parts import CaseHead, FrozenRecord, Signature
from applications.rules.review import ChecklistVerdict


@dataclass(frozen=True, kw_only=True)
class Glance:
    """The case in figures: amounts in EUR, days from and to, members, points out of possible."""

    requested: GrantAmounts
    maximum: GrantAmounts
    begins_on: date | None = None
    ends_on: date | None = None
    founded: int | None = None
    members: int | None = None
    points: int | None = None
    possible_points: int


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What a person judged of a finding, over what the rule said, and why."""

    is_met: bool
    reason: str
    by: Signature


@dataclass(frozen=True, kw_only=True)
class FindingEntry:
    """One rule: its number and version, in words, the law, the values it saw, what it said.

    ``settlements`` are all judgements, the first first; the last counts.
    """

    rule: str
    version: int
    outcome: Outcome
    title: str
    sentence: str
    citation: str
    answer: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    settlements: tuple[Settlement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChecklistEntry:
    """One point of the checklist with the answer that counts, if there is one."""

    text: str
    verdict: ChecklistVerdict | None = None
    note: str = ""
    by: Signature | None = None


@dataclass(frozen=True, kw_only=True)
class Money:
    """Who pays what as it was sent, and what is accepted of each line of costs, in EUR.

    ``highest_eur`` is the most that the micro-project can get after these judgements.
    """

    plan: FinancePlan
    lines: tuple[CostJudgement, ...] = ()
    highest_eur: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ScoreEntry:
    """The points of one criterion, its weight, and why."""

    criterion: str
    weight: int
    points: int | None = None
    reason: str = ""
    by: Signature | None = None


@dataclass(frozen=True, kw_only=True)
class PointEntry:
    """One point of a request: what it is about, what we asked, what came, in words and files."""

    position: int
    about: str
    text: str
    answer: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangedAnswer:
    """An answer of the application before and after; no lines mean no answer."""

    section: str
    question: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RequestEntry:
    """A request for information with its answer, while there is one."""

    number: int
    asked: Signature
    due_on: date
    answered: Signature | None = None
    closed_at: datetime | None = None
    points: tuple[PointEntry, ...] = ()
    changes: tuple[ChangedAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HeardAnswer:
    """What the association said in a hearing."""

    text: str
    by: Signature


@dataclass(frozen=True, kw_only=True)
class HearingEntry:
    """A hearing (§ 28 HVwVfG): what we intend and why, until when, what was said."""

    number: int
    reason: str
    sent: Signature
    due_on: date
    answers: tuple[HeardAnswer, ...] = ()
    ended: Signature | None = None


class ProposalStatus(StrEnum):
    """What became of a proposal."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class ProposalEntry:
    """A proposal of one person and what another made of it; amounts in EUR.

    For a change of an award ``change`` and ``basis`` are set, ``before`` holds what was awarded
    so far, ``heard`` what the association said or why it was not asked.
    """

    kind: DecisionKind | None = None
    change: AwardChangeKind | None = None
    basis: ChangeBasis | None = None
    status: ProposalStatus
    amounts: GrantAmounts
    before: GrantAmounts | None = None
    reasons: Reasons = field(default_factory=Reasons)
    proposed: Signature
    closed: Signature | None = None
    return_reason: str = ""
    heard: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One entry of the history: its number in the log, what, from where to where, why."""

    number: int
    event: str
    by: Signature
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """A file that came in: its size in bytes, its SHA-256, what the virus scanner said."""

    kind: AttachmentKind | None = None
    name: str
    pages: int
    size: int
    sha256: str
    scan: ScanState
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class IssuedDocument:
    """A document that we made: its edition and, once it is there, its size and SHA-256."""

    kind: DocumentKind
    edition: int
    ordered_at: datetime
    size: int | None = None
    file_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class ChainEnd:
    """The last entry of the history in the log: its number and hash, and whether all fit."""

    number: int
    hash: str
    is_intact: bool


@dataclass(frozen=True, kw_only=True)
class ReviewNote(FrozenRecord):
    """The whole review of one case, in the order in which it is read."""

    kind: DocumentKind = DocumentKind.REVIEW_NOTE
    case: CaseHead
    glance: Glance
    findings: tuple[FindingEntry, ...]
    checklist: tuple[ChecklistEntry, ...] = ()
    money: Money
    scores: tuple[ScoreEntry, ...] = ()
    requests: tuple[RequestEntry, ...] = ()
    hearings: tuple[HearingEntry, ...] = ()
    proposals: tuple[ProposalEntry, ...] = ()
    history: tuple[HistoryLine, ...]
    files: tuple[ReceivedFile, ...] = ()
    documents: tuple[IssuedDocument, ...] = ()
    chain: ChainEnd

    def __post_init__(self) -> None:
        self.require(DocumentKind.REVIEW_NOTE)
