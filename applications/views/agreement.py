"""The second agreement: 1 of 2 has agreed, the other one reads everything and agrees."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.forms.agreement import AgreementForm
from applications.models import Agreement, Application, Membership
from applications.rules.lifecycle import MoveNotAllowed, Role
from applications.rules.sections import Section
from applications.services.agreement import (
    AgreedBefore,
    AnswersChanged,
    NobodyAgreedYet,
    agree_and_submit,
    take_agreement_back,
)
from applications.services.drafts import ChangedMeanwhile
from applications.services.overview import overview
from applications.services.submission import (
    DeadlinePassed,
    IneligibleRefused,
    LateRefused,
    NotComplete,
    RoundNotOpen,
)
from applications.views.drafts import for_drafts
from applications.views.late import show_deadline_passed
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url, section_url, step_title
from applications.workflow import agreements
from applications.workflow.answer_sheet import answer_sheet, declaration_sheet
from applications.workflow.application_document import document_of
from applications.workflow.permissions import member_roles

TAKE_BACK = "take_back"
ONE_OF_TWO = gettext_lazy("1 von 2 hat zugestimmt, noch nicht abgesendet")
READ_AND_AGREE = gettext_lazy("Antrag lesen und zustimmen")


@dataclass(frozen=True, kw_only=True)
class AgreementNote:
    """What the task list says about agreements; ``link`` is empty when there is nowhere to go."""

    sentence: str | Promise
    link: str | Promise = ""


def agreement_note(request: SignedInRequest, application: Application) -> AgreementNote | None:
    """Return the note for the task list; None before anybody agreed."""
    if not agreements.needs_two(application) or not application.agreements.exists():
        return None
    given = agreements.standing(application)
    if not given:
        return AgreementNote(
            sentence=_(
                "Der Antrag wurde nach der Zustimmung geändert. Bitte stimmen Sie noch einmal zu."
            )
        )
    has_agreed = any(row.user_id == request.user.pk for row in given)
    return AgreementNote(
        sentence=ONE_OF_TWO, link=_("Zustimmung ansehen") if has_agreed else READ_AND_AGREE
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_drafts
def agreement(request: SignedInRequest, application: Application) -> HttpResponse:
    """Show who has agreed, and let the other person read everything and agree."""
    if not agreements.needs_two(application):
        return redirect("declarations", application.code)
    if request.POST.get("target") == TAKE_BACK:
        return _take_back(request, application)
    given = agreements.standing(application)
    if not given:
        return _ask_again(request, application)
    may_agree = Role.REPRESENTATIVE in member_roles(request.user, application)
    has_agreed = any(row.user_id == request.user.pk for row in given)
    if has_agreed or not may_agree:
        return _waiting_page(request, application, given, has_agreed=has_agreed)
    data = request.POST if request.method == "POST" else None
    form = AgreementForm(
        data,
        application=application,
        initial={"fingerprint": agreements.fingerprint_of(application)},
    )
    if form.is_valid():
        return _agree(request, application, form)
    return _reading_page(request, application, given, form)


def _agree(
    request: SignedInRequest, application: Application, form: AgreementForm
) -> HttpResponse:
    try:
        agree_and_submit(
            application=application,
            board_member=form.cleaned_data["board_member"],
            fingerprint=form.cleaned_data["fingerprint"],
            actor=request.user,
            at=request.received_at,
            late_confirmed="late" in request.POST,
        )
    except (DeadlinePassed, LateRefused):
        kept = [(name, str(request.POST.get(name, ""))) for name in form.fields]
        return show_deadline_passed(request, application, kept=kept)
    except (AnswersChanged, ChangedMeanwhile):
        messages.warning(request, _("Der Antrag wurde gerade geändert. Bitte lesen Sie ihn neu."))
        return redirect("agreement", application.code)
    except (NobodyAgreedYet, AgreedBefore, MoveNotAllowed):
        return redirect("agreement", application.code)
    except (NotComplete, IneligibleRefused, RoundNotOpen):
        messages.warning(request, _("So können wir den Antrag nicht annehmen. Bitte prüfen Sie."))
        return redirect(overview_url(application))
    return redirect("application_submitted", application.code)


def _take_back(request: SignedInRequest, application: Application) -> HttpResponse:
    take_agreement_back(application=application, actor=request.user, at=request.received_at)
    messages.success(
        request, _("Ihre Zustimmung ist zurückgenommen. Ihr Antrag ist noch nicht abgesendet.")
    )
    return redirect(overview_url(application))


def _ask_again(request: SignedInRequest, application: Application) -> HttpResponse:
    """Lead to the declarations; agreements to other answers than those of now do not count."""
    if application.agreements.exists():
        messages.warning(
            request, _("Der Antrag wurde geändert. Bitte stimmen Sie noch einmal zu.")
        )
    return redirect("declarations", application.code)


def _reading_page(
    request: SignedInRequest, application: Application, given: list[Agreement], form: AgreementForm
) -> HttpResponse:
    document = document_of(application)
    context = {
        **_frame(application, given),
        "form": form,
        "sections": [(sheet, ()) for sheet in answer_sheet(document)],
        "declared": declaration_sheet(document),
        "plan": overview(application, at=request.received_at).finance_plan,
    }
    return render(request, "applications/agreement.html", context)


def _waiting_page(
    request: SignedInRequest, application: Application, given: list[Agreement], *, has_agreed: bool
) -> HttpResponse:
    people = Membership.objects.filter(
        organisation=application.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    others = people.exclude(user__in=[row.user_id for row in given]).select_related("user")
    context = {
        **_frame(application, given),
        "has_agreed": has_agreed,
        "others": [row.user.get_short_name() for row in others.order_by("pk")],
    }
    return render(request, "applications/agreement_waiting.html", context)


def _frame(application: Application, given: list[Agreement]) -> dict[str, Any]:
    return {
        "application": application,
        "given": given,
        "page_title": _("Zustimmen – Entwurf, noch nicht abgesendet"),
        "heading": ONE_OF_TWO,
        "caption": step_title(Section.DECLARATIONS),
        "back_url": overview_url(application),
        "change_url": section_url(application, Section.REVIEW),
    }
