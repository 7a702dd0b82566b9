"""Choices a funding round makes: how strict it is and how it pays."""

from enum import StrEnum


class Policy(StrEnum):
    """What happens to an application that comes late or shows an exclusion."""

    RECORD = "record"
    REFUSE = "refuse"


class SecondAgreement(StrEnum):
    """How a second representative agrees when the statutes ask for two."""

    NAMED = "named"
    ACCOUNT = "account"


class Enclosure(StrEnum):
    """Whether the municipality's statement is asked for."""

    OFF = "off"
    RECOMMENDED = "recommended"
    REQUIRED = "required"


class SubsidyDeclaration(StrEnum):
    """How the round speaks of subsidy fraud (§ 264 StGB)."""

    OFF = "off"
    INFORM = "inform"
    DECLARE = "declare"


class FinancingMode(StrEnum):
    """Kind of financing (VV zu § 44 LHO)."""

    FIXED_AMOUNT = "fixed_amount"
    PROPORTIONAL = "proportional"
    DEFICIT = "deficit"
    FULL = "full"
