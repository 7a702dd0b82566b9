"""What every column of the database is for, on which basis, of which class, and how long.

The record of Art. 30 DSGVO beside the models: a test fails when a column is not listed. Columns
that mean the same in every table are listed once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class DataClass(StrEnum):
    """What a column says about people."""

    TECHNICAL = "keys, hashes, counters, states: about nobody"
    FACTS = "facts about an association, a project or a round: about no person"
    CONTACT = "names and contact data of people"
    WHO = "which account did something"
    WHEN = "when somebody did something, and with which device"
    TEXT = "free text, which may name people"
    SEALED = "what opens or pays, sealed or as a hash: passwords, factors, links, bank details"


class Purpose(StrEnum):
    """Why a table exists, with the basis in law."""

    APPLICATION = "writing and sending an application: Art. 6 (1) e DSGVO, § 3 (1) HDSIG"
    REVIEW = "reviewing it: Art. 6 (1) e DSGVO, § 3 (1) HDSIG, § 24 HVwVfG"
    DECISION = "deciding, telling and paying: Art. 6 (1) e DSGVO, § 3 (1) HDSIG, § 44 LHO"
    EVIDENCE = "proving who did what: Art. 5 (2), 6 (1) e, 32 DSGVO, § 3 (1) HDSIG"
    ACCOUNT = "signing in and working in a team: Art. 6 (1) e, 32 DSGVO, § 3 (1) HDSIG"
    STAFF = "work of the authority: Art. 6 (1) e DSGVO, §§ 3 (1), 23 HDSIG"
    HELP = "answering people and making the pages better: Art. 6 (1) e DSGVO, § 3 (1) HDSIG"
    RULES = "what holds in a round: no personal data beside who entered it, § 3 (1) HDSIG"
    OPERATION = "running the service safely: Art. 6 (1) e, 32 DSGVO, § 3 (1) HDSIG"


class Keeping(StrEnum):
    """How long the rows of a table stay."""

    WITH_CASE = (
        "with its application: a draft until the months of the round after its deadline, a closed "
        "case until the end of the last year of the round, longer only with a hold"
    )
    WITH_ROUND = "with the last case of its round; the rules of a round stay"
    WITH_ACCOUNT = (
        "until the person deletes the account; one that nobody confirmed for 7 days. The row of a "
        "deleted account stays, closed; its name until no case holds it any more"
    )
    WITH_ORGANISATION = (
        "until the association is deleted: by its representative, or by the job once it has "
        "neither team nor application"
    )
    LOG = "for good: holds numbers, codes and hashes, and no texts about people"
    FIGURES = "for good: figures that lead back to nobody"
    TEN_YEARS = "10 years"
    THREE_YEARS = "3 years"
    YEAR = "1 year; an enquiry from its answer on"
    MONTH = "30 days after it ended"
    DAY = "a day"
    SESSION = (
        "until the session is over: 12 hours, staff 8 hours, without a deed 60 and 30 minutes"
    )
    NEVER = "nothing of ours writes it"


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: purpose, period, and its own columns by their class, separated by blanks."""

    purpose: Purpose
    keeping: Keeping
    technical: str = ""
    facts: str = ""
    contact: str = ""
    who: str = ""
    when: str = ""
    text: str = ""
    sealed: str = ""

    def own(self) -> dict[str, DataClass]:
        """Return the columns that are listed for this table."""
        return {
            name: each for each in DataClass for name in getattr(self, each.name.lower()).split()
        }


# Columns that mean the same wherever they are.
COMMON: Final[Mapping[str, DataClass]] = {
    **dict.fromkeys(
        (
            *("id", "code", "version", "position", "number", "sha256", "application", "round"),
            *("organisation", "kind", "state", "status", "size", "pages", "media_type"),
            *("attempts", "last_error", "is_active", "award_list", "snapshot", "document"),
            *("decision", "message", "hearing", "request", "release", "change", "item"),
            *("criterion", "batch", "finding", "attachment", "rule", "section", "file", "scan"),
        ),
        DataClass.TECHNICAL,
    ),
    **dict.fromkeys(
        ("user", "actor", "person", "reader", "author", "sender", "assigned_to"), DataClass.WHO
    ),
    # What was typed and cannot be read as an answer yet.
    "pending": DataClass.TEXT,
}
_WHO, _WHEN = "_by", "_at"


def class_of(table: Table, column: str) -> DataClass | None:
    """Return the class of a column; None when nobody has listed it."""
    own = table.own().get(column) or COMMON.get(column)
    if own:
        return own
    if column.endswith(_WHO):
        return DataClass.WHO
    return DataClass.WHEN if column.endswith(_WHEN) else None
