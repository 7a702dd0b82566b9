"""Staff accounts: created, put into a group, closed; memberships of associations to read."""

from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.admin.accesses import account_page
from applications.admin.base import ReadOnlyAdmin, StaffModelAdmin, asked_at, column, user_of
from applications.admin.rights import for_roles
from applications.admin.second_factor_reset import reset_page
from applications.forms.staff import StaffAccountForm, StaffChangeForm
from applications.models import Membership, SecondFactorReset, User
from applications.rules.lifecycle import Role
from applications.services import access_log, staff_accounts
from applications.services.accounts import AddressTaken
from applications.workflow.permissions import GROUPS, staff_roles

READERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
# The head confirms that somebody's second factor is taken away.
ACCOUNT_READERS = READERS | {Role.HEAD}


@column(gettext_lazy("Name"), ordering="name")
def name(row: User) -> str:
    """Return the name."""
    return row.name


@column(gettext_lazy("E-Mail-Adresse"), ordering="email")
def email(row: User) -> str:
    """Return the address."""
    return row.email


@column(gettext_lazy("Gruppe"))
def groups(row: User) -> str:
    """Return the groups."""
    return ", ".join(sorted(group.name for group in row.groups.all()))


@column(gettext_lazy("Konto"), ordering="is_active")
def account_state(row: User) -> str:
    """Return whether the account is open."""
    return _("offen") if row.is_active else _("geschlossen")


@column(gettext_lazy("Gruppe"), ordering="name")
def group_name(row: Group) -> str:
    """Return the name of the group."""
    return row.name


@column(gettext_lazy("Konten"))
def members(row: Group) -> str:
    """Return who is in the group."""
    return ", ".join(user.name for user in row.user_set.all())


@column(gettext_lazy("Verein"))
def organisation(row: Membership) -> str:
    """Return the association."""
    return row.organisation.name


@column(gettext_lazy("Person"))
def person(row: Membership) -> str:
    """Return the person."""
    return row.user.name


@column(gettext_lazy("Recht"), ordering="role")
def right(row: Membership) -> Any:
    """Return what the person may do."""
    return texts.label(Role(row.role))


@column(gettext_lazy("Zweiter Schutz"))
def second_factor(row: Any) -> SafeString | str:
    """Return whether there is one, and the way to a reset that waits."""
    if row.has_waiting_reset:
        address = reverse("admin:applications_user_second_factor", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("Zurücksetzen wartet"))
    return _("eingerichtet") if row.is_enrolled else _("fehlt noch")


@column(gettext_lazy("Zugriffe"))
def accesses_link(row: User) -> SafeString:
    """Return the way to what the account saw."""
    address = reverse("admin:applications_user_accesses", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, _("Ansehen"))


class UserAdmin(StaffModelAdmin):
    """Accounts of the staff; passwords and second factors are their owners' business."""

    readers = ACCOUNT_READERS
    writers = staff_accounts.WRITERS
    list_display = (name, email, groups, account_state, second_factor)
    search_fields = ("name", "email")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Show staff only; people of associations are not managed here."""
        waiting = SecondFactorReset.objects.filter(account=OuterRef("pk"), closed_at=None)
        enrolled = Authenticator.objects.filter(user_id=OuterRef("pk"), type="totp")
        staff = super().get_queryset(request).filter(is_staff=True)
        return staff.prefetch_related("groups").annotate(
            has_waiting_reset=Exists(waiting), is_enrolled=Exists(enrolled)
        )

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show the way to the accesses to those who may read them."""
        may_read = staff_roles(user_of(request)) & access_log.READERS
        return (*self.list_display, *([accesses_link] if may_read else []))

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Lead those who may write to the forms."""
        return (name,) if self.has_change_permission(request) else None

    def get_urls(self) -> list[URLPattern]:
        """Put our two forms in the place of Django's, which would show hashes."""
        wrap = self.admin_site.admin_view
        view = partial(edit_account, site=self.admin_site)
        listed = (u for u in super().get_urls() if str(u.name).endswith("_changelist"))
        base = "applications_user"
        return [
            *listed,
            path("add/", wrap(view), name=f"{base}_add"),
            path("<int:account_id>/", wrap(view), name=f"{base}_change"),
            path(
                "<int:account_id>/schutz/",
                wrap(partial(reset_page, site=self.admin_site)),
                name=f"{base}_second_factor",
            ),
            path(
                "<int:account_id>/zugriffe/",
                wrap(partial(account_page, site=self.admin_site)),
                name=f"{base}_accesses",
            ),
        ]


