"""Tables, constraints and querysets; no workflow, no mail, no rendering."""

from applications.models.agreement import Agreement
from applications.models.application import Application
from applications.models.association import (
    Board,
    Eligibility,
    NonProfitProof,
    OrganisationDetails,
    Profile,
)
from applications.models.audit_event import AuditChain, AuditEvent
from applications.models.award_change import AwardChange
from applications.models.award_list import AwardList, AwardListRow, AwardScenario
from applications.models.bank_details import BankDetails, PhoneConfirmation
from applications.models.case_message import CaseMessage, CaseMessageFile, CaseMessageReading
from applications.models.conflict import ConflictDeclaration
from applications.models.decision import Decision, DecisionLine
from applications.models.declarations import Declarations
from applications.models.desk import Batch, BatchResult, SavedView
from applications.models.document import Document
from applications.models.document_delivery import DocumentDelivery
from applications.models.enclosure import (
    Attachment,
    AttachmentPage,
    AttachmentPhoto,
    Enclosures,
    PromisedEnclosure,
)
from applications.models.export import Export
from applications.models.feedback import Enquiry, HelpVote, SubmissionFeedback
from applications.models.financing import CostItem, Costs, FinancingPlan
from applications.models.fingerprint import CaseFingerprint
from applications.models.funding_round import FundingRound
from applications.models.hearing import Hearing
from applications.models.information_request import InformationRequest, RequestPoint
from applications.models.kept_input import KeptInput
from applications.models.legal_parameter import LegalParameter
from applications.models.legal_text import LegalText
from applications.models.letter import LetterDraft, LetterRelease
from applications.models.message import Message
from applications.models.micro_project import Goals, MicroProject, Schedule
from applications.models.minijob_position import MinijobPosition, Wage
from applications.models.organisation import Membership, Organisation
from applications.models.paper_entry import PaperEntry
from applications.models.rehearsal import RehearsalClock
from applications.models.reminder import Reminder
from applications.models.retention import CaseStatistic, LegalHold
from applications.models.review import (
    AcceptedCost,
    AttachmentReading,
    CasePresence,
    ChecklistAnswer,
    ChecklistItem,
    Criterion,
    InternalNote,
    Score,
)
from applications.models.round_change import RoundChange
from applications.models.snapshot import Finding, FindingSettlement, SubmissionSnapshot
from applications.models.staff_account import SecondFactorReset, StaffInvitation
from applications.models.team import Invitation, QuestionComment, SectionPresence, SectionVersion
from applications.models.text_block import TextBlock
from applications.models.transition import Transition
from applications.models.user import User

__all__ = [
    "AcceptedCost",
    "Agreement",
    "Application",
    "Attachment",
    "AttachmentPage",
    "AttachmentPhoto",
    "AttachmentReading",
    "AuditChain",
    "AuditEvent",
    "AwardChange",
    "AwardList",
    "AwardListRow",
    "AwardScenario",
    "BankDetails",
    "Batch",
    "BatchResult",
    "Board",
    "CaseFingerprint",
    "CaseMessage",
    "CaseMessageFile",
    "CaseMessageReading",
    "CasePresence",
    "CaseStatistic",
    "ChecklistAnswer",
    "ChecklistItem",
    "ConflictDeclaration",
    "CostItem",
    "Costs",
    "Criterion",
    "Decision",
    "DecisionLine",
    "Declarations",
    "Document",
    "DocumentDelivery",
    "Eligibility",
    "Enclosures",
    "Enquiry",
    "Export",
    "FinancingPlan",
    "Finding",
    "FindingSettlement",
    "FundingRound",
    "Goals",
    "Hearing",
    "HelpVote",
    "InformationRequest",
    "InternalNote",
    "Invitation",
    "KeptInput",
    "LegalHold",
    "LegalParameter",
    "LegalText",
    "LetterDraft",
    "LetterRelease",
    "Membership",
    "Message",
    "MicroProject",
    "MinijobPosition",
    "NonProfitProof",
    "Organisation",
    "OrganisationDetails",
    "PaperEntry",
    "PhoneConfirmation",
    "Profile",
    "PromisedEnclosure",
    "QuestionComment",
    "RehearsalClock",
    "Reminder",
    "RequestPoint",
    "RoundChange",
    "SavedView",
    "Schedule",
    "Score",
    "SecondFactorReset",
    "SectionPresence",
    "SectionVersion",
    "StaffInvitation",
    "SubmissionFeedback",
    "SubmissionSnapshot",
    "TextBlock",
    "Transition",
    "User",
    "Wage",
]
