"""All requirements in the order of their ids, and which of them are due."""

from itertools import chain
from typing import Final

from tests.assurance.access import ACCESS
from tests.assurance.accounts import ACCOUNTS
from tests.assurance.faults import FAULTS
from tests.assurance.headers import HEADERS
from tests.assurance.input_output import INPUT_OUTPUT
from tests.assurance.operation import OPERATION
from tests.assurance.privacy import PRIVACY
from tests.assurance.records import RECORDS
from tests.assurance.requirement import Requirement
from tests.assurance.running import RUNNING

# Area -> how many requirements it has; those that are not due at once follow.
AREAS: Final = {
    "AUTH": 10,
    "ACC": 9,
    "INP": 7,
    "UPL": 8,
    "OUT": 9,
    "CRY": 4,
    "HDR": 7,
    "LOG": 6,
    "PRV": 7,
    "SUB": 10,
    "CON": 7,
    "DUR": 8,
    "BAK": 2,
    "DEP": 5,
    "SUP": 5,
    "A11Y": 5,
}
NOT_DUE: Final = frozenset(
    {
        *("ACC-09", "CRY-04", "HDR-07", "LOG-06", "PRV-04", "PRV-05", "PRV-06", "PRV-07"),
        *("SUB-06", "DUR-07", "DUR-08", "DEP-02", "SUP-03", "SUP-05"),
    }
)
IDS: Final = tuple(
    f"{area}-{number:02}" for area, count in AREAS.items() for number in range(1, count + 1)
)
ROWS: Final[tuple[Requirement, ...]] = tuple(
    sorted(
        chain(
            ACCOUNTS, ACCESS, HEADERS, INPUT_OUTPUT, RECORDS, PRIVACY, FAULTS, RUNNING, OPERATION
        ),
        key=lambda row: (list(AREAS).index(row.id.partition("-")[0]), row.id),
    )
)
