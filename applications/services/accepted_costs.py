"""What the authority accepts of the costs that were sent, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from applications.models import AcceptedCost, Application, SubmissionSnapshot, User
from applications.rules.decisions import CostJudgement, highest_micro_project_eur
from applications.rules.facts import CostItem
from applications.rules.money import ZERO
from applications.services.judgements import JUDGES, Given, Sorted, hold, latest, sort_out
from applications.services.sent_version import latest_snapshot
from applications.workflow import audit
from applications.workflow.conflicts import require_unbiased
from applications.workflow.guards import ReasonNeeded
from applications.workflow.permissions import require


class MoreThanRequested(Exception):
    """More was accepted than the association wrote into the line."""


@dataclass(frozen=True, kw_only=True)
class AcceptedCosts:
    """All lines of the version that was sent, and the money that does not come from us in EUR."""

    lines: tuple[CostJudgement, ...]
    sources_eur: Decimal

    @property
    def requested_eur(self) -> Decimal:
        """Return what the lines cost according to the association."""
        return sum((line.requested_eur for line in self.lines), ZERO)

    @property
    def accepted_eur(self) -> Decimal:
        """Return what is accepted of all lines together."""
        return sum((line.accepted_eur for line in self.lines), ZERO)

    @property
    def highest_micro_project_eur(self) -> Decimal | None:
        """Return the most that the micro-project can get; without lines nothing limits it."""
        if not self.lines:
            return None
        return highest_micro_project_eur(self.lines, sources_eur=self.sources_eur)


def accepted_costs(application: Application) -> AcceptedCosts:
    """Return the lines; what nobody judged is accepted as it was asked for."""
    snapshot = application.snapshots.order_by("-version").first()
    if snapshot is None:
        return AcceptedCosts(lines=(), sources_eur=ZERO)
    return accepted_in(snapshot, judgements(application))


def accepted_in(snapshot: SubmissionSnapshot, judged: dict[int, AcceptedCost]) -> AcceptedCosts:
    """Return the lines of a version with these judgements; asks the database nothing."""
    answers = snapshot.facts.answers
    financing = answers.financing
    sources = (financing.own_funds_eur, financing.donations_eur, financing.other_grants_eur)
    lines = [
        _line(position, item, judged.get(position))
        for position, item in enumerate(answers.costs.items, start=1)
    ]
    return AcceptedCosts(
        lines=tuple(lines), sources_eur=sum((amount or ZERO for amount in sources), ZERO)
    )


def judgements(application: Application) -> dict[int, AcceptedCost]:
    """Return the judgement of each line that counts, by its position."""
    rows = AcceptedCost.objects.filter(application=application).select_related("judged_by")
    return latest(rows.order_by("pk"), "position")


@transaction.atomic
def save_accepted_costs(
    *, application: Application, given: Sequence[Given], actor: User, at: datetime
) -> Sorted:
    """Write what changed; less than requested needs a reason.

    ``given`` has the position as key and ``accepted_eur`` and ``reason`` as values. Raises
    ``NotPermitted``, ``ConflictOfInterest``, ``NotJudgedNow``, ``MoreThanRequested`` and
    ``ReasonNeeded``.
    """
    require(actor, *JUDGES)
    require_unbiased(actor, application)
    hold(application)
    standing = judgements(application)
    lines = accepted_in(latest_snapshot(application), standing).lines
    requested_eur = {line.position: line.requested_eur for line in lines}
    found = sort_out([one for one in given if one.key in requested_eur], standing)
    for one in found.to_write:
        _check(one, requested_eur[one.key])
        row = AcceptedCost(
            application=application, position=one.key, judged_by=actor, judged_at=at, **one.values
        )
        row.save(force_insert=True)
    if found.to_write:
        accepted = {str(one.key): str(one.values["accepted_eur"]) for one in found.to_write}
        audit.record(
            "costs.judged", actor=actor, at=at, application=application, accepted=accepted
        )
    return found


def _line(position: int, item: CostItem, judged: AcceptedCost | None) -> CostJudgement:
    requested_eur = item.amount_eur or ZERO
    return CostJudgement(
        position=position,
        kind=item.kind or "",
        purpose=item.purpose or "",
        requested_eur=requested_eur,
        accepted_eur=judged.accepted_eur if judged else requested_eur,
        reason=judged.reason if judged else "",
    )


def _check(one: Given, requested_eur: Decimal) -> None:
    if one.values["accepted_eur"] > requested_eur:
        raise MoreThanRequested(one.key)
    if one.values["accepted_eur"] < requested_eur and not one.values["reason"]:
        raise ReasonNeeded("accepted_cost")
