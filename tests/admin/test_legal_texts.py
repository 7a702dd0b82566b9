"""Pages of the legal texts: read, compared, written anew, released by another person."""

import pytest
from django.urls import reverse

from applications.models import LegalText
from applications.rules.documents import LegalTextKind as Kind
from applications.services import legal_texts
from tests import factories
from tests.support.accounts import prove_identity
from tests.support.pages import page_text

AT = factories.REVIEWED_AT
LIST = reverse("admin:applications_legaltext_changelist")
REMEDY = "Klage beim Gericht in {court}, {court_address}. Neuer Satz."


def make_round(**values):
    """A round whose texts nobody has released."""
    return factories.make_round(texts_released=False, **values)


def page_of(row: LegalText, name: str = "change") -> str:
    return reverse(f"admin:applications_legaltext_{name}", args=[row.pk])


def writing(kind: Kind = Kind.REMEDY) -> str:
    return reverse("admin:applications_legaltext_add", args=[make_round().pk, kind])


def write(*, text: str = REMEDY, edition: str = "2020-2", actor=None) -> LegalText:
    return legal_texts.write_edition(
        funding_round=make_round(),
        kind=Kind.REMEDY,
        edition=edition,
        text=text,
        actor=actor or factories.make_staff("Verwaltung"),
        at=AT,
    )


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Leitung", "Revision", "Verwaltung"])
def test_list_says_what_is_in_the_letters(desk, group):
    row = write()
    head = factories.make_staff("Leitung", name="H. Leitner")
    legal_texts.release_text(row=row, actor=head, at=AT)
    make_round(reference_prefix="WIR-2021")
    client = desk(group)

    found = page_text(client.get(f"{LIST}?round={row.round_id}&kind=remedy"))
    drafts = client.get(f"{LIST}?stand=entwurf").context["cl"].result_count
    carried = client.get(f"{LIST}?stand=gilt&kind=remedy").context["cl"].queryset

    assert "freigegeben 20.01.2020, H. Leitner steht in den Briefen" in found
    assert "WIR-2021" not in found.partition("Anwenden")[2]
    assert drafts == 2 * len(Kind)
    assert {(one.round.reference_prefix, one.edition) for one in carried} == {
        ("WIR-2020", "2020-2"),
        ("WIR-2021", "2020-1"),
    }


@pytest.mark.parametrize("address", ["?round=x", "?round=99", "?kind=x", "?stand=x"])
def test_a_filter_that_is_not_offered_changes_nothing(desk, address):
    write()
    answer = desk("Leitung").get(LIST + address)

    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?e=1")


def test_list_names_what_a_round_lacks_to_those_who_write(desk):
    row = make_round(with_legal_texts=False)

    writer = desk("Verwaltung").get(f"{LIST}?round={row.pk}")
    reader = desk("Revision").get(f"{LIST}?round={row.pk}")

    assert "Diese Texte fehlen der Runde" in page_text(writer)
    assert writing(Kind.ANNEXES) in writer.content.decode()
    assert "Diese Texte fehlen der Runde" not in page_text(reader)


def test_page_shows_the_text_as_a_letter_prints_it(desk):
    row = make_round().legal_texts.get(kind=Kind.REMEDY)

    text = page_text(desk("Sachbearbeitung").get(page_of(row)))

    assert "Adalbertstraße 18, 60486 Frankfurt am Main" in text
    assert "{court_address} Anschrift des Verwaltungsgerichts in einer Zeile" in text
    assert "Briefe mit dieser Fassung sind Entwürfe" in text
    assert "Freigeben" not in text
    assert "Neue Fassung" not in text


def test_page_marks_what_differs_from_the_text_in_the_letters(desk):
    legal_texts.release_text(row=write(), actor=factories.make_staff("Leitung"), at=AT)
    row = write(text=REMEDY.replace("Neuer", "Alter"), edition="2020-3")

    answer = desk("Leitung").get(page_of(row))

    page = answer.content.decode()
    assert "<del>Neuer</del>" in page
    assert "<ins>Alter</ins>" in page
    assert "Unterschied zur Fassung 2020-2 in den Briefen" in page_text(answer)


