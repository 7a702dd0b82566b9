"""Twenty-five random applications: always conformant, always the sum that the rules know."""

import random
from decimal import Decimal
from typing import Any

import pytest

from applications.rules.facts import Facts
from applications.rules.financing import finance_plan
from applications.rules.money import format_eur
from tests.documents.support import OUR_FONTS, fonts_of, make, on_one_line, text_of
from tests.rules.support import PARAMETERS, document

WORDS = (
    "Wir helfen Familien am Samstag: Tee, Bücher; Żółć (Ёлка) & „Ελλάς“ – 50 % für 3 < 5 Kinder."
)


def plan(seed: int) -> dict[str, Any]:
    numbers = random.Random(seed)
    items = [
        {
            "kind": numbers.choice(["fees", "rooms", "material", "travel"]),
            "purpose": numbers.choice(WORDS.split()) * numbers.randint(1, 4),
            "calculation": None,
            "amount_eur": str(Decimal(numbers.randint(1, 60_000)) / 100),
        }
        for _ in range(numbers.randint(1, 25))
    ]
    text = " ".join(numbers.choices(WORDS.split(), k=numbers.randint(1, 120)))
    return document(
        goals__need=text,
        profile__purpose=text[::-1],
        costs__items=items,
        wage__wage_month_eur=str(Decimal(numbers.randint(10_000, 45_000)) / 100),
        wage__months=numbers.randint(1, 9),
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_random_plan_conforms_and_adds_up(seed: int) -> None:
    sent = plan(seed)

    made = make(sent)  # raises when a rule of PDF/A-3a or PDF/UA-1 is broken

    text = text_of(made)
    requested_eur = finance_plan(Facts.from_document(sent), PARAMETERS).requested_eur
    assert f"Beantragt {format_eur(requested_eur)}" in text.replace(" €", "\N{NO-BREAK SPACE}€")
    assert on_one_line(sent["answers"]["goals"]["need"]) in text
    assert fonts_of(made) <= OUR_FONTS
