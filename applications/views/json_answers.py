"""Answers to our own scripts: JSON with a sentence to show, never another page."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def answers_json(view: View) -> View:
    """Let a view answer in JSON whatever happens; middleware and error pages look for the mark."""

    @wraps(view)
    def in_json(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return tell(closed_here(), HTTPStatus.NOT_FOUND, is_closed=True)
        except PermissionDenied:
            return tell(closed_here(), HTTPStatus.FORBIDDEN, is_closed=True)
        if HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST:
            return tell(closed_here(), HTTPStatus.CONFLICT, is_closed=True)
        return response

    in_json.answers_json = True  # type: ignore[attr-defined]
    return in_json


def wants_json(view: object) -> bool:
    """Tell whether a view answers scripts."""
    return getattr(view, "answers_json", False)


def tell(note: str | Promise, status: HTTPStatus, **values: Any) -> JsonResponse:
    """Answer with a sentence to show; what failed does not keep a session alive."""
    return without_action(JsonResponse({"note": str(note), **values}, status=status))


def without_action(response: JsonResponse) -> JsonResponse:
    """Mark an answer that does not prolong the session: nobody asked for it by hand."""
    response.is_no_action = True  # type: ignore[attr-defined]
    return response


def closed_here() -> str:
    """Say that what was open on this page is not any more."""
    return _(
        "Nicht gespeichert: Hier können Sie nichts mehr ändern. Laden Sie die Seite neu. "
        "Kopieren Sie vorher Ihren Text."
    )


def signed_out() -> JsonResponse:
    """401: the session is over; a redirect would look like a success to a script."""
    note = _("Nicht gespeichert: Sie sind abgemeldet. Ihre Eingaben stehen noch auf dieser Seite.")
    return tell(note, HTTPStatus.UNAUTHORIZED)


def stale_token() -> JsonResponse:
    """403: the page is older than the last sign-in."""
    note = _(
        "Nicht gespeichert: Die Seite war lange offen. Ihre Eingaben stehen noch auf dieser Seite."
    )
    return tell(note, HTTPStatus.FORBIDDEN)
