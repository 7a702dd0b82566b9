"""Small judgements that several people write side by side: nothing is lost, nothing is hidden."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db.models import Model

from applications.models import Application
from applications.rules.lifecycle import Role, State

# While a case is worked on; a proposal stands on what was judged before it.
JUDGED_IN: Final = (
    State.UNDER_REVIEW,
    State.INFORMATION_REQUESTED,
    State.ANSWERED,
    State.HEARING,
    State.WAITING,
)
# Who judges line by line: checklist, scores, accepted costs.
JUDGES: Final = frozenset({Role.CASE_WORKER})
R = TypeVar("R", bound=Model)


class NotJudgedNow(Exception):
    """The case is not worked on in its state."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a person chose for one line; ``seen`` is the number of the row on their page, or 0."""

    key: int
    values: Mapping[str, Any]
    seen: int


@dataclass(frozen=True, kw_only=True)
class Sorted:
    """What is to be written, and the lines that somebody else changed meanwhile."""

    to_write: tuple[Given, ...]
    overtaken: tuple[int, ...]


def hold(application: Application) -> Application:
    """Lock a case that is worked on. Raises ``NotJudgedNow``."""
    held = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if held.state not in JUDGED_IN:
        raise NotJudgedNow(application.pk)
    return held


def latest(rows: Iterable[R], key: str) -> dict[int, R]:
    """Return the row of each line that counts; ``rows`` come in the order of their numbers."""
    return {getattr(row, key): row for row in rows}


def sort_out(given: Sequence[Given], standing: Mapping[int, Any]) -> Sorted:
    """Leave out what says the same, and keep apart what somebody else answered meanwhile."""
    to_write, overtaken = [], []
    for one in given:
        row = standing.get(one.key)
        if row is not None and all(getattr(row, name) == v for name, v in one.values.items()):
            continue
        if (row.pk if row else 0) != one.seen:
            overtaken.append(one.key)
        else:
            to_write.append(one)
    return Sorted(to_write=tuple(to_write), overtaken=tuple(overtaken))
