"""The closed lists of answers; the values are the words of the application document."""

from enum import StrEnum
from typing import Final


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class NonProfitAnswer(StrEnum):
    """K2: is the association recognised as non-profit?"""

    YES = "yes"
    APPLIED = "applied"
    NO = "no"
    UNKNOWN = "unknown"


class MajorityAnswer(StrEnum):
    """K3: do most members have a history of migration?"""

    YES = "yes"
    HALF = "half"
    NO = "no"


class SinglePurpose(StrEnum):
    """K4: does the association do one of these things and nothing else?"""

    NONE = "none"
    RELIGION = "religion"
    LANGUAGE = "language"
    CULTURE = "culture"


class EmployeesAnswer(StrEnum):
    """K5 and Q05: does the association have employees?"""

    NO = "no"
    MINIJOB_ONLY = "minijob_only"
    YES = "yes"


class NewProjectAnswer(StrEnum):
    """K6: is the project new?"""

    YES = "yes"
    NO = "no"
    CHANGED = "changed"


class MinijobAnswer(StrEnum):
    """K7: will the project create a minijob?"""

    YES = "yes"
    NO = "no"
    ADVICE = "advice"


class LegalForm(StrEnum):
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    OTHER = "other"


class BoardOffice(StrEnum):
    CHAIR = "chair"
    DEPUTY = "deputy"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    OTHER = "other"


class SignatureRule(StrEnum):
    """How the board may sign for the association (§ 26 BGB)."""

    SINGLE = "single"
    JOINT = "joint"
    OTHER = "other"


class ContactTime(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class NoticeKind(StrEnum):
    """The papers of the tax office that prove non-profit status (§ 63 Abs. 5 AO)."""

    EXEMPTION = "exemption"
    COMPLIANCE = "compliance"
    ASSESSMENT_ANNEX = "assessment_annex"
    NONE = "none"


class Share(StrEnum):
    """A share of people, in bands: never counted, never by name or country."""

    NEARLY_ALL = "nearly_all"
    MAJORITY = "majority"
    HALF = "half"
    MINORITY = "minority"


class Topic(StrEnum):
    EDUCATION = "education"
    WORK = "work"
    HEALTH = "health"
    NEIGHBOURHOOD = "neighbourhood"
    PARTICIPATION = "participation"
    CULTURE = "culture"
    SPORT = "sport"
    ANTI_RACISM = "anti_racism"
    OTHER = "other"


class TargetGroup(StrEnum):
    FAMILIES = "families"
    WOMEN = "women"
    YOUTH = "youth"
    ELDERLY = "elderly"
    NEWCOMERS = "newcomers"
    DISABILITY = "disability"
    EVERYONE = "everyone"
    OTHER = "other"


class CostKind(StrEnum):
    FEES = "fees"
    ROOMS = "rooms"
    MATERIAL = "material"
    EQUIPMENT_HIRE = "equipment_hire"
    TRAVEL = "travel"
    PUBLICITY = "publicity"
    CATERING = "catering"
    ALLOWANCE = "allowance"
    OTHER = "other"


class AttachmentKind(StrEnum):
    STATUTES = "statutes"
    REGISTER_EXTRACT = "register_extract"
    NON_PROFIT_NOTICE = "non_profit_notice"
    MUNICIPAL_STATEMENT = "municipal_statement"
    QUOTES = "quotes"
    OTHER = "other"
    # What came by post, scanned by the authority; nobody is asked for it online.
    PAPER_ORIGINAL = "paper_original"


ASKED_KINDS: Final = tuple(
    kind for kind in AttachmentKind if kind != AttachmentKind.PAPER_ORIGINAL
)


class Origin(StrEnum):
    """How an application reached the authority; all count the same (§ 24 Abs. 3 HVwVfG)."""

    ONLINE = "online"
    POST = "post"
    PHONE = "phone"


class Delivery(StrEnum):
    """How the association wants to receive the decision."""

    ONLINE = "online"
    POST = "post"


class District(StrEnum):
    """The 26 districts of Hessen in 2020, and the rest of the world."""

    WA = "WA"
    KSL = "KSL"
    KS = "KS"
    ESW = "ESW"
    MR = "MR"
    HR = "HR"
    HEF = "HEF"
    LDK = "LDK"
    GI = "GI"
    VB = "VB"
    FD = "FD"
    LM = "LM"
    HG = "HG"
    FB = "FB"
    MKK = "MKK"
    RUD = "RUD"
    WI = "WI"
    MTK = "MTK"
    F = "F"
    OF = "OF"
    OFL = "OFL"
    GG = "GG"
    DA = "DA"
    DAD = "DAD"
    HP = "HP"
    ERB = "ERB"
    OUTSIDE = "XX"


class ScanState(StrEnum):
    """What the virus scanner said about a file; without a scanner nothing was checked."""

    UNCHECKED = "unchecked"
    CLEAN = "clean"
    FOUND = "found"


class PointKind(StrEnum):
    """What a point of a request asks for: a changed section, a document, or words."""

    SECTION = "section"
    ENCLOSURE = "enclosure"
    QUESTION = "question"


class EnquiryKind(StrEnum):
    """From which public form an enquiry came."""

    CONTACT = "contact"
    BARRIER = "barrier"
