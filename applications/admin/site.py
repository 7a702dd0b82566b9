"""The staff's own admin site: German, by role, behind the second factor, without deleting."""

from functools import partial
from typing import Any, Final, cast

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from applications.admin import applicant_view, operation, roles, start_page
from applications.admin.letter_urls import letter_urls
from applications.admin.menu import ACCOUNTS, CASES, LETTERS, LOGS, MENU
from applications.admin.retention import page as retention_page
from applications.models import User
from applications.models.codes import ADDRESS_PATTERN
from applications.services.applicant_view import DRAFT_VIEWERS
from applications.services.retention_overview import READERS as RETENTION_READERS
from applications.workflow.permissions import CASE_READERS, staff_roles

# Pages of Django's admin that have no use here; accounts have their own pages.
_UNUSED: Final = {"password_change", "password_change_done", "autocomplete", "view_on_site"}
# Pages of the menu that belong to no model.
_PAGES: Final = (
    (CASES, "applicant_views", _("Ansicht eines Vereins"), DRAFT_VIEWERS),
    (LETTERS, "letters", _("Ausgang"), CASE_READERS),
    (LETTERS, "deliveries", _("Zustellung"), CASE_READERS),
    (LOGS, "retention", _("Aufbewahrung"), RETENTION_READERS),
    (LOGS, "operation", _("Betrieb"), operation.READERS),
    (ACCOUNTS, "roles", _("Rollen"), roles.READERS),
)


class StaffAdminSite(AdminSite):
    """Where the granting authority reviews and decides."""

    site_header = _("WIR-Förderung · Sachbearbeitung")
    site_title = _("WIR Sachbearbeitung")
    index_title = _("Heute")
    empty_value_display = "–"
    enable_nav_sidebar = False  # our menu stands in the header: on phones, too, and without script

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def has_permission(self, request: HttpRequest) -> bool:
        """Let in only staff whose groups give them a role; being a superuser is none."""
        return bool(staff_roles(cast(User, request.user)))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Leave out the pages that nobody needs: what has no address cannot be misused."""
        take_next = self.admin_view(start_page.take_next)
        search = self.admin_view(partial(applicant_view.search_page, site=self))
        begin = self.admin_view(partial(applicant_view.begin_page, site=self))
        keeping = self.admin_view(partial(retention_page, site=self))
        running = self.admin_view(partial(operation.page, site=self))
        rights = self.admin_view(partial(roles.page, site=self))
        return [
            path("naechster-antrag/", take_next, name="take_next"),
            path("ansicht-eines-vereins/", search, name="applicant_views"),
            re_path(
                f"^ansicht-eines-vereins/(?P<code>{ADDRESS_PATTERN})/$",
                begin,
                name="applicant_view_begin",
            ),
            path("aufbewahrung/", keeping, name="retention"),
            path("betrieb/", running, name="operation"),
            path("rollen/", rights, name="roles"),
            *letter_urls(self),
            *(url for url in super().get_urls() if getattr(url, "name", None) not in _UNUSED),
        ]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the menu in the order of the work, not of the alphabet."""
        found = {
            model["object_name"]: model
            for app in self._build_app_dict(request).values()
            for model in app["models"]
        }
        home = reverse("admin:index", current_app=self.name)
        groups = [
            {
                "name": title,
                "app_label": f"group-{number}",
                "app_url": home,
                "has_module_perms": True,
                "models": [found[name] for name in names if name in found]
                + self._pages_of(request, title),
            }
            for number, (title, names) in enumerate(MENU)
        ]
        return [group for group in groups if group["models"]]

    def _pages_of(self, request: HttpRequest, group: Any) -> list[dict[str, Any]]:
        """Return what stands in a group of the menu beside its models."""
        own = staff_roles(cast(User, request.user))
        return [
            {
                "name": label,
                "object_name": name,
                "admin_url": reverse(f"admin:{name}", current_app=self.name),
            }
            for title, name, label, readers in _PAGES
            if title is group and own & readers
        ]

    @method_decorator(never_cache)
    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show „Heute“: what waits, how much money is left, what is stuck."""
        return start_page.index(request, site=self)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Lead to the one start page; there is one app only."""
        return redirect("admin:index")

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Send people to the one sign-in page, with the page they wanted."""
        if request.user.is_authenticated:
            raise PermissionDenied
        wanted = request.GET.get("next", reverse("admin:index", current_app=self.name))
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Send people to the one page that ends a session."""
        return redirect("account_logout")
