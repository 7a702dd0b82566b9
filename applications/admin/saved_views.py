"""The pages on which a person keeps views of the list."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.case_gate import LIST_READERS
from applications.admin.rights import for_roles
from applications.forms.saved_views import ChangeViewForm, SaveViewForm
from applications.models import SavedView
from applications.models.desk import QUERY_LENGTH
from applications.services import saved_views as views

LIST = "admin:applications_application_changelist"
MINE = "admin:applications_application_views"


@require_http_methods(["GET", "POST"])
@for_roles(write=LIST_READERS)
def mine(
    request: HttpRequest, *, site: AdminSite, make_list: Callable[[HttpRequest], ChangeList]
) -> HttpResponse:
    """List the own views, and keep the filters of the address under a name."""
    try:
        changelist: Any = make_list(request)
    except IncorrectLookupParameters:
        return redirect(MINE)
    form = SaveViewForm(request.POST or None)
    query = changelist.kept_query
    if request.method == "POST" and form.is_valid():
        view = _save(request, form, query)
        if view:
            messages.success(
                request, _("Die Ansicht „%(name)s“ ist gesichert.") % {"name": view.name}
            )
            return redirect(MINE)
    context = {
        "title": _("Ansichten der Liste"),
        "form": form,
        "chosen": changelist.chosen_filters,
        "views": views.views_of(user_of(request)),
    }
    return _page(request, site, "admin/saved_views/list.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(write=LIST_READERS)
def change(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Rename or forget one of the own views."""
    view = get_object_or_404(SavedView, code=code, person=user_of(request))
    actor, at = user_of(request), asked_at(request)
    if request.POST.get("do") == "delete":
        views.delete_view(view=view, actor=actor, at=at)
        messages.success(request, _("Die Ansicht „%(name)s“ ist gelöscht.") % {"name": view.name})
        return redirect(MINE)
    form = ChangeViewForm(request.POST or None, initial={"name": view.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            views.rename_view(view=view, name=name, actor=actor, at=at)
        except views.NameTaken:
            form.add_error("name", _name_taken())
        else:
            messages.success(request, _("Die Ansicht heißt jetzt „%(name)s“.") % {"name": name})
            return redirect(MINE)
    context = {"title": _("Ansicht ändern"), "form": form, "view": view}
    return _page(request, site, "admin/saved_views/change.html", context)


def _save(request: HttpRequest, form: Form, query: str) -> SavedView | None:
    if not query or len(query) > QUERY_LENGTH:
        form.add_error(None, _("Wählen Sie in der Liste zuerst Filter aus."))
        return None
    try:
        return views.save_view(
            name=form.cleaned_data["name"],
            query=query,
            actor=user_of(request),
            at=asked_at(request),
        )
    except views.NameTaken:
        form.add_error("name", _name_taken())
    except views.TooManyViews:
        too_many = _("Sie haben schon %(maximum)s Ansichten. Löschen Sie zuerst eine.")
        form.add_error(None, too_many % {"maximum": views.MAXIMUM_VIEWS})
    return None


def _name_taken() -> str:
    return _("Sie haben schon eine Ansicht mit diesem Namen.")


def _page(
    request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]
) -> HttpResponse:
    request.current_app = site.name
    return TemplateResponse(request, template, {**site.each_context(request), **context})
