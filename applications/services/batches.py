"""One step for many cases: each case by itself, each once, each with its result."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications.models import Application, Batch, BatchResult, User
from applications.rules.batches import MAXIMUM_CASES, BatchKind
from applications.rules.lifecycle import Role
from applications.workflow import audit
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.permissions import NotPermitted, require

ROLES = {
    BatchKind.TAKE: frozenset({Role.CASE_WORKER}),
    BatchKind.ASSIGN: frozenset({Role.CASE_WORKER, Role.HEAD}),
    BatchKind.ASK: frozenset({Role.CASE_WORKER}),
}


class TooManyCases(Exception):
    """So many cases at once are more than anybody has looked at."""


@dataclass(frozen=True)
class Selected:
    """A case as it stood on the page where it was chosen."""

    code: str
    mark: str


@dataclass(frozen=True)
class Explained:
    """Exceptions that a step may meet, and how to put them in a sentence."""

    kinds: tuple[type[Exception], ...]
    sentence: Callable[[Exception], str]


def mark_of(application: Application) -> str:
    """Return a short mark that changes whenever somebody moves or assigns the case."""
    stand = f"{application.state_changed_at.isoformat()} {application.assigned_to_id}"
    return hashlib.sha256(stand.encode()).hexdigest()[:16]


def run_batch(
    *,
    code: str,
    kind: BatchKind,
    cases: Sequence[Selected],
    act: Callable[[Application], str],
    explained: Explained,
    actor: User,
    at: datetime,
) -> Batch:
    """Take a step for each case and write down what became of it.

    ``act`` takes the step and returns the sentence for its success. Each case has its own
    transaction: what one refuses does not hold up the others. With the same ``code`` nothing
    happens twice; a run that broke off goes on where it stopped.
    Raises ``NotPermitted`` and ``TooManyCases``.
    """
    require(actor, *ROLES[kind])
    if len(cases) > MAXIMUM_CASES:
        raise TooManyCases(len(cases))
    batch = _begin(code, kind, count=len(cases), actor=actor, at=at)
    for selected in cases:
        _take_step(batch, selected, act=act, explained=explained)
    Batch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=at)
    return batch


@transaction.atomic
def _begin(code: str, kind: BatchKind, *, count: int, actor: User, at: datetime) -> Batch:
    defaults = {"kind": kind, "actor": actor, "started_at": at}
    batch, is_new = Batch.objects.get_or_create(code=code, defaults=defaults)
    if batch.actor_id != actor.pk or batch.kind != kind:
        raise NotPermitted(actor.pk)
    if is_new:
        audit.record("batch.started", actor=actor, at=at, kind=kind, count=count)
    return batch


@transaction.atomic
def _take_step(
    batch: Batch, selected: Selected, *, act: Callable[[Application], str], explained: Explained
) -> None:
    cases = Application.objects.sent().select_for_update(of=("self",))
    application = cases.filter(code=selected.code).first()
    if application is None:
        return
    result, is_new = BatchResult.objects.get_or_create(batch=batch, application=application)
    if not is_new:
        return
    try:
        if mark_of(application) != selected.mark:
            raise MovedMeanwhile(application.pk)
        with transaction.atomic():
            result.sentence = act(application)
    except explained.kinds as error:
        result.sentence = explained.sentence(error)
    else:
        result.is_done = True
    result.save(update_fields=["is_done", "sentence"])
