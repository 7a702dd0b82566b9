"""Hints that somebody of the authority may know an association: questions, never an answer."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

# Addresses there say nothing about who belongs together.
BIG_PROVIDERS: Final = frozenset(
    {
        "aol.com",
        "arcor.de",
        "freenet.de",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "hotmail.de",
        "icloud.com",
        "live.de",
        "mail.de",
        "mailbox.org",
        "me.com",
        "online.de",
        "outlook.com",
        "outlook.de",
        "posteo.de",
        "proton.me",
        "t-online.de",
        "vodafone.de",
        "web.de",
        "yahoo.com",
        "yahoo.de",
    }
)


class ConflictHint(StrEnum):
    """What two people seem to have in common."""

    MAIL_DOMAIN = "mail_domain"
    FAMILY_NAME = "family_name"
    MEMBERSHIP = "membership"


def share_mail_domain(address: str, others: Iterable[str]) -> bool:
    """Say whether an address has a domain in common that is not a big provider's."""
    own = _domain(address)
    return bool(own) and own not in BIG_PROVIDERS and own in {_domain(one) for one in others}


def share_family_name(name: str, others: Iterable[str]) -> bool:
    """Say whether a name has a family name in common; parts of a double name count."""
    own = _family_names(name)
    return any(own & _family_names(other) for other in others)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip().casefold()


def _family_names(name: str) -> set[str]:
    """Return the parts of the last word; one word alone is no family name."""
    words = name.split()
    if len(words) < 2:
        return set()
    return {part.casefold() for part in words[-1].split("-") if len(part) > 1}
