"""The checklist of a case: ten points, each answered on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications.models import Application, ChecklistAnswer, ChecklistItem, User
from applications.services.judgements import JUDGES, Given, Sorted, hold, latest, sort_out
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.permissions import require


@dataclass(frozen=True, kw_only=True)
class CheckedItem:
    """One point of the checklist and the answer that counts."""

    item: ChecklistItem
    answer: ChecklistAnswer | None


def checklist(application: Application) -> list[CheckedItem]:
    """Return the active points of the round with the answers of a case."""
    items = ChecklistItem.objects.filter(round=application.round_id, is_active=True)
    answers = _answers(application)
    return [CheckedItem(item=item, answer=answers.get(item.pk)) for item in items]


def open_items(application: Application) -> list[ChecklistItem]:
    """Return the points that nobody has answered; each keeps a proposal from being made."""
    return [one.item for one in checklist(application) if one.answer is None]


@transaction.atomic
def save_answers(
    *, application: Application, given: Sequence[Given], actor: User, at: datetime
) -> Sorted:
    """Write the answers that changed; what a colleague answered meanwhile stays and is named.

    ``given`` has the number of the point as key and ``answer`` and ``note`` as values.
    Raises ``NotPermitted``, ``ConflictOfInterest`` and ``NotJudgedNow``.
    """
    require(actor, *JUDGES)
    require_unbiased(actor, application)
    hold(application)
    known = {one.item.pk for one in checklist(application)}
    found = sort_out([one for one in given if one.key in known], _answers(application))
    for one in found.to_write:
        row = ChecklistAnswer(
            application=application,
            item_id=one.key,
            answered_by=actor,
            answered_at=at,
            **one.values,
        )
        row.save(force_insert=True)
    if found.to_write:
        answers = {str(one.key): one.values["answer"] for one in found.to_write}
        audit.record(
            "checklist.answered", actor=actor, at=at, application=application, answers=answers
        )
    return found


def _answers(application: Application) -> dict[int, ChecklistAnswer]:
    rows = ChecklistAnswer.objects.filter(application=application).select_related("answered_by")
    return latest(rows.order_by("pk"), "item_id")
