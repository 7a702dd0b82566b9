"""What people told us beside their applications: enquiries, three answers, votes on the help."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications import clock, texts
from applications.admin.base import (
    ClosedFilter,
    ReadOnlyAdmin,
    asked_at,
    column,
    user_of,
)
from applications.admin.rights import for_roles
from applications.forms.contact import AnsweredForm
from applications.forms.feedback import CERTAINTY, EASE
from applications.models import Enquiry, HelpVote, SubmissionFeedback
from applications.rules.choices import EnquiryKind
from applications.rules.lifecycle import Role
from applications.services import contact
from applications.services.help_topics import help_figures
from applications.texts.help_topics import TOPICS, answer_of

READERS: Final = frozenset({Role.HEAD})


@column(gettext_lazy("Eingegangen"), ordering="received_at")
def received(row: Enquiry) -> str:
    """Return when it came."""
    return f"{row.received_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


@column(gettext_lazy("Art"), ordering="kind")
def kind(row: Enquiry) -> Any:
    """Return from which form it came."""
    return texts.label(EnquiryKind(row.kind))


@column(gettext_lazy("Anfrage"))
def beginning(row: Enquiry) -> SafeString:
    """Return the first words, which lead to the whole."""
    url = reverse("admin:applications_enquiry_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, Truncator(row.text).chars(60))


@column(gettext_lazy("Von"))
def sender(row: Enquiry) -> str:
    """Return who wrote."""
    return row.name or row.email


@column(gettext_lazy("Stand"), ordering="answered_at")
def progress(row: Enquiry) -> SafeString:
    """Return whether somebody answered."""
    if row.answered_at:
        return format_html('<span class="mark mark-done">{}</span>', _("beantwortet"))
    return format_html('<span class="mark mark-waiting">{}</span>', _("offen"))


@column(gettext_lazy("Tag"), ordering="given_on")
def given_on(row: SubmissionFeedback) -> str:
    """Return the day."""
    return f"{row.given_on:%d.%m.%Y}"


@column(gettext_lazy("Ausfüllen"), ordering="ease")
def ease(row: SubmissionFeedback) -> Any:
    """Return how easy it was."""
    return dict(EASE)[str(row.ease)]


@column(gettext_lazy("Sicher angekommen"), ordering="certainty")
def certainty(row: SubmissionFeedback) -> Any:
    """Return whether the person was sure."""
    return dict(CERTAINTY)[str(row.certainty)]


@column(gettext_lazy("Was war schwer?"))
def comment(row: SubmissionFeedback) -> str:
    """Return the whole text."""
    return row.comment


class KindFilter(ClosedFilter):
    """From which form."""

    title = gettext_lazy("Art")
    parameter_name = "kind"
    choices_offered = texts.choices(EnquiryKind)


class EnquiryAdmin(ReadOnlyAdmin):
    """All enquiries, those that wait first."""

    readers = contact.READERS
    list_display = (received, kind, beginning, sender, progress)
    list_filter = (KindFilter,)

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """Put first what nobody has answered, the oldest on top."""
        return (F("answered_at").desc(nulls_first=True), "received_at", "pk")

    def get_urls(self) -> list[URLPattern]:
        """Add the page of one enquiry."""
        view = self.admin_site.admin_view(partial(show_enquiry, site=self.admin_site))
        name = "applications_enquiry_change"
        return [*super().get_urls(), path("<int:enquiry_id>/", view, name=name)]


class SubmissionFeedbackAdmin(ReadOnlyAdmin):
    """How often each answer was given, and all comments."""

    readers = READERS
    list_display = (given_on, ease, certainty, comment)
    ordering = ("-given_on", "-pk")
    change_list_template = "admin/feedback_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Put the counts above the list."""
        tables = [
            (_("Wie einfach war das Ausfüllen?"), list(_counts("ease", EASE))),
            (
                _("Waren Sie sicher, dass der Antrag angekommen ist?"),
                list(_counts("certainty", CERTAINTY)),
            ),
        ]
        return super().changelist_view(request, {"tables": tables, **(extra_context or {})})


class HelpVoteAdmin(ReadOnlyAdmin):
    """Which answers of the help do help."""

    readers = READERS

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the counts of every question instead of single votes."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {"title": self.opts.verbose_name_plural, "rows": list(_votes(request))}
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, "admin/help_votes.html", {**self.admin_site.each_context(request), **context}
        )


@require_http_methods(["GET", "POST"])
@for_roles(act=contact.READERS)
def show_enquiry(request: HttpRequest, enquiry_id: int, *, site: Any) -> HttpResponse:
    """Show one enquiry and note that it is answered."""
    found = Enquiry.objects.select_related("answered_by")
    enquiry = get_object_or_404(found, pk=enquiry_id)
    form = AnsweredForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contact.mark_answered(enquiry=enquiry, actor=user_of(request), at=asked_at(request))
        except contact.AlreadyAnswered:
            messages.warning(request, _("Jemand hat diese Anfrage schon beantwortet."))
        else:
            messages.success(request, _("Die Anfrage ist als beantwortet markiert."))
        return redirect("admin:applications_enquiry_changelist")
    request.current_app = site.name
    context = {"form": form, "enquiry": enquiry, "title": texts.label(EnquiryKind(enquiry.kind))}
    return TemplateResponse(
        request, "admin/enquiry.html", {**site.each_context(request), **context}
    )


def _counts(name: str, choices: Any) -> Iterator[tuple[Any, int]]:
    rows = SubmissionFeedback.objects.order_by().values_list(name).annotate(Count("pk"))
    counted = dict(rows)
    for value, text in choices:
        yield text, counted.get(int(value), 0)


def _votes(request: Any) -> Iterator[dict[str, Any]]:
    """Yield the questions in the order of the help, then those that it no longer has."""
    sums = HelpVote.objects.values("topic").order_by("topic")
    counted = {
        row["topic"]: row
        for row in sums.annotate(
            yes=Count("pk", filter=Q(helped=True)), no=Count("pk", filter=Q(helped=False))
        )
    }
    figures = help_figures(funding_round=request.funding_round, at=asked_at(request))
    for slug, topic in TOPICS.items():
        row = counted.pop(slug, {"yes": 0, "no": 0})
        yield {**row, "question": answer_of(topic, figures).question}
    for slug, row in counted.items():
        yield {**row, "question": slug}
