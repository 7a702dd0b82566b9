"""V01: is a document with this code genuine? Open to everybody, without personal data."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.forms.verify import CompareForm, VerifyForm
from applications.models.codes import group_printed, normalise_printed
from applications.services import genuine_documents
from applications.views import errors
from applications.views.throttle import is_throttled

# Looking up codes and comparing files together.
LOOK_UPS_AN_HOUR: Final = 20


@dataclass(frozen=True)
class Verdict:
    """The heading of the answer: colour, sign and words say the same."""

    colour: str
    icon: str
    title: str | Promise
    text: str | Promise = ""


GENUINE: Final = Verdict("green", "success", gettext_lazy("Dieses Dokument ist echt."))
REPLACED: Final = Verdict(
    "yellow", "warning", gettext_lazy("Dieses Dokument ist echt, aber ersetzt.")
)
UNKNOWN: Final = Verdict("yellow", "warning", gettext_lazy("Diesen Code kennen wir nicht."))
UNCHANGED: Final = Verdict("green", "success", gettext_lazy("Die Datei ist unverändert."))
CHANGED: Final = Verdict(
    "red",
    "danger",
    gettext_lazy("Die Datei wurde verändert."),
    gettext_lazy(
        "Das ist nicht die Datei, die wir gemacht haben. Vielleicht hat jemand sie nur neu "
        "gespeichert. Fragen Sie nach der ersten Datei oder rufen Sie uns an."
    ),
)


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


@require_http_methods(["GET", "HEAD", "POST"])
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say which document has this code; compare a file with it where one is sent.

    The file is hashed while it arrives (``HashingUploadHandler``) and kept nowhere. Browsers
    with JavaScript do not even send it (``compare_file.js``).
    """
    if is_throttled(request, "verify", times_an_hour=LOOK_UPS_AN_HOUR):
        return errors.too_many_requests(request)
    wanted = normalise_printed(code)
    document = genuine_documents.find(wanted)
    if document is None:
        return _page(request, UNKNOWN, status=HTTPStatus.NOT_FOUND)
    newer = genuine_documents.newest_instead(document)
    verdict = REPLACED if newer else GENUINE
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CompareForm(*sent, sha256=document.sha256)
    if form.is_valid():
        verdict = UNCHANGED if form.is_same else CHANGED
    return _page(
        request,
        verdict,
        particulars=genuine_documents.particulars(document),
        code=group_printed(wanted),
        newer=newer and genuine_documents.particulars(newer),
        form=form,
        unchanged=UNCHANGED,
        changed=CHANGED,
    )


def _page(
    request: HttpRequest, verdict: Verdict, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    context |= {"verdict": verdict, "page_title": verdict.title, "back_url": reverse("verify")}
    name = "verify/result.html" if status == HTTPStatus.OK else "verify/unknown.html"
    return render(request, name, context, status=status)
