"""The way to the identity provider and back; there only where one is set."""

from collections.abc import Callable
from functools import wraps

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST
from requests import RequestException

from applications.single_sign_on import refused

View = Callable[..., HttpResponse]


def answered(view: View) -> View:
    """Say that it did not work when the provider cannot be reached; the library would break."""

    @wraps(view)
    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, ValueError):
            return refused(request)

    return answer


FIXED = {"provider_id": settings.OIDC_PROVIDER}

urlpatterns = [
    path("", require_POST(answered(views.login)), FIXED, name="openid_connect_login"),
    path("zurueck/", answered(views.callback), FIXED, name="openid_connect_callback"),
]
