"""Pages of one legal text: read it beside what is in force, write an edition, release it."""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from applications import texts
from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.forms.display import Difference
from applications.forms.legal_texts import LegalTextForm, ReleaseTextForm
from applications.models import FundingRound, LegalText
from applications.rules.documents import LegalTextKind
from applications.rules.legal_texts import UnknownPlace, places
from applications.rules.lifecycle import Role
from applications.services import legal_texts
from applications.services.identity_proof import has_proved_identity, proof_page
from applications.services.legal_text_samples import sample
from applications.texts.legal_places import PLACE_NAMES
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import CASE_READERS, staff_roles

READERS: Final = CASE_READERS | {Role.ADMINISTRATOR}


@require_GET
@for_roles(read=READERS)
def read_page(request: HttpRequest, text_id: str, *, site: AdminSite) -> HttpResponse:
    """Show the wording, how a letter prints it, and what differs from what is in force."""
    row = _text(text_id)
    own = staff_roles(user_of(request))
    return _page(
        request,
        "admin/legal_text/read.html",
        site,
        title=row,
        may_write=bool(own & legal_texts.WRITERS),
        may_release=bool(own & legal_texts.RELEASERS) and not row.is_released,
        is_own=row.written_by_id == user_of(request).pk,
        **_wording(row),
    )


@require_http_methods(["GET", "POST"])
@for_roles(write=legal_texts.WRITERS)
def write_page(request: HttpRequest, round_id: str, kind: str, *, site: AdminSite) -> HttpResponse:
    """Take a new edition, written from the one in force."""
    funding_round = get_object_or_404(FundingRound, pk=round_id)
    wanted = _kind(kind)
    in_force = LegalText.objects.in_force(funding_round.pk).get(wanted)
    initial = {
        "edition": legal_texts.next_edition(funding_round, wanted),
        "text": in_force.text if in_force else "",
    }
    form = LegalTextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = _write(request, funding_round, wanted, form)
        if row:
            messages.success(
                request, _("Die Fassung ist gespeichert. Eine andere Person muss sie freigeben.")
            )
            return redirect("admin:applications_legaltext_change", row.pk)
    return _page(
        request,
        "admin/legal_text/write.html",
        site,
        title=_("Neue Fassung: %(text)s") % {"text": texts.label(wanted)},
        form=form,
        round=funding_round,
        places=_named(PLACE_NAMES),
        needed=[name for name, _meaning in _named(legal_texts.NEEDED_PLACES.get(wanted, ()))],
    )


@require_http_methods(["GET", "POST"])
@for_roles(act=legal_texts.RELEASERS)
def release_page(request: HttpRequest, text_id: str, *, site: AdminSite) -> HttpResponse:
    """Let somebody else stand behind a wording, who has just shown who they are."""
    row = _text(text_id)
    if not has_proved_identity(request):
        return redirect_to_login(request.path, reverse(proof_page(request)))
    form = ReleaseTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _release(request, row, form):
        return redirect("admin:applications_legaltext_change", row.pk)
    return _page(
        request,
        "admin/legal_text/release.html",
        site,
        title=_("Freigeben: %(text)s") % {"text": row},
        form=form,
        **_wording(row),
    )


def _write(
    request: HttpRequest, funding_round: FundingRound, kind: LegalTextKind, form: LegalTextForm
) -> LegalText | None:
    try:
        return legal_texts.write_edition(
            funding_round=funding_round,
            kind=kind,
            edition=form.cleaned_data["edition"],
            text=form.cleaned_data["text"],
            actor=user_of(request),
            at=asked_at(request),
        )
    except UnknownPlace as error:
        form.add_error("text", _unknown_place(str(error)))
    except legal_texts.PlaceNeeded as error:
        sentence = _("Hier fehlt {%(name)s}. Ohne diese Angabe gilt eine längere Frist.")
        form.add_error("text", sentence % {"name": error})
    except legal_texts.EditionTaken:
        form.add_error(
            "edition", _("Diese Fassung gibt es schon. Nehmen Sie einen anderen Namen.")
        )
    return None


def _release(request: HttpRequest, row: LegalText, form: ReleaseTextForm) -> bool:
    try:
        legal_texts.release_text(row=row, actor=user_of(request), at=asked_at(request))
    except SecondPersonNeeded:
        form.add_error(
            None, _("Sie haben diesen Text geschrieben. Eine andere Person muss ihn freigeben.")
        )
    except legal_texts.AlreadyReleased:
        form.add_error(None, _("Diesen Text hat schon jemand freigegeben."))
    else:
        messages.success(request, _("Der Text ist freigegeben. Ab jetzt steht er in den Briefen."))
    return not form.errors


def _unknown_place(name: str) -> str:
    """Say which place nobody can fill in; a single brace is none."""
    if name in "{}":
        return _("Im Text steht eine einzelne geschweifte Klammer.")
    return _("{%(name)s} können wir nicht ausfüllen. Nehmen Sie eine Stelle aus der Liste.") % {
        "name": name
    }


def _wording(row: LegalText) -> dict[str, Any]:
    """Return the text as it is written and as it will be read, beside the one in force.

    What is in force itself stands beside the edition before it.
    """
    others = LegalText.objects.filter(round=row.round_id, kind=row.kind).newest_first()
    in_force = others[0]
    is_current = in_force.pk == row.pk
    compared = others.exclude(pk=row.pk).first() if is_current else in_force
    return {
        "text": row,
        "sample": sample(row),
        "places": _named(places(row.text)),
        "in_force": in_force,
        "is_current": is_current,
        "compared": compared,
        "difference": Difference(label="", mine=row.text, theirs=compared.text)
        if compared and compared.text != row.text
        else None,
    }


def _named(names: Iterable[str]) -> list[tuple[str, Any]]:
    """Return places as people write them, with what stands there in a letter."""
    return [(f"{{{name}}}", PLACE_NAMES[name]) for name in names]


def _text(key: str) -> LegalText:
    rows = LegalText.objects.select_related("round", "written_by", "released_by")
    return get_object_or_404(rows, pk=key)


def _kind(name: str) -> LegalTextKind:
    try:
        return LegalTextKind(name)
    except ValueError:
        raise Http404 from None


def _page(
    request: HttpRequest, template: str, site: AdminSite, **context: Any
) -> TemplateResponse:
    request.current_app = site.name
    return TemplateResponse(request, template, {**site.each_context(request), **context})
