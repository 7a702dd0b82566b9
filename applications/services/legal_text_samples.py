"""A legal text as a letter could print it: its places filled with samples."""

from datetime import date
from typing import Final

from django.utils.formats import date_format

from applications.documents.letter_frame import portal
from applications.models import LegalText
from applications.rules.geography import COURT_ADDRESSES, Court
from applications.rules.legal_texts import PLACES, fill

# A round that is being filled in may lack a value; the preview shows where it will stand.
_MISSING: Final = "…"


def sample(row: LegalText) -> str:
    """Return the text with the values of its round and an association in Frankfurt.

    Raises ``UnknownPlace``, which the service of the texts refuses at writing.
    """
    funding_round = row.round
    values = {
        "court": str(Court.FRANKFURT),
        "court_address": COURT_ADDRESSES[Court.FRANKFURT],
        "proof_due_on": _in_words(funding_round.proof_due_on),
        "due_on": _in_words(funding_round.decision_expected_on),
        "begins_on": _in_words(funding_round.period_from),
        "year": str(funding_round.year),
        "phone": funding_round.contact_phone,
        "portal": portal(),
    }
    return fill(row.text, {name: values[name].strip() or _MISSING for name in PLACES})


def _in_words(day: date) -> str:
    return date_format(day, "j. F Y")
