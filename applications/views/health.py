"""Two addresses for machines: does the process live, and can it work. No word more."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.services import health


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


def _plain(word: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(word, content_type="text/plain; charset=utf-8", status=status)
