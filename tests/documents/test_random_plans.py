"""Twenty-five random applications: always conformant, always the sums counted by hand."""

import random
from typing import Any

import pytest

from tests.documents.support import OUR_FONTS, fonts_of, make, on_one_line, text_of
from tests.rules.support import document
from tests.support.random_plans import Plan, euros, printed, random_plan

WORDS = (
    "Wir helfen Familien am Samstag: Tee, Bücher; Żółć (Ёлка) & „Ελλάς“ – 50 % für 3 < 5 Kinder."
)


def written(plan: Plan, seed: int) -> dict[str, Any]:
    """Return the document of an application with these numbers and texts made up by chance."""
    numbers = random.Random(seed)
    items = [
        {
            "kind": numbers.choice(["fees", "rooms", "material", "travel"]),
            "purpose": numbers.choice(WORDS.split()) * numbers.randint(1, 4),
            "calculation": None,
            "amount_eur": f"{euros(cents):.2f}",
        }
        for cents in plan.items
    ]
    own_funds, donations, other_grants = (f"{euros(cents):.2f}" for cents in plan.sources)
    text = " ".join(numbers.choices(WORDS.split(), k=numbers.randint(1, 120)))
    return document(
        goals__need=text,
        profile__purpose=text[::-1],
        costs__items=items,
        wage__wage_month_eur=f"{euros(plan.wage):.2f}",
        wage__months=plan.months,
        wage__accident_insurance_eur=f"{euros(plan.insurance):.2f}",
        financing__own_funds_eur=own_funds,
        financing__donations_eur=donations,
        financing__other_grants_eur=other_grants,
    )


def lines(plan: Plan) -> list[str]:
    """Return the sums that the paper must show."""
    project, minijob = plan.micro_project, plan.minijob
    grants = (project.grant, minijob.grant, plan.requested)
    costs = (project.cost, minijob.cost, project.cost + minijob.cost)
    return [
        f"Beantragt {printed(plan.requested)}",
        f"Kosten zusammen {printed(project.cost)}",
        f"Kosten im Monat {printed(plan.month)}",
        f"Zusammen {printed(minijob.cost)}",
        f"Davon Förderung {printed(minijob.grant)}",
        f"Davon zahlt Ihr Verein {printed(minijob.own_funds)}",
        f"Kosten {' '.join(map(printed, costs))}",
        f"Förderung vom Land {' '.join(map(printed, grants))}",
    ]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("seed", range(25))
def test_random_plan_conforms_and_adds_up(seed: int) -> None:
    plan = random_plan(seed)
    sent = written(plan, seed)

    made = make(sent)  # raises when a rule of PDF/A-3a or PDF/UA-1 is broken

    text = text_of(made).replace("\N{NO-BREAK SPACE}", " ")
    assert [line for line in lines(plan) if line not in text] == []
    assert on_one_line(sent["answers"]["goals"]["need"]) in text
    assert fonts_of(made) <= OUR_FONTS
