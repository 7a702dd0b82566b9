"""Sums are equal to the cent wherever they stand: counted by hand, by the server, on the pages."""

import random

import pytest

from applications.models import CostItem
from applications.rules.sections import Section
from applications.services.overview import overview
from tests import factories
from tests.support import pages
from tests.support.random_plans import Part, Plan, euros, printed, random_plan, typed

QUICK, ALL = range(30), range(30, 1000)
AT_ONCE = 97


def check(full, seeds):
    """Fill in each plan as a person does, and compare all places where its sums stand."""
    for seed in seeds:
        plan, by_chance = random_plan(seed), random.Random(seed)
        found = {
            "costs while typing": costs_while_typing(full, plan, by_chance),
            "wage while typing": wage_while_typing(full, plan, by_chance),
            "plan while typing": plan_while_typing(full, plan, by_chance),
        }
        found |= {
            "finance plan": words(full.open("finanzierung")),
            "answers": words(full.open("angaben-pruefen")),
        }
        if seed % 10 == 0:  # these show what was typed above, from the same templates
            found["list of costs"] = words(full.open("kosten"))
            found["wage"] = words(full.open("lohn"))
        wanted = expected(plan)
        missing = {
            (place, line)
            for place, text in found.items()
            for line in wanted[place]
            if line not in text
        }
        assert missing == set(), (seed, plan)
        assert_server_knows(full, plan)


def words(response):
    assert response.status_code == 200
    return pages.page_text(response).replace("\xa0", " ")


def costs_while_typing(full, plan, by_chance):
    """Type the rows, look at their sum, and store them in place of the others."""
    CostItem.objects.all().delete()
    amounts = [typed(cents, by_chance) for cents in plan.items]
    rows = {
        f"items-{number}-{part}": value
        for number, amount in enumerate(amounts)
        for part, value in (("amount_eur", amount), ("purpose", "Miete"), ("kind", "rooms"))
    }
    live = words(full.post("kosten/berechnen", **rows))
    version = full.row(Section.COSTS).version
    full.post("kosten/mehrere", **rows, version=version)
    return live


def wage_while_typing(full, plan, by_chance):
    numbers = {
        "hours_month": "1",
        "wage_month_eur": typed(plan.wage, by_chance),
        "months": str(plan.months),
        "accident_insurance_eur": typed(plan.insurance, by_chance),
    }
    live = words(full.post("lohn/berechnen", **numbers))
    save(full, "lohn", Section.WAGE, numbers)
    return live


def plan_while_typing(full, plan, by_chance):
    names = ("own_funds_eur", "donations_eur", "other_grants_eur")
    amounts = (typed(cents, by_chance) for cents in plan.sources)
    numbers = dict(zip(names, amounts, strict=True)) | {"other_grants_from": "Stadt"}
    live = words(full.post("finanzierung/berechnen", **numbers))
    save(full, "finanzierung", Section.FINANCING, numbers)
    return live


def save(full, slug, section, numbers):
    """Press the button that saves and leads to the task list."""
    version = full.row(section).version
    response = full.post(slug, **numbers, version=version, target="overview")
    assert response.url == full.url()


def expected(plan: Plan):
    """Return the lines that must stand at every place."""
    total = f"Kosten zusammen: {printed(plan.micro_project.cost)}"
    minijob = plan.minijob
    wage = (
        f"Kosten im Monat {printed(plan.month)}",
        f"Zusammen {printed(minijob.cost)} Davon Förderung {printed(minijob.grant)}",
    )
    whole, rest = printed(plan.requested).removesuffix(" €").split(",")
    requested = f"{whole} Euro" if rest == "00" else f"{whole},{rest} Euro"
    parts = (
        part_line("Mikroprojekt", plan.micro_project),
        part_line("Minijob", minijob),
        f"Sie beantragen zusammen {requested}.",
    )
    return {
        "costs while typing": (total,),
        "list of costs": (total,),
        "wage while typing": wage,
        "wage": wage,
        "plan while typing": parts,
        "finance plan": parts,
        "answers": (*parts, f"Kosten zusammen {printed(plan.micro_project.cost)}"),
    }


def part_line(title, part: Part):
    line = (
        f"{title} Kosten {printed(part.cost)} Geld vom Verein {printed(part.own_funds)} "
        f"Spenden und Beiträge {printed(part.donations)} "
        f"Andere Förderung {printed(part.other_grants)} "
        f"Förderung vom Land {printed(part.grant)}"
    )
    return line + (f" Es fehlen noch {printed(part.gap)}" if part.gap else "")


def assert_server_knows(full, plan):
    application = full.reload()
    found = overview(application, at=factories.BEGUN_AT).finance_plan
    assert found.micro_project.cost_eur == euros(plan.micro_project.cost)
    assert found.micro_project.grant_eur == euros(plan.micro_project.grant)
    assert found.micro_project.gap_eur == euros(plan.micro_project.gap)
    assert found.minijob.cost_eur == euros(plan.minijob.cost)
    assert found.minijob.grant_eur == euros(plan.minijob.grant)
    assert found.requested_eur == euros(plan.requested)


def test_thirty_random_plans(full):
    check(full, QUICK)


@pytest.mark.slow
@pytest.mark.sqlite  # Sums are made outside the database; one is enough.
@pytest.mark.parametrize("first", range(ALL.start, ALL.stop, AT_ONCE))
def test_a_thousand_random_plans(full, first):
    check(full, range(first, min(first + AT_ONCE, ALL.stop)))
