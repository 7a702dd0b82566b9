"""The building blocks and words of internal records: chapters, who and when, short dates."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from django.utils.translation import gettext as _

from applications.documents.blocks import Facts, Listing, Table
from applications.documents.paragraphs import parts
from applications.rules.decisions import GrantAmounts
from applications.rules.money import format_eur
from applications.rules.periods import BERLIN
from applications.rules.record_parts import CaseHead, Signature
from applications.texts import label

DASH: Final = "–"
_ZERO_WIDTH_SPACE: Final = "\N{ZERO WIDTH SPACE}"


@dataclass(frozen=True)
class Prose:
    """Running text in paragraphs, with a heading of its own when there is one."""

    template: ClassVar[str] = "pdf/record/prose.html"

    paragraphs: tuple[str, ...]
    heading: str = ""


Block = Facts | Listing | Prose | Table


@dataclass(frozen=True)
class Chapter:
    """A numbered part of a record: one bookmark, its blocks in order."""

    title: str
    blocks: tuple[Block, ...]


def prose(text: str, *, heading: str = "") -> tuple[Prose, ...]:
    """Return a text as it was written; nothing for an empty one."""
    paragraphs = parts(text)
    return (Prose(paragraphs, heading),) if paragraphs else ()


def nothing(sentence: str) -> tuple[Prose, ...]:
    """Return the sentence that stands where there is nothing to list."""
    return (Prose((sentence,)),)


def day(value: date | None) -> str:
    """Write a day: ``31.03.2021``, a dash for none."""
    return f"{value:%d.%m.%Y}" if value else DASH


def stamp(at: datetime) -> str:
    """Write an instant as clocks in Berlin show it: ``18.01.2020 21:14:07``."""
    return f"{at.astimezone(BERLIN):%d.%m.%Y %H:%M:%S}"


def who(by: Signature | None) -> str:
    """Write who did something and below it when; a dash for nobody."""
    return f"{by.name or _('System')}\n{stamp(by.at)}" if by else DASH


def who_in_line(by: Signature | None) -> str:
    """Write who did something and when, in one line."""
    return who(by).replace("\n", ", ")


def whole_hash(value: str) -> str:
    """Return a hash as it is; marks where long words may break would spoil a copy of it."""
    return value.replace(_ZERO_WIDTH_SPACE, "")


def amounts(value: GrantAmounts) -> tuple[str, ...]:
    """Write both parts and their sum, for the columns of a table."""
    return (
        format_eur(value.micro_project_eur),
        format_eur(value.minijob_eur),
        format_eur(value.total_eur),
    )


def facts(*rows: tuple[str, str]) -> Facts:
    """Return names with their values; what has no value is left out."""
    return Facts(tuple((name, (value,)) for name, value in rows if value))


def case_facts(case: CaseHead) -> Facts:
    """Return which case it is, as every record of a case begins."""
    received = stamp(case.received_at)
    return facts(
        (_("Antragsnummer"), case.reference_number),
        (_("Verein"), case.organisation),
        (_("Kreis"), case.district),
        (_("Projekt"), case.project),
        (_("Stand"), str(label(case.state))),
        (_("Eingang"), _("%(at)s, verspätet") % {"at": received} if case.is_late else received),
        (_("Weg zu uns"), str(label(case.origin))),
        (_("Zuständig"), case.handler or DASH),
        (_("Fassung des Antrags"), str(case.version)),
    )
