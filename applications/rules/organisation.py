"""The association: seat, legal form, composition, purpose, register, one application each."""

import re
from typing import Final

from applications.rules.choices import District, LegalForm, Share, SinglePurpose, YesNo
from applications.rules.findings import Outcome
from applications.rules.geography import PostcodeStanding, standing_of
from applications.rules.rule import Case, Verdict, Verdicts

# A leading number as in "73 VR 7770" (Frankfurt) and a place behind it (§ 2 Abs. 1 VRV) belong
# to the number. \d would also take digits of other scripts.
_REGISTER_NUMBER: Final = re.compile(
    r"(?P<court>[0-9]{1,3} ?)?VR ?(?P<number>[0-9]{1,6})(?P<place> ?[A-ZÄÖÜ]{1,4})?"
)
_LEGAL_FORM_WORDS: Final = re.compile(r"\b(e\.? ?v\.?|eingetragener verein)(?!\w)")


def normal_register_number(text: str) -> str | None:
    """Return `VR 1234` for `vr1234`, or `None` when the text is no register number."""
    match = _REGISTER_NUMBER.fullmatch(" ".join(text.upper().split()))
    if match is None:
        return None
    parts = (match["court"], "VR", match["number"], match["place"])
    return " ".join(part.strip() for part in parts if part)


def comparable_name(name: str) -> str:
    """Return a name as it is compared between organisations: small letters, no `e. V.`."""
    words = _LEGAL_FORM_WORDS.sub(" ", " ".join(name.casefold().split()))
    return " ".join(re.sub(r"[^\w]+", " ", words).split())


def applied_once(case: Case) -> Verdicts:
    """An association applies once in a round."""
    already = case.answers.eligibility.already_applied
    if case.possible_duplicates or already == YesNo.YES:
        values = {"already_applied": already, "duplicates": case.possible_duplicates}
        reason = "found" if case.possible_duplicates else "told"
        yield Verdict(Outcome.TO_CLARIFY, values={"reason": reason, **values})
    elif already is not None:
        yield Verdict(Outcome.PASSED, values={"already_applied": already})


def seat_in_hesse(case: Case) -> Verdicts:
    """The association has its seat in Hessen."""
    organisation = case.answers.organisation
    values = {"district": organisation.district, "postcode": organisation.postcode}
    if organisation.district == District.OUTSIDE:
        yield Verdict(Outcome.EXCLUDED, "organisation.district", values)
    elif organisation.district is not None and organisation.postcode is not None:
        standing = standing_of(organisation.postcode)
        if standing == PostcodeStanding.HESSIAN:
            yield Verdict(Outcome.PASSED, "organisation.district", values)
        else:
            values["reason"] = standing
            yield Verdict(Outcome.TO_CLARIFY, "organisation.postcode", values)


def mostly_migrants(case: Case) -> Verdicts:
    """Most members, and most of the board, have a history of migration."""
    members, board = case.answers.profile.member_share, case.answers.profile.board_share
    values = {"member_share": members, "board_share": board}
    if members == Share.MINORITY:
        yield Verdict(Outcome.EXCLUDED, "profile.member_share", values)
    elif members == Share.HALF:
        yield Verdict(Outcome.TO_CLARIFY, "profile.member_share", {"reason": "members", **values})
    elif board in (Share.HALF, Share.MINORITY):
        yield Verdict(Outcome.TO_CLARIFY, "profile.board_share", {"reason": "board", **values})
    elif members is not None and board is not None:
        yield Verdict(Outcome.PASSED, "profile.member_share", values)


def more_than_one_purpose(case: Case) -> Verdicts:
    """The association does more than only religion, language courses or culture of origin."""
    purpose = case.answers.eligibility.single_purpose
    if purpose is not None:
        outcome = Outcome.PASSED if purpose == SinglePurpose.NONE else Outcome.EXCLUDED
        yield Verdict(outcome, "eligibility.single_purpose", {"single_purpose": purpose})


def is_registered(case: Case) -> Verdicts:
    """The association is registered (e. V.)."""
    form = case.answers.organisation.legal_form
    outcomes = {
        LegalForm.REGISTERED: Outcome.PASSED,
        LegalForm.UNREGISTERED: Outcome.NOTE,
        LegalForm.OTHER: Outcome.TO_CLARIFY,
    }
    if form is None:
        return
    if form == LegalForm.UNREGISTERED and case.facts.round.requires_registration:
        values = {"reason": "unregistered", "legal_form": form}
        yield Verdict(Outcome.TO_CLARIFY, "organisation.legal_form", values)
        return
    yield Verdict(outcomes[form], "organisation.legal_form", {"legal_form": form})
