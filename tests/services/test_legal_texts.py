"""Legal texts: written by one person, released by another, never changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from applications.models import AuditEvent, LegalText
from applications.models.append_only import ChangeRefused
from applications.rules.documents import LegalTextKind as Kind
from applications.rules.legal_texts import UnknownPlace
from applications.services import legal_texts
from applications.services.legal_text_samples import sample
from applications.services.legal_texts import AlreadyReleased, EditionTaken, PlaceNeeded
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import NotPermitted
from tests import factories

pytestmark = pytest.mark.django_db

AT = factories.REVIEWED_AT
REMEDY = "Klage beim Verwaltungsgericht {court}, {court_address}, ab {year}."


def make_round(**values):
    """A round whose texts nobody has released."""
    return factories.make_round(texts_released=False, **values)


def write(kind: Kind = Kind.REMEDY, *, text: str = REMEDY, edition: str = "2", actor=None, at=AT):
    return legal_texts.write_edition(
        funding_round=make_round(),
        kind=kind,
        edition=edition,
        text=text,
        actor=actor or factories.make_staff("Verwaltung"),
        at=at,
    )


def release(row: LegalText, *, actor=None, at=AT) -> None:
    legal_texts.release_text(row=row, actor=actor or factories.make_staff("Leitung"), at=at)


def in_force(kind: Kind = Kind.REMEDY) -> str:
    return LegalText.objects.in_force(make_round().pk)[kind].edition


def test_a_round_begins_with_a_draft_of_every_text() -> None:
    rows = make_round().legal_texts.all()

    assert {row.kind for row in rows} == set(Kind)
    assert not any(row.is_released or row.written_by for row in rows)
    legal_texts.add_legal_texts(make_round(), at=AT)
    assert rows.count() == len(Kind)


def test_an_edition_is_written_by_one_person_and_released_by_another() -> None:
    writer, head = factories.make_staff("Leitung"), factories.make_staff("Leitung")
    row = write(actor=writer, text=f"  {REMEDY}\n")
    assert (row.text, row.is_released) == (REMEDY, False)

    with pytest.raises(SecondPersonNeeded):
        release(row, actor=writer)
    release(row, actor=head)

    row.refresh_from_db()
    assert (row.written_by, row.released_by, row.released_at) == (writer, head, AT)
    events = AuditEvent.objects.filter(event__startswith="legal_text.").order_by("pk")
    assert [(one.event, one.actor) for one in events] == [
        ("legal_text.written", writer),
        ("legal_text.released", head),
    ]
    with pytest.raises(AlreadyReleased):
        release(row)


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Haushalt", "Revision"])
def test_others_neither_write_nor_release(group: str) -> None:
    person, row = factories.make_staff(group), write()

    with pytest.raises(NotPermitted):
        write(edition="3", actor=person)
    with pytest.raises(NotPermitted):
        release(row, actor=person)


def test_the_administration_writes_but_does_not_release() -> None:
    with pytest.raises(NotPermitted):
        release(write(), actor=factories.make_staff("Verwaltung"))


@pytest.mark.parametrize("text", ["Bis {frist}.", "{court} {", "} {court}", "{ court }", "{}"])
def test_a_place_that_nobody_can_fill_in_is_refused(text: str) -> None:
    with pytest.raises(UnknownPlace):
        write(Kind.NOTES, text=text)
    assert LegalText.objects.filter(kind=Kind.NOTES).count() == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [("Klage beim Gericht in {court}.", "court_address"), ("{court_address}", "court")],
)
def test_a_notice_of_remedy_names_the_court(text: str, name: str) -> None:
    with pytest.raises(PlaceNeeded, match=f"^{name}$"):
        write(text=text)


def test_an_edition_exists_once_for_each_text_and_round() -> None:
    write(edition=" 2 ")

    with pytest.raises(EditionTaken):
        write(edition="2")
    assert write(Kind.NOTES, text="Hinweis.", edition="2").edition == "2"


def test_letters_carry_what_was_released_last_and_before_that_the_last_draft() -> None:
    assert in_force() == "2020-1"
    later = [AT + timedelta(minutes=number) for number in range(5)]
    second, third = write(edition="2", at=later[0]), write(edition="3", at=later[1])
    assert in_force() == "3"

    release(third, at=later[2])
    write(edition="4", at=later[3])
    assert in_force() == "3"

    release(second, at=later[4])
    assert in_force() == "2"


def test_another_round_takes_the_texts_over_and_releases_them_anew() -> None:
    source, actor = make_round(), factories.make_staff("Verwaltung")
    release(write(edition="2"))
    write(edition="3")
    target = make_round(reference_prefix="WIR-2021", with_legal_texts=False)

    legal_texts.copy_legal_texts(source, target, actor=actor, at=AT)

    copies = LegalText.objects.in_force(target.pk)
    assert copies.keys() == set(Kind)
    assert (copies[Kind.REMEDY].edition, copies[Kind.REMEDY].text) == ("2", REMEDY)
    assert not any(row.is_released for row in copies.values())
    assert {row.written_by for row in copies.values()} == {actor}


def test_the_next_edition_has_a_free_name() -> None:
    row = make_round()

    assert legal_texts.next_edition(row, Kind.REMEDY) == "2020-2"
    write(edition="2020-3")
    assert legal_texts.next_edition(row, Kind.REMEDY) == "2020-2"
    write(edition="2020-2")
    assert legal_texts.next_edition(row, Kind.REMEDY) == "2020-4"


def test_a_round_without_a_text_says_so() -> None:
    row = make_round(with_legal_texts=False)
    assert legal_texts.lacking(row) == list(Kind)

    write(Kind.NOTES, text="Hinweis.")

    assert set(legal_texts.lacking(row)) == set(Kind) - {Kind.NOTES}


def test_a_sample_leaves_no_place_open_even_in_a_round_without_a_telephone() -> None:
    row = write(Kind.NOTES, text="Bis {due_on}: {phone}, {portal}, {court} in {year}.")
    row.round.contact_phone = ""

    assert sample(row) == "Bis 31. März 2020: …, 127.0.0.1:8000, Frankfurt am Main in 2020."


@pytest.mark.parametrize(
    "change",
    [
        "text = 'anders'",
        "edition = '9'",
        "kind = 'notes'",
        "round_id = round_id + 1",
        "released_at = NULL, released_by_id = NULL",
    ],
)
def test_the_database_keeps_an_edition_as_it_was_released(change: str) -> None:
    release(write())
    statement = " ".join(["UPDATE applications_legaltext SET", change, "WHERE edition = '2'"])

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM applications_legaltext")
    with pytest.raises(ChangeRefused):
        LegalText.objects.all().delete()


def test_the_database_wants_two_persons_and_one_name() -> None:
    row = write()
    rows = LegalText.objects.filter(pk=row.pk)

    for values, name in (
        ({"released_by": row.written_by, "released_at": AT}, "released_by_another_person"),
        ({"released_at": AT}, "released_whole"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**values)
