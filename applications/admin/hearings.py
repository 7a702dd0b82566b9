"""Hearings at the desk of the staff: writing one, its preview, and what the association said."""

from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from applications import clock
from applications.admin.text_block_choices import offered
from applications.forms.hearing import HearingForm
from applications.models import Application, Hearing
from applications.rules.review import TextBlockKind
from applications.services.case_file import CaseFile
from applications.services.hearings import HeardCase, hearings_of


def known_for_hearing(application: Application, at: datetime) -> dict[str, Any]:
    """Return what the form has to know of the case."""
    kinds = (TextBlockKind.HEARING, TextBlockKind.ASSESSMENT)
    return {"on": clock.berlin_date(at), "blocks": offered(application, kinds, at=at)}


def end_context(file: CaseFile, _form: Any, at: datetime) -> dict[str, Any]:
    """Return what was said, for the page that ends the hearing."""
    return panel(file.application, at=at)


def panel(application: Application, *, at: datetime) -> dict[str, Any]:
    """Return the hearings of a case, each with whether we still wait after its date."""
    today = clock.berlin_date(at)
    return {"hearings": [(heard, _is_overdue(heard, today)) for heard in hearings_of(application)]}


def preview(application: Application, form: HearingForm, at: datetime) -> str:
    """Return the page that the association would get; nothing is saved."""
    hearing = Hearing(
        application=application,
        number=1,
        reason=form.cleaned_data["reason"],
        due_on=form.cleaned_data["due_on"],
        sent_at=at,
    )
    context = {
        "application": application,
        "hearing": hearing,
        "page_title": _("Bitte nehmen Sie Stellung"),
        "is_preview": True,
    }
    return render_to_string("applications/preview/hearing.html", context)


def _is_overdue(heard: HeardCase, today: date) -> bool:
    return heard.is_open and not heard.answers and heard.is_over(today)
