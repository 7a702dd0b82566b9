"""Legal texts of the letters: the list by round, with what is in force and what is a draft."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.admin.base import Choices, ClosedFilter, StaffModelAdmin, column, user_of
from applications.admin.legal_text_pages import READERS, read_page, release_page, write_page
from applications.clock import berlin_date
from applications.models import FundingRound, LegalText
from applications.rules.documents import LegalTextKind
from applications.services import legal_texts
from applications.workflow.permissions import staff_roles

DRAFTS, IN_FORCE = "entwurf", "gilt"


@column(gettext_lazy("Text"), ordering="kind")
def kind(row: LegalText) -> SafeString:
    """Return what the text is for; it leads to its page."""
    url = reverse("admin:applications_legaltext_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, texts.label(LegalTextKind(row.kind)))


@column(gettext_lazy("Fassung"), ordering="edition")
def edition(row: LegalText) -> str:
    """Return the name of the edition, as letters print it."""
    return row.edition


@column(gettext_lazy("Runde"), ordering="round")
def funding_round(row: LegalText) -> str:
    """Return the round by its prefix, which is short and unique."""
    return row.round.reference_prefix


@column(gettext_lazy("Stand"), ordering="released_at")
def standing(row: Any) -> SafeString:
    """Return whether somebody stands behind it, and what that means for letters now."""
    is_in_force = row.pk == row.in_force_id
    if row.released_at is None:
        waits = _("Briefe damit können noch nicht hinaus.") if is_in_force else ""
        return format_html('<span class="mark mark-waiting">{}</span> {}', _("Entwurf"), waits)
    day = f"{berlin_date(row.released_at):%d.%m.%Y}"
    return format_html(
        '<span class="mark mark-done">{}</span> {}, {} <strong>{}</strong>',
        _("freigegeben"),
        day,
        row.released_by.name,
        _("steht in den Briefen") if is_in_force else "",
    )


@column(gettext_lazy("Geschrieben"), ordering="written_at")
def written(row: LegalText) -> str:
    """Return when and by whom; the first edition came with the program."""
    day = f"{berlin_date(row.written_at):%d.%m.%Y}"
    return f"{day}, {row.written_by.name}" if row.written_by else day


class RoundFilter(ClosedFilter):
    """The round, by the prefix of its numbers."""

    title = gettext_lazy("Runde")
    parameter_name = "round"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        """Offer all rounds, the newest first."""
        rows = FundingRound.objects.order_by("-opens_at", "pk")
        return [(str(key), name) for key, name in rows.values_list("pk", "reference_prefix")]


class KindFilter(ClosedFilter):
    """What the text is for."""

    title = gettext_lazy("Text")
    parameter_name = "kind"
    choices_offered = texts.choices(LegalTextKind)


class StandingFilter(ClosedFilter):
    """Drafts, or what letters carry now."""

    title = gettext_lazy("Stand")
    parameter_name = "stand"
    choices_offered = (
        (IN_FORCE, gettext_lazy("steht in den Briefen")),
        (DRAFTS, gettext_lazy("Entwurf")),
    )

    def condition(self, value: str, request: HttpRequest) -> Q:
        """Return what a chosen value means."""
        return Q(released_at=None) if value == DRAFTS else Q(pk=F("in_force_id"))


class LegalTextAdmin(StaffModelAdmin):
    """All editions; nobody changes one: a better one is written and released."""

    readers = READERS
    list_display = (kind, edition, funding_round, standing, written)
    list_display_links = None
    list_filter = (RoundFilter, KindFilter, StandingFilter)
    list_select_related = ("round", "written_by", "released_by")
    ordering = ("-round__opens_at", "kind", "-written_at", "-pk")
    change_list_template = "admin/legal_text/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[LegalText]:
        """Say of each edition which one of its kind letters carry."""
        same = LegalText.objects.filter(round=OuterRef("round"), kind=OuterRef("kind"))
        return LegalText.objects.annotate(
            in_force_id=Subquery(same.newest_first().values("pk")[:1])
        )

    def get_urls(self) -> list[URLPattern]:
        """Keep the list; read, write and release have pages of their own."""
        base = "applications_legaltext"
        pages: dict[str, tuple[str, Callable[..., Any]]] = {
            "(?P<text_id>[0-9]{1,18})/": ("change", read_page),
            "(?P<text_id>[0-9]{1,18})/freigeben/": ("release", release_page),
            "neu/(?P<round_id>[0-9]{1,18})/(?P<kind>[a-z0-9_]{1,32})/": ("add", write_page),
        }
        return [
            *(
                u
                for u in super().get_urls()
                if str(getattr(u, "name", "")).endswith("_changelist")
            ),
            *(
                re_path(f"^{address}$", self._wrapped(page), name=f"{base}_{name}")
                for address, (name, page) in pages.items()
            ),
        ]

    def _wrapped(self, page: Callable[..., Any]) -> Callable[..., Any]:
        site = self.admin_site
        view: Callable[..., Any] = site.admin_view(partial(page, site=site))
        return view

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Name the texts that the chosen round lacks, with the way to write them."""
        return super().changelist_view(request, {"lacking": _lacking(request)})


def _lacking(request: HttpRequest) -> list[tuple[Any, str]]:
    chosen = request.GET.get(RoundFilter.parameter_name, "")
    if not chosen.isdecimal() or not staff_roles(user_of(request)) & legal_texts.WRITERS:
        return []
    row = FundingRound.objects.filter(pk=int(chosen[:9])).first()
    if row is None:
        return []
    return [
        (
            texts.label(one),
            reverse("admin:applications_legaltext_add", args=[row.pk, one.value]),
        )
        for one in legal_texts.lacking(row)
    ]
