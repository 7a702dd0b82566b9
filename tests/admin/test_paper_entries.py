"""Applications on paper in the admin: begin, upload the scan, fill in, hand over, check."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.models import Application, PaperEntry
from applications.models.paper_entry import PaperEntryStatus
from applications.rules.choices import AttachmentKind, SignatureRule
from applications.rules.lifecycle import State
from applications.rules.sections import Section
from tests import factories
from tests.support import files, paper

pytestmark = pytest.mark.django_db

LIST = "/verwaltung/applications/paperentry/"
BEGIN = {
    "organisation_name": "Handschrift Ohmtal e. V.",
    "postcode": "35041",
    "origin": "post",
    "arrived_on_0": "31",
    "arrived_on_1": "1",
    "arrived_on_2": "2020",
    "arrived_time": "14:30",
    "note": "",
    "target": "begin",
}
DECLARED = {
    "complete": "on",
    "not_started": "on",
    "no_other_money": "on",
    "report_changes": "on",
    "no_entitlement": "on",
    "may_represent": "on",
    "sender_name": "Rania Haddad",
    "delivery": "post",
    "signed_on_0": "15",
    "signed_on_1": "1",
    "signed_on_2": "2020",
    "target": "hand_over",
}


def page_of(entry: PaperEntry) -> str:
    return reverse("admin:applications_paperentry_change", args=[entry.application.code])


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def begin(client: Client, **changes: str):
    funding_round = factories.make_round()
    return client.post(f"{LIST}add/", {**BEGIN, "funding_round": funding_round.pk, **changes})


def test_begins_an_entry_with_its_arrival(desk):
    answer = begin(desk("Sachbearbeitung"))

    entry = PaperEntry.objects.get()
    assert answer.url == page_of(entry)
    assert entry.received_at.isoformat() == "2020-01-31T13:30:00+00:00"
    assert entry.application.organisation_name == "Handschrift Ohmtal e. V."


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"arrived_time": "25:00"}, "Tragen Sie die Uhrzeit so ein: 14:30"),
        ({"arrived_time": "nachmittags"[:5]}, "Tragen Sie die Uhrzeit so ein: 14:30"),
        ({"arrived_on_2": "2021"}, "Dieser Zeitpunkt liegt in der Zukunft."),
        ({"arrived_on_2": "2019"}, "Die Runde hatte da noch nicht begonnen."),
        ({"organisation_name": ""}, "Tragen Sie den Namen des Vereins ein."),
        ({"origin": "phone"}, "Schreiben Sie auf, wer angerufen hat."),
        ({"origin": "online"}, "Wählen Sie aus, wie der Antrag gekommen ist."),
    ],
)
def test_bad_input_gets_a_sentence_and_everything_typed_stays(desk, changes, sentence):
    answer = begin(desk("Sachbearbeitung"), **changes)

    assert sentence in text_of(answer)
    assert "35041" in text_of(answer)
    assert not PaperEntry.objects.exists()


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2", "2020-02-02T22:59:00+00:00"), ("3", "2020-02-03T08:00:00+00:00")],
)
def test_without_an_hour_the_day_counts_to_its_end_but_not_beyond_now(desk, day, expected):
    begin(desk("Sachbearbeitung"), arrived_on_0=day, arrived_on_1="2", arrived_time="")

    received_at = PaperEntry.objects.get().received_at.replace(microsecond=0, second=0)
    assert received_at.isoformat() == expected


def test_the_writer_uses_the_form_of_the_associations(desk):
    worker = factories.make_staff("Sachbearbeitung")
    entry = paper.make_paper_entry(actor=worker, name="Handschrift Ohmtal e. V.")
    client = desk(person=worker)

    task_list = text_of(client.get(reverse("application_overview", args=[entry.application.code])))
    last = client.get(reverse("section_page", args=[entry.application.code, "absenden"]))

    assert "Sie tragen einen Papierantrag ein: <bdi>Handschrift Ohmtal e. V.</bdi>" in task_list
    assert last.url == page_of(entry)


def test_no_colleague_writes_in_it(desk):
    entry = paper.make_paper_entry()

    answer = desk("Sachbearbeitung").get(
        reverse("application_overview", args=[entry.application.code])
    )

    assert answer.status_code == 404


def test_the_scan_is_uploaded_and_removed(desk):
    worker = factories.make_staff("Sachbearbeitung")
    entry = paper.make_paper_entry(actor=worker, with_scan=False)
    client = desk(person=worker)

    refused = client.post(page_of(entry), {"upload": "paper_original"})
    scan = SimpleUploadedFile("antrag.pdf", files.pdf())
    client.post(page_of(entry), {"upload": "paper_original", "paper_original-files": scan})

    assert "Wählen Sie zuerst eine Datei aus." in text_of(refused)
    kept = entry.application.attachments.get(kind=AttachmentKind.PAPER_ORIGINAL)
    assert "antrag.pdf" in text_of(client.get(page_of(entry)))
    client.post(page_of(entry), {"remove": kept.code})
    assert not entry.application.attachments.filter(kind=AttachmentKind.PAPER_ORIGINAL).exists()


def test_the_associations_are_not_asked_for_a_paper(client):
    draft = factories.make_complete_draft()
    client.force_login(draft.created_by)

    page = text_of(client.get(reverse("section_page", args=[draft.code, "unterlagen"])))

    assert "Antrag auf Papier" not in page


def test_hands_over_what_stands_on_the_paper(desk):
    worker = factories.make_staff("Sachbearbeitung")
    entry = paper.make_paper_entry(actor=worker)
    client = desk(person=worker)

    incomplete = client.post(page_of(entry), {**DECLARED, "no_entitlement": ""})
    done = client.post(page_of(entry), DECLARED)

    assert "Dieser Satz muss auf dem Papier stehen." in text_of(incomplete)
    assert "Rania Haddad" in text_of(incomplete)
    assert done.url == page_of(entry)
    entry.refresh_from_db()
    assert entry.status == PaperEntryStatus.CHECKING
    assert entry.application.declarations.sender_name == "Rania Haddad"


def test_a_second_signature_is_asked_for_where_the_statutes_want_it(desk):
    worker = factories.make_staff("Sachbearbeitung")
    joint = {Section.BOARD: {"signature_rule": SignatureRule.JOINT}}
    entry = paper.make_paper_entry(actor=worker, changes=joint)
    client = desk(person=worker)

    missing = client.post(page_of(entry), DECLARED)
    client.post(page_of(entry), {**DECLARED, "second_person": "Fatma Aydemir-Holz"})

    assert "Nach der Satzung unterschreiben zwei Personen." in text_of(missing)
    entry.refresh_from_db()
    assert entry.application.declarations.second_person == "Fatma Aydemir-Holz"


def test_says_what_is_missing_and_keeps_the_declarations(desk):
    worker = factories.make_staff("Sachbearbeitung")
    entry = paper.make_paper_entry(actor=worker, with_scan=False)

    answer = desk(person=worker).post(page_of(entry), DECLARED)

    assert "Laden Sie zuerst den Scan des Papierantrags hoch." in text_of(answer)
    assert "Rania Haddad" in text_of(answer)


def test_the_second_person_sees_paper_and_answers_side_by_side_and_records_it(desk):
    entry = paper.hand_over(paper.make_paper_entry())
    client = desk("Sachbearbeitung")

    page = text_of(client.get(page_of(entry)))
    unread = client.post(page_of(entry), {"step": "record"})
    done = client.post(page_of(entry), {"step": "record", "compared": "on"}, follow=True)

    assert "paper_original.pdf" in page
    assert "Formular-Werkstatt am Samstag" in page
    assert "Bitte vergleichen Sie zuerst die Angaben mit dem Papier." in text_of(unread)
    assert "Er hat die Nummer WIR-2020-0001-" in text_of(done)
    assert Application.objects.get(pk=entry.pk).state == State.SUBMITTED


def test_the_writer_is_offered_no_check_and_cannot_force_one(desk):
    worker = factories.make_staff("Sachbearbeitung")
    entry = paper.hand_over(paper.make_paper_entry(actor=worker))
    client = desk(person=worker)

    page = text_of(client.get(page_of(entry)))
    forced = client.post(page_of(entry), {"step": "record", "compared": "on"})

    assert "Antrag aufnehmen" not in page
    assert forced.status_code == 200
    assert Application.objects.get(pk=entry.pk).state == State.DRAFT


def test_the_second_person_opens_the_scan_and_others_do_not(desk):
    entry = paper.hand_over(paper.make_paper_entry())
    scan = entry.application.attachments.get(kind=AttachmentKind.PAPER_ORIGINAL)
    address = reverse("attachment", args=[entry.application.code, scan.code])

    assert desk("Sachbearbeitung").get(address).status_code == 200
    assert desk("Revision").get(address).status_code == 404


def test_gives_back_with_remarks(desk):
    entry = paper.hand_over(paper.make_paper_entry())
    client = desk("Leitung")

    empty = client.post(page_of(entry), {"step": "give_back", "remarks": ""})
    client.post(page_of(entry), {"step": "give_back", "remarks": "Die Summe auf Seite 3."})

    assert "Schreiben Sie auf, was nicht stimmt." in text_of(empty)
    assert "Die Summe auf Seite 3." in text_of(desk(person=entry.entered_by).get(page_of(entry)))


def test_the_auditor_reads_and_does_nothing(desk):
    entry = paper.hand_over(paper.make_paper_entry())
    client = desk("Revision")

    assert "Antrag aufnehmen" not in text_of(client.get(page_of(entry)))
    assert client.post(page_of(entry), {"step": "record"}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_queries(desk, count, django_assert_num_queries):
    client = desk("Sachbearbeitung")
    for _number in range(count):
        paper.make_paper_entry()
    client.get(LIST)

    with django_assert_num_queries(5):
        page = client.get(LIST)

    assert text_of(page).count("wird eingetragen</span>") == count
