"""The floor: Django's own admin over the same rows, tuned, and the addresses with it."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest
from django.urls import include, path

from applications.models import Application


class FloorSite(AdminSite):
    """A second admin site without any of our pages."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Let everybody in who has signed in."""
        return request.user.is_authenticated


class FloorAdmin(ModelAdmin):  # type: ignore[type-arg]
    """The list and the page that Django makes by itself, without its slow habits."""

    list_display = (
        "reference_number",
        "organisation_name",
        "district",
        "submitted_at",
        "state",
        "passed_count",
        "points",
        "requested_eur",
        "assigned_to",
        "waits_for",
        "state_changed_at",
    )
    list_select_related = ("assigned_to",)
    list_per_page = 50
    show_full_result_count = False
    actions = None
    ordering = ("submitted_at", "pk")
    search_fields = ("search_text",)
    readonly_fields = tuple(field.name for field in Application._meta.fields)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let everybody read."""
        return True

    has_module_permission = has_change_permission = has_view_permission

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read what was sent, by the index of arrivals."""
        return Application.objects.filter(submitted_at__isnull=False).defer("search_text")


class AllRowsAdmin(FloorAdmin):
    """The same list with as many rows on one page as the award list has."""

    list_per_page = 400


floor, floor_all = FloorSite("floor"), FloorSite("floor_all")
floor.register(Application, FloorAdmin)
floor_all.register(Application, AllRowsAdmin)
urlpatterns = [
    path("boden/", floor.urls),
    path("boden-ganz/", floor_all.urls),
    path("boden-seiten/", include("bench_floor_pages")),
    path("", include("wir_foerderung.urls")),
]
