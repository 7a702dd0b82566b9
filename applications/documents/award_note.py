"""The Vergabevermerk in print: the money, the two persons, the ranking, what was set by hand."""

from django.utils.translation import gettext as _

from applications.documents.blocks import Listing
from applications.documents.record_words import (
    DASH,
    chapter,
    facts,
    in_halves,
    prose,
    stamp,
    who_in_line,
)
from applications.documents.records import Block, Chapter, Subheading, Words
from applications.rules.award_list import Place
from applications.rules.award_note import AwardNote, RankedCase
from applications.rules.money import format_eur, format_number
from applications.texts import label


def award_note_chapters(note: AwardNote) -> tuple[Chapter, ...]:
    """Return the chapters in their order."""
    return (
        chapter(_("Ergebnis"), *_result(note)),
        chapter(_("Rangfolge"), *_ranking(note)),
        chapter(_("Von Hand geändert"), *_by_hand(note)),
        chapter(_("Weggelassen"), *_left_out(note)),
        chapter(_("Unterschriften und Prüfsumme"), *_signatures(note)),
    )


def _result(note: AwardNote) -> tuple[Block, ...]:
    left_eur = note.budget_eur - note.reserve_eur - note.given_eur
    return (
        facts(
            (_("Nur vollständig geprüfte"), _("Ja") if note.only_reviewed else _("Nein")),
            (_("Budget"), format_eur(note.budget_eur)),
            (_("Reserve"), format_eur(note.reserve_eur)),
            (_("Vergeben"), format_eur(note.given_eur)),
            (_("Rest"), format_eur(left_eur)),
        ),
        *prose(note.reason, heading=_("Begründung")),
    )


def _ranking(note: AwardNote) -> tuple[Block, ...]:
    """Return the list in two tables: above the line at which the money ends, and from there."""
    rows, line = note.ranked, note.first_below
    if line is None:
        return (_table(rows), Words(_("Das Geld reicht für alle Anträge der Liste.")))
    available = format_eur(note.budget_eur - note.reserve_eur)
    ends = _("Hier enden die %(available)s, die wir vergeben können.") % {"available": available}
    return (
        Words(_("Über der Linie stehen die Anträge, für die das Geld reicht.")),
        _table(rows[:line]),
        Subheading(_("Linie: Budget ohne Reserve")),
        Words(ends),
        _table(rows[line:]),
    )


def _table(rows: tuple[RankedCase, ...]) -> Listing:
    return Listing(
        name="ranking",
        head=(
            _("Rang"),
            _("Antrag"),
            _("Punkte"),
            _("Höchstens €"),
            _("Betrag €"),
            _("Summe €"),
            _("Ergebnis"),
        ),
        rows=tuple(map(_ranked, rows)),
        numbers=(2, 3, 4, 5),
    )


def _ranked(row: RankedCase) -> tuple[str, ...]:
    return (
        str(row.rank),
        _case(row),
        DASH if row.points is None else str(row.points),
        format_number(row.highest_eur),
        format_number(row.wanted_eur),
        format_number(row.running_eur),
        _place(row),
    )


def _case(row: RankedCase) -> str:
    return f"{row.reference_number}\n{row.organisation}\n{stamp(row.received_at)}"


def _place(row: RankedCase) -> str:
    lines = [str(label(row.place))]
    if row.given_eur:
        words = (
            _("bekommt %(amount)s") if row.place == Place.INSIDE else _("es bleiben %(amount)s")
        )
        lines.append(words % {"amount": format_eur(row.given_eur)})
    if row.is_fixed:
        lines.append(_("schon vorher: %(state)s") % {"state": label(row.state)})
    return "\n".join(lines)


def _by_hand(note: AwardNote) -> tuple[Block, ...]:
    if not (note.lowered or note.moved):
        return (Words(_("Nichts. Die Liste folgt den Punkten und dem Eingang.")),)
    rows = [
        *((row, _lowered(row)) for row in note.lowered),
        *(
            (row, _("steht vor einem Antrag mit mehr Punkten oder früherem Eingang"))
            for row in note.moved
        ),
    ]
    return (
        Listing(
            name="by-hand",
            head=(_("Rang"), _("Antrag"), _("Änderung")),
            rows=tuple((str(row.rank), _name(row), change) for row, change in rows),
        ),
        *prose(note.reason, heading=_("Grund")),
    )


def _lowered(row: RankedCase) -> str:
    return _("%(amount)s statt %(highest)s") % {
        "amount": format_eur(row.wanted_eur),
        "highest": format_eur(row.highest_eur),
    }


def _name(row: RankedCase) -> str:
    return f"{row.reference_number}\n{row.organisation}"


def _left_out(note: AwardNote) -> tuple[Block, ...]:
    if not note.left_out:
        return (Words(_("Kein Antrag wurde weggelassen.")),)
    return (
        Listing(
            name="left-out",
            head=(_("Antrag"), _("Punkte"), _("Beantragt oder anerkannt")),
            rows=tuple(
                (
                    _name(row),
                    DASH if row.points is None else str(row.points),
                    format_eur(row.highest_eur),
                )
                for row in note.left_out
            ),
            numbers=(1, 2),
        ),
    )


def _signatures(note: AwardNote) -> tuple[Block, ...]:
    return (
        facts(
            (_("Eingefroren von"), who_in_line(note.frozen)),
            (_("Bestätigt von"), who_in_line(note.confirmed)),
            (_("Prüfsumme der Liste (SHA-256)"), in_halves(note.sha256)),
            (_("Ersetzt die Liste mit der Prüfsumme"), in_halves(note.replaces)),
        ),
    )
