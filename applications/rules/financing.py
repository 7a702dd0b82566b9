"""The financing: who pays what, what is asked for, and whether it adds up."""

from dataclasses import dataclass
from decimal import Decimal

from applications.rules.amounts import AmountLine
from applications.rules.choices import CostKind
from applications.rules.facts import Facts
from applications.rules.findings import Outcome
from applications.rules.minijob_cost import cost_plan
from applications.rules.money import ZERO
from applications.rules.parameters import Parameters
from applications.rules.rule import Case, Verdict, Verdicts

_PURCHASES = (CostKind.MATERIAL, CostKind.OTHER)


@dataclass(frozen=True, kw_only=True)
class PartPlan:
    """Costs and money of one part: the micro-project or the minijob."""

    cost_eur: Decimal
    own_funds_eur: Decimal
    donations_eur: Decimal
    other_grants_eur: Decimal
    grant_eur: Decimal

    @property
    def sources_eur(self) -> Decimal:
        """The money that does not come from this programme."""
        return self.own_funds_eur + self.donations_eur + self.other_grants_eur

    @property
    def needed_eur(self) -> Decimal:
        """What is left to pay after all other money; never below zero."""
        return max(self.cost_eur - self.sources_eur, ZERO)

    @property
    def gap_eur(self) -> Decimal:
        """What nobody pays."""
        return self.needed_eur - self.grant_eur

    @property
    def surplus_eur(self) -> Decimal:
        """How much other money there is beyond the costs."""
        return max(self.sources_eur - self.cost_eur, ZERO)

    @property
    def own_eur(self) -> Decimal:
        """The money that the association brings itself: its own and donations."""
        return self.own_funds_eur + self.donations_eur

    def lacks_own_share(self, percent: int) -> bool:
        """Say whether the association brings less than a share of the costs."""
        return self.own_eur * 100 < self.cost_eur * percent

    @property
    def lines(self) -> tuple[AmountLine, ...]:
        """The rows of the finance plan, from the costs to the grant."""
        return (
            AmountLine.plain("cost", self.cost_eur),
            AmountLine.plain("own_funds", self.own_funds_eur),
            AmountLine.plain("donations", self.donations_eur),
            AmountLine.plain("other_grants", self.other_grants_eur),
            AmountLine.plain("grant", self.grant_eur),
        )


@dataclass(frozen=True, kw_only=True)
class FinancePlan:
    """The whole plan; missing amounts count as zero, so that it can always be shown."""

    micro_project: PartPlan
    minijob: PartPlan

    @property
    def requested_eur(self) -> Decimal:
        """What the association asks the state for."""
        return self.micro_project.grant_eur + self.minijob.grant_eur


def finance_plan(facts: Facts, parameters: Parameters) -> FinancePlan:
    """Return who pays what. Each grant is what is needed, up to the ceiling of its part.

    All three other sources count for the micro-project; minijob costs above the ceiling are the
    association's own share.
    """
    plan = cost_plan(facts, parameters)
    minijob_cost = plan.total_eur if plan else ZERO
    minijob_grant = min(minijob_cost, facts.round.minijob_maximum_eur)
    return FinancePlan(
        micro_project=_micro_project(facts),
        minijob=PartPlan(
            cost_eur=minijob_cost,
            own_funds_eur=minijob_cost - minijob_grant,
            donations_eur=ZERO,
            other_grants_eur=ZERO,
            grant_eur=minijob_grant,
        ),
    )


def need_within_ceiling(case: Case) -> Verdicts:
    """What the micro-project needs stays within what the state pays for it."""
    if not _is_complete(case):
        return
    part, ceiling = _micro_project(case.facts), case.facts.round.micro_project_maximum_eur
    outcome = Outcome.NOTE if part.needed_eur > ceiling else Outcome.PASSED
    values = {
        "cost_eur": part.cost_eur,
        "needed_eur": part.needed_eur,
        "maximum_eur": ceiling,
        "grant_eur": part.grant_eur,
    }
    yield Verdict(outcome, "costs.items", values)


