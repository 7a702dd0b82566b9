"""What the authority accepts of the costs that were sent, line by line."""

from dataclasses import dataclass
from decimal import Decimal

from applications.models import Application
from applications.rules.decisions import CostJudgement, highest_micro_project_eur
from applications.rules.facts import Facts
from applications.rules.money import ZERO


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
    answers = Facts.from_document(snapshot.document).answers
    financing = answers.financing
    sources = (financing.own_funds_eur, financing.donations_eur, financing.other_grants_eur)
    lines = [
        CostJudgement(
            position=position,
            kind=item.kind or "",
            purpose=item.purpose or "",
            requested_eur=item.amount_eur or ZERO,
            accepted_eur=item.amount_eur or ZERO,
        )
        for position, item in enumerate(answers.costs.items, start=1)
    ]
    return AcceptedCosts(
        lines=tuple(lines), sources_eur=sum((amount or ZERO for amount in sources), ZERO)
    )
