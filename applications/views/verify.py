"""V01: is a document with this code genuine? Open to everybody, without personal data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications.documents.kinds import KINDS
from applications.forms.verify import VerifyForm
from applications.models import Document
from applications.models.codes import group_printed, normalise_printed
from applications.rules.documents import DocumentKind
from applications.views import errors
from applications.views.throttle import is_throttled

LOOK_UPS_AN_HOUR = 20


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the document."""
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = normalise_printed(form.cleaned_data["code"])
        if code.isalnum():
            return redirect("verify_code", code=code)
        form.add_error("code", _("Tragen Sie den Code ein. Er hat 12 Zeichen."))
    context = {"form": form, "page_title": _("Ist dieses Dokument echt?")}
    return render(request, "verify/form.html", context)


@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether there is a document with this code, and which one it is."""
    if is_throttled(request, "verify", times_an_hour=LOOK_UPS_AN_HOUR):
        return errors.too_many_requests(request)
    wanted = normalise_printed(code)
    known = Document.objects.filter(code=wanted, rendered_at__isnull=False)
    document = known.select_related("application", "snapshot").first()
    title = _("Dieses Dokument ist echt") if document else _("Diesen Code kennen wir nicht")
    context = {
        "page_title": title,
        "back_url": reverse("verify"),
        "document": document,
        "code": group_printed(wanted),
        "kind": KINDS[DocumentKind(document.kind)].title if document else "",
        "newer": _newer(document) if document else None,
    }
    return render(request, "verify/result.html", context, status=200 if document else 404)


def _newer(document: Document) -> Document | None:
    """Return the document that took the place of this one."""
    same_kind = Document.objects.filter(application=document.application, kind=document.kind)
    later = same_kind.filter(snapshot__version__gt=document.snapshot.version)
    return later.select_related("snapshot").order_by("-snapshot__version").first()
