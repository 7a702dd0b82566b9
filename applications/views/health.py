"""Addresses for machines: does the process live, can it work, and how is it doing.

The first two say no word more and are for everybody, the third is for the own networks.
"""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.services import health
from applications.services import metrics as service
from applications.views.networks import comes_from


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 while the process answers; asks nobody else."""
    return _plain("ok", HTTPStatus.OK)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything that the work needs is there, else 503; the log says what is missing."""
    if health.failed_parts():
        return _plain("not ready", HTTPStatus.SERVICE_UNAVAILABLE)
    return _plain("ok", HTTPStatus.OK)


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is measured, for monitoring; to all others there is no such address."""
    if _is_forwarded(request) or not comes_from(request, settings.METRICS_NETWORKS):
        raise Http404
    return _metrics(request)


@require_safe
def _metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(service.text(), content_type=service.CONTENT_TYPE)


def _is_forwarded(request: HttpRequest) -> bool:
    """Say whether a proxy speaks that nobody told us to trust: who asks is not known then."""
    return "X-Forwarded-For" in request.headers and not settings.ALLAUTH_TRUSTED_PROXY_COUNT


def _plain(word: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(word, content_type="text/plain; charset=utf-8", status=status)
