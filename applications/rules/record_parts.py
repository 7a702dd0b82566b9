"""What all internal records have in common: how they are frozen, who signed, which case it is."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Self

from applications.rules import tree
from applications.rules.choices import Origin
from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import State


class NotARecord(ValueError):
    """The values do not make a record; the argument names what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who did something and when; an empty name stands for the system itself."""

    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who keeps the file: the authority and the round."""

    authority: str
    round: str
    is_rehearsal: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """Which case the record is about, as it stands; ``sha256`` is the hash of the version.

    ``handler`` works on the case, empty while nobody does.
    """

    reference_number: str
    organisation: str
    district: str = ""
    project: str
    state: State
    received_at: datetime
    is_late: bool = False
    origin: Origin = Origin.ONLINE
    version: int
    sha256: str
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class FrozenRecord:
    """A record as it is frozen; everything that its print says, nothing to look up.

    ``as_of`` is the instant of the newest thing in it, so that the same file always gives the
    same record; ``edition`` counts the records of one kind about one case or list.
    """

    kind: DocumentKind
    schema_version: int = 1
    edition: int = 1
    as_of: datetime
    keeper: Contact

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a frozen record. Raises ``tree.NotAFact`` or ``NotARecord``, both ValueErrors."""
        return tree.read(cls, json.loads(text))

    def to_json(self) -> str:
        """Write the record as canonical JSON: sorted keys, no blanks, the same bytes always."""
        return json.dumps(
            tree.write(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    def in_edition(self, number: int) -> Self:
        """Return the same record as another edition."""
        return replace(self, edition=number)

    def require(self, kind: DocumentKind) -> None:
        """Raise ``NotARecord`` unless the record is of this kind."""
        if self.kind != kind:
            raise NotARecord("kind")


def newest(*instants: datetime | None) -> datetime:
    """Return the latest of the instants that are there. Raises ``NotARecord`` without any."""
    known = [instant.astimezone(UTC) for instant in instants if instant]
    if not known:
        raise NotARecord("as_of")
    return max(known)


def kept_until(closed_on: date, *, years: int) -> date:
    """Return the last day on which a file is kept: the end of the year, so many years later."""
    return date(closed_on.year + years, 12, 31)
