"""Exports: who may, what for, byte by byte, by job, and how long a file stays."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from applications.models import Application, AuditEvent, Export
from applications.rules.exports import LISTS, ROLES, ExportKind
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import bank_details, exports
from applications.services.export_files import csv_pieces
from applications.services.export_tables import PIECE
from applications.services.exports import NothingChosen, NotReadyYet, PurposeMissing
from applications.workflow.permissions import GROUPS, NotPermitted
from tests import factories
from tests.factories import ASKED_AT
from tests.support import bank_details as accounts
from tests.support.made_exports import make_export

pytestmark = pytest.mark.django_db
PAYABLE_AT = accounts.AT + timedelta(days=3)
GROUP_OF = {role: name for name, role in GROUPS.items()}


def rows_of(kind: ExportKind, *cases: Application, at: datetime = ASKED_AT) -> list[list[str]]:
    """Return the cells of a CSV as a spreadsheet reads them."""
    role = sorted(ROLES[kind])[0]
    export = make_export(*cases, kind=kind, actor=factories.make_staff(GROUP_OF[role]))
    content = b"".join(exports.stream(export, at=at)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def values_of(kind: ExportKind, case: Application, **options: Any) -> dict[str, str]:
    head, row = rows_of(kind, case, **options)
    return dict(zip(head, row, strict=True))


def test_csv_is_written_as_german_spreadsheets_open_it() -> None:
    rows = [
        ("Größe; „Maß“", Decimal("1234.5"), datetime(2020, 1, 18, 20, 14, 7, tzinfo=UTC)),
        ('Sie sagte "ja"\nund ging', True, None),
        ("=HYPERLINK()", False, 7),
    ]

    content = b"".join(csv_pieces(("Text", "Betrag", "Eingang"), rows))

    assert content == (
        b"\xef\xbb\xbf"
        + "Text;Betrag;Eingang\r\n"
        '"Größe; „Maß“";1234,50;18.01.2020 21:14:07\r\n'
        '"Sie sagte ""ja""\nund ging";ja;\r\n'
        "'=HYPERLINK();nein;7\r\n".encode()
    )


def test_one_row_for_each_application() -> None:
    case = factories.make_submitted(name="Frauennetz Usaufer e. V.")

    values = values_of(ExportKind.APPLICATIONS_CSV, case)

    assert values["Nummer"] == case.reference_number
    assert values["Eingang"] == "18.01.2020 21:14:07"
    assert values["Verein"] == "Frauennetz Usaufer e. V."
    assert values["Kreis"] == "Wetteraukreis"
    assert values["Regierungsbezirk"] == "Darmstadt"
    assert values["Beantragt: zusammen"] == "8361,62"
    assert values["Verspätet"] == "nein"
    assert values["Zugesagt"] == ""


def test_rows_come_in_the_order_of_the_list() -> None:
    first, second = factories.make_submitted(), factories.make_submitted()

    rows = rows_of(ExportKind.APPLICATIONS_CSV, second, first)

    assert [row[0] for row in rows[1:]] == [second.reference_number, first.reference_number]


def test_costs_and_finance_plan_to_the_cent() -> None:
    case = factories.make_submitted()

    _head, *rows = rows_of(ExportKind.COSTS_CSV, case)

    told = {(part, kind, purpose): amount for _n, _v, part, kind, purpose, _r, amount in rows}
    assert told["Mikroprojekt", "Räume", "Miete Bürgerhaus"] == "450,00"
    assert told["Mikroprojekt", "Summe der Kosten", ""] == "3200,00"
    assert told["Mikroprojekt", "Förderung vom Land", ""] == "3000,00"
    assert told["Minijob", "Lohn im Monat", ""] == "450,00"
    assert told["Minijob", "Förderung vom Land", ""] == "5361,62"
    assert told["Minijob", "Kosten dieser Monate", ""] == "5311,62"
    assert {row[0] for row in rows} == {case.reference_number}


def test_costs_are_those_that_were_sent_last() -> None:
    case = factories.make_submitted()
    Application.objects.get(pk=case.pk).cost_items.update(purpose="nie abgesendet")

    rows = rows_of(ExportKind.COSTS_CSV, case)

    assert "nie abgesendet" not in {cell for row in rows for cell in row}


def test_payments_hold_the_number_only_once_money_may_move() -> None:
    case = factories.make_awarded()
    open_case = factories.make_submitted()
    without = rows_of(ExportKind.PAYMENTS_CSV, case, open_case)

    accounts.enter(case)
    accounts.confirm(case)
    uncalled = values_of(ExportKind.PAYMENTS_CSV, case, at=PAYABLE_AT)
    accounts.call(case)
    early = values_of(ExportKind.PAYMENTS_CSV, case, at=accounts.AT)
    later = values_of(ExportKind.PAYMENTS_CSV, case, at=PAYABLE_AT)

    assert [row[0] for row in without[1:]] == [case.reference_number]
    assert without[1][3] == uncalled["IBAN"] == early["IBAN"] == ""
    assert later["IBAN"] == accounts.NUMBER
    assert later["Betrag"] == "8361,62"
    assert later["Verwendungszweck"] == case.reference_number


def test_payments_agree_with_what_the_case_says() -> None:
    case = factories.make_awarded()
    accounts.enter(case)
    accounts.confirm(case)
    accounts.call(case)
    at = PAYABLE_AT

    found = bank_details.payable_by_case([case.pk], at=at)

    assert found == {case.pk: bank_details.payable_bank_details(case, at=at)}


def test_statistics_leave_out_small_numbers() -> None:
    cases = [factories.make_submitted() for _ in range(3)]
    other = factories.make_submitted(changes={Section.ORGANISATION: {"district": "KS"}})

    _head, *rows = rows_of(ExportKind.STATISTICS_CSV, *cases, other)

    told = {(feature, value): rest for feature, value, *rest in rows}
    assert told["Kreis", "Wetteraukreis"] == ["3", "25084,86", "0,00"]
    assert told["Kreis", "Stadt Kassel"] == ["weniger als 3", "", ""]
    assert other.organisation_name not in str(rows)


def test_spreadsheet_has_numbers_dates_and_no_formula() -> None:
    case = factories.make_submitted(name="=1+1 e. V.")

    export = make_export(case)

    sheet = openpyxl.load_workbook(export.file.open()).active
    head = {cell.value: cell.column for cell in sheet[1]}
    row = sheet[2]
    assert sheet.freeze_panes == "B2"
    assert row[head["Verein"] - 1].value == "=1+1 e. V."
    assert row[head["Verein"] - 1].data_type == "s"
    assert row[head["Beantragt: zusammen"] - 1].value == 8361.62
    assert row[head["Eingang"] - 1].value == datetime(2020, 1, 18, 21, 14, 7)  # noqa: DTZ001
    assert (export.rows_done, export.finished_at is not None) == (1, True)


@pytest.mark.parametrize("kind", ExportKind)
@pytest.mark.parametrize("group", GROUPS)
def test_who_may_take_out_what(kind: ExportKind, group: str) -> None:
    case, person = factories.make_submitted(), factories.make_staff(group)

    if GROUPS[group] in ROLES[kind]:
        assert make_export(case, kind=kind, actor=person).requested_by == person
    else:
        with pytest.raises(NotPermitted):
            make_export(case, kind=kind, actor=person)


def test_the_administration_takes_out_nothing() -> None:
    assert not any(Role.ADMINISTRATOR in roles for roles in ROLES.values())


@pytest.mark.parametrize("purpose", ["", "  \n"])
def test_lists_about_associations_need_a_purpose(purpose: str) -> None:
    with pytest.raises(PurposeMissing):
        order(factories.make_submitted(), purpose=purpose)


def test_an_empty_list_is_no_export() -> None:
    with pytest.raises(NothingChosen):
        order(purpose="Für die Akte.")


def order(*cases: Application, purpose: str) -> Export:
    return exports.order_export(
        kind=ExportKind.APPLICATIONS_CSV,
        keys=[case.pk for case in cases],
        query="",
        purpose=purpose,
        left_out=0,
        actor=factories.make_staff("Sachbearbeitung"),
        at=ASKED_AT,
    )


def test_is_logged_when_ordered_and_when_taken() -> None:
    export = make_export(factories.make_submitted())

    exports.open_file(export=export, actor=export.requested_by, at=ASKED_AT).close()

    logged = AuditEvent.objects.filter(event__startswith="export.").order_by("pk")
    assert list(logged.values_list("event", "actor")) == [
        ("export.ordered", export.requested_by_id),
        ("export.downloaded", export.requested_by_id),
    ]


@pytest.mark.parametrize(("group", "may"), [("Sachbearbeitung", False), ("Revision", True)])
def test_others_do_not_get_the_file_but_the_auditors_do(group: str, may: bool) -> None:
    export, other = make_export(factories.make_submitted()), factories.make_staff(group)

    if may:
        exports.open_file(export=export, actor=other, at=ASKED_AT).close()
    else:
        with pytest.raises(NotPermitted):
            exports.open_file(export=export, actor=other, at=ASKED_AT)


def test_who_changed_the_group_does_not_get_the_file_any_more() -> None:
    export = make_export(factories.make_submitted())
    export.requested_by.groups.clear()
    person = type(export.requested_by).objects.get(pk=export.requested_by_id)

    with pytest.raises(NotPermitted):
        exports.open_file(export=export, actor=person, at=ASKED_AT)


def test_what_was_taken_out_cannot_be_rewritten() -> None:
    export = make_export(factories.make_submitted())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(purpose="Etwas anderes.")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM applications_export")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(exports, "write_xlsx", fail)
    return monkeypatch


def test_a_failed_job_is_started_again_by_the_sweep(broken: pytest.MonkeyPatch) -> None:
    export = make_export(factories.make_submitted())
    assert (export.finished_at, export.last_error) == (None, "OSError: disk full")

    broken.undo()
    started = exports.sweep(at=ASKED_AT + timedelta(minutes=11))

    export.refresh_from_db()
    assert (started, export.last_error) == (1, "")
    assert export.file


def test_five_failures_are_left_to_people(broken: pytest.MonkeyPatch) -> None:
    export = make_export(factories.make_submitted())
    at = ASKED_AT + timedelta(minutes=11)

    started = [exports.sweep(at=at) for _ in range(6)]

    export.refresh_from_db()
    assert sum(started) == export.attempts - 1 == 4


def test_the_file_goes_after_a_week_and_the_row_stays() -> None:
    export = make_export(factories.make_submitted())
    place = export.file.name

    exports.sweep(at=ASKED_AT + timedelta(days=6, hours=23))
    assert default_storage.exists(place)
    exports.sweep(at=ASKED_AT + timedelta(days=7))

    export.refresh_from_db()
    assert not default_storage.exists(place)
    assert export.purpose == "Für die Akte."
    with pytest.raises(NotReadyYet):
        exports.open_file(export=export, actor=export.requested_by, at=ASKED_AT)


@pytest.mark.parametrize("kind", [kind for kind in LISTS if kind != "applications_xlsx"])
def test_as_many_queries_for_one_as_for_three(
    kind: ExportKind, django_assert_num_queries: Any
) -> None:
    cases = [factories.make_awarded() for _ in range(3)]
    person = factories.make_staff(*(GROUP_OF[role] for role in ROLES[kind]))
    expected = {"costs_csv": 4, "payments_csv": 3, "statistics_csv": 4}.get(kind, 2)

    for some in (cases[:1], cases):
        export = make_export(*some, kind=kind, actor=person)
        with django_assert_num_queries(expected):
            list(exports.stream(export, at=ASKED_AT))

    assert len(cases) < PIECE
