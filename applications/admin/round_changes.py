"""Pages of a change of an open round: propose it with its effects, confirm or refuse it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from applications.admin.base import asked_at, user_of
from applications.admin.rights import for_roles
from applications.admin.round_pages import READERS, page
from applications.forms.funding_round import field_label
from applications.forms.round_change import (
    PREVIEW,
    CloseChangeForm,
    RoundChangeForm,
    shown_changes,
)
from applications.models import FundingRound, RoundChange
from applications.rules.round_changes import FIXED
from applications.services import round_changes
from applications.services.round_effects import effects
from applications.texts.round_changes import FIXED as WHY_FIXED
from applications.texts.round_changes import LIMITS, effect_text
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import NotPermitted, staff_roles


@require_http_methods(["GET", "POST"])
@for_roles(write=round_changes.PROPOSERS)
def propose_page(request: HttpRequest, round_id: int, *, site: AdminSite) -> HttpResponse:
    """Show what may change; on the first button what follows, on the second hand it on."""
    row = get_object_or_404(FundingRound, pk=round_id)
    form = RoundChangeForm(request.POST or None, row=row)
    context: dict[str, Any] = {"title": _("Änderung vorschlagen"), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("step") == PREVIEW:
                context["effects"] = _preview(form)
            else:
                change = round_changes.propose_change(
                    funding_round=row,
                    values=form.values(),
                    reason=form.cleaned_data["reason"],
                    actor=user_of(request),
                    at=asked_at(request),
                )
                messages.success(request, _("Die Änderung wartet auf die Leitung."))
                return redirect("admin:applications_fundinground_decide", row.pk, change.pk)
        except round_changes.LimitBroken as error:
            form.add_error(error.name, str(LIMITS[error.limit]))
        except round_changes.NothingChanged:
            form.add_error(None, _("Sie haben nichts geändert."))
        except round_changes.NotOpenYet:
            form.add_error(None, _("Die Runde ist noch nicht offen. Ändern Sie sie im Formular."))
        except round_changes.ChangeWaiting:
            form.add_error(None, _("Eine andere Änderung wartet noch auf die Leitung."))
    context["fixed"] = [(field_label(name), WHY_FIXED[why]) for name, why in FIXED.items()]
    return page(request, "admin/round/propose.html", row, site, **context)


@require_http_methods(["GET", "POST"])
@for_roles(
    read=READERS,
    steps=(
        (gettext_lazy("Änderung bestätigen oder ablehnen"), round_changes.CONFIRMERS),
        (gettext_lazy("Eigenen Vorschlag zurücknehmen"), round_changes.PROPOSERS),
    ),
)
def decide_page(
    request: HttpRequest, round_id: int, change_id: int, *, site: AdminSite
) -> HttpResponse:
    """Show a change with its effects; let the head close it, or its author take it back."""
    change = get_object_or_404(
        RoundChange.objects.select_related("round", "proposed_by", "closed_by"),
        pk=change_id,
        round_id=round_id,
    )
    may_confirm = bool(staff_roles(user_of(request)) & round_changes.CONFIRMERS)
    may_close = may_confirm or (
        change.proposed_by_id == user_of(request).pk
        and bool(staff_roles(user_of(request)) & round_changes.PROPOSERS)
    )
    if request.method == "POST" and not may_close:
        raise PermissionDenied
    form = CloseChangeForm(request.POST or None, may_confirm=may_confirm)
    if request.method == "POST" and form.is_valid() and _close(request, change, form):
        return redirect("admin:applications_fundinground_decide", round_id, change_id)
    new = round_changes.new_values(change)
    is_open = change.closed_at is None
    return page(
        request,
        "admin/round/decide.html",
        change.round,
        site,
        title=_("Änderung der Runde"),
        change=change,
        rows=shown_changes(change.changes),
        effects=[effect_text(e.code, e.values) for e in effects(change.round, new)]
        if is_open
        else [],
        form=form if is_open and may_close else None,
        is_own=change.proposed_by_id == user_of(request).pk,
    )


def _preview(form: RoundChangeForm) -> list[str]:
    new = round_changes.changed_values(form.row, form.values())
    round_changes.check_limits(form.row, new)
    return [effect_text(effect.code, effect.values) for effect in effects(form.row, new)]


def _close(request: HttpRequest, change: RoundChange, form: CloseChangeForm) -> bool:
    deed: dict[str, Any] = {"change": change, "actor": user_of(request), "at": asked_at(request)}
    try:
        if request.POST["step"] == "confirm":
            round_changes.confirm_change(**deed)
            messages.success(request, _("Die Änderung gilt ab jetzt."))
        else:
            round_changes.refuse_change(note=form.cleaned_data["note"] or "", **deed)
            messages.success(request, _("Die Runde bleibt, wie sie ist."))
    except SecondPersonNeeded:
        form.add_error(None, _("Sie haben das vorgeschlagen. Eine andere Person muss bestätigen."))
    except NotPermitted:
        form.add_error(None, _("Bestätigen kann nur die Leitung."))
    except round_changes.ChangeClosed:
        form.add_error(None, _("Darüber hat schon jemand entschieden."))
    except round_changes.RoundMovedMeanwhile:
        form.add_error(None, _("Die Runde hat sich inzwischen geändert. Bitte neu vorschlagen."))
    except round_changes.LimitBroken as error:
        form.add_error(None, f"{field_label(error.name)}: {LIMITS[error.limit]}")
    return not form.errors
