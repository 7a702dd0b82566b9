"""The facts of one application: the document as a frozen tree, input of every rule.

The names are those of the application document. A missing answer is `None`, an empty list an
empty tuple; money and hours are `Decimal`, days `date`, instants aware `datetime` in UTC.
The lists of answers (`applications.rules.choices`) can be imported from here as well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from applications.rules import tree
from applications.rules.choices import (
    AttachmentKind,
    BoardOffice,
    ContactTime,
    CostKind,
    Delivery,
    District,
    EmployeesAnswer,
    LegalForm,
    MajorityAnswer,
    MinijobAnswer,
    NewProjectAnswer,
    NonProfitAnswer,
    NoticeKind,
    Share,
    SignatureRule,
    SinglePurpose,
    TargetGroup,
    Topic,
    YesNo,
)
from applications.rules.periods import Month, Period
from applications.rules.rounds import Policy, SecondAgreement

__all__ = [
    "Answers",
    "Attachment",
    "AttachmentKind",
    "Board",
    "BoardMember",
    "BoardOffice",
    "ContactTime",
    "CostItem",
    "CostKind",
    "Costs",
    "Declarations",
    "Delivery",
    "District",
    "Eligibility",
    "EmployeesAnswer",
    "Enclosures",
    "Facts",
    "Financing",
    "Goals",
    "LegalForm",
    "MajorityAnswer",
    "MicroProject",
    "MinijobAnswer",
    "MinijobPosition",
    "NewProjectAnswer",
    "NonProfit",
    "NonProfitAnswer",
    "NoticeKind",
    "Organisation",
    "Partner",
    "Policy",
    "Profile",
    "PromisedEnclosure",
    "Round",
    "Schedule",
    "SecondAgreement",
    "Share",
    "SignatureRule",
    "SinglePurpose",
    "Step",
    "TargetGroup",
    "Topic",
    "Wage",
    "YesNo",
]


@dataclass(frozen=True, kw_only=True)
class Round:
    """The values of the funding round; `closes_at` is the first late instant."""

    code: str
    name: str
    year: int
    opens_at: datetime
    closes_at: datetime
    budget_eur: Decimal
    maximum_eur: Decimal
    micro_project_maximum_eur: Decimal
    minijob_maximum_eur: Decimal
    period_from: date
    period_until: date
    decision_expected_on: date
    exemption_notice_years: int
    compliance_notice_years: int
    large_purchase_eur: Decimal
    second_agreement: SecondAgreement
    late_policy: Policy
    ineligible_policy: Policy
    # Documents of earlier versions lack these; so the rules read what was valid then.
    rates_known_on: date | None = None
    maximum_months: int = 12
    minimum_own_share_percent: int = 0
    requires_registration: bool = False

    @property
    def period(self) -> Period:
        """The days in which projects may take place; `period_until` is the last of them."""
        return Period.of_days(self.period_from, self.period_until)


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    seat_in_hesse: YesNo | None = None
    non_profit: NonProfitAnswer | None = None
    migrant_majority: MajorityAnswer | None = None
    single_purpose: SinglePurpose | None = None
    employees: EmployeesAnswer | None = None
    project_is_new: NewProjectAnswer | None = None
    minijob_planned: MinijobAnswer | None = None
    already_applied: YesNo | None = None


@dataclass(frozen=True, kw_only=True)
class Organisation:
    name: str | None = None
    legal_form: LegalForm | None = None
    register_court: str | None = None
    register_number: str | None = None
    founded_year: int | None = None
    street: str | None = None
    address_extra: str | None = None
    postcode: str | None = None
    town: str | None = None
    district: District | None = None
    website: str | None = None


@dataclass(frozen=True, kw_only=True)
class BoardMember:
    name: str | None = None
    office: BoardOffice | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    members: tuple[BoardMember, ...] = ()
    signature_rule: SignatureRule | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    contact_times: tuple[ContactTime, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NonProfit:
    notice_kind: NoticeKind | None = None
    notice_date: date | None = None
    tax_office: str | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    member_count: int | None = None
    member_share: Share | None = None
    board_share: Share | None = None
    purpose: str | None = None
    employees: EmployeesAnswer | None = None
    employee_count: int | None = None
    employee_hours_week: Decimal | None = None
    funded_before: YesNo | None = None
    funded_before_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class MicroProject:
    title: str | None = None
    summary: str | None = None
    topic: Topic | None = None
    place: str | None = None
    district: District | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    early_start: YesNo | None = None
    early_start_reason: str | None = None
    past_start_confirmed: YesNo | None = None


@dataclass(frozen=True, kw_only=True)
class Goals:
    need: str | None = None
    goals: tuple[str, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    people_reached: int | None = None
    effect: str | None = None


@dataclass(frozen=True, kw_only=True)
class Step:
    what: str | None = None
    month: Month | None = None


@dataclass(frozen=True, kw_only=True)
class Partner:
    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, kw_only=True)
class Schedule:
    steps: tuple[Step, ...] = ()
    partners: tuple[Partner, ...] = ()
    municipality_contacted: YesNo | None = None
    municipality_office: str | None = None
    afterwards: str | None = None


@dataclass(frozen=True, kw_only=True)
class MinijobPosition:
    """The position; never the person (R-2.5: no contract before the decision)."""

    tasks: str | None = None
    benefit: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    person_known: YesNo | None = None
    person_related: YesNo | None = None


@dataclass(frozen=True, kw_only=True)
class Wage:
    hours_month: Decimal | None = None
    wage_month_eur: Decimal | None = None
    months: int | None = None
    accident_insurance_eur: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class CostItem:
    kind: CostKind | None = None
    purpose: str | None = None
    calculation: str | None = None
    amount_eur: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Costs:
    items: tuple[CostItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Financing:
    own_funds_eur: Decimal | None = None
    donations_eur: Decimal | None = None
    other_grants_eur: Decimal | None = None
    other_grants_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class Attachment:
    kind: AttachmentKind | None = None
    name: str | None = None
    media_type: str | None = None
    size: int | None = None
    pages: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class PromisedEnclosure:
    kind: AttachmentKind | None = None
    until: date | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Enclosures:
    attachments: tuple[Attachment, ...] = ()
    promised: tuple[PromisedEnclosure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answers:
    eligibility: Eligibility = field(default_factory=Eligibility)
    organisation: Organisation = field(default_factory=Organisation)
    board: Board = field(default_factory=Board)
    non_profit: NonProfit = field(default_factory=NonProfit)
    profile: Profile = field(default_factory=Profile)
    micro_project: MicroProject = field(default_factory=MicroProject)
    goals: Goals = field(default_factory=Goals)
    schedule: Schedule = field(default_factory=Schedule)
    minijob_position: MinijobPosition = field(default_factory=MinijobPosition)
    wage: Wage = field(default_factory=Wage)
    costs: Costs = field(default_factory=Costs)
    financing: Financing = field(default_factory=Financing)
    enclosures: Enclosures = field(default_factory=Enclosures)


@dataclass(frozen=True, kw_only=True)
class Declarations:
    complete: bool | None = None
    not_started: bool | None = None
    no_other_money: bool | None = None
    report_changes: bool | None = None
    no_entitlement: bool | None = None
    may_represent: bool | None = None
    sender_name: str | None = None
    second_person: str | None = None
    delivery: Delivery | None = None
    publish: bool | None = None
    knows_ineligible: bool | None = None
    wording: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One application as it stood when the document was written."""

    schema_version: int = 1
    reference_number: str | None = None
    received_at: datetime | None = None
    round: Round
    answers: Answers = field(default_factory=Answers)
    declarations: Declarations = field(default_factory=Declarations)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Read an application document. Raises `tree.NotAFact` where a value has no meaning."""
        return tree.read(cls, document)

    def to_document(self) -> dict[str, Any]:
        """Write the application document; the inverse of `from_document`."""
        document: dict[str, Any] = tree.write(self)
        return document


class _OnDemand:
    """Lets the parts of a dataclass be read when somebody first looks at them."""

    _kind: ClassVar[type[Any]]

    def __init__(self, part: Callable[[str], Any], **known: Any) -> None:
        vars(self).update(known, _part=part)

    def __getattr__(self, name: str) -> Any:
        kind = tree.type_hints(self._kind).get(name)
        if kind is None:
            raise AttributeError(name)
        vars(self)[name] = tree.read(kind, self._part(name), f"{name}.")
        return vars(self)[name]


class AnswersOnDemand(_OnDemand, Answers):
    """Answers of which each section is read when a rule first looks at it."""

    _kind = Answers


class FactsOnDemand(_OnDemand, Facts):
    """The facts of a draft; ``part`` returns the JSON object of a section or of the round.

    Pages look at a few sections, and what nobody looks at need not be known.
    """

    _kind = Facts

    def __init__(self, part: Callable[[str], Any]) -> None:
        super().__init__(part, answers=AnswersOnDemand(part))
