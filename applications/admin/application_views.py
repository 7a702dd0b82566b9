"""Views of the list: sets of filters with a name, as links above it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext_lazy as _

from applications.models import SavedView
from applications.rules.lifecycle import Role

_MY_STACK: Final = (_("Mein Stapel"), {"assigned": "me", "waits_for": "us"})
_FOR_EVERYBODY: Final = (
    (_("Unbearbeitet"), {"state": "submitted", "assigned": "nobody"}),
    (_("Warten auf Mitzeichnung"), {"waits_for": "signature"}),
    (_("Kurz vor Ablauf"), {"due": "soon"}),
)


@dataclass(kw_only=True)
class ViewLink:
    """One link: what it is called, which filters it sets, how many applications it shows."""

    label: Any
    filters: Mapping[str, str]
    is_current: bool
    count: int | None = None

    @property
    def address(self) -> str:
        """Return the query of the list."""
        return f"?{urlencode(self.filters)}"


def built_in(roles: frozenset[Role], *, current: Mapping[str, Any]) -> list[ViewLink]:
    """Return the views that everybody has; only case workers have a stack."""
    views = (_MY_STACK, *_FOR_EVERYBODY) if Role.CASE_WORKER in roles else _FOR_EVERYBODY
    return [
        ViewLink(label=label, filters=filters, is_current=dict(current) == filters)
        for label, filters in views
    ]


def own(views: Iterable[SavedView], *, current: Mapping[str, Any]) -> list[ViewLink]:
    """Return the views that a person keeps."""
    kept = [(view.name, dict(parse_qsl(view.query))) for view in views]
    return [
        ViewLink(label=name, filters=filters, is_current=dict(current) == filters)
        for name, filters in kept
    ]
