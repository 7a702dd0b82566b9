"""A letter as it is frozen: everything that its print says, and nothing that must be looked up.

One JSON document per letter. It is stored with the order, embedded in the PDF as
``schreiben.json`` and described by ``docs/letter.schema.json``, which is drawn from these
classes. Money is written with two places ("8361.62"), days as ISO dates; every text is plain,
with line breaks, and complete: no place in braces is left to fill in.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Self

from applications.rules import tree
from applications.rules.choices import CostKind
from applications.rules.decisions import DecisionKind, GrantAmounts
from applications.rules.documents import DECISION_LETTERS, DocumentKind, LegalTextKind
from applications.rules.legal_texts import TEXTS_OF
from applications.rules.rounds import FinancingMode

# Which part says what the letter is about.
PART_OF: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.AWARD: "decision",
    DocumentKind.WAITING_LIST: "decision",
    DocumentKind.REJECTION: "decision",
    DocumentKind.AMENDMENT: "change",
    DocumentKind.REVOCATION: "change",
    DocumentKind.INFORMATION_REQUEST: "request",
    DocumentKind.HEARING: "hearing",
    DocumentKind.EARLY_START: "early_start",
}
PARTS: Final = tuple(dict.fromkeys(PART_OF.values()))


class NotALetter(ValueError):
    """The values do not make one letter; the argument names what is wrong."""


@dataclass(frozen=True, kw_only=True)
class SentApplication:
    """The version of the application to which the letter answers; ``sha256`` is its hash."""

    version: int
    sha256: str
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class LetterRound:
    """The round: its printed name, the budget year, the beginning of its numbers (WIR-2020)."""

    name: str
    year: int
    reference_prefix: str


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Who writes. ``address`` and ``letterhead`` have one line for each printed line.

    ``portal`` is the address of the start page that people type, without protocol.
    """

    name: str
    address: str
    letterhead: str
    phone: str
    hours: str
    email: str
    portal: str


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """The lines in the window of the envelope, the first with the name; at most six print well."""

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LegalText:
    """A released wording of the legal unit with its places filled in.

    Paragraphs are parted by an empty line. When a paragraph has several lines, the first is its
    heading. A text that is not released makes the whole letter a draft.
    """

    edition: str
    is_released: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Both parts of a grant and their sum, in EUR. Raises ``NotALetter`` for another sum."""

    micro_project_eur: Decimal
    minijob_eur: Decimal
    total_eur: Decimal

    def __post_init__(self) -> None:
        if self.micro_project_eur + self.minijob_eur != self.total_eur:
            raise NotALetter("total_eur")

    @classmethod
    def of(cls, grant: GrantAmounts) -> Self:
        """Return the amounts of a grant with their sum."""
        return cls(
            micro_project_eur=grant.micro_project_eur,
            minijob_eur=grant.minijob_eur,
            total_eur=grant.total_eur,
        )


@dataclass(frozen=True, kw_only=True)
class LetterPeriod:
    """The Bewilligungszeitraum: first and last day."""

    begins_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class CostLine:
    """One line of the binding plan of the micro-project, in EUR; ``reason`` explains a cut."""

    kind: CostKind
    purpose: str
    requested_eur: Decimal
    accepted_eur: Decimal
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterReasons:
    """The reasons of § 39 HVwVfG, as staff wrote them; an empty block is left out."""

    facts: str = ""
    assessment: str = ""
    discretion: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that the association must do now; without ``by`` it has no fixed day."""

    text: str
    by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Points:
    """The assessment: points reached, points possible, points of the last one that got money."""

    reached: int
    possible: int
    lowest_funded: int | None = None


@dataclass(frozen=True, kw_only=True)
class RuleFinding:
    """A rule that excludes the application: its number, the sentence, the law behind it."""

    rule: str
    text: str
    law: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionPart:
    """Award, rejection or place on the waiting list.

    ``awarded`` and ``period`` are there for an award, ``proof_due_on`` is the last day for the
    proof of use. ``lines`` are the costs of the micro-project as judged. ``points`` and ``rank``
    are there when the application was ranked; ``findings`` are the rules that exclude it,
    ``heard`` what the association wrote in the hearing, one text for each answer.
    """

    kind: DecisionKind
    is_partial: bool = False
    requested: Amounts
    awarded: Amounts | None = None
    period: LetterPeriod | None = None
    financing_mode: FinancingMode
    lines: tuple[CostLine, ...] = ()
    reasons: LetterReasons = field(default_factory=LetterReasons)
    steps: tuple[Step, ...] = ()
    proof_due_on: date | None = None
    points: Points | None = None
    rank: int | None = None
    findings: tuple[RuleFinding, ...] = ()
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Repayment:
    """What must be paid back (§ 49a HVwVfG): the amount in EUR and the last day."""

    amount_eur: Decimal
    by: date


