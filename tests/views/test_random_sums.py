"""Sums are equal to the cent wherever they stand: by hand, on the server, on pages, in the CSV."""

import csv
import io
import random

import pytest

from applications.models import CostItem
from applications.rules.sections import Section
from applications.services.export_costs import COST_HEAD, plan_rows
from applications.services.export_files import csv_pieces
from applications.services.overview import overview
from tests import factories
from tests.support import pages
from tests.support.random_plans import RATES, Part, Plan, euros, printed, random_plan, typed

QUICK, ALL = range(30), range(30, 1000)
AT_ONCE = 97
CONTRIBUTIONS = (
    "Krankenversicherung",
    "Rentenversicherung",
    "Pauschsteuer",
    "Umlage 1 (Krankheit)",
    "Umlage 2 (Mutterschaft)",
    "Insolvenzgeld-Umlage",
)
FINANCING = (
    "Summe der Kosten",
    "Geld vom Verein",
    "Spenden und Beiträge",
    "Andere Förderung",
    "Förderung vom Land",
)


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
        assert exported(full) == export_of(plan), (seed, plan)


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


def exported(full):
    """Return the amounts of the CSV with costs and finance plan, as a spreadsheet reads them."""
    state = overview(full.reload(), at=factories.BEGUN_AT)
    rows = (("WIR-2020-0001", "Verein", *row) for row in plan_rows(state.facts, state.parameters))
    content = b"".join(csv_pieces(COST_HEAD, rows)).decode("utf-8-sig")
    cells = csv.reader(io.StringIO(content), delimiter=";")
    return [(part, kind, amount) for *_start, part, kind, _for, _how, amount in cells][1:]


def export_of(plan: Plan):
    """Return the rows that the CSV must have, each with its amount."""
    month = [("Lohn im Monat", plan.wage)]
    month += [
        (name, (plan.wage * rate + 5000) // 10_000)
        for name, rate in zip(CONTRIBUTIONS, RATES, strict=True)
    ]
    minijob = [
        *month,
        ("Kosten dieser Monate", plan.month * plan.months),
        ("Unfallversicherung", plan.insurance),
        *financing_of(plan.minijob),
    ]
    project = [*(("Räume", cents) for cents in plan.items), *financing_of(plan.micro_project)]
    rows = [("Mikroprojekt", *row) for row in project] + [("Minijob", *row) for row in minijob]
    return [(part, kind, amount_of(cents)) for part, kind, cents in rows]


def financing_of(part: Part):
    amounts = (part.cost, part.own_funds, part.donations, part.other_grants, part.grant)
    return zip(FINANCING, amounts, strict=True)


def amount_of(cents):
    return f"{cents // 100},{cents % 100:02d}"


def test_thirty_random_plans(full):
    check(full, QUICK)


@pytest.mark.slow
@pytest.mark.sqlite  # Sums are made outside the database; one is enough.
@pytest.mark.parametrize("first", range(ALL.start, ALL.stop, AT_ONCE))
def test_a_thousand_random_plans(full, first):
    check(full, range(first, min(first + AT_ONCE, ALL.stop)))
