"""Plans made up by chance, with their sums counted in whole cents, apart from the rules."""

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# Rates of 2020 in hundredths of a percent, as they were known on the day of the deadline.
RATES: Final = (1300, 1500, 200, 90, 19, 6)
MICRO_PROJECT_CENTS: Final = 300_000
MINIJOB_CENTS: Final = 720_000


@dataclass(frozen=True)
class Part:
    """What one part costs and who pays it, in cents."""

    cost: int
    own_funds: int
    donations: int
    other_grants: int
    grant: int

    @property
    def gap(self) -> int:
        paid = self.own_funds + self.donations + self.other_grants + self.grant
        return max(self.cost - paid, 0)


@dataclass(frozen=True)
class Plan:
    """The numbers somebody types, in cents, and what follows from them."""

    wage: int
    months: int
    insurance: int
    items: tuple[int, ...]
    sources: tuple[int, int, int]

    @property
    def month(self) -> int:
        """What one month costs; each contribution is rounded half up by itself."""
        return self.wage + sum((self.wage * rate + 5000) // 10_000 for rate in RATES)

    @property
    def minijob(self) -> Part:
        cost = self.months * self.month + self.insurance
        grant = min(cost, MINIJOB_CENTS)
        return Part(cost, cost - grant, 0, 0, grant)

    @property
    def micro_project(self) -> Part:
        cost = sum(self.items)
        needed = max(cost - sum(self.sources), 0)
        return Part(cost, *self.sources, min(needed, MICRO_PROJECT_CENTS))

    @property
    def requested(self) -> int:
        return self.micro_project.grant + self.minijob.grant


def random_plan(seed: int) -> Plan:
    """Return the plan with this number; small and large, balanced or not."""
    by_chance = random.Random(seed)
    largest = by_chance.choice((999, 40_000, 200_000))
    return Plan(
        wage=by_chance.randint(1, 45_000),
        months=by_chance.randint(1, 12),
        insurance=by_chance.choice((0, 5_000, by_chance.randint(0, 30_000))),
        items=tuple(by_chance.randint(1, largest) for _ in range(by_chance.randint(1, 8))),
        sources=(
            by_chance.choice((0, by_chance.randint(0, 300_000))),
            by_chance.choice((0, by_chance.randint(0, 50_000))),
            by_chance.choice((0, 0, by_chance.randint(0, 50_000))),
        ),
    )


def euros(cents: int) -> Decimal:
    """Return an amount as the tables hold it."""
    return Decimal(cents).scaleb(-2)


def printed(cents: int) -> str:
    """Return an amount as the pages print it."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d} €"


def typed(cents: int, by_chance: random.Random) -> str:
    """Return an amount as one person or another types it."""
    whole, rest = divmod(cents, 100)
    grouped = f"{whole:,}"
    number = by_chance.choice((str(whole), grouped.replace(",", "."), grouped.replace(",", " ")))
    if rest == 0:
        number += by_chance.choice(("", ",0", ",00"))
    elif rest % 10 == 0:
        number += by_chance.choice((f",{rest // 10}", f",{rest:02d}"))
    else:
        number += f",{rest:02d}"
    return number + by_chance.choice(("", "", " €", " Euro", "\N{NO-BREAK SPACE}€"))
