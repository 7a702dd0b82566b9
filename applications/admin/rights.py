"""The rights of a page: declared once, where its view stands; checked and listed from there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.functional import Promise

from applications.models import User
from applications.rules.lifecycle import Role
from applications.workflow.permissions import staff_roles

Roles = frozenset[Role]
Steps = tuple[tuple[str | Promise, Roles], ...]
View = TypeVar("View", bound=Callable[..., Any])
NOBODY: Final[Roles] = frozenset()
_ASKING: Final = ("GET", "HEAD")


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Who may open a page, who may change values on it, and who may take a step there.

    ``steps`` are the single steps of a page that serves several, each with its own roles.
    """

    read: Roles
    write: Roles = NOBODY
    act: Roles = NOBODY
    steps: Steps = ()

    @property
    def readers(self) -> Roles:
        """Return who may open the page; whoever changes something there reads it, too."""
        return self.read | self.senders

    @property
    def senders(self) -> Roles:
        """Return who may send something to the page."""
        return self.write | self.act | NOBODY.union(*(roles for _name, roles in self.steps))


def for_roles(
    *,
    read: Roles = NOBODY,
    write: Roles = NOBODY,
    act: Roles = NOBODY,
    steps: Steps = (),
) -> Callable[[View], View]:
    """Open a view for these roles and answer 403 to everybody else.

    What the page of the roles shows is what this checks: both read the same ``Rights``.
    """
    rights = Rights(read=read, write=write, act=act, steps=steps)

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            is_asking = request.method in _ASKING
            require_role(request, rights.readers if is_asking else rights.senders)
            return view(request, *args, **kwargs)

        answer.rights = rights  # type: ignore[attr-defined]
        return cast(View, answer)

    return wrap


def require_role(request: HttpRequest, roles: Roles) -> None:
    """Answer 403 unless the person has one of the roles."""
    if not staff_roles(cast(User, request.user)) & roles:
        raise PermissionDenied
