"""Q13: the documents of an application, one block for each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications import clock, texts
from applications.forms.base import SAVE_AND_CONTINUE, SAVE_AND_OVERVIEW
from applications.forms.enclosures import PromiseForm, UploadForm
from applications.models import Application, Attachment, PromisedEnclosure
from applications.rules.choices import ASKED_KINDS, AttachmentKind
from applications.rules.enclosures import required_kinds
from applications.rules.rounds import Enclosure
from applications.rules.sections import Section
from applications.services import enclosures
from applications.views.drafts import after_saving, for_drafts, only_reads, tell_saved
from applications.views.requests import SignedInRequest
from applications.views.section_pages import (
    overview_url,
    page_url,
    section_url,
    step_title,
)
from applications.workflow.application_document import facts_of

TITLES: Final[dict[AttachmentKind, str | Promise]] = {
    AttachmentKind.STATUTES: gettext_lazy("Satzung Ihres Vereins (alle Seiten)"),
}


@dataclass
class Block:
    """One kind of document with its files, its promise and its forms."""

    kind: AttachmentKind
    is_required: bool
    attachments: list[Attachment]
    promise: PromisedEnclosure | None
    upload_form: UploadForm
    promise_form: PromiseForm | None

    @property
    def title(self) -> str | Promise:
        """Return the name of the kind as a heading."""
        return TITLES.get(self.kind, texts.label(self.kind))

    @property
    def anchor(self) -> str:
        """Return the id of the block on the page."""
        return f"block-{self.kind}"

    @property
    def promise_is_open(self) -> bool:
        """Say whether the fields for sending later are to be seen at once."""
        return self.promise_form is not None and self.promise_form.is_bound


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafts
def enclosures_page(request: SignedInRequest, application: Application) -> HttpResponse:
    """Show the blocks; every button belongs to one block and is carried out at once."""
    blocks = _blocks(application, on=clock.berlin_date(request.received_at))
    if request.method == "POST":
        for button, handle in HANDLERS.items():
            if button in request.POST:
                answer = handle(request, application, blocks)
                return answer or _page(request, application, blocks)
        return _leave(request, application, blocks)
    return _page(request, application, blocks)


def _page(request: SignedInRequest, application: Application, blocks: list[Block]) -> HttpResponse:
    forms = [form for block in blocks for form in (block.upload_form, block.promise_form) if form]
    context = {
        "application": application,
        "blocks": blocks,
        "forms": forms,
        "page_title": _("%(section)s – Entwurf, noch nicht abgesendet")
        % {"section": texts.label(Section.ENCLOSURES)},
        "heading": texts.label(Section.ENCLOSURES),
        "caption": step_title(Section.ENCLOSURES),
        "back_url": after_saving(request, application, page_url(application, "finanzierung")),
        "buttons": (SAVE_AND_CONTINUE, SAVE_AND_OVERVIEW),
        "may_write": not only_reads(application),
    }
    return render(request, "applications/enclosures.html", context)


def _blocks(application: Application, *, on: date) -> list[Block]:
    required = required_kinds(facts_of(application).answers)
    kinds = [kind for kind in ASKED_KINDS if _is_asked(application, kind)]
    attachments = list(enclosures.listed(application.attachments.all()))
    promises = {row.kind: row for row in application.promised_enclosures.all()}
    return [
        Block(
            kind=kind,
            is_required=kind in required,
            attachments=[row for row in attachments if row.kind == kind],
            promise=promises.get(kind),
            upload_form=UploadForm(kind=kind, title=TITLES.get(kind, texts.label(kind))),
            promise_form=_promise_form(application, kind, on=on) if kind in required else None,
        )
        for kind in kinds
    ]


def _is_asked(application: Application, kind: AttachmentKind) -> bool:
    return (
        kind != AttachmentKind.MUNICIPAL_STATEMENT
        or application.round.municipal_statement != Enclosure.OFF
    )


def _promise_form(
    application: Application, kind: AttachmentKind, *, on: date
) -> PromiseForm | None:
    if not application.round.allows_promised_enclosures:
        return None
    return PromiseForm(kind=kind, on=on)


def _upload(
    request: SignedInRequest, application: Application, blocks: list[Block]
) -> HttpResponse | None:
    block = _block(blocks, request.POST["upload"])
    form = UploadForm(request.POST, request.FILES, kind=block.kind, title=block.title)
    block.upload_form = form
    if not form.is_valid():
        return None
    files = form.cleaned_data["files"]
    refusals = enclosures.receive_files(
        application=application,
        kind=block.kind,
        uploads=files,
        actor=request.user,
        at=request.received_at,
    )
    if not refusals:
        return _to_block(request, application, block)
    form.refuse(refusals, sent=len(files))
    block.attachments = list(enclosures.listed(application.attachments.filter(kind=block.kind)))
    return None


def _remove(
    request: SignedInRequest, application: Application, blocks: list[Block]
) -> HttpResponse:
    wanted = request.POST["remove"]
    attachment = next((row for row in application.attachments.all() if row.code == wanted), None)
    if attachment is None:
        raise Http404
    enclosures.remove_attachment(attachment=attachment, actor=request.user, at=request.received_at)
    return _to_block(request, application, _block(blocks, attachment.kind))


def _promise(
    request: SignedInRequest, application: Application, blocks: list[Block]
) -> HttpResponse | None:
    block = _block(blocks, request.POST["promise"])
    if block.promise_form is None:
        raise Http404
    form = PromiseForm(request.POST, kind=block.kind, on=clock.berlin_date(request.received_at))
    block.promise_form = form
    if not form.is_valid():
        return None
    enclosures.promise_enclosure(
        application=application,
        kind=block.kind,
        actor=request.user,
        at=request.received_at,
        **form.cleaned_data,
    )
    return _to_block(request, application, block)


def _withdraw(
    request: SignedInRequest, application: Application, blocks: list[Block]
) -> HttpResponse:
    block = _block(blocks, request.POST["withdraw"])
    enclosures.withdraw_promise(
        application=application, kind=block.kind, actor=request.user, at=request.received_at
    )
    return _to_block(request, application, block)


def _leave(
    request: SignedInRequest, application: Application, blocks: list[Block]
) -> HttpResponse:
    """Go on; with „weiter“ first say what is missing."""
    enclosures.visit_enclosures(
        application=application, actor=request.user, at=request.received_at
    )
    if request.POST.get("target") == SAVE_AND_OVERVIEW.value:
        tell_saved(request)
        return redirect(overview_url(application))
    missing = [
        block
        for block in blocks
        if block.is_required and not block.attachments and not block.promise
    ]
    for block in missing:
        block.upload_form = UploadForm({}, kind=block.kind, title=block.title)
        block.upload_form.report_missing(block.title)
    if missing:
        return _page(request, application, blocks)
    return redirect(section_url(application, Section.REVIEW))


def _block(blocks: list[Block], kind: str) -> Block:
    for block in blocks:
        if block.kind == kind:
            return block
    raise Http404


def _to_block(request: SignedInRequest, application: Application, block: Block) -> HttpResponse:
    return redirect(f"{request.get_full_path()}#{block.anchor}")


HANDLERS: Final[dict[str, Callable[..., HttpResponse | None]]] = {
    "upload": _upload,
    "remove": _remove,
    "promise": _promise,
    "withdraw": _withdraw,
}
