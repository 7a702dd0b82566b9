"""When people come on the last evening of a round."""

import random
from typing import Final

# The last four hours, by quarters of who comes then: until an hour before the end, until ten
# minutes before it, and in the last ten minutes.
EVENING_MINUTES: Final = 240
SHARES: Final = ((180, 0.35), (50, 0.35), (10, 0.30))


def evening(people: int, seconds: float) -> list[float]:
    """Return when people come whose last four hours are compressed into some seconds."""
    # The same evening every time.
    chance = random.Random(2020)  # noqa: S311
    factor, begin = seconds / EVENING_MINUTES, 0
    found: list[float] = []
    for minutes, share in SHARES:
        count = round(people * share) if share != SHARES[-1][1] else people - len(found)
        found += [(begin + chance.uniform(0, minutes)) * factor for _person in range(count)]
        begin += minutes
    return sorted(found)
