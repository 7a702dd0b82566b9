"""Typed text that could not be saved: kept sealed for a day, given back to its owner only.

Nobody can fill the database with it: few rows a person, few a day from people nobody knows,
and of those only for addresses that exist.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from applications.models import KeptInput, User
from applications.models.sealed import SealBroken

KEPT_FOR: Final = timedelta(hours=24)
MOST_BYTES: Final = 256_000
MOST_OF_A_PERSON: Final = 20
# All strangers together; each of them has to name the address of an application or of a form.
MOST_OF_STRANGERS: Final = 200

Typed = Mapping[str, list[str]]


def keep_input(*, path: str, typed: Typed, owner: int | None, now: datetime) -> str | None:
    """Keep what was typed on a page, in place of what was kept of it before; return its code.

    ``owner`` is the account whose session it was, as far as that is known. Nothing is kept,
    and nothing returned, when it is too much.
    """
    content = json.dumps({name: list(values) for name, values in typed.items()})
    longest = KeptInput._meta.get_field("path").max_length or 0
    if len(content) > MOST_BYTES or len(path) > longest or _is_full(owner, now=now):
        return None
    if owner is not None:
        KeptInput.objects.filter(user=owner, path=path).delete()
        _make_room(owner)
    kept = KeptInput.objects.create(user_id=owner, path=path, content=content, kept_at=now)
    return kept.code


def claim_inputs(*, codes: Iterable[str], actor: User, now: datetime) -> dict[str, str]:
    """Give a person who signed in what was kept for them; return the codes by page.

    ``codes`` are those of the browser: of a session whose owner nobody knew.
    """
    fresh = KeptInput.objects.filter(kept_at__gt=now - KEPT_FOR)
    fresh.filter(code__in=list(codes), user=None).update(user=actor)
    own = fresh.filter(user=actor).order_by("kept_at", "pk").values_list("path", "code")
    return dict(own)


def find_input(*, code: str, path: str, actor: User, now: datetime) -> Typed | None:
    """Return what a person typed on a page, or None when it is not there, or no longer."""
    rows = KeptInput.objects.filter(code=code, path=path, user=actor)
    try:
        row = rows.filter(kept_at__gt=now - KEPT_FOR).first()
    except SealBroken:
        return None
    return None if row is None else json.loads(row.content)


def forget_input(*, path: str, actor: User) -> None:
    """Drop what was kept of a page, because it is saved or shown in another way."""
    KeptInput.objects.filter(path=path, user=actor).delete()


def sweep(*, now: datetime) -> int:
    """Delete what is older than a day and return how many."""
    count, _models = KeptInput.objects.filter(kept_at__lte=now - KEPT_FOR).delete()
    return count


def _is_full(owner: int | None, *, now: datetime) -> bool:
    if owner is not None:
        return False
    strangers = KeptInput.objects.filter(user=None, kept_at__gt=now - KEPT_FOR)
    return strangers.count() >= MOST_OF_STRANGERS


def _make_room(owner: int) -> None:
    """Leave place for one more; the oldest go first."""
    newest = KeptInput.objects.filter(user=owner).order_by("-kept_at", "-pk")
    old = list(newest.values_list("pk", flat=True)[MOST_OF_A_PERSON - 1 :])
    KeptInput.objects.filter(pk__in=old).delete()
