"""What happens around every request, before and after the views."""

import logging
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from applications import clock
from applications.models import FundingRound
from applications.models.outages import is_database_away
from applications.services import request_counts, second_factor
from applications.services.applicant_view import ENTRY, Cause, close
from applications.services.session_time import (
    LAST_SEEN_AT,
    SIGNED_IN_AT,
    next_stamp,
    session_time,
)
from applications.views import applicant_view, json_answers, kept_input
from applications.views.networks import comes_from
from applications.workflow import request_id

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]


class PackedPagesMiddleware(GZipMiddleware):
    """Packs pages for slow connections; files travel as they are, and keep their length.

    Django fills every packed page up by a random length and masks the tokens anew each time, so
    that nobody learns a secret from the length of pages that quote what was typed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Pack a page, and nothing else."""
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class ReceivedAtMiddleware:
    """Stamps the instant at which the request reached us; it decides about the deadline.

    It stands first, so that no work of our own can make an application late. Behind our own
    proxy the proxy's word counts (``X-Request-Start: t=1580511599.999``, seconds since 1970),
    so that a request that waited in a queue is not late either.
    """

    HEADER = "X-Request-Start"
    LONGEST_WAIT = timedelta(minutes=10)

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        arrived_at = self.arrival(request) or clock.real_now()
        request.received_at = clock.business_time(arrived_at)  # type: ignore[attr-defined]
        return self.get_response(request)

    def arrival(self, request: HttpRequest) -> datetime | None:
        """Return when our proxy took the request, or None when nobody credible says so."""
        stamp = re.fullmatch(r"t=(\d{10}(?:\.\d{1,6})?)", request.headers.get(self.HEADER, ""))
        if not (stamp and settings.ALLAUTH_TRUSTED_PROXY_COUNT):
            return None
        now = clock.real_now()
        arrived_at = datetime.fromtimestamp(float(stamp[1]), UTC)
        return arrived_at if now - self.LONGEST_WAIT <= arrived_at <= now else None


class RequestCountMiddleware:
    """Counts answers for monitoring; what machines ask about us is not counted."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        if not page.startswith("health_"):
            request_counts.count(
                method=request.method or "",
                status=response.status_code,
                page=page,
                seconds=time.perf_counter() - began,
            )
        return response


class RequestIdMiddleware:
    """Gives each request a number, which both logs and the answer carry."""

    HEADER = "X-Request-Id"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id.new() as number:
            response = self.get_response(request)
        response[self.HEADER] = number
        return response


class ReadableRequestMiddleware:
    """Refuses what no browser sends to our pages, before any work is done for it.

    Methods that no page needs get 405. Zero characters in the address or in a cookie, and
    forms in another code than UTF-8, get 400: databases and decoders stumble over them.
    """

    METHODS = (*SAFE_METHODS, "POST")
    ZERO = "\0"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in self.METHODS:
            return HttpResponseNotAllowed(self.METHODS)
        if self.has_zero(request) or self.is_foreign(request):
            raise BadRequest
        return self.get_response(request)

    def has_zero(self, request: HttpRequest) -> bool:
        """Tell whether the address or a cookie holds a zero character."""
        texts = (request.path, unquote(request.META["QUERY_STRING"]), *request.COOKIES.values())
        return any(self.ZERO in text for text in texts)

    def is_foreign(self, request: HttpRequest) -> bool:
        """Tell whether the body says that it is written in another code than UTF-8."""
        charset = (request.content_params or {}).get("charset", "utf-8")
        return charset.lower() not in {"utf-8", "utf8"}


class StoredSessionMiddleware(SessionMiddleware):
    """Keeps sessions; a page that was only read is shown also while nothing can be written."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Store what changed in the session, such as the mark that its owner was here."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as interrupted:
            # Django takes every error of the database for a session that was ended elsewhere.
            update = interrupted.__context__
            away = update and update.__context__
            if away is None or not is_database_away(away):
                raise
            if request.method not in SAFE_METHODS:
                raise away from None
        logger.warning("a session could not be stored")
        return response


