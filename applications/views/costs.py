"""Q11: add, change and remove lines of costs; each on its own small page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from applications.forms.base import Button
from applications.forms.costs import (
    MAXIMUM_ITEMS,
    CostItemForm,
    CostList,
    CostRowsForm,
    Item,
)
from applications.models import Application
from applications.rules.sections import Section
from applications.services import drafts, section_history
from applications.views import section_extras
from applications.views.answering import for_sections
from applications.views.conflict import show_conflict
from applications.views.drafts import load_application, sent_version
from applications.views.kept_input import keeps_input, restore, restored, version_of
from applications.views.requests import SignedInRequest
from applications.views.section_pages import page_url, step_title
from applications.views.shared_sections import shared_section

ADD = Button(gettext_lazy("Hinzufügen"))
SAVE = Button(gettext_lazy("Änderung speichern"))
# Others may add lines at the same moment; after so many tries something else is wrong.
ATTEMPTS = 5


@require_http_methods(["GET", "HEAD", "POST"])
@for_sections
@shared_section(Section.COSTS)
@keeps_input
def add_item(request: SignedInRequest, application: Application) -> HttpResponse:
    """Add one line."""
    if CostList(application).is_full:
        return redirect(list_url(application))
    form = CostItemForm(request.POST if request.method == "POST" else None, button=ADD)
    if request.method == "POST" and not form.item().is_empty:
        application = append(request, application, [form.item()])
        if form.is_valid():
            return redirect(list_url(application))
        number = len(CostList(application).items)
        # The line is kept already: the page goes on as the one that changes it.
        form.buttons = (SAVE,)
        return show_item(request, application, form, number=number)
    restore(request, form)
    return show_item(request, application, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sections
@shared_section(Section.COSTS)
@keeps_input
def add_items(request: SignedInRequest, application: Application) -> HttpResponse:
    """Add several lines at once; what is incomplete is marked in the list."""
    rows = CostList(application).free_rows
    if rows <= 0:
        return redirect(list_url(application))
    form = CostRowsForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST":
        items = form.items()
        if items:
            append(request, application, items)
            text = ngettext(
                "%(count)s Zeile ist gespeichert.",
                "%(count)s Zeilen sind gespeichert.",
                len(items),
            )
            messages.success(request, text % {"count": len(items)})
        return redirect(list_url(application))
    restore(request, form)
    context = {
        "form": form,
        "autosave_url": reverse("cost_items_keep", args=[application.code]),
        "heading": _("Mehrere Kosten auf einmal eintragen"),
        "note": _(
            "Leere Zeilen lassen wir weg. Ihre Rechnung können Sie kurz schreiben, "
            "zum Beispiel 9 × 50 €."
        ),
    }
    return show(request, application, "applications/cost_item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sections
@shared_section(Section.COSTS)
@keeps_input
def change_item(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Change one line; ``number`` counts from 1."""
    if request.method == "POST":
        return save_item(request, application, number)
    _costs, item = find_item(application, number)
    form = CostItemForm(initial=item.initial, button=SAVE)
    if typed := restored(request):
        form.restore(typed)
    else:
        form.mark(item.pending)
    version = version_of(typed, application.costs.version)
    return show_item(request, application, form, number=number, version=version)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sections
