"""Results while somebody types: the fragment that the whole page shows, stored nowhere."""

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from applications.forms.costs import ITEMS, CostItemForm, CostList, CostRowsForm
from applications.models import Application
from applications.services.preview import preview_section
from applications.views import section_extras
from applications.views.answering import for_sections
from applications.views.costs import SAVE
from applications.views.requests import SignedInRequest
from applications.views.section_pages import find_page
from applications.views.sections import today

# Which fields of the form are wrong as typed, by name: what the page said before may be over.
WRONG_FIELDS: Final = "X-Wrong-Fields"
# The part of a page that its template includes, too.
RESULTS: Final[Mapping[str, str]] = {
    "lohn": "applications/parts/cost_plan.html",
    "finanzierung": "applications/parts/finance_plan.html",
}


@for_sections
@require_POST
def live_result(request: SignedInRequest, application: Application, slug: str) -> HttpResponse:
    """Answer with the result of one page, computed from what was typed."""
    page = find_page(slug)
    if page is None or slug not in RESULTS:
        raise Http404
    typed = page.form(application, on=today(request), data=request.POST)
    state = preview_section(
        application=application,
        section=page.section,
        answers=typed.answers(),
        pending=typed.pending(),
        at=request.received_at,
    )
    form = page.form(application, on=today(request))
    form.judge(state.report, demand_answers=False)
    context = {"form": form, **section_extras.extras(page, form, state)}
    wrong = " ".join(name for name in form.fields if name in form.errors)
    response = render(request, RESULTS[slug], context)
    response[WRONG_FIELDS] = wrong
    return response


@for_sections
@require_POST
def live_cost_sum(
    request: SignedInRequest, application: Application, number: int = 0
) -> HttpResponse:
    """Answer with the sum of all costs: those of the list, and the lines being typed.

    ``number`` is the line that is being changed, counted from 1; 0 stands for a new one.
    """
    costs = CostList(application)
    if any(ITEMS.owns(name) for name in request.POST):
        costs.items += CostRowsForm(request.POST, rows=costs.free_rows).items()
    else:
        place = number - 1 if number else len(costs.items)
        costs.items[place : place + 1] = [CostItemForm(request.POST, button=SAVE).item()]
    context = section_extras.cost_sum(application, costs)
    return render(request, "applications/parts/cost_sum.html", context)
