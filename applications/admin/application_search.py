"""The search of the list: a reference number opens its case, words narrow the list."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from applications.models import Application, FundingRound
from applications.rules import reference_number
from applications.rules.reference_number import NotAReferenceNumber, WrongCheckDigits

MAXIMUM_WORDS = 8
MAXIMUM_LENGTH = 200


@dataclass(frozen=True)
class NumberSearch:
    """What a text means as a reference number: the number, or the one that was meant."""

    found: str = ""
    suggestion: str = ""


def search_number(text: str) -> NumberSearch:
    """Read a text as a reference number of any round; „WIR“ and hyphens may be missing."""
    if not re.search(r"[0-9]{4}", text) or len(text) > MAXIMUM_LENGTH:
        return NumberSearch()
    suggestion = ""
    prefixes = FundingRound.objects.order_by("-opens_at", "pk")
    for prefix in prefixes.values_list("reference_prefix", flat=True):
        programme = "".join(re.findall(r"^[A-Z]+", prefix))
        for typed in (text, f"{programme}{text}"):
            try:
                return NumberSearch(found=str(reference_number.parse(typed, prefix)))
            except WrongCheckDigits as error:
                suggestion = error.suggestion
            except NotAReferenceNumber:
                continue
    return NumberSearch(suggestion=suggestion)


def narrow(
    queryset: QuerySet[Application], text: str, *, with_people: bool
) -> QuerySet[Application]:
    """Keep the applications that contain every word."""
    return queryset.filter(condition(text, with_people=with_people))


def condition(text: str, *, with_people: bool) -> Q:
    """Return the condition that an application contains every word.

    The search column holds names and addresses of people too; who may not read cases looks
    only at number, name and town of the association.
    """
    found = Q()
    for word in text[:MAXIMUM_LENGTH].lower().split()[:MAXIMUM_WORDS]:
        if with_people:
            found &= Q(search_text__contains=word)
        else:
            found &= (
                Q(reference_number__icontains=word)
                | Q(organisation_name__icontains=word)
                | Q(town__icontains=word)
            )
    return found
