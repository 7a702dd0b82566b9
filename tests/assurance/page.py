"""The page docs/assurance.md, from the catalogue in tests/assurance/."""

from collections.abc import Iterable
from typing import Final

from tests.assurance.catalogue import AREAS, ROWS
from tests.assurance.requirement import Priority, Requirement, State

TITLES: Final = {
    "AUTH": "Authentication and sessions",
    "ACC": "Access control",
    "INP": "Input",
    "UPL": "Uploads",
    "OUT": "Output",
    "CRY": "Cryptography and secrets",
    "HDR": "Headers and transport",
    "LOG": "Logs",
    "PRV": "Privacy",
    "SUB": "Integrity of the submission",
    "CON": "Concurrency",
    "DUR": "Durability and failures",
    "BAK": "Backup",
    "DEP": "Deployment",
    "SUP": "Supply chain",
    "A11Y": "Accessibility",
}
# Chapters of OWASP ASVS 5.0.0 that ask something of this application at level 2.
CHAPTERS: Final = {
    1: "Encoding and sanitisation",
    2: "Validation and business logic",
    3: "Web frontend security",
    4: "API and web service",
    5: "File handling",
    6: "Authentication",
    7: "Session management",
    8: "Authorisation",
    11: "Cryptography",
    12: "Secure communication",
    13: "Configuration",
    14: "Data protection",
    15: "Secure coding and architecture",
    16: "Security logging and error handling",
}
HEAD: Final = """# Assurance

What this application promises about security, privacy and reliability, and which tests would
notice if a promise were broken. Generated from `tests/assurance/` by `make docs`;
`tests/contracts/test_assurance.py` fails when a requirement has no row, when a row names a test
that does not exist, and when something due has no test. `make mutations` breaks promises one by
one and shows that their tests turn red.

"""


def page() -> str:
    """Return the whole page."""
    return HEAD + _counts() + _exceptions() + "".join(map(_area, AREAS)) + _chapters()


def _counts() -> str:
    lines = ["| | must | next |", "| --- | --- | --- |"]
    for state in State:
        cells = [
            sum(row.state == state and row.priority == priority for row in ROWS)
            for priority in Priority
        ]
        lines.append(f"| {state} | {' | '.join(map(str, cells))} |")
    return "\n".join([*lines, ""])


def _exceptions() -> str:
    rows = [row for row in ROWS if row.state != State.HOLDS]
    lines = ["\n## What does not hold, or not wholly\n", "| Id | State | Reason and risk |"]
    lines += [
        "| --- | --- | --- |",
        *(f"| {row.id} | {row.state} | {row.reason} |" for row in rows),
    ]
    return "\n".join([*lines, ""])


def _area(area: str) -> str:
    rows = [row for row in ROWS if row.id.startswith(f"{area}-")]
    lines = [f"\n## {TITLES[area]}\n", "| Id | Due | State | Promise | ASVS | Tests |"]
    lines += ["| --- | --- | --- | --- | --- | --- |", *map(_row, rows)]
    return "\n".join([*lines, ""])


def _row(row: Requirement) -> str:
    tests = "<br>".join(f"`{name}`" for name in row.tests)
    return f"| {row.id} | {row.priority} | {row.state} | {row.promise} | {row.asvs} | {tests} |"


def _chapters() -> str:
    lines = [
        "\n## OWASP ASVS 5.0, level 2\n",
        "Chapters 9, 10 and 17 ask about self-contained tokens, OAuth and WebRTC, none of which "
        "are in use.\n",
        "| Chapter | Requirements above |",
        "| --- | --- |",
    ]
    for number, title in CHAPTERS.items():
        ids = [row.id for row in ROWS if number in _chapters_of(row.asvs.split(", "))]
        lines.append(f"| V{number} {title} | {', '.join(ids)} |")
    return "\n".join([*lines, ""])


def _chapters_of(places: Iterable[str]) -> set[int]:
    return {int(place.removeprefix("V").partition(".")[0]) for place in places if place}
