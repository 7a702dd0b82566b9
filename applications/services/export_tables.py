"""The tables of the exports: heads and rows of plain values, read in pieces of one size."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.models import Application, SubmissionSnapshot
from applications.rules.choices import District, Origin, Topic
from applications.rules.exports import SMALLEST_COUNT, ExportKind
from applications.rules.geography import DISTRICTS
from applications.rules.lifecycle import State
from applications.services.bank_details import payable_by_case
from applications.services.export_costs import COST_HEAD, LawsByInstant, cost_rows

Text = str | Promise
Row = tuple[Any, ...]
# So many cases are read at once: memory stays flat, however long the list is.
PIECE: Final = 500


@dataclass(frozen=True)
class Table:
    """A head and the rows below it; values are texts, numbers, amounts in EUR and instants."""

    head: tuple[Text, ...]
    rows: Callable[[Sequence[int], datetime], Iterator[Row]]


def pieces(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut a list of keys into pieces."""
    for start in range(0, len(keys), PIECE):
        yield keys[start : start + PIECE]


def _in_order(keys: Sequence[int], found: Iterable[Row]) -> Iterator[Row]:
    """Return rows in the order of the keys that stand first in them, without these."""
    by_key = {row[0]: row[1:] for row in found}
    return (by_key[key] for key in keys if key in by_key)


def _cases(keys: Sequence[int]) -> QuerySet[Application]:
    return Application.objects.filter(pk__in=keys)


_APPLICATIONS: Final[Mapping[str, Text]] = {
    "reference_number": gettext_lazy("Nummer"),
    "submitted_at": gettext_lazy("Eingang"),
    "is_late": gettext_lazy("Verspätet"),
    "origin": gettext_lazy("Weg zu uns"),
    "state": gettext_lazy("Status"),
    "organisation_name": gettext_lazy("Verein"),
    "postcode": gettext_lazy("Postleitzahl"),
    "town": gettext_lazy("Ort"),
    "district": gettext_lazy("Kreis"),
    "region": gettext_lazy("Regierungsbezirk"),
    "project_title": gettext_lazy("Projekt"),
    "topic": gettext_lazy("Thema"),
    "points": gettext_lazy("Punkte"),
    "requested_micro_project_eur": gettext_lazy("Beantragt: Mikroprojekt"),
    "requested_minijob_eur": gettext_lazy("Beantragt: Minijob"),
    "requested_eur": gettext_lazy("Beantragt: zusammen"),
    "awarded_eur": gettext_lazy("Zugesagt"),
    "passed_count": gettext_lazy("Regeln erfüllt"),
    "to_clarify_count": gettext_lazy("Klärungen"),
    "excluded_count": gettext_lazy("Ausschlüsse"),
    "note_count": gettext_lazy("Hinweise"),
    "assigned_to__name": gettext_lazy("Zuständig"),
    "state_changed_at": gettext_lazy("Letzter Schritt"),
}


# What is read for the list; the region follows from the district.
APPLICATION_COLUMNS: Final = tuple(
    "district" if name == "region" else name for name in _APPLICATIONS
)


def _applications(keys: Sequence[int], _at: datetime) -> Iterator[Row]:
    words = _words()
    all_words = [words.get(name) for name in _APPLICATIONS]
    for piece in pieces(keys):
        rows = _cases(piece).values_list("pk", *APPLICATION_COLUMNS)
        for row in _in_order(piece, rows.iterator(PIECE)):
            yield tuple(
                [
                    ("" if value is None else value) if known is None else known[value]
                    for known, value in zip(all_words, row, strict=True)
                ]
            )


def _words() -> dict[str, dict[str, str]]:
    """Return the columns that people read in words; amounts, counts, instants stay as they are.

    Each word is looked up once for a list, not once a row.
    """
    regions = {district: str(texts.label(place.region)) for district, place in DISTRICTS.items()}
    return {
        "state": _labels(State),
        "district": _labels(District),
        "region": {"": "", District.OUTSIDE: ""} | regions,
        "topic": _labels(Topic),
        "origin": _labels(Origin),
    }


def _labels(members: type[StrEnum]) -> dict[str, str]:
    return {"": "", **{member.value: str(texts.label(member)) for member in members}}


def _contacts(keys: Sequence[int], _at: datetime) -> Iterator[Row]:
    columns = (
        "reference_number",
        "organisation_name",
        "organisation_details__street",
        "organisation_details__address_extra",
        "postcode",
        "town",
        "board__contact_name",
        "board__contact_email",
        "board__contact_phone",
        "declarations__delivery",
    )
    for piece in pieces(keys):
        rows = _cases(piece).values_list("pk", *columns)
        for *others, delivery in _in_order(piece, rows.iterator(PIECE)):
            yield (*others, _("Post") if delivery == "post" else _("Internet"))


