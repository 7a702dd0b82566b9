"""Where the money goes: masked on the pages of a case, whole on a page for those who pay."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.bank_call import BankCallForm
from applications.models import Application
from applications.rules.bank_account import grouped
from applications.rules.lifecycle import Role, State
from applications.services import bank_calls, bank_details

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
        "may_call": bank_calls.may_call(roles) and _is_to_call(application, accounts),
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


@require_http_methods(["GET", "POST"])
@for_roles(act=bank_calls.CALLERS)
def call_page(request: HttpRequest, code: str, *, site: AdminSite, load: Load) -> HttpResponse:
    """Show whom to call and what to ask, and take down who answered."""
    application = load(request, code)
    account = bank_details.bank_account_of(application)
    if not _is_to_call(application, [account]):
        messages.warning(request, _("Dieser Schritt ist im Moment nicht möglich."))
        return redirect("admin:applications_application_change", code)
    numbers = bank_calls.known_numbers(application)
    form = BankCallForm(request.POST or None, numbers=numbers, initial={"seen": account.seen})
    if request.method == "POST" and form.is_valid():
        try:
            bank_calls.confirm_by_phone(
                application=application,
                seen=form.cleaned_data["seen"],
                phone=form.cleaned_data["phone"],
                spoke_with=form.cleaned_data["spoke_with"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("Die Bestätigung ist festgehalten."))
            return redirect("admin:applications_application_change", code)
    context = {
        **site.each_context(request),
        "application": application,
        "account": account,
        "form": form,
        "title": _("Konto am Telefon bestätigen"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/case/bank_call.html", context)


def _is_to_call(application: Application, accounts: list[bank_details.BankAccount]) -> bool:
    is_awarded = application.state == State.AWARDED
    return is_awarded and bool(accounts) and accounts[0].is_to_call
