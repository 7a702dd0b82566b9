"""Send after the application what was promised with it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import texts
from applications.forms.enclosures import UploadForm
from applications.models import Application
from applications.services import late_enclosures
from applications.services.drafts import NotADraft
from applications.services.late_enclosures import Promise
from applications.views.cases import for_cases
from applications.views.enclosures import TITLES
from applications.views.requests import SignedInRequest
from applications.workflow.permissions import may_write


@dataclass
class Block:
    """One promised document with what came for it, and its form."""

    promise: Promise
    upload_form: UploadForm

    @property
    def title(self) -> str | LazyText:
        """Return the name of the kind as a heading."""
        return TITLES.get(self.promise.kind, texts.label(self.promise.kind))

    @property
    def anchor(self) -> str:
        """Return the id of the block on the page."""
        return f"block-{self.promise.kind}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_cases
def late_enclosures_page(request: SignedInRequest, application: Application) -> HttpResponse:
    """Show what was promised; every button hands in for one block."""
    blocks = _blocks(application)
    if not blocks:
        return redirect("application_status", application.code)
    if "upload" in request.POST and (answer := _upload(request, application, blocks)):
        return answer
    context = {
        "application": application,
        "blocks": blocks,
        "forms": [block.upload_form for block in blocks],
        "page_title": _("Unterlagen nachreichen"),
        "heading": _("Unterlagen nachreichen"),
        "back_url": reverse("application_status", args=[application.code]),
        "may_write": may_write(request.user, application),
    }
    return render(request, "applications/late_enclosures.html", context)


def _blocks(application: Application) -> list[Block]:
    return [
        Block(promise, UploadForm(kind=promise.kind, title=texts.label(promise.kind)))
        for promise in late_enclosures.promises_of(application)
    ]


def _upload(
    request: SignedInRequest, application: Application, blocks: list[Block]
) -> HttpResponse | None:
    kind = request.POST["upload"]
    block = next((block for block in blocks if block.promise.kind == kind), None)
    if block is None:
        raise Http404
    form = UploadForm(request.POST, request.FILES, kind=block.promise.kind, title=block.title)
    block.upload_form = form
    if not form.is_valid():
        return None
    files = form.cleaned_data["files"]
    try:
        refusals = late_enclosures.hand_in(
            application=application,
            kind=block.promise.kind,
            uploads=files,
            actor=request.user,
            at=request.received_at,
        )
    except NotADraft:
        return redirect("application_status", application.code)
    if not refusals:
        return redirect(f"{request.path}#{block.anchor}")
    form.refuse(refusals, sent=len(files))
    fresh = {row.kind: row for row in late_enclosures.promises_of(application)}
    block.promise = fresh[block.promise.kind]
    return None
