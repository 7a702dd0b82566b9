"""The scores of a case: points for each criterion of the round, and their weighted sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from applications.models import Application, Criterion, Score, User
from applications.rules.review import HIGHEST_POINTS, POINTS_WITH_REASON, weighted_points
from applications.services.judgements import JUDGES, Given, Sorted, hold, latest, sort_out
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import require


@dataclass(frozen=True, kw_only=True)
class ScoredCriterion:
    """One criterion and the score that counts."""

    criterion: Criterion
    score: Score | None

    @property
    def highest(self) -> int:
        """Return how many points it can bring."""
        return HIGHEST_POINTS * self.criterion.weight


def scores(application: Application) -> list[ScoredCriterion]:
    """Return the active criteria of the round with the scores of a case."""
    criteria = Criterion.objects.filter(round=application.round_id, is_active=True)
    given = _scores(application)
    return [ScoredCriterion(criterion=one, score=given.get(one.pk)) for one in criteria]


def unscored_criteria(application: Application) -> list[Criterion]:
    """Return the criteria that nobody has scored; each keeps a proposal from being made."""
    return [one.criterion for one in scores(application) if one.score is None]


def highest_points(rows: Sequence[ScoredCriterion]) -> int:
    """Return the largest possible sum of points."""
    return sum(one.highest for one in rows)


def points_so_far(rows: Sequence[ScoredCriterion]) -> int:
    """Return the weighted sum of what is scored."""
    given = ((one.score.points, one.criterion.weight) for one in rows if one.score)
    return weighted_points(given)


@transaction.atomic
def save_scores(
    *, application: Application, given: Sequence[Given], actor: User, at: datetime
) -> Sorted:
    """Write the scores that changed, and the sum once every criterion is scored.

    ``given`` has the number of the criterion as key and ``points`` and ``reason`` as values.
    Raises ``NotPermitted``, ``ConflictOfInterest``, ``NotJudgedNow`` and ``ReasonNeeded``.
    """
    require(actor, *JUDGES)
    require_unbiased(actor, application)
    hold(application)
    known = {one.criterion.pk for one in scores(application)}
    found = sort_out([one for one in given if one.key in known], _scores(application))
    for one in found.to_write:
        _write(application, one, actor=actor, at=at)
    if found.to_write:
        points = {str(one.key): one.values["points"] for one in found.to_write}
        audit.record("case.scored", actor=actor, at=at, application=application, points=points)
        _add_up(application)
    return found


def _write(application: Application, one: Given, *, actor: User, at: datetime) -> None:
    if one.values["points"] in POINTS_WITH_REASON and not one.values["reason"]:
        raise ReasonNeeded("score")
    row = Score(
        application=application, criterion_id=one.key, scored_by=actor, scored_at=at, **one.values
    )
    row.save(force_insert=True)


def _add_up(application: Application) -> None:
    rows = scores(application)
    is_complete = all(one.score for one in rows)
    application.points = points_so_far(rows) if is_complete else None
    Application.objects.filter(pk=application.pk).update(points=application.points)


def _scores(application: Application) -> dict[int, Score]:
    rows = Score.objects.filter(application=application).select_related("scored_by")
    return latest(rows.order_by("pk"), "criterion_id")
