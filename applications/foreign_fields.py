"""Notes who sends along what no page of ours asks for, such as a state or an owner.

Every form takes its own fields only, so it has no effect; but somebody tried. Extensions of
browsers send fields of their own, too: only names that are columns of ours are noted.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.http import HttpRequest, HttpResponse

from applications import clock
from applications.models import User
from applications.services import security_log

# Who did something and when, and whose it is: the program alone writes these columns,
_ENDINGS: Final = ("_at", "_by", "_by_id", "_id")
# but the instants of a round, which its form takes.
_TAKEN: Final = frozenset({"closes_at", "opens_at"})
# How far a case is, what it gets, and what an account may.
_OTHERS: Final = frozenset(
    {
        *("assigned_to", "awarded_eur", "groups", "is_late", "is_rehearsal", "is_staff"),
        *("is_superuser", "requested_eur", "reserved_eur", "state", "status", "told_state"),
        *("round", "user_permissions"),
    }
)

Handler = Callable[..., HttpResponse]


@cache
def watched_names() -> frozenset[str]:
    """Return the names of columns that no page of ours takes."""
    columns = (
        name
        for model in apps.get_app_config("applications").get_models()
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    )
    return frozenset(name for name in columns if name.endswith(_ENDINGS)) - _TAKEN | _OTHERS


class ForeignFieldsMiddleware:
    """Notes such fields of people who signed in; it stands last, where all others have asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Handler, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        """Log the names, never the values; the check of the token has read the form already."""
        if request.method != "POST" or not isinstance(request.user, User):
            return
        names = sorted(watched_names() & request.POST.keys())
        if names and request.resolver_match:
            security_log.foreign_fields_sent(
                request.user, page=request.resolver_match.view_name, fields=names, at=clock.now()
            )
