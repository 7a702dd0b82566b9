"""The Aktendeckblatt in print: one table of what it is and one of what is in it."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.documents.blocks import Facts, Listing, Row, Table
from applications.documents.record_words import (
    DASH,
    amounts,
    case_facts,
    chapter,
    day,
    facts,
    who_in_line,
)
from applications.documents.records import Block, Chapter, Words
from applications.rules.file_cover import CaseOutcome, ContentEntry, FileCover, Missing
from applications.texts import label

_MISSING: Final = {
    Missing.INFECTED: gettext_lazy("Schadprogramm gefunden, nicht im Paket"),
    Missing.NOT_MADE: gettext_lazy("wird noch erzeugt"),
}


def file_cover_chapters(cover: FileCover) -> tuple[Chapter, ...]:
    """Return the parts of the page in their order."""
    return (
        chapter(_("Worum es geht"), case_facts(cover.case)),
        chapter(_("Entscheidung"), *_decision(cover)),
        chapter(_("Aufbewahrung"), _retention(cover)),
        chapter(_("Inhalt der Akte"), _contents(cover.contents)),
    )


def _decision(cover: FileCover) -> tuple[Block, ...]:
    outcome = cover.outcome
    rows = [Row(_("Beantragt"), amounts(cover.requested))]
    if outcome:
        rows.append(Row(_("Bewilligt"), amounts(outcome.awarded), is_strong=True))
    table = Table((_("Beträge"), _("Mikroprojekt"), _("Minijob"), _("Zusammen")), tuple(rows))
    if outcome is None:
        return (Words(_("Es ist noch nichts entschieden.")), table)
    return (_signed(outcome), table)


def _signed(outcome: CaseOutcome) -> Facts:
    return facts(
        (_("Entscheidung"), str(label(outcome.kind))),
        (_("Vorgeschlagen"), who_in_line(outcome.proposed)),
        (_("Mitgezeichnet"), who_in_line(outcome.signed)),
        (_("Bekannt gegeben am"), day(outcome.delivered_on)),
        (_("Klagefrist endet am"), day(outcome.appeal_ends_on)),
    )


def _retention(cover: FileCover) -> Facts:
    until = day(cover.keep_until) if cover.keep_until else _("Der Fall ist noch nicht beendet.")
    return facts((_("Aufbewahren bis"), until))


def _contents(entries: tuple[ContentEntry, ...]) -> Listing:
    return Listing(
        name="contents",
        head=(_("Stück"), _("Datei im Aktenpaket"), _("Datum"), _("Seiten")),
        rows=tuple(
            (entry.title, _place(entry), day(entry.dated), str(entry.pages or DASH))
            for entry in entries
        ),
        numbers=(3,),
    )


def _place(entry: ContentEntry) -> str:
    return str(_MISSING[entry.missing]) if entry.missing else entry.place
