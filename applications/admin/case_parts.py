"""Parts of the review page that depend on its address: the shown document, chips, changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from applications.admin.information_requests import ShownRequest
from applications.models import Attachment, AttachmentPage, AttachmentReading, User
from applications.rules.choices import AttachmentKind, ScanState
from applications.rules.sections import Section
from applications.services.case_history import HistoryEntry, HistoryKind
from applications.workflow.answer_changes import AnswerChange
from applications.workflow.answer_sheet import AnswerSection

ZOOMS: Final = (1, 2, 3)
TURNS: Final = (0, 90, 180, 270)
# Which document proves which section.
PROVES: Final[Mapping[str, tuple[Section, ...]]] = {
    AttachmentKind.STATUTES: (Section.ORGANISATION, Section.PROFILE),
    AttachmentKind.REGISTER_EXTRACT: (Section.ORGANISATION, Section.BOARD),
    AttachmentKind.NON_PROFIT_NOTICE: (Section.NON_PROFIT,),
}
KIND_LABELS: Final = {
    HistoryKind.STATE: _("Status"),
    HistoryKind.DATA: _("Daten"),
    HistoryKind.LETTERS: _("Nachrichten"),
    HistoryKind.FILES: _("Dokumente"),
    HistoryKind.READING: _("Zugriffe"),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """What an answer to a request changed."""

    number: int
    change: AnswerChange


@dataclass(frozen=True, kw_only=True)
class ShownSection:
    """A section with the changes in it and the documents that prove it."""

    section: AnswerSection
    rows: list[tuple[Any, Change | None]]
    changes: list[Change]
    files: list[Attachment]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A filter of the history."""

    value: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """The page of a document that is shown beside the answers."""

    attachment: Attachment
    page: AttachmentPage | None
    pages: int
    zoom: int
    turn: int

    @property
    def number(self) -> int:
        """Return the number of the page."""
        return self.page.number if self.page else 1

    @property
    def previous(self) -> int:
        """Return the page before, 0 at the first."""
        return self.number - 1

    @property
    def following(self) -> int:
        """Return the page after, 0 at the last."""
        return self.number + 1 if self.number < self.pages else 0

    @property
    def larger(self) -> int:
        """Return the next zoom, 0 at the largest."""
        return self.zoom + 1 if self.zoom < ZOOMS[-1] else 0

    @property
    def smaller(self) -> int:
        """Return the zoom before, 0 at the smallest."""
        return self.zoom - 1

    @property
    def turned(self) -> int:
        """Return the turn after another quarter to the right."""
        return (self.turn + 90) % 360


def viewer_of(request: HttpRequest, attachments: Iterable[Attachment]) -> Viewer | None:
    """Return what the address asks for; None when no document is chosen."""
    code = request.GET.get("unterlage", "")
    chosen = next((one for one in attachments if one.code == code), None)
    if chosen is None or chosen.scan == ScanState.FOUND:
        return None
    pages = list(chosen.page_images.order_by("number"))
    number = _choice(request, "seite", [page.number for page in pages])
    return Viewer(
        attachment=chosen,
        page=next((page for page in pages if page.number == number), None),
        pages=len(pages),
        zoom=_choice(request, "zoom", ZOOMS),
        turn=_choice(request, "drehen", TURNS),
    )


def shown_sections(
    sections: Iterable[AnswerSection],
    requests: Iterable[ShownRequest],
    attachments: Iterable[Attachment],
) -> list[ShownSection]:
    """Return the sections with what the answers to requests changed; the latest change counts."""
    changes: dict[str, list[Change]] = {}
    for request in sorted(requests, key=lambda one: one.row.number):
        for change in request.changes:
            found = changes.setdefault(str(change.section), [])
            found.append(Change(number=request.row.number, change=change))
    files = list(attachments)
    return [_shown(section, changes.get(str(section.section), []), files) for section in sections]


def chips_of(history: Iterable[HistoryEntry], chosen: str) -> list[Chip]:
    """Return a chip for every kind of entry that there is."""
    counts: dict[HistoryKind, int] = {}
    for entry in history:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return [
        Chip(value=kind, label=words, count=counts[kind], is_chosen=kind == chosen)
        for kind, words in KIND_LABELS.items()
        if kind in counts
    ]


def filtered(history: Iterable[HistoryEntry], chosen: str) -> list[HistoryEntry]:
    """Return the entries of the chosen kind; without a choice everything but looks."""
    if chosen in HistoryKind.__members__.values():
        return [entry for entry in history if entry.kind == chosen]
    return [entry for entry in history if not entry.is_reading]


def files_with_readers(
    attachments: Iterable[Attachment], readings: Mapping[int, list[AttachmentReading]], user: User
) -> list[tuple[Attachment, list[AttachmentReading], bool]]:
    """Return each document with who has read it, and whether the person is one of them."""
    return [
        (one, rows := readings.get(one.pk, []), any(row.reader_id == user.pk for row in rows))
        for one in attachments
    ]


def _shown(section: AnswerSection, changes: list[Change], files: list[Attachment]) -> ShownSection:
    by_path = {one.change.path: one for one in changes}
    return ShownSection(
        section=section,
        rows=[(row, by_path.get(row.path)) for row in section.rows],
        changes=changes,
        files=[one for one in files if section.section in PROVES.get(one.kind, ())],
    )


def _choice(request: HttpRequest, name: str, offered: Iterable[int]) -> int:
    """Return the number in the address if it is offered, otherwise the first."""
    numbers = list(offered) or [0]
    text = request.GET.get(name, "")
    is_offered = text.isascii() and text.isdigit() and len(text) < 5
    return int(text) if is_offered and int(text) in numbers else numbers[0]
