"""What some pages show beside their questions: costs, finance plan, warnings."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from applications import texts
from applications.forms.costs import CostList, mark_problems
from applications.forms.display import shown
from applications.forms.sections import REQUIRED_ANSWER, SectionForm
from applications.models import Application
from applications.rules.findings import Outcome, Report
from applications.rules.minijob_position import earnings_limit_eur
from applications.rules.money import ZERO, format_eur_in_text
from applications.rules.sections import Section
from applications.rules.wage_limits import wage_limits
from applications.views.section_pages import SectionPage, page_url
from applications.workflow.assessment import Judgement

# These sentences stand beside the sums they are about.
TOLD_ELSEWHERE = frozenset({"MJ-04", "FP-01", "FP-04"})

Extras = Callable[[SectionForm, Judgement], Mapping[str, Any]]


def extras(page: SectionPage, form: SectionForm, state: Judgement) -> Mapping[str, Any]:
    """Return what the template of this page needs beyond the form."""
    find = EXTRAS.get(page.section)
    return find(form, state) if find else {}


def eligibility(form: SectionForm, state: Judgement) -> Mapping[str, Any]:
    """Tell whether the answers are all there and whether one of them excludes a grant."""
    return {"rows": [{"field": form[name], "answer": shown(form, name)} for name in form.fields]}


def micro_project(form: SectionForm, state: Judgement) -> Mapping[str, Any]:
    """Tell whether the project would start before our decision."""
    return {"starts_early": bool(sentence(state.report, "PR-03", Outcome.TO_CLARIFY))}


def wage(form: SectionForm, state: Judgement) -> Mapping[str, Any]:
    """Name the limit at the wage; return the cost, who pays it, and what would fit."""
    limit_eur = earnings_limit_eur(state.facts, state.parameters)
    hint = _("Höchstens %(limit)s") % {"limit": format_eur_in_text(limit_eur)}
    form["wage_month_eur"].help_text = hint
    return {
        "cost_plan": state.cost_plan,
        "limits": wage_limits(state.facts, state.parameters),
        "problems": problems(state.report, Section.WAGE),
        "grant_eur": state.finance_plan.minijob.grant_eur,
        "own_share": sentence(state.report, "MJ-04", Outcome.NOTE),
    }


def costs(form: SectionForm, state: Judgement) -> Mapping[str, Any]:
    """Return the lines of costs, each with its problems, and their sum."""
    found = CostList(form.application)
    mark_problems(found, state.report)
    return cost_sum(form.application, found)


def cost_sum(application: Application, found: CostList) -> Mapping[str, Any]:
    """Return the costs and how much of their sum the grant cannot pay."""
    maximum_eur = application.round.micro_project_maximum_eur
    above_eur = max(found.total_eur - maximum_eur, ZERO)
    return {"costs": found, "maximum_eur": maximum_eur, "above_eur": above_eur}


def financing(form: SectionForm, state: Judgement) -> Mapping[str, Any]:
    """Return the finance plan, as soon as there is something to plan."""
    return {
        "finance_plan": state.finance_plan,
        "problems": problems(state.report, Section.FINANCING),
        "has_plan": bool(
            state.finance_plan.micro_project.cost_eur or state.finance_plan.minijob.cost_eur
        ),
        "costs_url": page_url(form.application, "kosten"),
        "wage_url": page_url(form.application, "lohn"),
    }


def problems(report: Report, section: Section) -> list[str]:
    """Return what keeps a complete calculation from being right; what is missing is no problem."""
    return [
        texts.sentence(finding, texts.Audience.APPLICANT)
        for finding in report.of(Outcome.BLOCKING)
        if finding.section == section and finding.rule != REQUIRED_ANSWER
    ]


def sentence(report: Report, rule: str, outcome: Outcome) -> str:
    """Return what the person reads about the first finding of a rule, or an empty text."""
    found = (finding for finding in report.of(outcome) if finding.rule == rule)
    return next((texts.sentence(one, texts.Audience.APPLICANT) for one in found), "")


EXTRAS: Mapping[Section, Extras] = {
    Section.ELIGIBILITY: eligibility,
    Section.MICRO_PROJECT: micro_project,
    Section.WAGE: wage,
    Section.COSTS: costs,
    Section.FINANCING: financing,
}
