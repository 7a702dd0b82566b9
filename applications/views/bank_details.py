"""S05: where we transfer the money: enter, compare and confirm, stop."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from applications.forms.bank_details import (
    BankDetailsForm,
    ConfirmBankDetailsForm,
    StopPaymentForm,
)
from applications.models import Application
from applications.rules import bank_account
from applications.rules.lifecycle import Role, State
from applications.services import accounts, bank_details
from applications.services.bank_details import AnotherPersonNeeded, BankDetailsChanged
from applications.services.identity_proof import has_proved_identity
from applications.views.cases import View, for_cases
from applications.views.identity_proof import ask_for_proof
from applications.views.requests import SignedInRequest
from applications.workflow.permissions import (
    member_roles,
    require_representative,
    require_writer,
)


def for_awards(view: View) -> Callable[..., HttpResponse]:
    """Give the view an award of a team in which the person writes; others lead to the status."""

    @wraps(view)
    @for_cases
    def with_award(request: SignedInRequest, application: Application) -> HttpResponse:
        require_writer(request.user, application)
        if application.told_state != State.AWARDED:
            return redirect("application_status", application.code)
        return view(request, application)

    return with_award


def with_proof(view: View) -> View:
    """Ask representatives who they are before they see or send anything; refuse all others.

    What was sent without a proof is not kept: a number of an account lies in no session.
    """

    @wraps(view)
    def with_proved_identity(request: SignedInRequest, application: Application) -> HttpResponse:
        require_representative(request.user, application.organisation_id)
        if not has_proved_identity(request):
            if request.method == "POST":
                sentence = _("Zur Sicherheit haben wir nichts gespeichert. Bitte noch einmal.")
                messages.warning(request, sentence)
            return ask_for_proof(request)
        try:
            return view(request, application)
        except BankDetailsChanged:
            messages.info(request, _("Hier hat sich gerade etwas geändert. Bitte prüfen Sie."))
        except AnotherPersonNeeded:
            messages.info(request, _("Das Konto muss eine zweite Person bestätigen."))
        except bank_details.NotAwarded:
            return redirect("application_status", application.code)
        return redirect("bank_details", application.code)

    return with_proved_identity


@require_safe
@for_awards
def overview(request: SignedInRequest, application: Application) -> HttpResponse:
    """Show the account, masked, and what is to be done; at first that is entering it."""
    account = bank_details.bank_account_of(application)
    is_representative = Role.REPRESENTATIVE in member_roles(request.user, application)
    if account.row is None and is_representative:
        return redirect("bank_details_enter", application.code)
    context = _frame(application, _("Konto für die Auszahlung")) | {
        "account": account,
        "is_representative": is_representative,
        "may_confirm": is_representative and account.may_be_confirmed_by(request.user),
        "others": _others(application, account),
        "is_locked": account.is_locked(at=request.received_at),
    }
    return render(request, "applications/bank_details.html", context)


@sensitive_post_parameters("iban")
@require_http_methods(["GET", "HEAD", "POST"])
@for_awards
@with_proof
@sensitive_variables()
def enter(request: SignedInRequest, application: Application) -> HttpResponse:
    """Take a new account; whatever was known before is not payable any more.

    The person's other sessions end: somebody else may have been signed in there.
    """
    account = bank_details.bank_account_of(application)
    form = BankDetailsForm(
        request.POST if request.method == "POST" else None,
        association=application.organisation_name,
        initial={"seen": account.seen},
    )
    if form.is_valid():
        bank_details.enter_bank_details(
            application=application,
            account_holder=form.cleaned_data["account_holder"],
            iban=form.cleaned_data["iban"],
            bank_name=form.cleaned_data["bank_name"] or "",
            seen=form.cleaned_data["seen"],
            actor=request.user,
            at=request.received_at,
        )
        accounts.end_sessions(request.user, but=request.session.session_key)
        return redirect("bank_details_confirm", application.code)
    context = _frame(application, _("Wohin sollen wir das Geld überweisen?"))
    context |= {"form": form, "account": account}
    if account.row:
        context["back_url"] = reverse("bank_details", args=[application.code])
    return render(request, "applications/bank_details_enter.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_awards
@with_proof
@sensitive_variables()
def confirm(request: SignedInRequest, application: Application) -> HttpResponse:
    """Show the whole number once, to compare it digit by digit, and take the confirmation."""
    account = bank_details.bank_account_of(application)
    if account.row is None or account.standing != bank_details.Standing.TO_CONFIRM:
        return redirect("bank_details", application.code)
    data = request.POST if request.method == "POST" else None
    form = ConfirmBankDetailsForm(data, initial={"seen": account.seen})
    if form.is_valid():
        bank_details.confirm_bank_details(
            application=application,
            seen=form.cleaned_data["seen"],
            actor=request.user,
            at=request.received_at,
        )
        messages.success(request, _("Das Konto ist bestätigt."))
        return redirect("bank_details", application.code)
    may_confirm = account.may_be_confirmed_by(request.user)
    context = _frame(application, _("Stimmt das Konto?")) | {
        "account": account,
        "number": bank_account.grouped(account.row.iban),
        "form": form if may_confirm else None,
        "may_confirm": may_confirm,
        "others": _others(application, account),
    }
    return render(request, "applications/bank_details_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_awards
@with_proof
def stop(request: SignedInRequest, application: Application) -> HttpResponse:
    """Ask whether, and stop the payment: somebody noticed an error."""
    account = bank_details.bank_account_of(application)
    if not account.has_number:
        return redirect("bank_details", application.code)
    data = request.POST if request.method == "POST" else None
    form = StopPaymentForm(data, initial={"seen": account.seen})
    if form.is_valid():
        bank_details.stop_payment(
            application=application,
            seen=form.cleaned_data["seen"],
            actor=request.user,
            at=request.received_at,
        )
        messages.success(request, _("Die Auszahlung ist angehalten."))
        return redirect("bank_details", application.code)
    context = _frame(application, _("Möchten Sie die Auszahlung anhalten?")) | {"form": form}
    context["back_url"] = reverse("bank_details", args=[application.code])
    return render(request, "applications/bank_details_stop.html", context)


def _others(application: Application, account: bank_details.BankAccount) -> list[str]:
    """Return who can enter or confirm: not whoever entered the account that is to be confirmed."""
    needs_two = account.row is not None and account.row.needs_second_person
    entered_by = account.row.entered_by if account.row and needs_two else None
    people = bank_details.other_representatives(application, entered_by)
    return [person.get_short_name() for person in people]


def _frame(application: Application, title: str) -> dict[str, Any]:
    return {
        "application": application,
        "page_title": title,
        "back_url": reverse("application_status", args=[application.code]),
    }
