"""„Zustellung“: which letters go to the post, wait to be collected, or are known since when."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from applications import clock
from applications.admin.base import asked_at, row_keys, user_of
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.letters import PostingForm
from applications.models import DocumentDelivery
from applications.rules.delivery import DeliveryWay
from applications.services import deliveries
from applications.workflow.conflicts import closed_cases
from applications.workflow.permissions import CASE_READERS, staff_roles

TO_POST: Final = "post"
RUNNING: Final = "klagefrist"
_ROWS: Final = 100
_OPEN: Final = Q(delivered_on=None, lapsed_at=None)
VIEWS: Final[dict[str, tuple[str | Promise, Q]]] = {
    TO_POST: (gettext_lazy("Mit der Post schicken"), _OPEN & Q(way=DeliveryWay.POST)),
    "abruf": (gettext_lazy("Warten auf den Abruf"), _OPEN & Q(way=DeliveryWay.PORTAL)),
    RUNNING: (gettext_lazy("Klagefrist läuft"), Q(delivered_on__isnull=False)),
    "alle": (gettext_lazy("Alle"), Q()),
}


@require_http_methods(["GET", "POST"])
@for_roles(read=CASE_READERS, act=deliveries.POSTERS)
def page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """List deliveries by what has to happen; note the day on which the ticked ones were posted."""
    chosen = request.GET.get("zeige", TO_POST)
    chosen = chosen if chosen in VIEWS else TO_POST
    today = clock.berlin_date(asked_at(request))
    form = PostingForm(request.POST or None, initial={"posted_on": today})
    if request.method == "POST" and form.is_valid() and _post(request, form):
        return redirect(request.get_full_path())
    rows = _rows(request, chosen, today=today)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": _("Zustellung"),
        "views": [(name, label, name == chosen) for name, (label, _which) in VIEWS.items()],
        "page": Paginator(rows, _ROWS).get_page(request.GET.get("p")),
        "chosen": chosen,
        "form": form,
        "is_to_post": chosen == TO_POST,
        "may_post": bool(staff_roles(user_of(request)) & deliveries.POSTERS),
        "today": today,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/letters/deliveries.html", context)


def _rows(request: HttpRequest, chosen: str, *, today: date) -> QuerySet[DocumentDelivery]:
    rows = DocumentDelivery.objects.filter(VIEWS[chosen][1]).exclude(
        document__application__in=closed_cases(user_of(request))
    )
    if chosen == RUNNING:
        rows = rows.filter(appeal_ends_on__gte=today).order_by("appeal_ends_on", "pk")
    return rows.select_related("document__application", "collected_by", "posted_by")


def _post(request: HttpRequest, form: PostingForm) -> bool:
    """Note the posting of every ticked letter; one that cannot be noted keeps no other back."""
    keys = row_keys(request, "delivery")
    if not keys:
        form.add_error("posted_on", _("Wählen Sie mindestens einen Brief aus."))
        return False
    done = 0
    for row in DocumentDelivery.objects.filter(pk__in=keys[:_ROWS]):
        try:
            deliveries.record_posting(
                row=row,
                posted_on=form.cleaned_data["posted_on"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except deliveries.NotPosted:
            form.add_error(
                "posted_on",
                _("Der Tag liegt vor dem Tag des Briefs oder in der Zukunft."),
            )
            return False
        except ANTICIPATED as error:
            form.add_error("posted_on", sentence_for(error))
            return False
        done += 1
    sentence = ngettext(
        "Für %(count)s Brief ist die Absendung eingetragen.",
        "Für %(count)s Briefe ist die Absendung eingetragen.",
        done,
    )
    messages.success(request, sentence % {"count": done})
    return True
