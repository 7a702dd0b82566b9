"""The small page of a step: shown, previewed, confirmed; the second factor where it is due."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.problems import ANTICIPATED, own_proposal, sentence_for
from applications.admin.rights import for_roles
from applications.admin.steps import BY_SLUG, STEPS, Desk, Step
from applications.models import Application
from applications.services.case_file import case_file
from applications.services.identity_proof import has_proved_identity, proof_of, proof_page
from applications.workflow.permissions import staff_roles

Load = Callable[[HttpRequest, str], Application]
PREVIEW: Final = "preview"
# What was typed on the page of a step before the question for the second factor.
_TYPED: Final = "typed_before_proof"


@require_http_methods(["GET", "POST"])
@for_roles(steps=tuple((step.label, step.roles) for step in STEPS))
def take_step(
    request: HttpRequest, code: str, slug: str, *, site: AdminSite, load: Load
) -> HttpResponse:
    """Show the small page of a step, and carry the step out when it is confirmed."""
    application = load(request, code)
    step, roles = _step(slug), staff_roles(user_of(request))
    if not step.is_known_to(roles):
        raise PermissionDenied
    if request.method == "GET" and not step.is_open(application, roles):
        messages.warning(request, _("Dieser Schritt ist im Moment nicht möglich."))
        return redirect("admin:applications_application_change", code)
    if step.needs_proof and not has_proved_identity(request):
        return _ask_for_proof(request)
    form = _form(request, application, step)
    if request.method == "POST" and form.is_valid() and not _is_preview(request, step):
        try:
            step.carry_out(application, form, _desk(request))
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, step.done_sentence(form))
            return redirect("admin:applications_application_change", code)
    return _page(request, step, form, site=site, application=load(request, code))


def _form(request: HttpRequest, application: Application, step: Step) -> Form:
    form = step.form(application, request.POST or None, at=asked_at(request))
    kept = request.session.get(_TYPED) if request.method == "GET" else None
    if kept and kept["path"] == request.path:
        del request.session[_TYPED]
        # A tick belongs to what was on the page; meanwhile that may have changed.
        if kept["typed"].get("seen") == form.initial["seen"]:
            form.initial.update((name, kept["typed"].get(name, "")) for name in form.fields)
    return form


def _ask_for_proof(request: HttpRequest) -> HttpResponse:
    """Lead to the question for the code and back; what was typed is there again afterwards."""
    if request.method == "POST":
        typed = {name: request.POST[name] for name in request.POST if name != "step"}
        request.session[_TYPED] = {"path": request.path, "typed": typed}
        messages.info(
            request,
            _("Bitte zeigen Sie noch einmal, wer Sie sind. Danach können Sie mitzeichnen."),
        )
    return redirect_to_login(request.path, reverse(proof_page(request)))


def _is_preview(request: HttpRequest, step: Step) -> bool:
    return step.preview is not None and request.POST.get("step") == PREVIEW


def _desk(request: HttpRequest) -> Desk:
    return Desk(actor=user_of(request), at=asked_at(request), proof=proof_of(request))


def _step(slug: str) -> Step:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _page(
    request: HttpRequest, step: Step, form: Form, *, site: AdminSite, application: Application
) -> TemplateResponse:
    """Show the case as it was read once more: a failed step must not show what it did not do."""
    file = case_file(application)
    own = file.is_proposed_by(user_of(request))
    context: dict[str, Any] = {
        **site.each_context(request),
        "application": application,
        "file": file,
        "form": form,
        "step": step,
        "title": step.title(application),
        "warning": own_proposal() if own and step.is_signing else "",
        **step.context(file, form, asked_at(request)),
    }
    if _is_preview(request, step) and step.preview and form.is_valid():
        context["preview"] = step.preview(application, form, asked_at(request))
    request.current_app = site.name
    return TemplateResponse(request, step.template, context)
