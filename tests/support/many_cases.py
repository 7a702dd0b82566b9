"""Many applications at once: rows like one that was really sent."""

from copy import copy
from datetime import timedelta

from applications.models import Application, FundingRound, Organisation
from applications.rules import reference_number


def make_many(pattern: Application, count: int, **values: object) -> list[Application]:
    """Copy a sent application; each copy has its own association, number and instant."""
    funding_round = FundingRound.objects.get(pk=pattern.round_id)
    first = funding_round.last_number + 1
    organisations = Organisation.objects.bulk_create(
        [Organisation(name=f"Verein {first + step} e. V.") for step in range(count)]
    )
    rows = []
    for step, organisation in enumerate(organisations):
        row = copy(pattern)
        row.pk, row.code, row.organisation = None, f"{first + step:0>26}", organisation
        row._state = copy(pattern._state)
        row._state.adding = True
        row.number = first + step
        prefix = funding_round.reference_prefix
        row.reference_number = reference_number.format(prefix, row.number)
        row.organisation_name = organisation.name
        row.search_text = f"{row.reference_number} {organisation.name}".lower()
        row.submitted_at = pattern.submitted_at + timedelta(seconds=step + 1)
        for name, value in values.items():
            setattr(row, name, value)
        rows.append(row)
    Application.objects.bulk_create(rows)
    FundingRound.objects.filter(pk=funding_round.pk).update(last_number=first + count - 1)
    return rows
