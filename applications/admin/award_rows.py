"""The rows of the award list, each cell as it is written: the template only puts it in place."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from applications import texts
from applications.forms.award_list import AmountCell, AwardPlanForm
from applications.rules.award_list import Gap, Place, RankedRow
from applications.rules.choices import District
from applications.rules.lifecycle import State
from applications.rules.money import format_eur
from applications.services.award_board import BoardCase, Listing

_NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """The input of one row, and what its buttons are called; empty where there is none."""

    cell: AmountCell
    label: str
    rise: str
    sink: str


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One line of the table; the line at which the money ends may stand right above it.

    Without an address the case is closed for the person, who reads no name either.
    """

    case: BoardCase
    is_at_line: bool
    classes: str
    key: str
    rank: str
    number: str
    address: str
    name: str
    district: str
    points: str
    requested: str
    accepted: str
    wanted: str
    rest: str
    running: str
    place: str
    place_name: str
    state: str
    is_late: bool
    gaps: str
    input: ShownCell | None


class RowWriter:
    """Writes the rows of one list; names and sentences are looked up once, not for every row."""

    def __init__(self, listing: Listing, form: AwardPlanForm | None, closed: set[int]) -> None:
        self._form, self._closed, self._line = form, closed, listing.ranking.at_the_line
        self._ranks = [one.row.rank for one in listing.rows if not one.row.candidate.counts_first]
        self._places, self._states, self._gaps = _names(Place), _names(State), _names(Gap)
        self._districts = {**_names(District), "": _NOTHING}
        self._accepted = _("anerkannt %(highest)s")
        self._rest = _("es bleiben %(rest)s")
        self._label = _("Betrag für %(number)s in Euro")
        self._rise = _("%(number)s einen Rang nach oben")
        self._sink = _("%(number)s einen Rang nach unten")

    def shown(self, row: RankedRow, case: BoardCase, *, is_below: bool) -> ShownRow:
        """Return one row; ``is_below`` says that the money ends at it or above."""
        one, application = row.candidate, case.application
        number, is_closed = application.reference_number or "", one.key in self._closed
        return ShownRow(
            case=case,
            is_at_line=row is self._line,
            classes=_classes(row, is_below=is_below),
            key=str(one.key),
            rank=str(row.rank),
            number=number,
            address="" if is_closed else _address(application.code),
            name=application.organisation_name,
            district=self._districts[application.district],
            points=_NOTHING if one.points is None else str(one.points),
            requested=format_eur(application.requested_eur),
            accepted=self._accepted_of(case),
            wanted=format_eur(row.wanted_eur),
            rest=self._rest_of(row),
            running=format_eur(row.running_eur),
            place=row.place.value,
            place_name=self._places[row.place],
            state=self._states[application.state],
            is_late=application.is_late,
            gaps=", ".join([self._gaps[gap] for gap in case.gaps]),
            input=self._input(row, number),
        )

    def _accepted_of(self, case: BoardCase) -> str:
        """Say how much is accepted where that is less than was requested."""
        if not case.is_cut:
            return ""
        return self._accepted % {"highest": format_eur(case.candidate.highest_eur)}

    def _rest_of(self, row: RankedRow) -> str:
        """Say what is left for the case that the money does not pay whole."""
        if row.place != Place.PARTLY:
            return ""
        return self._rest % {"rest": format_eur(row.given_eur)}

    def _input(self, row: RankedRow, number: str) -> ShownCell | None:
        cell = self._form.cell(row.candidate.key) if self._form else None
        if cell is None:
            return None
        name = {"number": number}
        return ShownCell(
            cell=cell,
            label=self._label % name,
            rise=self._rise % name if row.rank > self._ranks[0] else "",
            sink=self._sink % name if row.rank < self._ranks[-1] else "",
        )


def shown_rows(listing: Listing, form: AwardPlanForm | None, closed: set[int]) -> list[ShownRow]:
    """Return the rows of a list; with a form, cases that may be changed have their input."""
    writer, line, is_below = RowWriter(listing, form, closed), listing.ranking.at_the_line, False
    shown = []
    for one in listing.rows:
        is_below = is_below or one.row is line
        shown.append(writer.shown(one.row, one.case, is_below=is_below))
    return shown


def _names(members: type[StrEnum]) -> dict[str, str]:
    return {member.value: str(texts.label(member)) for member in members}


def _classes(row: RankedRow, *, is_below: bool) -> str:
    found = ["award-row", f"award-{row.place.value}"]
    if is_below:
        found.append("award-below")
    if row.candidate.counts_first:
        found.append("award-fixed")
    return " ".join(found)


def _address(code: str) -> str:
    return reverse("admin:applications_application_change", args=[code])
