"""The words of internal records: who and when, short dates, hashes, amounts."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from applications.documents.blocks import Facts
from applications.documents.records import Block, Chapter, Subheading, Words
from applications.rules.decisions import GrantAmounts
from applications.rules.money import format_eur
from applications.rules.periods import BERLIN
from applications.rules.record_parts import CaseHead, FrozenRecord, Signature
from applications.texts import label

DASH: Final = "–"


def chapter(title: str, *blocks: Block) -> Chapter:
    """Return a chapter of these blocks."""
    return Chapter(title=title, blocks=blocks)


def prose(text: str, *, heading: str) -> tuple[Block, ...]:
    """Return a text as it was written below its heading; nothing for an empty one."""
    return (Subheading(heading), Words(text)) if text.strip() else ()


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


def in_halves(digest: str) -> str:
    """Write a hash in two lines: whole, it is a word without an end and would be cut anywhere."""
    half = len(digest) // 2
    return f"{digest[:half]}\n{digest[half:]}" if digest else ""


def amounts(value: GrantAmounts) -> tuple[str, ...]:
    """Write both parts and their sum, for the columns of a table."""
    return (
        format_eur(value.micro_project_eur),
        format_eur(value.minijob_eur),
        format_eur(value.total_eur),
    )


def about(record: FrozenRecord, *rows: tuple[str, str]) -> Facts:
    """Return what stands below the title: these rows, who keeps the file, how it stood when."""
    keeper = record.keeper
    return facts(
        *rows,
        (_("Runde"), keeper.round),
        (_("Behörde"), keeper.authority),
        (_("Letzter Eintrag"), stamp(record.as_of)),
    )


def facts(*rows: tuple[str, str]) -> Facts:
    """Return names with their values; what has no value is left out."""
    return Facts(tuple((name, (value,)) for name, value in rows if value))


def case_facts(case: CaseHead) -> Facts:
    """Return how the case stands and how it came."""
    received = stamp(case.received_at)
    return facts(
        (_("Projekt"), case.project),
        (_("Kreis"), case.district),
        (_("Status"), str(label(case.state))),
        (_("Eingang"), _("%(at)s, verspätet") % {"at": received} if case.is_late else received),
        (_("Weg zu uns"), str(label(case.origin))),
        (_("Zuständig"), case.handler or DASH),
        (_("Fassung des Antrags"), str(case.version)),
        (_("Prüfsumme der Fassung (SHA-256)"), in_halves(case.sha256)),
    )


def case_rows(case: CaseHead) -> tuple[tuple[str, str], ...]:
    """Return which case it is, for the rows below the title."""
    return ((_("Antragsnummer"), case.reference_number), (_("Verein"), case.organisation))
