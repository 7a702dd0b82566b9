"""Fingerprints of an application: equal ones hint at the same association or the same project.

Small words of a fixed length that an index finds; none can be turned back into what it stands for.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from applications.rules.organisation import comparable_name, normal_register_number

_SHINGLE: Final = 4
_KEPT: Final = 8
# So many of the kept pieces of two texts are the same when large parts of them are.
SIMILAR_PIECES: Final = 3
_SHORTEST_PHONE: Final = 6
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_COMMON_WORDS: Final = frozenset({"verein", "der", "die", "das", "und", "fuer", "in", "im", "zu"})


class FingerprintKind(StrEnum):
    """What two applications have in common."""

    REGISTER = "register"
    NAME = "name"
    ADDRESS = "address"
    EMAIL = "email"
    PHONE = "phone"
    PROJECT = "project"


def fingerprints(document: Mapping[str, Any]) -> Iterator[tuple[FingerprintKind, str]]:
    """Yield the fingerprints of an application document."""
    answers = document["answers"]
    organisation = answers["organisation"] or {}
    board = answers["board"] or {}
    single = {
        FingerprintKind.REGISTER: _register(organisation),
        FingerprintKind.NAME: _name(organisation.get("name")),
        FingerprintKind.ADDRESS: _address(organisation),
        FingerprintKind.EMAIL: (board.get("contact_email") or "").strip().casefold(),
        FingerprintKind.PHONE: _phone(board.get("contact_phone")),
    }
    for kind, text in single.items():
        if text:
            yield kind, _digest(kind, text)
    yield from ((FingerprintKind.PROJECT, piece) for piece in _pieces(answers))


def _register(organisation: Mapping[str, Any]) -> str:
    number = normal_register_number(organisation.get("register_number") or "")
    court = _plain(organisation.get("register_court"))
    return f"{court} {number}" if number and court else ""


def _name(name: str | None) -> str:
    """Return the words of a name in the order of the alphabet, without the small ones."""
    words = set(_plain(comparable_name(name or "")).split()) - _COMMON_WORDS
    return " ".join(sorted(words))


def _address(organisation: Mapping[str, Any]) -> str:
    street = _plain(organisation.get("street")).replace("strasse", "str")
    postcode = organisation.get("postcode") or ""
    return f"{postcode} {street.replace(' ', '')}" if street and postcode else ""


def _phone(number: str | None) -> str:
    digits = re.sub(r"[^0-9+]", "", number or "")
    digits = re.sub(r"^(\+49|0049|0)", "", digits)
    return digits if len(digits) >= _SHORTEST_PHONE else ""


def _pieces(answers: Mapping[str, Any]) -> list[str]:
    """Return the smallest digests of all runs of four words: similar texts share many."""
    project, goals = answers["micro_project"] or {}, answers["goals"] or {}
    text = " ".join(filter(None, (project.get("summary"), goals.get("need"))))
    words = _plain(text).split()
    runs = {" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)}
    return sorted(_digest(FingerprintKind.PROJECT, run) for run in runs)[:_KEPT]


def _plain(text: str | None) -> str:
    folded = " ".join((text or "").casefold().translate(_FOLDED).split())
    return " ".join(re.sub(r"[^\w]+", " ", folded).split())


def _digest(kind: FingerprintKind, text: str) -> str:
    return hashlib.blake2b(f"{kind}:{text}".encode(), digest_size=16).hexdigest()
