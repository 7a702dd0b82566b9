"""After a breach: who saw a case, and what an account saw."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from applications.models import Application, User
from applications.rules.exports import ExportKind
from applications.services import applicant_view, downloads, exports, retention, review
from applications.services.access_log import by_person, seen_by, who_saw
from tests import factories
from tests.factories import ASKED_AT, REVIEWED_AT

pytestmark = pytest.mark.django_db


def look(case: Application, person: User, at=ASKED_AT) -> None:
    review.record_view(application=case, actor=person, at=at)


def take_out(person: User, *cases: Application, kind=ExportKind.CONTACTS_CSV, at=ASKED_AT):
    return exports.order_export(
        kind=kind,
        keys=[case.pk for case in cases],
        query="",
        purpose="Einladung",
        left_out=0,
        actor=person,
        at=at,
    )


def test_everybody_who_saw_a_case_is_found():
    case, other = factories.make_submitted(), factories.make_submitted()
    document = factories.store_receipt(case)
    reader, taker, helper, auditor = (
        factories.make_staff(group, name=group)
        for group in ("Mitzeichnung", "Sachbearbeitung", "Leitung", "Revision")
    )
    look(case, reader)
    look(other, factories.make_staff("Leitung", name="Fremd"))
    downloads.note_document_download(document=document, actor=reader, at=ASKED_AT)
    downloads.note_attachment_download(
        attachment=case.attachments.first(), actor=auditor, at=ASKED_AT
    )
    take_out(taker, other, case)
    take_out(factories.make_staff("Sachbearbeitung", name="Fremder"), other)
    applicant_view.begin_view(application=case, reason="Anruf", actor=helper, at=ASKED_AT)

    found = who_saw(case, since=REVIEWED_AT)

    assert {one.person for one in found} == {reader, taker, helper, auditor}
    assert {one.person: one.count for one in by_person(found)}[reader] == 2
    assert {one.cases for one in found} == {case.reference_number}
    assert all(one.is_reading for one in found)
    assert who_saw(case, since=ASKED_AT + timedelta(seconds=1)) == []


def test_a_file_taken_later_by_somebody_else_counts():
    case = factories.make_submitted()
    owner, auditor = factories.make_staff("Sachbearbeitung"), factories.make_staff("Revision")
    with TestCase.captureOnCommitCallbacks(execute=True):
        export = take_out(owner, case, kind=ExportKind.APPLICATIONS_XLSX, at=REVIEWED_AT)
    export.refresh_from_db()
    later = REVIEWED_AT + timedelta(days=2)
    exports.open_file(export=export, actor=auditor, at=later)

    found = who_saw(case, since=later)

    assert [one.person for one in found] == [auditor]


def test_what_happened_while_it_was_a_draft_is_found_by_its_code():
    draft = factories.make_draft()
    clerk = factories.make_staff("Verwaltung")
    applicant_view.begin_view(application=draft, reason="Anruf", actor=clerk, at=ASKED_AT)

    assert clerk in {one.person for one in who_saw(draft)}
    assert draft.code in {one.cases for one in seen_by(clerk)}


def test_everything_that_an_account_saw_is_found():
    case, other, foreign = (factories.make_submitted() for _ in range(3))
    person = factories.make_staff("Sachbearbeitung")
    look(case, person)
    take_out(person, case, other)
    look(foreign, factories.make_staff("Leitung"))

    found = seen_by(person)

    assert {one.cases for one in found} == {case.reference_number, "2 ×"}
    assert {one.cases for one in seen_by(person, without=[case.pk])} == {"2 ×"}
    assert seen_by(person, since=ASKED_AT + timedelta(seconds=1)) == []


def test_the_log_still_answers_for_an_account_when_the_case_is_gone(monkeypatch):
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    case = factories.make_submitted()
    person = factories.make_staff("Sachbearbeitung")
    look(case, person)
    Application.objects.update(state="withdrawn", told_state="withdrawn")
    case.organisation.memberships.all().delete()
    retention.apply_retention(at=ASKED_AT.replace(year=2099), is_trial=False)

    assert not Application.objects.exists()
    assert [one.what for one in seen_by(person)] == ["Akte angesehen"]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_commands_print_people_and_lines():
    case = factories.make_submitted()
    person = factories.make_staff("Sachbearbeitung", name="Ada Nadel")
    look(case, person)

    seen = run("who_saw", case.reference_number.lower(), "--since", "2020-02-03")
    by = run("seen_by", person.email.upper(), "--since", "2020-02-03T09:00")

    line = f"2020-02-03 10:00:00+01:00\tread\tAda Nadel <{person.email}>\tAkte angesehen\t"
    assert f"Ada Nadel <{person.email}>: 1 (" in seen
    assert line + case.reference_number in seen
    assert line + case.reference_number in by
    assert run("who_saw", case.reference_number, "--since", "2020-02-04") == ""


def test_the_commands_say_what_they_do_not_know():
    with pytest.raises(CommandError, match="no application X-1"):
        run("who_saw", "X-1")
    with pytest.raises(CommandError, match="no account"):
        run("seen_by", "x@y.example")
    with pytest.raises(CommandError, match="gestern is no day"):
        run("seen_by", "x@y.example", "--since", "gestern")
