"""Tables, constraints and querysets; no workflow, no mail, no rendering."""

from applications.models.application import Application
from applications.models.association import (
    Board,
    Eligibility,
    NonProfitProof,
    OrganisationDetails,
    Profile,
)
from applications.models.audit_event import AuditChain, AuditEvent
from applications.models.decision import Decision
from applications.models.declarations import Declarations
from applications.models.document import Document
from applications.models.enclosure import Attachment, Enclosures, PromisedEnclosure
from applications.models.financing import CostItem, Costs, FinancingPlan
from applications.models.funding_round import FundingRound
from applications.models.legal_parameter import LegalParameter
from applications.models.message import Message
from applications.models.micro_project import Goals, MicroProject, Schedule
from applications.models.minijob_position import MinijobPosition, Wage
from applications.models.organisation import Membership, Organisation
from applications.models.rehearsal import RehearsalClock
from applications.models.snapshot import Finding, FindingSettlement, SubmissionSnapshot
from applications.models.transition import Transition
from applications.models.user import User

__all__ = [
    "Application",
    "Attachment",
    "AuditChain",
    "AuditEvent",
    "Board",
    "CostItem",
    "Costs",
    "Decision",
    "Declarations",
    "Document",
    "Eligibility",
    "Enclosures",
    "FinancingPlan",
    "Finding",
    "FindingSettlement",
    "FundingRound",
    "Goals",
    "LegalParameter",
    "Membership",
    "Message",
    "MicroProject",
    "MinijobPosition",
    "NonProfitProof",
    "Organisation",
    "OrganisationDetails",
    "Profile",
    "PromisedEnclosure",
    "RehearsalClock",
    "Schedule",
    "SubmissionSnapshot",
    "Transition",
    "User",
    "Wage",
]
