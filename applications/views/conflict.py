"""Two people saved the same page: both versions side by side, nothing is lost."""

from http import HTTPStatus

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.forms.display import differences
from applications.models.section import SectionAnswers

NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", "version"})


def show_conflict(
    request: HttpRequest,
    typed: BaseForm,
    stored: BaseForm,
    *,
    row: SectionAnswers,
    other_url: str,
) -> HttpResponse | None:
    """Show what was typed beside what is stored; nothing when both say the same."""
    found = list(differences(typed, stored))
    if not found:
        return None
    is_own = row.saved_by_id == request.user.pk
    title = _("Zwei Personen haben diesen Abschnitt geändert")
    context = {
        "application": row.application,
        "page_title": _("Diesen Abschnitt haben Sie zweimal geändert") if is_own else title,
        "differences": found,
        "version": row.version,
        "is_own": is_own,
        "other_person": row.saved_by.name if row.saved_by else "",
        "saved_at": row.saved_at,
        "action_url": request.get_full_path(),
        "other_url": other_url,
        "sent": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NOT_SENT_AGAIN
            for value in values
        ],
    }
    return render(request, "applications/conflict.html", context, status=HTTPStatus.CONFLICT)
