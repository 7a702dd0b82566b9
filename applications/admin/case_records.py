"""„Akte“: the documents of a case, the records drawn up of it, and the whole file as a package."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, kept_apart, user_of
from applications.admin.case_gate import load
from applications.admin.rights import for_roles
from applications.forms.case_package import CasePackageForm
from applications.models import Document
from applications.rules.documents import INTERNAL, DocumentKind
from applications.rules.lifecycle import Role
from applications.services import case_packages, records
from applications.services.case_file import CaseFile
from applications.texts import label

SLUGS: Final[Mapping[str, DocumentKind]] = {
    "pruefvermerk": DocumentKind.REVIEW_NOTE,
    "aktendeckblatt": DocumentKind.FILE_COVER,
}
BUTTONS: Final[Mapping[str, str | Promise]] = {
    "pruefvermerk": gettext_lazy("Prüfvermerk erstellen"),
    "aktendeckblatt": gettext_lazy("Aktendeckblatt erstellen"),
}


@dataclass(frozen=True, kw_only=True)
class ShownDocument:
    """One document of the case with its name, and whether it stays in the house."""

    row: Document
    name: Any
    is_internal: bool


def panel(file: CaseFile, *, roles: frozenset[Role]) -> dict[str, Any]:
    """Return what the review page shows of the file, the newest documents first."""
    return {
        "case_documents": [_shown(row) for row in reversed(file.documents)],
        "record_buttons": BUTTONS if roles & records.DRAWERS else {},
        "may_take_file": bool(roles & case_packages.TAKERS),
    }


@require_http_methods(["GET", "POST"])
@for_roles(act=records.DRAWERS)
def draw_up(request: HttpRequest, code: str, slug: str, *, site: AdminSite) -> HttpResponse:
    """Draw up a record of the case as it stands; the address alone leads to the case."""
    if slug not in SLUGS:
        raise Http404
    back = f"{reverse('admin:applications_application_change', args=[code])}#akte"
    if request.method == "GET":
        return redirect(back)
    kind = SLUGS[slug]
    ordered = records.order_record(
        kind, application=load(request, code), actor=user_of(request), at=asked_at(request)
    )
    words = {"kind": label(kind), "edition": ordered.document.number}
    if ordered.is_new:
        messages.success(request, _("%(kind)s, Fassung %(edition)s, wird erzeugt.") % words)
    else:
        messages.info(
            request,
            _("Seit der Fassung %(edition)s hat sich nichts geändert: %(kind)s bleibt.") % words,
        )
    return redirect(back)


@require_http_methods(["GET", "POST"])
@for_roles(act=case_packages.TAKERS)
def package(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponseBase:
    """Ask what the file is needed for, then send it whole."""
    application = load(request, code)
    form = CasePackageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        export = case_packages.order_package(
            application=application,
            purpose=form.cleaned_data["purpose"],
            actor=user_of(request),
            at=asked_at(request),
        )
        name = f"{case_packages.folder_of(application)}.zip"
        response = StreamingHttpResponse(
            case_packages.stream(export), content_type="application/zip"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return kept_apart(response)
    request.current_app = site.name
    context = {
        **site.each_context(request),
        "application": application,
        "form": form,
        "title": _("Aktenpaket"),
    }
    return TemplateResponse(request, "admin/case/package.html", context)


def _shown(row: Document) -> ShownDocument:
    return ShownDocument(
        row=row, name=label(DocumentKind(row.kind)), is_internal=row.kind in INTERNAL
    )