@shared_section(Section.COSTS)
def remove_item(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Remove one line, after a question."""
    costs, item = find_item(application, number)
    if request.method != "POST":
        context = {"item": item, "heading": _("Möchten Sie diese Kosten entfernen?")}
        return show(request, application, "applications/cost_item_remove.html", context)
    del costs.items[number - 1]
    try:
        store(request, application, costs, version=sent_version(request))
    except drafts.ChangedMeanwhile:
        messages.warning(request, _("Die Liste hat sich geändert. Bitte prüfen Sie sie."))
    return redirect(list_url(application))


def save_item(request: SignedInRequest, application: Application, number: int) -> HttpResponse:
    """Save a changed line; one that somebody removed meanwhile is added again."""
    form = CostItemForm(request.POST, button=SAVE)
    costs = CostList(application)
    if number > len(costs.items):
        append(request, application, [form.item()])
        return redirect(list_url(application))
    costs.items[number - 1] = form.item()
    try:
        store(request, application, costs, version=sent_version(request))
    except drafts.ChangedMeanwhile:
        application = load_application(request, application.code)
        conflict = answer_conflict(request, application, form, number)
        return conflict or redirect(list_url(application))
    if form.is_valid():
        return redirect(list_url(application))
    return show_item(request, load_application(request, application.code), form, number=number)


def append(request: SignedInRequest, application: Application, items: list[Item]) -> Application:
    """Add lines to the list as it is now and return the application as it is then."""
    for _attempt in range(ATTEMPTS):
        costs = CostList(application)
        costs.items += items[: MAXIMUM_ITEMS - len(costs.items)]
        try:
            store(request, application, costs, version=application.costs.version)
        except drafts.ChangedMeanwhile:
            application = load_application(request, application.code)
        else:
            return load_application(request, application.code)
    raise drafts.ChangedMeanwhile(application.costs)


def store(
    request: SignedInRequest, application: Application, costs: CostList, *, version: int
) -> None:
    """Save the whole list."""
    drafts.save_section(
        application=application,
        section=Section.COSTS,
        answers=costs.answers(),
        pending=costs.pending(),
        version=version,
        actor=request.user,
        at=request.received_at,
    )


def find_item(application: Application, number: int) -> tuple[CostList, Item]:
    """Return the list and the line with this number, or 404."""
    costs = CostList(application)
    if not 1 <= number <= len(costs.items):
        raise Http404
    return costs, costs.items[number - 1]


def answer_conflict(
    request: SignedInRequest, application: Application, typed: CostItemForm, number: int
) -> HttpResponse | None:
    """Show both versions of a line; nothing when they say the same or one of them is gone."""
    items = CostList(application).items
    if number > len(items):
        append(request, application, [typed.item()])
        return None
    stored = CostItemForm(initial=items[number - 1].initial, button=SAVE)
    conflict = show_conflict(
        request, typed, stored, row=application.costs, other_url=list_url(application)
    )
    if conflict is not None:
        keep_losing_line(request, application, typed.item(), number)
    return conflict


def keep_losing_line(
    request: SignedInRequest, application: Application, item: Item, number: int
) -> None:
    """Keep the list with the line as it was typed, until somebody decides."""
    costs = CostList(application)
    costs.items[number - 1] = item
    section_history.keep_losing_version(
        application=application,
        section=Section.COSTS,
        answers=costs.answers(),
        pending=costs.pending(),
        actor=request.user,
        at=request.received_at,
    )


def show_item(
    request: SignedInRequest,
    application: Application,
    form: CostItemForm,
    *,
    number: int = 0,
    version: int | None = None,
) -> HttpResponse:
    """Render the page of one line; 0 stands for a new one.

    ``version`` is the one it is based on, unless that is the stored one.
    """
    context: dict[str, Any] = {
        "form": form,
        "heading": _("Kosten hinzufügen"),
        "autosave_url": reverse("cost_item_keep", args=[application.code]),
        "version": application.costs.version if version is None else version,
    }
    if number:
        context |= {
            "heading": _("Kosten ändern"),
            "action_url": reverse("cost_item", args=[application.code, number]),
            "live_url": reverse("live_cost_item", args=[application.code, number]),
            "autosave_url": reverse("cost_item_autosave", args=[application.code, number]),
        }
    return show(request, application, "applications/cost_item.html", context)


def show(
    request: SignedInRequest, application: Application, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Render one of the small pages."""
    common = {
        "application": application,
        "page_title": _("%(section)s – Entwurf, noch nicht abgesendet")
        % {"section": context["heading"]},
        "caption": step_title(Section.COSTS),
        "version": application.costs.version,
        "back_url": list_url(application),
        "action_url": "",
        "note": "",
        "live_url": reverse("live_costs", args=[application.code]),
        **section_extras.cost_sum(application, CostList(application)),
    }
    return render(request, template, common | context)


def list_url(application: Application) -> str:
    """Return the address of the list of costs."""
    return page_url(application, "kosten")
