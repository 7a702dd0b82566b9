"""What may still change once a round is open, within which limits; everything else is fixed."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Limit(StrEnum):
    """How a value of an open round may change."""

    FREE = "free"
    LATER = "later"
    NOT_LESS = "not_less"
    COVERS_PROMISES = "covers_promises"
    BEFORE_FIRST_SENDING = "before_first_sending"


class Fixed(StrEnum):
    """Why a value never changes once a round is open."""

    NUMBERS = "numbers"
    EQUAL_CHANCES = "equal_chances"
    ANSWERS = "answers"
    EXTENSION = "extension"


CHANGEABLE: Final[Mapping[str, Limit]] = {
    "name": Limit.FREE,
    "closes_at": Limit.LATER,
    "drafts_until": Limit.LATER,
    "decision_expected_on": Limit.FREE,
    "proof_due_on": Limit.LATER,
    "budget_eur": Limit.COVERS_PROMISES,
    "maximum_eur": Limit.BEFORE_FIRST_SENDING,
    "micro_project_maximum_eur": Limit.BEFORE_FIRST_SENDING,
    "minijob_maximum_eur": Limit.BEFORE_FIRST_SENDING,
    "authority_name": Limit.FREE,
    "authority_address": Limit.FREE,
    "letterhead": Limit.FREE,
    "privacy_controller": Limit.FREE,
    "contact_phone": Limit.FREE,
    "contact_hours": Limit.FREE,
    "contact_email": Limit.FREE,
    "draft_retention_months": Limit.NOT_LESS,
    "case_retention_years": Limit.NOT_LESS,
}
FIXED: Final[Mapping[str, Fixed]] = {
    "year": Fixed.NUMBERS,
    "reference_prefix": Fixed.NUMBERS,
    "opens_at": Fixed.EQUAL_CHANCES,
    "closed_originally_at": Fixed.EXTENSION,
    # Set with an extension, so that the longer time changes nobody's sums.
    "rates_known_on": Fixed.EXTENSION,
    "late_policy": Fixed.EQUAL_CHANCES,
    "ineligible_policy": Fixed.EQUAL_CHANCES,
    "period_from": Fixed.EQUAL_CHANCES,
    "period_until": Fixed.EQUAL_CHANCES,
    "maximum_months": Fixed.EQUAL_CHANCES,
    "large_purchase_eur": Fixed.EQUAL_CHANCES,
    "minimum_own_share_percent": Fixed.EQUAL_CHANCES,
    "financing_mode": Fixed.EQUAL_CHANCES,
    "exemption_notice_years": Fixed.EQUAL_CHANCES,
    "compliance_notice_years": Fixed.EQUAL_CHANCES,
    "requires_registration": Fixed.EQUAL_CHANCES,
    "excludes_welfare_bodies": Fixed.EQUAL_CHANCES,
    "municipal_statement": Fixed.EQUAL_CHANCES,
    "allows_promised_enclosures": Fixed.EQUAL_CHANCES,
    "hearing_before_rejection": Fixed.EQUAL_CHANCES,
    "second_agreement": Fixed.ANSWERS,
    "subsidy_declaration": Fixed.ANSWERS,
    "eligibility_wording": Fixed.ANSWERS,
    "declaration_wording": Fixed.ANSWERS,
    "published_fields": Fixed.ANSWERS,
}