def costs_are_covered(case: Case) -> Verdicts:
    """The costs of the micro-project and the money for it are equal, own money included."""
    if not _is_complete(case):
        return
    part = _micro_project(case.facts)
    values = {
        "cost_eur": part.cost_eur,
        "sources_eur": part.sources_eur,
        "grant_eur": part.grant_eur,
        "gap_eur": part.gap_eur,
        "surplus_eur": part.surplus_eur,
    }
    if part.gap_eur:
        yield Verdict(Outcome.BLOCKING, "financing.own_funds_eur", {"reason": "gap", **values})
    elif part.surplus_eur:
        yield Verdict(Outcome.BLOCKING, "financing.own_funds_eur", {"reason": "surplus", **values})
    elif part.lacks_own_share(case.facts.round.minimum_own_share_percent):
        share = {
            "reason": "own_share",
            "own_eur": part.own_eur,
            "percent": case.facts.round.minimum_own_share_percent,
        }
        yield Verdict(Outcome.TO_CLARIFY, "financing.own_funds_eur", {**share, **values})
    else:
        yield Verdict(Outcome.PASSED, "financing.own_funds_eur", values)


def total_within_maximum(case: Case) -> Verdicts:
    """The association asks for no more than the maximum for one organisation."""
    plan, maximum = finance_plan(case.facts, case.parameters), case.facts.round.maximum_eur
    values = {"requested_eur": plan.requested_eur, "maximum_eur": maximum}
    outcome = Outcome.BLOCKING if plan.requested_eur > maximum else Outcome.PASSED
    yield Verdict(outcome, None, values)


def no_large_purchase(case: Case) -> Verdicts:
    """No single thing is bought for more than the limit of the round."""
    limit, items = case.facts.round.large_purchase_eur, case.answers.costs.items
    large = [
        (number, item.amount_eur)
        for number, item in enumerate(items)
        if item.kind in _PURCHASES and item.amount_eur is not None and item.amount_eur > limit
    ]
    for number, amount_eur in large:
        values = {"amount_eur": amount_eur, "limit_eur": limit}
        yield Verdict(Outcome.NOTE, f"costs.items.{number}.amount_eur", values)
    if items and not large:
        yield Verdict(Outcome.PASSED, "costs.items", {"limit_eur": limit})


def no_double_funding(case: Case) -> Verdicts:
    """No other public money pays for the same costs."""
    financing = case.answers.financing
    if financing.other_grants_eur is not None:
        outcome = Outcome.TO_CLARIFY if financing.other_grants_eur > 0 else Outcome.PASSED
        values = {
            "other_grants_eur": financing.other_grants_eur,
            "other_grants_from": financing.other_grants_from,
        }
        yield Verdict(outcome, "financing.other_grants_eur", values)


def _micro_project(facts: Facts) -> PartPlan:
    financing = facts.answers.financing
    cost_eur = sum((item.amount_eur or ZERO for item in facts.answers.costs.items), ZERO)
    sources = (financing.own_funds_eur, financing.donations_eur, financing.other_grants_eur)
    own_funds_eur, donations_eur, other_grants_eur = (amount or ZERO for amount in sources)
    needed_eur = max(cost_eur - own_funds_eur - donations_eur - other_grants_eur, ZERO)
    return PartPlan(
        cost_eur=cost_eur,
        own_funds_eur=own_funds_eur,
        donations_eur=donations_eur,
        other_grants_eur=other_grants_eur,
        grant_eur=min(needed_eur, facts.round.micro_project_maximum_eur),
    )


def _is_complete(case: Case) -> bool:
    financing, items = case.answers.financing, case.answers.costs.items
    sources = (financing.own_funds_eur, financing.donations_eur, financing.other_grants_eur)
    amounts = [item.amount_eur for item in items]
    return bool(amounts) and None not in amounts and None not in sources
