"""On whom an application waits, by its state."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from applications.rules.lifecycle import State


class WaitsFor(StrEnum):
    """Who has to do the next step."""

    US = "us"
    ASSOCIATION = "association"
    SIGNATURE = "signature"


# Decided and withdrawn applications wait for nobody; a waiting list waits for money.
WAITS_FOR: Final[Mapping[State, WaitsFor]] = {
    State.SUBMITTED: WaitsFor.US,
    State.UNDER_REVIEW: WaitsFor.US,
    State.ANSWERED: WaitsFor.US,
    State.INFORMATION_REQUESTED: WaitsFor.ASSOCIATION,
    State.HEARING: WaitsFor.ASSOCIATION,
    State.PROPOSED: WaitsFor.SIGNATURE,
}


def waits_for(state: State) -> str:
    """Return who has to act next, or nothing."""
    return WAITS_FOR.get(state, "")
