"""Before a case opens: no page of it is shown to a person who has not declared or must not.

Behind it every page that was shown is noted, whichever it is: „Wer sah diesen Antrag?“.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.conflict import LaterRelationForm, RelationForm
from applications.models import Application
from applications.rules.lifecycle import Role
from applications.rules.review import Relation
from applications.services import conflicts, legal_holds
from applications.services import review as reviews
from applications.services.conflict_hints import hints_for
from applications.services.conflicts import ConflictOfInterest, RelationNotDeclared, Standing
from applications.services.sent_version import latest_snapshot
from applications.workflow.conflicts import ASKED
from applications.workflow.permissions import CASE_READERS

LIST_READERS = CASE_READERS | {Role.BUDGET_OFFICER}
CLOSED_STATUS = 403

View = Callable[..., HttpResponse]


def find(code: str) -> Application:
    """Return a case that was sent; drafts do not exist for staff (404)."""
    return get_object_or_404(_cases(), code=code)


def load(request: HttpRequest, code: str) -> Application:
    """Return a case that is open to the person.

    ``gated`` answers for ``RelationNotDeclared`` and ``ConflictOfInterest``.
    """
    user = user_of(request)
    found: Any = get_object_or_404(conflicts.with_declared(user, _cases()), code=code)
    application: Application = found
    conflicts.require_open(conflicts.standing_after(user, found.declared), user, application)
    return application


def gated(view: View) -> View:
    """Lead to the declaration, or say that the case is closed, whatever page was wanted.

    What is shown of the case instead is noted in the log with its reader.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, site: AdminSite, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, site=site, **kwargs)
        except RelationNotDeclared:
            return redirect("admin:applications_application_relation", kwargs["code"])
        except ConflictOfInterest:
            return closed(request, find(kwargs["code"]), site=site)
        if isinstance(response, TemplateResponse):
            context: Any = response.context_data
            note_view(request, context["application"])
        return response

    return answer


def note_view(request: HttpRequest, application: Application) -> None:
    """Note that the person has a page about the case before their eyes."""
    reviews.record_view(application=application, actor=user_of(request), at=asked_at(request))


@require_http_methods(["GET", "POST"])
@for_roles(act=ASKED)
def declare(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Ask how the person stands to the association; also later: „Ich bin befangen“."""
    application = find(code)
    stands = conflicts.standing(user_of(request), application)
    if stands == Standing.CLOSED:
        return closed(request, application, site=site)
    make = RelationForm if stands == Standing.UNDECLARED else LaterRelationForm
    form = make(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _declare(request, application, form)
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
    document = latest_snapshot(application).document
    context = {
        **site.each_context(request),
        "application": application,
        "form": form,
        "is_first": stands == Standing.UNDECLARED,
        "hints": hints_for(user_of(request), application=application, document=document),
        "title": _("Beziehung zum Verein"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/relation.html", context)


def closed(request: HttpRequest, application: Application, *, site: AdminSite) -> HttpResponse:
    """Say that the case is closed for this person, and nothing about the case."""
    context = {
        **site.each_context(request),
        "application": application,
        "title": _("Dieser Antrag ist für Sie geschlossen"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/closed.html", context, status=CLOSED_STATUS)


def _cases() -> QuerySet[Application]:
    rows = Application.objects.sent().select_related("round", "assigned_to", "submitted_by")
    return rows.annotate(is_held=legal_holds.is_held())


def _declare(request: HttpRequest, application: Application, form: RelationForm) -> HttpResponse:
    relation = Relation(form.cleaned_data["relation"])
    conflicts.declare_relation(
        application=application,
        relation=relation,
        reason=form.cleaned_data["reason"] or "",
        actor=user_of(request),
        at=asked_at(request),
    )
    if relation == Relation.NONE:
        return redirect("admin:applications_application_change", application.code)
    messages.success(
        request,
        _("Danke. Der Antrag %(number)s ist jetzt für Sie geschlossen. Die Leitung weiß es.")
        % {"number": application.reference_number},
    )
    return redirect("admin:index")
