"""The list of declared relations, for the head and the audit office."""

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
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
from applications.admin.problems import ANTICIPATED, sentence_for
from applications.admin.rights import for_roles
from applications.forms.conflict import ClearConflictForm
from applications.models import ConflictDeclaration
from applications.rules.lifecycle import Role
from applications.rules.review import Relation
from applications.services import conflicts
from applications.workflow.permissions import staff_roles

READERS: Final = frozenset({Role.HEAD, Role.AUDITOR})


@column(gettext_lazy("Erklärt"), ordering="pk")
def declared(row: ConflictDeclaration) -> str:
    """Return when."""
    return f"{row.declared_at.astimezone(clock.BERLIN):%d.%m.%Y %H:%M}"


@column(gettext_lazy("Antrag"))
def case(row: ConflictDeclaration) -> SafeString:
    """Return number and association."""
    application = row.application
    return format_html("{}<br>{}", application.reference_number, application.organisation_name)


@column(gettext_lazy("Person"), ordering="person__name")
def person(row: ConflictDeclaration) -> str:
    """Return about whom it is."""
    return row.person.name


@column(gettext_lazy("Erklärung"), ordering="relation")
def relation(row: ConflictDeclaration) -> SafeString:
    """Return the answer; the head's word is marked."""
    kind = "done" if row.relation == Relation.NONE else "late"
    words = texts.label(Relation(row.relation))
    by_head = row.entered_by_id != row.person_id
    suffix = format_html(" {}", _("(Leitung)")) if by_head else ""
    return format_html('<span class="mark mark-{}">{}</span>{}', kind, words, suffix)


@column(gettext_lazy("Grund"))
def reason(row: ConflictDeclaration) -> str:
    """Return the whole reason."""
    return row.reason


@column(gettext_lazy("Gilt"))
def standing(row: Any) -> SafeString:
    """Return whether it closes the case now, with the way to decide about it."""
    if not row.is_current:
        return format_html('<span class="quiet">{}</span>', _("überholt"))
    if row.relation == Relation.NONE:
        return format_html("{}", _("offen"))
    if not row.may_decide:
        return format_html("{}", _("geschlossen"))
    url = reverse("admin:applications_conflictdeclaration_clear", args=[row.pk])
    return format_html('{}<br><a href="{}">{}</a>', _("geschlossen"), url, _("Entscheiden"))


class RelationFilter(ClosedFilter):
    """What was declared."""

    title = gettext_lazy("Erklärung")
    parameter_name = "relation"
    choices_offered = texts.choices(Relation)


class ConflictDeclarationAdmin(ReadOnlyAdmin):
    """All declarations, the newest first."""

    readers = READERS
    list_display = (declared, case, person, relation, reason, standing)
    list_filter = (RelationFilter,)
    list_select_related = ("application", "person")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConflictDeclaration]:
        """Mark what counts; leave out the cases that are closed for the reader."""
        reader = user_of(request)
        rows = conflicts.with_standing(ConflictDeclaration.objects.all())
        may_decide = Value(bool(conflicts.DECIDERS & staff_roles(reader)))
        rows = rows.exclude(application__in=conflicts.closed_cases(reader))
        return rows.annotate(may_decide=may_decide)

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which the head decides."""
        view = self.admin_site.admin_view(partial(clear, model_admin=self))
        name = "applications_conflictdeclaration_clear"
        return [*super().get_urls(), path("<int:pk>/entscheiden/", view, name=name)]


@require_http_methods(["GET", "POST"])
@for_roles(act=conflicts.DECIDERS)
def clear(request: HttpRequest, pk: int, *, model_admin: ConflictDeclarationAdmin) -> HttpResponse:
    """Let the head decide that a person may work on a case after all."""
    row = get_object_or_404(conflicts.declared_conflicts(), pk=pk)
    form = ClearConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conflicts.clear_conflict(
                application=row.application,
                person=row.person,
                reason=form.cleaned_data["reason"],
                actor=user_of(request),
                at=asked_at(request),
            )
        except ANTICIPATED as error:
            form.add_error(None, sentence_for(error))
        else:
            sentence = _("%(person)s darf den Antrag %(number)s jetzt bearbeiten.")
            values = {"person": row.person.name, "number": row.application.reference_number}
            messages.success(request, sentence % values)
            return redirect("admin:applications_conflictdeclaration_changelist")
    context = {
        **model_admin.admin_site.each_context(request),
        "declaration": row,
        "form": form,
        "title": _("Über eine Befangenheit entscheiden"),
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/conflict_clear.html", context)
