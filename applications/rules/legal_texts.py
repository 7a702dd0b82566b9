"""Legal texts with places: which kinds a letter needs, and how the places are filled in."""

import re
from collections.abc import Mapping
from typing import Final

from applications.rules.documents import DocumentKind, LegalTextKind

# In the order in which the letter prints them.
TEXTS_OF: Final[Mapping[DocumentKind, tuple[LegalTextKind, ...]]] = {
    DocumentKind.AWARD: (
        LegalTextKind.LEGAL_BASIS,
        LegalTextKind.CONDITIONS,
        LegalTextKind.NOTES,
        LegalTextKind.REMEDY,
        LegalTextKind.ANNEXES,
    ),
    DocumentKind.REJECTION: (LegalTextKind.REJECTION, LegalTextKind.REMEDY),
    DocumentKind.WAITING_LIST: (LegalTextKind.WAITING_LIST,),
    DocumentKind.AMENDMENT: (LegalTextKind.AMENDMENT, LegalTextKind.REMEDY),
    DocumentKind.REVOCATION: (LegalTextKind.REVOCATION, LegalTextKind.REMEDY),
    DocumentKind.INFORMATION_REQUEST: (LegalTextKind.INFORMATION_REQUEST,),
    DocumentKind.HEARING: (LegalTextKind.HEARING,),
    DocumentKind.EARLY_START: (LegalTextKind.EARLY_START,),
}

# The places that a legal text may name, and what stands there in the letter.
PLACES: Final[Mapping[str, str]] = {
    "court": "seat of the administrative court, from the district of the association",
    "court_address": "street, postcode and town of the court, on one line",
    "proof_due_on": "last day for the proof of use, in words: 31. März 2021",
    "due_on": "last day for an answer, in words",
    "begins_on": "first day on which the project may begin, in words",
    "year": "budget year of the round, four digits",
    "phone": "telephone number of the authority",
    "portal": "address of the start page, without protocol",
}
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


class UnknownPlace(ValueError):
    """A legal text names a place that is not in the list; the argument is its name."""


class UnfilledPlace(ValueError):
    """There is no value for a place that a legal text names; the argument is its name."""


def places(text: str) -> tuple[str, ...]:
    """Return the names of the places in a text, each once, in the order of the text.

    Raises ``UnknownPlace`` for a name that is not in ``PLACES``, stray braces included.
    """
    found = tuple(dict.fromkeys(_PLACE.findall(text)))
    rest = _PLACE.sub("", text)
    unknown = [name for name in found if name not in PLACES]
    unknown += [brace for brace in "{}" if brace in rest]
    if unknown:
        raise UnknownPlace(unknown[0])
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a legal text with its places filled in; values are printed as they are.

    Raises ``UnknownPlace`` as ``places`` does and ``UnfilledPlace`` where a value is missing or
    empty: a letter with a hole must never leave.
    """
    for name in places(text):
        if not values.get(name, "").strip():
            raise UnfilledPlace(name)
    return _PLACE.sub(lambda match: values[match.group(1)], text)
