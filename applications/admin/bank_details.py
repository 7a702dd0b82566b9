"""Where the money goes: masked on the pages of a case, whole on a page for those who pay."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.models import Application
from applications.rules.bank_account import grouped
from applications.rules.lifecycle import Role, State
from applications.services import bank_details

Load = Callable[[HttpRequest, str], Application]
_WITH_MONEY = frozenset({State.AWARDED, State.REVOKED})


def panel(application: Application, *, roles: frozenset[Role]) -> dict[str, Any]:
    """Return the entries, masked; None before an award."""
    if application.state not in _WITH_MONEY:
        return {"bank_accounts": None}
    accounts = bank_details.bank_accounts_of(application)
    may_read = bool(roles & bank_details.NUMBER_READERS)
    return {
        "bank_accounts": accounts,
        "may_read_number": may_read and bool(accounts) and accounts[0].has_number,
    }


@require_GET
@for_roles(read=bank_details.NUMBER_READERS)
def whole_number(request: HttpRequest, code: str, *, site: AdminSite, load: Load) -> HttpResponse:
    """Show the whole number of the newest entry, and log who looked at it."""
    application, at = load(request, code), asked_at(request)
    account = bank_details.read_number(application=application, actor=user_of(request), at=at)
    if account.row is None or not account.has_number:
        raise Http404
    payable = bank_details.payable_bank_details(application, at=at)
    context = {
        **site.each_context(request),
        "application": application,
        "account": account,
        "number": grouped(account.row.iban),
        "is_payable": payable is not None,
        "title": _("Bankverbindung"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/bank_details_page.html", context)
