"""„Zugriffe“: who saw a case, and what an account saw; for the days after a breach."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from applications.admin.base import asked_at, user_of
from applications.admin.case_gate import load
from applications.admin.rights import for_roles
from applications.models import User
from applications.services import access_log
from applications.workflow.conflicts import closed_cases

_ROWS: Final = 100
# Days back from now; what was noticed is looked up by 72 hours first (Art. 33 DSGVO).
_PERIODS: Final = {
    "3": gettext_lazy("3 Tage"),
    "30": gettext_lazy("30 Tage"),
    "365": gettext_lazy("1 Jahr"),
    "": gettext_lazy("Alles"),
}


@require_GET
@for_roles(read=access_log.READERS)
def case_page(request: HttpRequest, code: str, *, site: AdminSite) -> HttpResponse:
    """Show everybody who saw a case, then every access."""
    application = load(request, code)
    context = {
        "application": application,
        "title": _("Zugriffe"),
        **_lists(request, access_log.who_saw(application, **_since(request))),
    }
    return _answer(request, site, "admin/case/accesses.html", context)


@require_GET
@for_roles(read=access_log.READERS)
def account_page(request: HttpRequest, account_id: int, *, site: AdminSite) -> HttpResponse:
    """Show which cases an account saw, without those that are closed for the reader."""
    account = get_object_or_404(User, pk=account_id)
    hidden = closed_cases(user_of(request))
    context = {
        "account": account,
        "title": _("Zugriffe von %(name)s") % {"name": account.name},
        **_lists(request, access_log.seen_by(account, without=hidden, **_since(request))),
    }
    return _answer(request, site, "admin/account_accesses.html", context)


def _since(request: HttpRequest) -> dict[str, datetime]:
    days = _days(request)
    return {"since": asked_at(request) - timedelta(days=int(days))} if days else {}


def _days(request: HttpRequest) -> str:
    days = request.GET.get("tage", "")
    return days if days in _PERIODS else ""


def _lists(request: HttpRequest, accesses: list[access_log.Access]) -> dict[str, Any]:
    days = _days(request)
    return {
        "people": access_log.by_person(accesses),
        "page": Paginator(accesses, _ROWS).get_page(request.GET.get("p")),
        "days": days,
        "periods": [(value, words, value == days) for value, words in _PERIODS.items()],
    }


def _answer(
    request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]
) -> HttpResponse:
    request.current_app = site.name
    return TemplateResponse(request, template, {**site.each_context(request), **context})
