"""The lines of costs and the finance plan of what was sent, to the cent, one row each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import LegalParameter, SubmissionSnapshot
from applications.rules.facts import Facts
from applications.rules.financing import PartPlan, finance_plan
from applications.rules.minijob_cost import CostPlan, cost_plan
from applications.rules.parameters import Parameters
from applications.texts import label

COST_HEAD: Final = (
    gettext_lazy("Nummer"),
    gettext_lazy("Verein"),
    gettext_lazy("Teil"),
    gettext_lazy("Art"),
    gettext_lazy("Wofür"),
    gettext_lazy("Rechnung"),
    gettext_lazy("Betrag"),
)
Row = tuple[Any, ...]


def cost_rows(snapshot: SubmissionSnapshot, laws: "LawsByInstant") -> Iterator[Row]:
    """Yield the rows of one sent version, with the law that was known when it was judged."""
    facts = snapshot.facts
    number = facts.reference_number or ""
    name = facts.answers.organisation.name or ""
    for row in plan_rows(facts, laws.at(snapshot.context["at"])):
        yield (number, name, *row)


def plan_rows(facts: Facts, parameters: Parameters) -> Iterator[Row]:
    """Yield part, kind, purpose, calculation and amount in EUR of costs and finance plan."""
    minijob, plan = cost_plan(facts, parameters), finance_plan(facts, parameters)
    project = _("Mikroprojekt")
    for item in facts.answers.costs.items:
        kind = str(label(item.kind)) if item.kind else ""
        yield project, kind, item.purpose or "", item.calculation or "", item.amount_eur or ""
    yield from _financing(project, plan.micro_project)
    if minijob:
        yield from _minijob(minijob)
    yield from _financing(_("Minijob"), plan.minijob)


def _minijob(plan: CostPlan) -> Iterator[Row]:
    part = _("Minijob")
    for equal in plan.equal_months:
        months = _("%(count)s Monate ab %(month)s") % {
            "count": equal.count,
            "month": f"{equal.first.first_day:%m.%Y}",
        }
        yield part, _("Lohn im Monat"), "", months, equal.month.wage_eur
        for line, law in zip(equal.month.contributions, equal.month.parameters, strict=True):
            yield part, str(label(law.kind)), _("im Monat"), months, line.amount_eur
        yield part, _("Kosten dieser Monate"), "", months, equal.total_eur
    yield part, _("Unfallversicherung"), "", "", plan.accident_insurance_eur


def _financing(part: str, plan: PartPlan) -> Iterator[Row]:
    names = (
        _("Summe der Kosten"),
        _("Geld vom Verein"),
        _("Spenden und Beiträge"),
        _("Andere Förderung"),
        _("Förderung vom Land"),
    )
    for name, line in zip(names, plan.lines, strict=True):
        yield part, name, "", "", line.amount_eur


class LawsByInstant:
    """Legal values as they were confirmed at an instant; many cases share a few instants."""

    def __init__(self) -> None:
        confirmed = LegalParameter.objects.exclude(confirmed_at=None)
        instants = set(confirmed.values_list("confirmed_at", flat=True))
        self._changes = sorted(instant for instant in instants if instant)
        self._known: dict[int, Parameters] = {}

    def at(self, instant: str) -> Parameters:
        """Return the values for an instant in ISO notation."""
        at = datetime.fromisoformat(instant)
        number = sum(change <= at for change in self._changes)
        if number not in self._known:
            self._known[number] = LegalParameter.objects.as_parameters(confirmed_by=at)
        return self._known[number]
