"""Where the money goes: the right people, two where two are needed, 48 hours, one newest entry."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from applications.models import (
    Application,
    AuditEvent,
    BankDetails,
    Membership,
    Message,
    SubmissionSnapshot,
)
from applications.rules.bank_account import CountryNotServed, NotAnIban
from applications.rules.lifecycle import Role, State
from applications.services import bank_details
from applications.services.bank_details import (
    AnotherPersonNeeded,
    BankDetailsChanged,
    NotAwarded,
    Standing,
    bank_account_of,
    payable_bank_details,
)
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support import award_changes
from tests.support.bank_details import (
    AT,
    IBAN,
    NUMBER,
    OTHER_IBAN,
    OTHER_NUMBER,
    call,
    colleague_of,
    confirm,
    enter,
    joint_case,
    stop,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


# One person, two people -----------------------------------------------------


def test_one_person_enters_and_confirms_where_one_signs() -> None:
    case = factories.make_awarded()
    assert bank_account_of(case).standing == Standing.MISSING

    row = enter(case, bank_name="Beispielbank")

    assert bank_account_of(case).standing == Standing.TO_CONFIRM
    assert (row.iban, row.iban_end, row.holder_fits) == (NUMBER, "1001", True)
    confirm(case)
    account = bank_account_of(case)
    assert account.standing == Standing.CONFIRMED
    assert account.masked == "DE•• •••• •••• •••• ••10 01"


def test_two_people_confirm_where_the_statutes_ask_for_two() -> None:
    case = joint_case()
    second = colleague_of(case)
    row = enter(case)
    assert row.needs_second_person

    with pytest.raises(AnotherPersonNeeded):
        confirm(case)
    assert bank_account_of(case).standing == Standing.TO_CONFIRM
    confirm(case, second)

    row = BankDetails.objects.get()
    assert (row.entered_by, row.confirmed_by) == (case.created_by, second)


def test_what_was_sent_says_how_many_sign() -> None:
    """Nobody changes the statutes in the live rows to get round the second person."""
    case = joint_case()
    Application.objects.get(pk=case.pk).board.__class__.objects.update(signature_rule="single")
    assert enter(case).needs_second_person


def test_a_change_needs_a_second_person_if_there_is_one() -> None:
    case = factories.make_awarded()
    enter(case)
    confirm(case)
    second = colleague_of(case)

    row = enter(case, iban=OTHER_IBAN)

    assert row.needs_second_person
    with pytest.raises(AnotherPersonNeeded):
        confirm(case)
    confirm(case, second)
    assert BankDetails.objects.count() == 2


def test_a_change_by_the_only_representative_needs_nobody_else() -> None:
    case = factories.make_awarded()
    factories.make_member(case)
    enter(case)
    confirm(case)
    enter(case, iban=OTHER_IBAN)
    assert confirm(case).iban == OTHER_NUMBER


def test_a_correction_before_the_confirmation_is_no_change() -> None:
    case = factories.make_awarded()
    colleague_of(case)
    enter(case)
    assert not enter(case, iban=OTHER_IBAN).needs_second_person


def test_the_database_refuses_the_same_person_too() -> None:
    case = joint_case()
    row = enter(case)
    row.confirmed_by, row.confirmed_at = case.created_by, AT
    row.usable_from = AT + bank_details.LOCK
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_confirmed_entry_never_changes() -> None:
    case = factories.make_awarded()
    enter(case)
    row = confirm(case)
    row.iban = OTHER_NUMBER
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


# States and roles -----------------------------------------------------------


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADVISER, None])
def test_only_representatives_do_anything(role: Role | None) -> None:
    case = factories.make_awarded()
    enter(case)
    person = factories.make_member(case, role=role) if role else factories.make_user()

    for deed in (enter, confirm, stop):
        with pytest.raises(PermissionDenied):
            deed(case, person)
    assert BankDetails.objects.get().confirmed_at is None


def test_staff_enter_nothing_for_an_association() -> None:
    case = factories.make_awarded()
    for group in ("Sachbearbeitung", "Leitung", "Haushalt"):
        with pytest.raises(PermissionDenied):
            enter(case, factories.make_staff(group))


@pytest.mark.parametrize("make", [factories.make_submitted, factories.make_proposed])
def test_nothing_is_asked_before_an_award(make: Callable[[], Application]) -> None:
    case = make()
    for deed in (enter, confirm, stop):
        with pytest.raises(NotAwarded):
            deed(case)
    assert not BankDetails.objects.exists()


def test_after_a_revocation_nothing_is_payable() -> None:
    case = factories.make_awarded()
    enter(case)
    confirm(case)
    award_changes.revoke(case)

    assert case.state == State.REVOKED
    assert payable_bank_details(case, at=AT + timedelta(days=30)) is None
    with pytest.raises(NotAwarded):
        enter(case, iban=OTHER_IBAN)


def test_who_left_the_team_confirms_nothing() -> None:
    case = joint_case()
    second = colleague_of(case)
    enter(case)
    Membership.objects.filter(user=second).delete()
    with pytest.raises(PermissionDenied):
        confirm(case, second)


@pytest.mark.parametrize("iban", ["", "DE00 3704 0044 0532 0130 00", "TR330006100519786457841326"])
def test_what_is_no_number_is_not_stored(iban: str) -> None:
    case = factories.make_awarded()
    with pytest.raises((NotAnIban, CountryNotServed)):
        enter(case, iban=iban)
    assert not BankDetails.objects.exists()


def test_another_name_is_kept_and_marked() -> None:
    case = factories.make_awarded()
    row = enter(case, account_holder="Rania Haddad")
    assert (row.account_holder, row.holder_fits) == ("Rania Haddad", False)
    assert AuditEvent.objects.get(event="bank_details.entered").data["holder_fits"] is False


# When money may go ----------------------------------------------------------


def test_an_account_is_usable_after_48_hours_to_the_second() -> None:
    case = factories.make_awarded()
    enter(case)
    row = confirm(case)
    call(case)
    usable_from = AT + timedelta(hours=48)
    assert row.usable_from == usable_from

    second = timedelta(seconds=1)
    assert payable_bank_details(case, at=usable_from - second) is None
    payable = payable_bank_details(case, at=usable_from)
    assert payable is not None
    assert payable.iban == NUMBER


def test_an_unconfirmed_entry_is_never_payable() -> None:
    case = factories.make_awarded()
    assert payable_bank_details(case, at=AT + timedelta(days=365)) is None
    enter(case)
    assert payable_bank_details(case, at=AT + timedelta(days=365)) is None


def test_a_newer_entry_blocks_the_old_account_until_it_is_usable() -> None:
    case = factories.make_awarded()
    enter(case)
    confirm(case)
    call(case)
    later = AT + timedelta(days=10)
    assert payable_bank_details(case, at=later) is not None

    enter(case, iban=OTHER_IBAN, at=later)
    assert payable_bank_details(case, at=later + timedelta(days=10)) is None
    confirm(case, at=later)
    call(case, at=later)
    assert payable_bank_details(case, at=later + timedelta(hours=47)) is None
    payable = payable_bank_details(case, at=later + timedelta(hours=48))
    assert payable is not None
    assert payable.iban == OTHER_NUMBER


def test_any_representative_stops_a_payment() -> None:
    case = factories.make_awarded()
    enter(case)
    confirm(case)
    call(case)
    second = colleague_of(case)

    stop(case, second)

    account = bank_account_of(case)
    assert (account.standing, account.masked) == (Standing.STOPPED, "")
    assert payable_bank_details(case, at=AT + timedelta(days=30)) is None
    for deed in (confirm, stop):
        with pytest.raises(BankDetailsChanged):
            deed(case)
    assert enter(case, second, iban=OTHER_IBAN).needs_second_person
    confirm(case)
    call(case)
    assert payable_bank_details(case, at=AT + timedelta(days=30)) is not None


# Unseen and at once ---------------------------------------------------------


def test_nobody_decides_about_an_entry_unseen() -> None:
    case = factories.make_awarded()
    seen = enter(case).pk
    enter(case, iban=OTHER_IBAN)

    with pytest.raises(BankDetailsChanged):
        confirm(case, seen=seen)
    with pytest.raises(BankDetailsChanged):
        enter(case, seen=seen)
    assert BankDetails.objects.filter(confirmed_at=None).count() == 2


def test_a_second_click_does_everything_once() -> None:
    case = factories.make_awarded()
    seen = bank_account_of(case).seen
    enter(case, seen=seen)
    with pytest.raises(BankDetailsChanged):
        enter(case, seen=seen)
    confirm(case)
    with pytest.raises(BankDetailsChanged):
        confirm(case)
    assert AuditEvent.objects.filter(event__startswith="bank_details.").count() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_people_enter_at_once_and_one_succeeds(settings: LazySettings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    case = factories.make_awarded()
    people = [case.created_by, colleague_of(case)]
    barrier = Barrier(len(people))

    def try_it(turn: int) -> str:
        barrier.wait(timeout=30)
        try:
            enter(case, people[turn], iban=(IBAN, OTHER_IBAN)[turn], seen=0)
        except BankDetailsChanged:
            return "told"
        finally:
            connection.close()
        return "entered"

    with ThreadPoolExecutor(len(people)) as pool:
        results = list(pool.map(try_it, range(len(people))))

    assert sorted(results) == ["entered", "told"]
    assert BankDetails.objects.count() == 1


# Who is told, and what nobody is told ---------------------------------------


def test_everybody_who_writes_is_told_of_every_step() -> None:
    case = factories.make_awarded()
    member, second = factories.make_member(case), colleague_of(case)
    factories.make_member(case, role=Role.ADVISER)
    Message.objects.all().delete()

    enter(case)
    confirm(case)
    stop(case)

    kinds = ["bank_details_entered", "bank_details_confirmed", "bank_details_stopped"]
    for kind in kinds:
        told = Message.objects.filter(kind=kind)
        assert {mail.user for mail in told} == {case.created_by, member, second}
        assert {mail.context["phone"] for mail in told} == {"0611 000000"}
    assert Message.objects.count() == 9


def test_after_an_award_the_account_is_asked_for() -> None:
    case = factories.make_awarded()
    kinds = Message.objects.filter(application=case).values_list("kind", flat=True)
    assert {"decision_made", "bank_details_wanted"} < set(kinds)
    assert "bank_details_wanted" not in Message.objects.filter(
        application=factories.make_proposed()
    ).values_list("kind", flat=True)


def test_the_number_stands_nowhere_but_sealed_in_its_row() -> None:
    case = factories.make_awarded()
    enter(case)
    confirm(case)
    reader = factories.make_staff("Haushalt")
    bank_details.read_number(application=case, actor=reader, at=AT)

    assert NUMBER not in _whole_database()
    events = AuditEvent.objects.filter(event__startswith="bank_details.").order_by("pk")
    assert [(event.event, event.data["iban_end"]) for event in events] == [
        ("bank_details.entered", "1001"),
        ("bank_details.confirmed", "1001"),
        ("bank_details.viewed", "1001"),
    ]
    assert SubmissionSnapshot.objects.get().document.keys().isdisjoint({"bank_details", "iban"})


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Revision", "Verwaltung"])
def test_only_those_who_pay_read_the_number(group: str) -> None:
    case = factories.make_awarded()
    enter(case)
    with pytest.raises(NotPermitted):
        bank_details.read_number(application=case, actor=factories.make_staff(group), at=AT)
    assert not AuditEvent.objects.filter(event="bank_details.viewed").exists()


def _whole_database() -> str:
    """Return everything that stands in all tables."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            lines += [repr(row).replace(" ", "") for row in cursor.fetchall()]
    return "\n".join(lines)