def test_a_draft_in_a_round_without_a_release_is_compared_with_the_one_before(desk):
    write()
    row = write(text=REMEDY.replace("Neuer", "Alter"), edition="2020-3")

    answer = desk("Leitung").get(page_of(row))

    assert "<ins>Alter</ins>" in answer.content.decode()
    assert "Unterschied zur Fassung 2020-2 " in page_text(answer)
    assert "Briefe damit können noch nicht hinaus." in page_text(desk("Leitung").get(LIST))


def test_a_new_edition_begins_with_the_text_in_the_letters(desk):
    row = make_round().legal_texts.get(kind=Kind.REMEDY)
    client = desk("Leitung")

    form = client.get(writing()).context["form"]
    assert (form["edition"].value(), form["text"].value()) == ("2020-2", row.text)
    answer = client.post(writing(), {"edition": "2020-2", "text": REMEDY})

    written = LegalText.objects.get(edition="2020-2")
    assert answer["Location"] == page_of(written)
    assert (written.text, written.written_by) == (REMEDY, client.person)
    assert "Eine andere Person muss ihn freigeben." in page_text(client.get(page_of(written)))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"text": f"{REMEDY} {{frist}}"}, "text", "{frist} können wir nicht ausfüllen."),
        ({"text": f"{REMEDY} {{"}, "text", "eine einzelne geschweifte Klammer"),
        ({"text": "Klage in {court}."}, "text", "Hier fehlt {court_address}."),
        ({"text": " "}, "text", "Schreiben Sie den Wortlaut."),
        ({"edition": "2020-1"}, "edition", "Diese Fassung gibt es schon."),
        ({"edition": ""}, "edition", "Geben Sie der Fassung einen kurzen Namen."),
        ({"edition": "x" * 21}, "edition", "1 Zeichen zu lang"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(desk, typed, field, sentence):
    make_round()

    answer = desk("Verwaltung").post(writing(), {"edition": "2", "text": REMEDY} | typed)

    assert sentence in str(answer.context["form"].errors[field])
    assert not LegalText.objects.exclude(edition="2020-1").exists()


def test_there_are_only_the_texts_that_letters_know(desk):
    make_round()
    client = desk("Leitung")

    assert client.get(writing(Kind.NOTES).replace("notes", "nichts")).status_code == 404
    assert client.get(reverse("admin:applications_legaltext_change", args=[0])).status_code == 404


def test_another_person_releases_after_showing_who_they_are(desk):
    row = write()
    client = desk("Leitung")

    asked = client.get(page_of(row, "release"))
    assert asked.url.endswith(f"?next={page_of(row, 'release')}")
    client.post(page_of(row, "release"), {"checked": "on"})
    row.refresh_from_db()
    assert not row.is_released

    prove_identity(client)
    assert "Neuer Satz." in page_text(client.get(page_of(row, "release")))
    unchecked = client.post(page_of(row, "release"), {"step": "go"})
    assert "Bestätigen Sie, dass Sie geprüft haben." in page_text(unchecked)
    answer = client.post(page_of(row, "release"), {"checked": "on"})

    assert answer["Location"] == page_of(row)
    row.refresh_from_db()
    assert row.released_by == client.person
    again = client.post(page_of(row, "release"), {"checked": "on"})
    assert "Diesen Text hat schon jemand freigegeben." in page_text(again)


def test_whoever_wrote_a_text_does_not_release_it(desk):
    client = desk("Leitung")
    row = write(actor=client.person)
    prove_identity(client)

    answer = client.post(page_of(row, "release"), {"checked": "on"})

    assert "Sie haben diesen Text geschrieben." in page_text(answer)
    row.refresh_from_db()
    assert not row.is_released


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Revision", "Haushalt"])
def test_others_write_and_release_nothing(desk, group):
    row, client = write(), desk(group)

    assert client.post(writing(), {"edition": "9", "text": REMEDY}).status_code == 403
    assert client.post(page_of(row, "release"), {"checked": "on"}).status_code == 403
    assert LegalText.objects.filter(released_at=None).count() == len(Kind) + 1
