"""„Rollen“: which group reads, writes and acts where, taken from the views themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from applications.admin.base import StaffModelAdmin
from applications.admin.menu import ACCOUNTS, CASES, LETTERS, LOGS, MENU
from applications.admin.rights import Rights, for_roles
from applications.rules.lifecycle import Role
from applications.texts.staff_pages import NOTES, PAGES
from applications.workflow.permissions import GROUPS

Text = str | Promise
READERS: Final = frozenset({Role.ADMINISTRATOR, Role.HEAD, Role.AUDITOR})
# Everybody with a group comes here; these pages have no rights of their own.
OPEN_TO_ALL: Final = frozenset(
    {"index", "login", "logout", "jsi18n", "app_list", "(?P<url>.*)$", "<path:object_id>/"}
)
# Pages that belong to no model, with the group of the menu under which they are listed.
_OWN: Final = {
    "take_next": CASES,
    "applicant_views": CASES,
    "applicant_view_begin": CASES,
    "letters": LETTERS,
    "letter_release": LETTERS,
    "letter_draft": LETTERS,
    "letter_draft_pdf": LETTERS,
    "deliveries": LETTERS,
    "retention": LOGS,
    "operation": LOGS,
    "roles": ACCOUNTS,
}
_READS, _WRITES, _ACTS = gettext_lazy("liest"), gettext_lazy("schreibt"), gettext_lazy("handelt")


@dataclass(frozen=True, kw_only=True)
class PageRights:
    """One page with its rights; ``note`` says what narrows them beside the group."""

    name: str
    title: Text
    note: Text
    rights: Rights

    def cells(self) -> list[tuple[str, str]]:
        """Return for each group what its people do on the page; "" is nothing."""
        return [(group, _words(self.rights, role)) for group, role in GROUPS.items()]

    def steps(self) -> list[tuple[Text, list[tuple[str, str]]]]:
        """Return the single steps of the page with the same cells."""
        return [
            (
                title,
                [(group, str(_ACTS) if role in roles else "") for group, role in GROUPS.items()],
            )
            for title, roles in self.rights.steps
        ]


@dataclass(frozen=True, kw_only=True)
class Area:
    """A group of the menu with all its pages."""

    title: Text
    pages: list[PageRights]


def areas(site: AdminSite) -> list[Area]:
    """Return the pages of the staff by the groups of the menu, with who may what."""
    return [Area(title=title, pages=list(_pages(site, title, names))) for title, names in MENU]


@require_GET
@for_roles(read=READERS)
def page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Show the table of the rights."""
    context = {
        **site.each_context(request),
        "title": _("Rollen"),
        "areas": areas(site),
        "groups": list(GROUPS),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/roles.html", context)


def rights_of(view: Any) -> Rights | None:
    """Return the rights of a view below everything that is wrapped around it."""
    while view is not None:
        declared: Rights | None = getattr(view, "rights", None)
        if declared is not None:
            return declared
        owner = getattr(view, "__self__", None)
        if isinstance(owner, StaffModelAdmin):
            return owner.rights_of(view.__name__)
        view = view.func if isinstance(view, partial) else getattr(view, "__wrapped__", None)
    return None


def _pages(site: AdminSite, title: Text, names: tuple[str, ...]) -> Iterator[PageRights]:
    registered = {model._meta.object_name: model for model in site._registry}
    for url in site.get_urls():
        if isinstance(url, URLPattern) and _OWN.get(str(url.name)) is title:
            yield from _listed(url, "")
    for name in names:
        model_admin: Any = site.get_model_admin(registered[name])
        plural = model_admin.opts.verbose_name_plural
        urls = model_admin.get_urls()
        # The list comes first, whatever the order of the addresses.
        for url in sorted(urls, key=lambda url: not str(url.name).endswith("_changelist")):
            yield from _listed(url, plural)


def _listed(url: URLPattern, plural: Text) -> Iterator[PageRights]:
    rights, name = rights_of(url.callback), str(url.name)
    if rights is not None:
        title = plural if name.endswith("_changelist") else PAGES[name]
        yield PageRights(name=name, title=title, note=NOTES.get(name, ""), rights=rights)


def _words(rights: Rights, role: Role) -> str:
    """Return the most that a role does on a page; whoever writes or acts reads, too."""
    steps = frozenset[Role]().union(*(roles for _title, roles in rights.steps))
    words = [
        *([_WRITES] if role in rights.write else []),
        *([_ACTS] if role in rights.act | steps else []),
    ]
    if not words and role in rights.readers:
        words = [_READS]
    return ", ".join(map(str, words))