class SessionAgeMiddleware:
    """Ends sessions that were idle or open for too long, in real time.

    The next page to sign in learns from ``EXPIRED`` in the new session why it is shown; whose
    session it was stands there, too, for what this person was just sending. Answers that are
    marked with ``is_no_action`` do not prolong a session: nobody asked for them.
    """

    EXPIRED = "session_expired"

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = int(clock.real_now().timestamp())
        if request.user.is_authenticated and self.is_over(request, now):
            owner = request.user.pk
            self.end_applicant_view(request)
            logout(request)
            request.session[self.EXPIRED] = True
            request.session[kept_input.FORMER_OWNER] = owner
        response = self.get_response(request)
        if request.user.is_authenticated and self.is_action(response):
            self.stamp(request, now)
        return response

    def end_applicant_view(self, request: HttpRequest) -> None:
        """Log that the person does not look at the pages of an association any more."""
        close(
            request.session,
            cause=Cause.SIGNED_OUT,
            actor=request.user,  # type: ignore[arg-type]
            at=request.received_at,  # type: ignore[attr-defined]
        )

    def is_action(self, response: HttpResponse) -> bool:
        """Tell whether the answer counts as action; scripts repeat what failed by themselves."""
        return response.status_code < 500 and not getattr(response, "is_no_action", False)

    def is_over(self, request: HttpRequest, now: int) -> bool:
        """Tell whether one of the two limits of this person has passed."""
        time = session_time(request.session, is_staff=request.user.is_staff, now=now)
        return time.left < 0

    def stamp(self, request: HttpRequest, now: int) -> None:
        """Note when the session began and that its owner was here."""
        session = request.session
        if SIGNED_IN_AT not in session:
            session[SIGNED_IN_AT] = now
        if next_stamp(session, now=now) != session.get(LAST_SEEN_AT):
            session[LAST_SEEN_AT] = now


class HiddenDeskMiddleware:
    """Hides the pages of the staff from applicants, and from networks they are not meant for.

    The answer is that to an address that does not exist. Somebody who has not signed in is
    asked to, since nobody knows yet who it is.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Answer 404 to those who have nothing to do there."""
        user = request.user
        is_applicant = user.is_authenticated and not user.is_staff
        if is_desk(request) and (is_applicant or not self.is_near(request)):
            raise Http404

    def is_near(self, request: HttpRequest) -> bool:
        """Tell whether the request comes from one of the networks of the staff, if any are set."""
        return not settings.ADMIN_NETWORKS or comes_from(request, settings.ADMIN_NETWORKS)


def is_desk(request: HttpRequest) -> bool:
    """Tell whether the address belongs to the pages of the staff."""
    return request.path.startswith(f"/{settings.ADMIN_PATH}")


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks visitors to sign in; what they were sending is kept, and scripts are told in JSON."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Answer somebody who has not signed in, or not any more."""
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is None:
            return None
        kept_input.keep_for(view_func, request)
        return json_answers.signed_out() if json_answers.wants_json(view_func) else refusal


class SecondFactorMiddleware:
    """Lets staff see nothing but public pages and their account before the second factor."""

    ALLOWED_NAMES = ("account", "mfa_", "usersessions_")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send staff without a passed factor to enrol or to enter their code."""
        user = request.user
        if not user.is_authenticated or not user.is_staff or self.is_open(request, view):
            return None
        if second_factor.has_second_factor(request):
            return None
        page = "mfa_reauthenticate" if second_factor.is_enrolled(user) else "mfa_activate_totp"
        return redirect_to_login(request.get_full_path(), reverse(page))

    def is_open(self, request: HttpRequest, view: Handler) -> bool:
        """Tell whether this page belongs to everybody or to the own account."""
        match = request.resolver_match
        if not getattr(view, "login_required", True):
            return not is_desk(request)
        # The admin has names of its own that begin alike; they stand in its namespace.
        return bool(match and match.view_name.startswith(self.ALLOWED_NAMES))


class FundingRoundMiddleware:
    """Offers the round of this instant as ``request.funding_round``, asked for at most once.

    Test it by its truth; it is empty before the first round exists.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = request.received_at  # type: ignore[attr-defined]
        request.funding_round = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: FundingRound.objects.current(at)
        )
        return self.get_response(request)


class ApplicantViewMiddleware:
    """While staff see the pages as applicants do, lets them look and do nothing else.

    It stands last: who they are and the second factor have been asked before.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.applicant_view = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Handler, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Show a page of the view, refuse what is sent, leave everything else as it is."""
        if ENTRY not in request.session:
            return None
        return applicant_view.answer(request, view, args, kwargs)


# What browsers offer to pages and ours never ask for, as far as browsers know the name.
CLOSED_FEATURES = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("clipboard-write", "compute-pressure", "display-capture", "encrypted-media"),
    *("fullscreen", "gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get"),
    *("idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone", "midi"),
    *("otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "speaker-selection"),
    *("storage-access", "usb", "window-management", "xr-spatial-tracking"),
)


class ResponseHeadersMiddleware:
    """Adds the protective headers that Django has no setting for.

    Answers to people who signed in are never stored by browsers or proxies; a foreign page
    cannot lead a member of staff, signed in, to one of ours.
    """

    HEADERS = {
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in CLOSED_FEATURES),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
    }

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.setdefault(name, value)
        if self.is_private(request):
            response["Cache-Control"] = "no-store"
            self.keep_at_home(request, response)
        return response

    def keep_at_home(self, request: HttpRequest, response: HttpResponse) -> None:
        """Let browsers send the session of staff only from pages of ours, not from links."""
        session = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if session is not None and request.user.is_staff:
            session["samesite"] = "Strict"

    def is_private(self, request: HttpRequest) -> bool:
        """Tell whether the answer was made for one signed-in person."""
        return bool(getattr(request, "user", None) and request.user.is_authenticated)
