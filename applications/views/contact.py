"""H02 and R04: write to us, report a barrier; open to everybody, without a captcha."""

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms.contact import BarrierForm, ContactForm, EnquiryForm
from applications.models import Application, User
from applications.rules.choices import EnquiryKind
from applications.rules.lifecycle import State
from applications.services.contact import receive_enquiry
from applications.views.requests import Request
from applications.views.throttle import is_throttled

MESSAGES_AN_HOUR: Final = 10
THANKS: Final = "danke"
LONGEST_PATH: Final = 200
# Parts of an address that open something for whoever knows them.
SECRET_PARTS: Final = frozenset({"key", "token", "secret"})


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: Request) -> HttpResponse:
    """Take a question."""
    user = _user(request)
    known = {"name": user.name, "email": user.email} if user else {}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=known)
    if _is_taken(request, form, EnquiryKind.CONTACT):
        return redirect(f"{request.path}?{THANKS}=1")
    context = {
        "form": form,
        "page_title": _("Schreiben Sie uns"),
        "case": _sent_application(user),
        "is_sent": THANKS in request.GET,
    }
    return _page(request, "pages/contact.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_barrier(request: Request) -> HttpResponse:
    """Take the report of a barrier."""
    known = {"page": path_of_ours(request.GET.get("seite", ""))}
    form = BarrierForm(request.POST if request.method == "POST" else None, initial=known)
    if _is_taken(request, form, EnquiryKind.BARRIER):
        return redirect(f"{request.path}?{THANKS}=1")
    context = {
        "form": form,
        "page_title": _("Barriere melden"),
        "is_sent": THANKS in request.GET,
    }
    return _page(request, "pages/report_barrier.html", form, context)


def path_of_ours(path: str) -> str:
    """Return the path if one of our pages has it and nothing in it is secret, else nothing."""
    if len(path) > LONGEST_PATH or not path.startswith("/") or not path.isprintable():
        return ""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return "" if SECRET_PARTS & match.kwargs.keys() else path


def _is_taken(request: Request, form: EnquiryForm, kind: EnquiryKind) -> bool:
    """Keep what was sent; a program gets the same answer and nothing is kept."""
    if not form.is_valid():
        return False
    if form.is_from_a_program:
        return True
    if is_throttled(request, "enquiry", times_an_hour=MESSAGES_AN_HOUR):
        form.refuse_too_many()
        return False
    receive_enquiry(
        kind=kind,
        **form.answers(),
        funding_round=request.funding_round,
        actor=_user(request),
        at=request.received_at,
    )
    return True


def _page(
    request: Request, template: str, form: EnquiryForm, context: dict[str, Any]
) -> HttpResponse:
    too_many = form.is_bound and form.has_error("__all__", "too_many")
    status = HTTPStatus.TOO_MANY_REQUESTS if too_many else HTTPStatus.OK
    return render(request, template, context, status=status)


def _user(request: Request) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _sent_application(user: User | None) -> Application | None:
    """Return the newest application of the person that is not a draft any more."""
    if user is None:
        return None
    visible = Application.objects.visible_to(user).exclude(state=State.DRAFT)
    return visible.order_by("-submitted_at", "-pk").first()
