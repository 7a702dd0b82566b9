"""S01 and S04: where a sent application stands, what happened, and its documents."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import Application, Hearing
from applications.rules.lifecycle import State
from applications.rules.periods import last_day_before
from applications.services.bank_details import BankAccount, bank_account_of
from applications.services.calendar_file import STATES_WITH_DAYS
from applications.services.enclosure_room import OPEN_UNTIL_DECISION
from applications.services.hearings import latest_hearing
from applications.services.progress import documents_of, progress_of
from applications.texts import timeline
from applications.views.cases import for_cases
from applications.views.drafts import list_url
from applications.views.requests import SignedInRequest
from applications.workflow.permissions import may_write


@require_safe
@for_cases
def status(request: SignedInRequest, application: Application) -> HttpResponse:
    """Say how far the application is, who must act, and what happened."""
    is_withdrawn = application.state == State.WITHDRAWN
    context = {
        "application": application,
        "page_title": _("Ihr Antrag %(number)s") % {"number": application.reference_number},
        "back_url": list_url(request),
        "progress": progress_of(application),
        "late_sentence": timeline.LATE if application.is_late else "",
        "may_hand_in": application.state in OPEN_UNTIL_DECISION,
        "hearing": _hearing(application),
        "is_hearing": application.state == State.HEARING,
        "is_withdrawn": is_withdrawn,
        "has_days": application.told_state in STATES_WITH_DAYS,
        "may_begin": is_withdrawn and application.round.is_open(request.received_at),
        "last_day": last_day_before(application.round.closes_at),
        "bank_account": _bank_account(request, application),
    }
    return render(request, "applications/status.html", context)


@require_safe
@for_cases
def documents(request: SignedInRequest, application: Application) -> HttpResponse:
    """List our documents about an application."""
    context = {
        "application": application,
        "page_title": _("Dokumente"),
        "back_url": reverse("application_status", args=[application.code]),
        "documents": documents_of(application),
        "may_collect": may_write(request.user, application),
    }
    return render(request, "applications/status_documents.html", context)


def _hearing(application: Application) -> Hearing | None:
    """Return the newest hearing; before the review there is none."""
    return None if application.state == State.SUBMITTED else latest_hearing(application)


def _bank_account(request: SignedInRequest, application: Application) -> BankAccount | None:
    """Return where the money goes, for those of the team whom it concerns."""
    is_award = application.told_state == State.AWARDED
    return (
        bank_account_of(application) if is_award and may_write(request.user, application) else None
    )
