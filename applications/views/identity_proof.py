"""Asks who somebody is before pages on which an account can be lost or copied."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from applications.services.identity_proof import has_proved_identity, proof_page
from applications.views.requests import SignedInRequest

View = Callable[Concatenate[SignedInRequest, ...], HttpResponse | HttpResponseBase]


def for_proved_identity(view: View) -> View:
    """Lead to the question for password or code unless it was answered a moment ago."""

    @wraps(view)
    def with_proved_identity(
        request: SignedInRequest, *args: object, **kwargs: object
    ) -> HttpResponse | HttpResponseBase:
        if not has_proved_identity(request):
            return ask_for_proof(request)
        return view(request, *args, **kwargs)

    return with_proved_identity


def ask_for_proof(request: SignedInRequest) -> HttpResponse:
    """Lead to the question for password or code, and from there back to this page."""
    return redirect_to_login(request.path, reverse(proof_page(request)))
