"""Views of the list that a person keeps under a name."""

from datetime import datetime
from typing import Final

from django.db import transaction

from applications.models import SavedView, User
from applications.workflow import audit
from applications.workflow.permissions import NotPermitted, staff_roles

MAXIMUM_VIEWS: Final = 20


class NameTaken(Exception):
    """The person has another view of this name."""


class TooManyViews(Exception):
    """The person keeps as many views as fit above the list."""


def views_of(user: User) -> list[SavedView]:
    """Return the views of a person by name."""
    return list(SavedView.objects.filter(person=user).order_by("name", "pk"))


@transaction.atomic
def save_view(*, name: str, query: str, actor: User, at: datetime) -> SavedView:
    """Keep filters under a name; the same name with the same filters is kept already.

    Raises ``NotPermitted``, ``NameTaken`` and ``TooManyViews``.
    """
    _lock(actor)
    known = SavedView.objects.filter(person=actor, name=name).first()
    if known and known.query == query:
        return known
    if known:
        raise NameTaken(name)
    if SavedView.objects.filter(person=actor).count() >= MAXIMUM_VIEWS:
        raise TooManyViews(actor.pk)
    view = SavedView.objects.create(person=actor, name=name, query=query, saved_at=at)
    audit.record("saved_view.saved", actor=actor, at=at, code=view.code)
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str, actor: User, at: datetime) -> None:
    """Give a view another name. Raises ``NotPermitted`` and ``NameTaken``."""
    _lock(actor)
    own = SavedView.objects.filter(person=actor)
    if own.filter(name=name).exclude(pk=view.pk).exists():
        raise NameTaken(name)
    if own.filter(pk=view.pk).exclude(name=name).update(name=name):
        audit.record("saved_view.renamed", actor=actor, at=at, code=view.code)


@transaction.atomic
def delete_view(*, view: SavedView, actor: User, at: datetime) -> None:
    """Forget a view; one that is gone already stays gone. Raises ``NotPermitted``."""
    _lock(actor)
    deleted, _by_model = SavedView.objects.filter(person=actor, pk=view.pk).delete()
    if deleted:
        audit.record("saved_view.deleted", actor=actor, at=at, code=view.code)


def _lock(actor: User) -> None:
    """Let one change of a person's views come after the other."""
    if not staff_roles(actor):
        raise NotPermitted(actor.pk)
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