class GroupAdmin(ReadOnlyAdmin):
    """The six groups; their rights are part of the program."""

    readers = READERS
    list_display = (group_name, members)
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        """Read the members in the same breath."""
        people = User.objects.order_by("name", "pk")
        return super().get_queryset(request).prefetch_related(Prefetch("user_set", people))


class MembershipAdmin(ReadOnlyAdmin):
    """Who writes for which association."""

    readers = READERS
    list_display = (organisation, person, right)
    list_select_related = ("organisation", "user")
    ordering = ("organisation__name", "pk")


@for_roles(write=staff_accounts.WRITERS)
def edit_account(request: HttpRequest, *, site: Any, account_id: int | None = None) -> Any:
    """Create an account, or change one; who may only read sees the list."""
    account = get_object_or_404(User, pk=account_id, is_staff=True) if account_id else None
    if account and request.POST.get("step") == "invite":
        return _invite_again(request, account)
    form = _form(request, account)
    if request.method == "POST" and form.is_valid() and _save(request, form, account):
        return redirect("admin:applications_user_changelist")
    title = account.name if account else _("Konto anlegen")
    request.current_app = site.name
    context: dict[str, Any] = {"form": form, "account": account, "title": title}
    context["may_invite"] = account is not None and not account.has_usable_password()
    return TemplateResponse(
        request, "admin/staff_account.html", {**site.each_context(request), **context}
    )


def _invite_again(request: HttpRequest, account: User) -> Any:
    try:
        staff_accounts.invite_again(account=account, actor=user_of(request), at=asked_at(request))
    except staff_accounts.HasPassword:
        messages.warning(request, _("Die Person hat schon ein Passwort."))
    else:
        messages.success(request, _("Ein neuer Link ist unterwegs. Der alte geht nicht mehr."))
    return redirect("admin:applications_user_change", account.pk)


def _form(request: HttpRequest, account: User | None) -> StaffAccountForm:
    known = list(Group.objects.filter(name__in=GROUPS).order_by("name"))
    if account is None:
        return StaffAccountForm(request.POST or None, groups=known)
    return StaffChangeForm(request.POST or None, groups=known, account=account)


def _save(request: HttpRequest, form: StaffAccountForm, account: User | None) -> bool:
    values: dict[str, Any] = {"name": form.cleaned_data["name"], "group": form.chosen_group}
    values |= {"actor": user_of(request), "at": asked_at(request)}
    try:
        if account is None:
            email = form.cleaned_data["email"]
            staff_accounts.create_staff_account(email=email, **values)
            messages.success(
                request,
                _("Das Konto ist da. Die Person bekommt einen Link. Er gilt 7 Tage."),
            )
        else:
            is_active = form.cleaned_data["is_active"]
            staff_accounts.change_staff_account(account=account, is_active=is_active, **values)
            messages.success(request, _("Die Änderung ist gespeichert."))
    except AddressTaken:
        form.add_error("email", _("Zu dieser Adresse gibt es schon ein Konto."))
        return False
    except staff_accounts.LastAdministrator:
        form.add_error(None, _("Das ist das letzte offene Konto der Verwaltung. Es muss bleiben."))
        return False
    except staff_accounts.OwnAccount:
        form.add_error(None, _("Das eigene Konto ändert eine andere Person."))
        return False
    return True
