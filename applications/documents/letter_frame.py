"""What stands around the words of a letter: sender, window, information (DIN 5008, form B)."""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from applications.documents.window import fit, information_size
from applications.models import FundingRound
from applications.rules.letters import Authority

PRIVACY_PATH: Final = "/datenschutz/"


def portal() -> str:
    """Return the address of the start page as people type it, without protocol."""
    origin: str = settings.BASE_URL
    return origin.partition("://")[2].rstrip("/")


def authority_of(row: FundingRound) -> Authority:
    """Return who writes the letters of a round."""
    return Authority(
        name=row.authority_name,
        address=row.authority_address,
        letterhead=row.letterhead or row.authority_name,
        phone=row.contact_phone,
        hours=row.contact_hours,
        email=row.contact_email,
        portal=portal(),
    )


def frame(
    authority: Authority, lines: Iterable[str], information: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """Return the values of ``pdf/letter/_frame.html``; information without value is left out."""
    rows = [(name, value) for name, value in information if value]
    return {
        "authority": authority,
        "letterhead": authority.letterhead.splitlines() or [authority.name],
        "return_line": " · ".join(authority.address.splitlines()),
        "window": fit(lines),
        "information": rows,
        "information_size": information_size(value for _name, value in rows),
    }


def contact_rows(authority: Authority) -> tuple[tuple[str, str], ...]:
    """Return how the authority is reached, for the information beside the window."""
    return (
        (_("Telefon"), authority.phone),
        (_("Erreichbar"), authority.hours),
        (_("E-Mail"), authority.email),
    )
