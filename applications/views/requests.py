"""The request as our views get it, with what the middleware put on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from applications.models import Application, FundingRound, SectionPresence, User

if TYPE_CHECKING:
    from applications.views.applicant_view import ShownView


class Request(HttpRequest):
    """For type hints: ``received_at`` counts for deadlines, ``funding_round`` may be empty.

    ``paper`` is the application whose paper a member of staff writes down on this page,
    ``applicant_view`` what a member of staff sees on it as applicants do.
    """

    received_at: datetime
    funding_round: FundingRound | None
    paper: Application | None
    applicant_view: "ShownView | None"


class SignedInRequest(Request):
    """The request on a page that asks to sign in.

    ``also_here`` are the others who write in the section of the page; other pages lack it.
    """

    user: User
    also_here: Iterable[SectionPresence]


def small_number(text: str) -> int | None:
    """Return a number of at most eight digits out of an address or a form, else None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
