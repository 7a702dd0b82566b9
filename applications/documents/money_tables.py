"""The tables of the minijob and of the finance plan, ready to print."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.documents.blocks import Row, Table
from applications.rules.financing import FinancePlan, PartPlan
from applications.rules.minijob_cost import CostPlan, EqualMonths
from applications.rules.money import format_eur, format_number
from applications.texts import label


def month_tables(plan: CostPlan) -> list[Table]:
    """Return what one month costs, with rate and date of every contribution.

    One table, unless the law changes while the position lasts.
    """
    return [_month_table(equal) for equal in plan.equal_months]


def cost_table(plan: CostPlan, part: PartPlan) -> Table:
    """Return what the whole position costs and who pays it."""
    months = [
        Row(
            _("Kosten für %(months)s") % {"months": _months(equal.count)},
            (_times(equal), format_eur(equal.total_eur)),
        )
        for equal in plan.equal_months
    ]
    rows = [
        *months,
        Row(_("Unfallversicherung"), ("", format_eur(plan.accident_insurance_eur))),
        Row(_("Zusammen"), ("", format_eur(plan.total_eur)), is_strong=True),
        Row(_("Davon Förderung"), ("", format_eur(part.grant_eur))),
        Row(_("Davon zahlt Ihr Verein"), ("", format_eur(part.own_funds_eur))),
    ]
    return Table((_("Ganze Zeit"), _("Rechnung"), _("Betrag")), tuple(rows))


def finance_table(plan: FinancePlan) -> Table:
    """Return the finance plan: both parts side by side, from the costs to the grant."""
    names = (
        _("Kosten"),
        _("Geld vom Verein"),
        _("Spenden und Beiträge"),
        _("Andere Förderung"),
        _("Förderung vom Land"),
    )
    lines = zip(names, plan.micro_project.lines, plan.minijob.lines, strict=True)
    rows = [
        _amounts(name, (first.amount_eur, second.amount_eur, first.amount_eur + second.amount_eur))
        for name, first, second in lines
    ]
    head = (_("Kosten und Geld"), _("Mikroprojekt"), _("Minijob"), _("Zusammen"))
    first, *others, last = rows
    return Table(head, (replace(first, is_strong=True), *others, replace(last, is_strong=True)))


def _amounts(name: str, amounts: tuple[Decimal, ...]) -> Row:
    return Row(name, tuple(format_eur(amount) for amount in amounts))


def _month_table(equal: EqualMonths) -> Table:
    return Table(
        (
            _("Jeder Monat ab %(month)s") % {"month": date_format(equal.first.first_day, "F Y")},
            _("Satz"),
            _("gilt ab"),
            _("Betrag"),
        ),
        tuple(_month_rows(equal)),
    )


def _month_rows(equal: EqualMonths) -> Iterator[Row]:
    cost = equal.month
    yield Row(_("Lohn im Monat"), ("", "", format_eur(cost.wage_eur)))
    for line, row in zip(cost.contributions, cost.parameters, strict=True):
        percent = f"{format_number(row.value)}\N{NO-BREAK SPACE}%"
        valid_from = date_format(row.valid_from, "d.m.Y")
        yield Row(str(label(row.kind)), (percent, valid_from, format_eur(line.amount_eur)))
    yield Row(
        _("Davon Abgaben an die Minijob-Zentrale"), ("", "", format_eur(cost.contributions_eur))
    )
    yield Row(_("Kosten im Monat"), ("", "", format_eur(cost.total_eur)), is_strong=True)


def _times(equal: EqualMonths) -> str:
    return f"{equal.count} × {format_eur(equal.month.total_eur)}"


def _months(count: int) -> str:
    return ngettext("%(count)s Monat", "%(count)s Monate", count) % {"count": count}
