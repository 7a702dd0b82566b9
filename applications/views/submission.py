"""Q15 and C01: declarations, sending, the question after the deadline, the confirmation."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from applications import texts
from applications.forms.declarations import DeclarationsForm
from applications.models import Application, Membership
from applications.rules.documents import DocumentKind
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.lifecycle import MoveNotAllowed, Role
from applications.rules.rounds import Policy
from applications.rules.sections import Section
from applications.services.agreement import declare_and_agree
from applications.services.declarations import declare_and_submit
from applications.services.drafts import ChangedMeanwhile, NotADraft
from applications.services.overview import overview
from applications.services.submission import (
    DeadlinePassed,
    IneligibleRefused,
    LateRefused,
    NotComplete,
    RoundNotOpen,
    SecondAgreementMissing,
    submit_application,
)
from applications.views.cases import load_case
from applications.views.drafts import load_application, only_reads
from applications.views.kept_input import keeps_input, restore
from applications.views.late import show_deadline_passed
from applications.views.requests import SignedInRequest
from applications.views.section_pages import overview_url, section_url, step_title
from applications.workflow import agreements


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_input
def declarations(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for the declarations and send the application, once."""
    application = load_application(request, code)
    if not application.is_draft:
        return redirect("application_submitted", code=code)
    if request.paper:
        # What was declared stands on the paper; a second person compares before it counts.
        return redirect("admin:applications_paperentry_change", code)
    if application.own_role != Role.REPRESENTATIVE:  # type: ignore[attr-defined]
        return _may_not_send(request, application)
    if agreements.needs_two(application) and agreements.standing(application):
        return redirect("agreement", code)
    state = overview(application, at=request.received_at)
    if state.unfinished:
        return _not_finished(request, application, len(state.unfinished))
    if "late" in request.POST:
        return _send_late(request, application)
    excluded = state.report.of(Outcome.EXCLUDED)
    form = DeclarationsForm(
        request.POST if request.method == "POST" else None,
        application=application,
        is_excluded=bool(excluded),
        initial={"sender_name": request.user.name},
    )
    restore(request, form)
    if form.is_valid():
        return _send(request, application, form, excluded)
    return _page(request, application, form, excluded)


@require_safe
def submitted(request: SignedInRequest, code: str) -> HttpResponse:
    """Confirm the receipt; the same page later, too."""
    application = load_case(request, code)
    if application.is_draft:
        return redirect(overview_url(application))
    title = _("Ihr Antrag ist angekommen")
    if application.is_late:
        title = _("Ihr Antrag ist angekommen, aber nach der Frist")
    documents = application.documents.filter(kind=DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT)
    context = {
        "application": application,
        "document": documents.order_by("pk").first(),
        "page_title": title,
    }
    return render(request, "applications/submitted.html", context)


def _page(
    request: SignedInRequest,
    application: Application,
    form: DeclarationsForm,
    excluded: tuple[Finding, ...],
) -> HttpResponse:
    context = {
        "application": application,
        "form": form,
        "page_title": _("Erklärungen – Entwurf, noch nicht abgesendet"),
        "heading": texts.label(Section.DECLARATIONS),
        "caption": step_title(Section.DECLARATIONS),
        "back_url": section_url(application, Section.REVIEW),
        "reasons": [texts.sentence(finding, texts.Audience.APPLICANT) for finding in excluded],
        "is_refused": bool(excluded) and application.round.ineligible_policy == Policy.REFUSE,
        "is_first_of_two": agreements.needs_two(application),
    }
    return render(request, "applications/declarations.html", context)


def _send(
    request: SignedInRequest,
    application: Application,
    form: DeclarationsForm,
    excluded: tuple[Finding, ...],
) -> HttpResponse:
    is_first_of_two = agreements.needs_two(application)
    declare = declare_and_agree if is_first_of_two else declare_and_submit
    try:
        declare(
            application=application,
            answers=form.answers(),
            actor=request.user,
            at=request.received_at,
        )
    except (DeadlinePassed, LateRefused):
        return show_deadline_passed(request, application)
    except NotComplete as problem:
        if others := _elsewhere(form, problem.report):
            return _not_finished(request, application, others)
        return _page(request, application, form, excluded)
    except IneligibleRefused:
        return _page(request, application, form, excluded)
    except RoundNotOpen:
        messages.error(request, _("Die Runde hat noch nicht begonnen."))
        return redirect(overview_url(application))
    except MoveNotAllowed:
        return _may_not_send(request, application)
    except ChangedMeanwhile:
        messages.warning(
            request, _("Jemand aus Ihrem Team war gerade auch auf dieser Seite. Bitte prüfen Sie.")
        )
        return redirect(section_url(application, Section.DECLARATIONS))
    except NotADraft:
        return redirect("application_submitted", code=application.code)
    way_on = "agreement" if is_first_of_two else "application_submitted"
    return redirect(way_on, code=application.code)


def _send_late(request: SignedInRequest, application: Application) -> HttpResponse:
    """Send after the deadline; what was declared is kept since the first click."""
    try:
        submit_application(
            application=application,
            actor=request.user,
            at=request.received_at,
            late_confirmed=True,
        )
    except LateRefused:
        return show_deadline_passed(request, application)
    except (NotComplete, IneligibleRefused, SecondAgreementMissing):
        return redirect(section_url(application, Section.DECLARATIONS))
    return redirect("application_submitted", code=application.code)


def _not_finished(request: SignedInRequest, application: Application, count: int) -> HttpResponse:
    sentence = ngettext(
        "Vor dem Absenden fehlt noch %(count)s Abschnitt.",
        "Vor dem Absenden fehlen noch %(count)s Abschnitte.",
        count,
    )
    messages.warning(request, sentence % {"count": count})
    return redirect(overview_url(application))


def _may_not_send(request: SignedInRequest, application: Application) -> HttpResponse:
    memberships = Membership.objects.filter(
        organisation=application.organisation_id, role=Role.REPRESENTATIVE, user__is_active=True
    )
    rows = memberships.select_related("user").order_by("pk")
    context = {
        "application": application,
        "page_title": _("Erklärungen – Entwurf, noch nicht abgesendet"),
        "heading": texts.label(Section.DECLARATIONS),
        "caption": step_title(Section.DECLARATIONS),
        "back_url": overview_url(application),
        "people": _(" oder ").join(row.user.get_short_name() for row in rows),
        "only_reads": only_reads(application),
    }
    status = HTTPStatus.FORBIDDEN if request.method == "POST" else HTTPStatus.OK
    return render(request, "applications/declarations_not_allowed.html", context, status=status)


def _elsewhere(form: DeclarationsForm, report: Report) -> int:
    """Mark what blocks on this page and count the other sections in which something blocks."""
    sections = set()
    for finding in report.of(Outcome.BLOCKING):
        name = (finding.field or "").partition(".")[2]
        if finding.section == Section.DECLARATIONS:
            sentence = texts.sentence(finding, texts.Audience.APPLICANT)
            form.add_error(name if name in form.fields else None, sentence)
        else:
            sections.add(finding.section)
    return len(sections)