def _costs(keys: Sequence[int], _at: datetime) -> Iterator[Row]:
    laws = LawsByInstant()
    for piece in pieces(keys):
        rows = SubmissionSnapshot.objects.filter(application__in=piece)
        latest = {row.application_id: row for row in rows.order_by("version").iterator(PIECE)}
        for key in piece:
            if key in latest:
                yield from cost_rows(latest[key], laws)


def _amounts(keys: Sequence[int], _at: datetime) -> Iterator[Row]:
    columns = ("reference_number", "organisation_name", "state", "requested_eur", "awarded_eur")
    states = _labels(State)
    for piece in pieces(keys):
        rows = _cases(piece).values_list("pk", *columns)
        for number, name, state, requested, awarded in _in_order(piece, rows.iterator(PIECE)):
            yield number, name, states[state], requested, awarded or ""


def _payments(keys: Sequence[int], at: datetime) -> Iterator[Row]:
    columns = ("reference_number", "organisation_name", "awarded_eur")
    for piece in pieces(keys):
        awarded = _cases(piece).filter(state=State.AWARDED)
        accounts = payable_by_case(piece, at=at)
        rows = awarded.values_list("pk", "pk", *columns)
        for key, number, name, amount in _in_order(piece, rows.iterator(PIECE)):
            account = accounts.get(key)
            holder, iban = (account.account_holder, account.iban) if account else ("", "")
            yield number, name, holder, iban, amount, number


def _statistics(keys: Sequence[int], _at: datetime) -> Iterator[Row]:
    features: tuple[tuple[Text, str, Any], ...] = (
        (gettext_lazy("Status"), "state", State),
        (gettext_lazy("Kreis"), "district", District),
        (gettext_lazy("Thema"), "topic", Topic),
    )
    for title, column, answers in features:
        totals: dict[str, list[Any]] = {}
        for piece in pieces(keys):
            grouped = (
                _cases(piece)
                .values_list(column)
                .annotate(Count("pk"), Sum("requested_eur"), Sum("awarded_eur"))
            )
            for value, *sums in grouped.order_by(column):
                _add(totals.setdefault(value, [0, Decimal(0), Decimal(0)]), sums)
        for value, (count, requested, awarded) in sorted(totals.items()):
            name = str(texts.label(answers(value))) if value else _("ohne Angabe")
            yield (str(title), name, *_told(count, requested, awarded))


def _add(total: list[Any], sums: Sequence[Any]) -> None:
    for number, part in enumerate(sums):
        total[number] += part or 0


def _told(count: int, requested: Decimal, awarded: Decimal) -> Row:
    """Leave out what would tell of single associations."""
    if count < SMALLEST_COUNT:
        return (_("weniger als %(count)s") % {"count": SMALLEST_COUNT}, "", "")
    return count, requested, awarded


def _heads(*heads: Text) -> tuple[Text, ...]:
    return heads


TABLES: Final[Mapping[ExportKind, Table]] = {
    ExportKind.APPLICATIONS_CSV: Table(tuple(_APPLICATIONS.values()), _applications),
    ExportKind.APPLICATIONS_XLSX: Table(tuple(_APPLICATIONS.values()), _applications),
    ExportKind.COSTS_CSV: Table(COST_HEAD, _costs),
    ExportKind.CONTACTS_CSV: Table(
        _heads(
            gettext_lazy("Nummer"),
            gettext_lazy("Verein"),
            gettext_lazy("Straße"),
            gettext_lazy("Adresszusatz"),
            gettext_lazy("Postleitzahl"),
            gettext_lazy("Ort"),
            gettext_lazy("Kontaktperson"),
            gettext_lazy("E-Mail-Adresse"),
            gettext_lazy("Telefon"),
            gettext_lazy("Bescheid per"),
        ),
        _contacts,
    ),
    ExportKind.AMOUNTS_CSV: Table(
        _heads(
            gettext_lazy("Nummer"),
            gettext_lazy("Verein"),
            gettext_lazy("Status"),
            gettext_lazy("Beantragt"),
            gettext_lazy("Zugesagt"),
        ),
        _amounts,
    ),
    ExportKind.PAYMENTS_CSV: Table(
        _heads(
            gettext_lazy("Nummer"),
            gettext_lazy("Verein"),
            gettext_lazy("Kontoinhaber"),
            gettext_lazy("IBAN"),
            gettext_lazy("Betrag"),
            gettext_lazy("Verwendungszweck"),
        ),
        _payments,
    ),
    ExportKind.STATISTICS_CSV: Table(
        _heads(
            gettext_lazy("Merkmal"),
            gettext_lazy("Wert"),
            gettext_lazy("Anträge"),
            gettext_lazy("Beantragt"),
            gettext_lazy("Zugesagt"),
        ),
        _statistics,
    ),
}
