"""What the two commands of the breach tool have in common: an instant to begin at, and lines."""

import argparse
from collections.abc import Iterable, Iterator
from datetime import datetime

from applications import clock
from applications.services.access_log import Access, by_person


def instant(text: str) -> datetime:
    """Read ``2020-01-31`` or ``2020-01-31T10:00``, in Berlin time unless it says otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day and no instant") from None
    return found if found.tzinfo else found.replace(tzinfo=clock.BERLIN)


def lines(accesses: list[Access]) -> Iterator[str]:
    """Yield who it was, and then every single access, for a person or another program."""
    for one in by_person(accesses):
        yield f"{_name(one.person)}: {one.count} ({_time(one.first)} - {_time(one.last)})"
    yield from _single(accesses)


def _single(accesses: Iterable[Access]) -> Iterator[str]:
    for one in accesses:
        kind = "read" if one.is_reading else "did"
        yield "\t".join((_time(one.at), kind, _name(one.person), one.what, one.cases))


def _name(person: object) -> str:
    email, name = getattr(person, "email", ""), getattr(person, "name", "")
    return f"{name} <{email}>" if person else "system"


def _time(at: datetime) -> str:
    return at.astimezone(clock.BERLIN).isoformat(sep=" ", timespec="seconds")
