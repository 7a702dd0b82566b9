"""The error pages: one sentence, one way out, and the help box."""

import errno
import logging
import re
import secrets
import sys
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.encoding import escape_uri_path

from applications import clock
from applications.models.outages import is_database_away
from applications.services import security_log
from applications.views import json_answers, kept_input

logger = logging.getLogger(__name__)

# Without vowels and look-alikes, so that the number can be said on the telephone.
INCIDENT_LETTERS = "23456789BCDFGHJKMNPQRTVWX"
# A full or broken disk, a folder that is read-only or in other hands: it passes with a repair.
STORAGE_IS_AWAY = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO),
        *(errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ESTALE, errno.ENOTCONN),
    }
)
# What names an object in an address of ours, and how: nothing else is logged of an address.
OBJECTS = ("code", "number", "object_id")
OBJECT = re.compile(r"[0-9A-Za-z]{1,26}")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read; 413 when it was too big for that."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: somebody else may open this page."""
    _log_refusal(request)
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is no such page, or it is not for this person."""
    _log_refusal(request, of_objects=True)
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def _log_refusal(request: HttpRequest, *, of_objects: bool = False) -> None:
    """Note who asked for what is not theirs; strangers cannot fill the log, secrets stay out."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated:
        return
    asked = {name: str(match.kwargs[name]) for name in OBJECTS if name in match.kwargs}
    objects = {name: value for name, value in asked.items() if OBJECT.fullmatch(value)}
    if objects or not of_objects:
        security_log.access_refused(user, page=match.view_name, at=clock.now(), **objects)


def gone(request: HttpRequest) -> HttpResponse:
    """410: an invitation is over."""
    return render(request, "410.html", status=HTTPStatus.GONE)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: the files together are too big."""
    return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429: a limit was reached."""
    return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the number stands in the log beside the error. Needs no database.

    While the database or the disk is away (restart, full, unreachable) people are asked to
    wait: 503.
    """
    # Both are asked of the database, which may be what is broken.
    request.user = AnonymousUser()
    request.funding_round = None  # type: ignore[attr-defined]
    page = unavailable if _is_outage(sys.exception()) else _broken
    response = page(request)
    response["Cache-Control"] = "no-store"
    return response


def _broken(request: HttpRequest) -> HttpResponse:
    incident = "".join(secrets.choice(INCIDENT_LETTERS) for _n in range(6))
    logger.error("incident %s at %s", incident, escape_uri_path(request.path))
    context = {"incident": incident}
    return render(request, "500.html", context, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the service is away for a moment."""
    response = render(request, "503.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "60"
    return response


def _is_outage(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno in STORAGE_IS_AWAY
    return is_database_away(error)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long or came from elsewhere.

    A form of ours is kept and shown again, filled, after the sign-in where that is needed.
    """
    view = request.resolver_match.func if request.resolver_match else None
    is_ours = kept_input.comes_from_our_page(request)
    is_kept = is_ours and kept_input.keep_for(view, request)
    if json_answers.wants_json(view):
        return json_answers.stale_token()
    if is_kept:
        return redirect(request.get_full_path())
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
