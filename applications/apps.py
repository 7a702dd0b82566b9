"""The one app of the project and its staff site."""

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.translation import gettext_lazy as _


class ApplicationsConfig(AppConfig):
    """Grant applications: from the first question to the signed decision."""

    name = "applications"
    verbose_name = _("Anträge")

    def ready(self) -> None:
        from applications import checks, clock  # noqa: F401, PLC0415 - app ready
        from applications.models import rehearsal  # noqa: PLC0415 - app ready

        clock.use_offset_from(rehearsal.stored_offset)


class StaffAdminConfig(SimpleAdminConfig):
    """Django's admin with our own site and only the pages made for it.

    What packages would add by themselves, such as tables of codes and devices, stays out.
    """

    default_site = "applications.admin.site.StaffAdminSite"

    def ready(self) -> None:
        super().ready()
        from applications.admin import registry  # noqa: F401, PLC0415 - app ready
