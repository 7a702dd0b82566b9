"""The one app of the project and its staff site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """Grant applications: from the first question to the signed decision."""

    name = "applications"
    verbose_name = _("Anträge")

    def ready(self) -> None:
        from applications import checks, clock  # noqa: F401, PLC0415 - app ready
        from applications.models import rehearsal  # noqa: PLC0415 - app ready

        clock.use_offset_from(rehearsal.stored_offset)


class StaffAdminConfig(AdminConfig):
    """Django's admin with our own site, groups and second factor."""

    default_site = "applications.admin.site.StaffAdminSite"