@dataclass(frozen=True, kw_only=True)
class ChangePart:
    """A later act that changes or takes away an award.

    ``decided_on`` is the date of the changed act, ``basis`` the law that allows the change
    ("§ 49 Absatz 3 Nummer 1 HVwVfG"). ``is_for_the_past`` says that it works from the beginning,
    otherwise it works from ``valid_from`` on. Nothing left in ``after`` means a full revocation.
    """

    decided_on: date
    basis: str
    is_for_the_past: bool = False
    before: Amounts
    after: Amounts
    period_before: LetterPeriod | None = None
    period_after: LetterPeriod | None = None
    valid_from: date | None = None
    reasons: LetterReasons = field(default_factory=LetterReasons)
    repay: Repayment | None = None


@dataclass(frozen=True, kw_only=True)
class RequestPoint:
    """One point of a request: its number, the section or enclosure in words, the question."""

    position: int
    about: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RequestPart:
    """A request for information; ``due_on`` is the last day for the answer."""

    points: tuple[RequestPoint, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class HearingPart:
    """A hearing (§ 28 HVwVfG): what the authority intends and why; the last day to answer."""

    reason: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class EarlyStartPart:
    """The consent to begin before the decision: the first day on which the project may begin."""

    begins_on: date


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter of the authority to one association.

    ``kind`` is one of ``documents.LETTERS`` or the cover sheet; a cover sheet is made from the
    letter of the decision with ``kind`` changed and the decision's kind in ``about``.
    ``dated`` is printed as the date of the letter, ``edition`` counts the letters of this kind
    to this application. ``handler`` works on the case, ``signatory`` signs; both may be empty
    (§ 37 Abs. 5 HVwVfG). ``salutation_name`` is the contact person or empty.
    Raises ``NotALetter`` unless the one part that belongs to the kind is there, with the legal
    texts that the kind needs.
    """

    schema_version: int = 1
    kind: DocumentKind
    about: DocumentKind | None = None
    dated: date
    edition: int = 1
    reference_number: str
    is_rehearsal: bool = False
    application: SentApplication
    round: LetterRound
    authority: Authority
    handler: str = ""
    signatory: str = ""
    recipient: Recipient
    salutation_name: str = ""
    organisation_name: str
    project_title: str
    texts: Mapping[LegalTextKind, LegalText] = field(default_factory=dict)
    decision: DecisionPart | None = None
    change: ChangePart | None = None
    request: RequestPart | None = None
    hearing: HearingPart | None = None
    early_start: EarlyStartPart | None = None

    def __post_init__(self) -> None:
        self._check_kind()
        given = [name for name in PARTS if getattr(self, name) is not None]
        if given != [PART_OF[self.subject]]:
            raise NotALetter("part")
        missing = [kind for kind in TEXTS_OF.get(self.kind, ()) if kind not in self.texts]
        if missing:
            raise NotALetter(f"texts.{missing[0]}")

    def _check_kind(self) -> None:
        is_cover = self.kind == DocumentKind.COVER_SHEET
        if is_cover != (self.about is not None) or self.subject not in PART_OF:
            raise NotALetter("kind")
        if is_cover and self.subject not in DECISION_LETTERS:
            raise NotALetter("about")

    @property
    def subject(self) -> DocumentKind:
        """Return the kind of the letter; for a cover sheet that of the decision behind it."""
        return self.about or self.kind

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a frozen letter. Raises ``tree.NotAFact`` or ``NotALetter``, both ValueErrors."""
        return tree.read(cls, json.loads(text))

    def to_json(self) -> str:
        """Write the letter as canonical JSON: sorted keys, no blanks, the same bytes always."""
        return json.dumps(
            tree.write(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


def granted_eur(letter: Letter) -> Decimal | None:
    """Return what the association has after a letter about a decision, in EUR; else None."""
    if letter.change:
        return letter.change.after.total_eur
    awarded = letter.decision and letter.decision.awarded
    return awarded.total_eur if awarded else None
