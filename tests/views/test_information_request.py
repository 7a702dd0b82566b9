"""S03: the points of a request, only the named pages open, nothing counts before it is sent."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import Application, SubmissionSnapshot
from applications.rules.choices import AttachmentKind
from applications.rules.lifecycle import Role, State
from applications.rules.sections import Section
from applications.services import information_requests as asking
from applications.services.information_requests import Point
from applications.views.section_pages import PAGES
from tests import factories
from tests.support import files, pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages

STAFF = "Nora Prüfer"
WORKER_WORDS = (
    "Nachforderung",
    "Sachbearbeitung",
    "Mitzeichnung",
    "Klärung",
    "under_review",
    "information_requested",
    "überfällig",
    STAFF,
)


@pytest.fixture
def asked(client, db, rehearsal):
    """The pages of a case in which the authority waits for an answer."""
    rehearsal("2020-02-10T10:00")
    worker = factories.make_staff("Sachbearbeitung", name=STAFF)
    request = factories.make_information_request(actor=worker)
    return answer_pages(client, request)


def answer_pages(client, request, person=None):
    sign_in(client, person or request.application.created_by)
    found = DraftPages(client, request.application)
    found.request = request
    found.slug = f"nachfrage/{request.number}"
    return found


def press(asked, target: str, **changes):
    """Change some fields of the page and press a button."""
    data = pages.form_data(asked.open(asked.slug)) | changes | {"target": target}
    # An empty file picker sends nothing.
    data = {name: value for name, value in data.items() if value or name.startswith("answer")}
    return asked.client.post(asked.url(asked.slug), data)


def badges(response) -> list[str]:
    return [word for word in pages.page_text(response).split() if word in {"Offen", "Erledigt"}]


def test_page_says_what_we_need_and_until_when(asked):
    page = asked.open(asked.slug)

    text = pages.page_text(page)
    assert '<h1 class="kern-heading-large">Wir brauchen noch etwas von Ihnen</h1>' in (
        page.content.decode()
    )
    assert "Bitte antworten Sie bis Montag, 17. Februar 2020." in text
    assert "Sie brauchen mehr Zeit? Schreiben Sie uns." in text
    assert "Punkt 1: Ziele und Menschen" in text
    assert "Bitte schreiben Sie genauer, wem das Projekt hilft." in text
    assert "Antwort: noch nicht abgesendet" in text
    assert badges(page) == ["Offen"] * 3


def test_nothing_inside_the_authority_shows(asked):
    """G29, journeys E1 29."""
    for address in (asked.slug, "status", "ziele"):
        html = asked.open(address).content.decode()
        assert [word for word in WORKER_WORDS if word in html] == [], address


@pytest.mark.parametrize("page", [page for page in PAGES if page.section != Section.GOALS])
def test_other_pages_stay_closed(asked, page):
    before = SubmissionSnapshot.objects.get().document["answers"]

    for answer in (asked.open(page.slug), asked.post(page.slug, version="1", target="next")):
        assert answer.status_code == 302
        assert answer["Location"] == asked.url(asked.slug)

    row = asked.row(page.section)
    assert row.version == 1
    assert SubmissionSnapshot.objects.get().document["answers"] == before
    assert "Offen ist nur, was hier steht." in pages.page_text(asked.open(asked.slug))


@pytest.mark.parametrize(
    "slug", ["", "unterlagen", "angaben-pruefen", "loeschen", "kosten/neu", "kosten/1"]
)
def test_pages_of_a_draft_stay_closed(asked, slug):
    answer = asked.open(slug)

    assert answer.status_code == 302
    assert answer["Location"] in {asked.url(asked.slug), asked.url("status")}


def test_open_section_shows_the_old_answer_of_every_changed_question(asked):
    asked.send("ziele", {"need": "Ein neuer Bedarf.", "goals-0": "Ein neues Ziel."})

    text = pages.page_text(asked.open("ziele"))

    assert "Darum geht es Bitte schreiben Sie genauer, wem das Projekt hilft." in text
    assert "Antwort, noch nicht abgesendet" in text
    assert "Vorher: Viele Familien bekommen Briefe, die sie nicht verstehen." in text
    assert "Das haben Sie geändert" in text
    assert "60 Familien stellen einen Antrag selbst." in text
    assert text.count("Vorher:") == 2
    assert "Speichern und weiter" not in text
    assert "Entwurf" not in text


def test_saved_section_leads_back_and_says_that_nothing_was_sent(asked):
    answer = asked.send("ziele", {"need": "Ein neuer Bedarf."})

    assert answer["Location"] == asked.url(asked.slug)
    text = pages.page_text(asked.open(asked.slug))
    assert "Gespeichert. Ihre Antwort ist noch nicht abgesendet." in text
    assert badges(asked.open(asked.slug))[0] == "Erledigt"


def test_costs_can_be_opened_with_their_small_pages(client, db, rehearsal):
    rehearsal("2020-02-10T10:00")
    points = [Point(section=Section.COSTS, text="Bitte prüfen Sie die Kosten.")]
    asked = answer_pages(client, factories.make_information_request(points=points))

    for slug in ("kosten", "kosten/neu", "kosten/mehrere", "kosten/1", "kosten/1/entfernen"):
        assert asked.open(slug).status_code == 200, slug
    asked.post("kosten/1/entfernen", version="1")

    text = pages.page_text(asked.open("kosten"))
    assert "Vorher: Räume, Miete Bürgerhaus, 9 × 50 €, 450,00" in text, text
    assert asked.reload().requested_micro_project_eur == 3000


def test_every_button_saves_everything_on_the_page(asked):
    answer = press(asked, "open:ziele", answer_3="Frau Haddad.")

    assert answer["Location"] == asked.url("ziele")
    assert asked.request.points.get(position=3).answer == "Frau Haddad."


def test_nobody_is_led_to_a_page_that_was_not_asked_for(asked):
    assert press(asked, "open:verein")["Location"] == asked.url(asked.slug)


def test_upload_shows_the_file_and_it_can_be_removed(asked):
    press(asked, "upload:2", files_2=SimpleUploadedFile("Bescheid.pdf", files.pdf()))

    file = asked.request.attachments.get()
    assert file.kind == AttachmentKind.NON_PROFIT_NOTICE
    page = asked.open(asked.slug)
    assert "Bescheid.pdf" in pages.page_text(page)
    assert badges(page) == ["Offen", "Erledigt", "Offen"]

    press(asked, f"remove:{file.code}")
    assert not asked.request.attachments.exists()


def test_file_that_was_sent_before_cannot_be_removed(asked):
    sent = asked.request.application.attachments.first()

    answer = press(asked, f"remove:{sent.code}")

    assert answer.status_code == 404
    assert type(sent).objects.filter(pk=sent.pk).exists()


def test_bad_file_is_refused_with_its_reason_and_texts_are_kept(asked):
    page = press(
        asked,
        "send",
        answer_3="Frau Haddad.",
        files_2=SimpleUploadedFile("x.pdf", b"kein PDF"),
    )

    assert page.status_code == 200
    assert any("Datei" in line for line in pages.summary(page))
    assert asked.request.points.get(position=3).answer == "Frau Haddad."
    assert asked.reload().state == State.INFORMATION_REQUESTED


def test_two_people_at_the_same_answer(asked):
    first = pages.form_data(asked.open(asked.slug))
    press(asked, "save", answer_3="Der erste Text.")

    page = asked.client.post(
        asked.url(asked.slug), {**first, "answer_3": "Der zweite Text.", "target": "save"}
    )

    assert "„Der erste Text.“" in pages.summary(page)[0]
    assert pages.form_data(page)["answer_3"] == "Der zweite Text."
    assert asked.request.points.get(position=3).answer == "Der erste Text."
    again = pages.form_data(page) | {"target": "save"}
    del again["files_2"]
    asked.client.post(asked.url(asked.slug), again)
    assert asked.request.points.get(position=3).answer == "Der zweite Text."


def test_a_section_that_is_right_is_ticked_off(asked):
    press(asked, "done:1")
    assert badges(asked.open(asked.slug))[0] == "Erledigt"

    press(asked, "not_done:1")
    assert badges(asked.open(asked.slug))[0] == "Offen"


def test_open_points_are_asked_about_before_sending(asked):
    question = press(asked, "send", answer_1="Alles gesagt.")

    text = pages.page_text(question)
    assert "Die Punkte 2 und 3 sind noch offen." in text
    assert "Möchten Sie trotzdem antworten?" in text
    assert asked.reload().state == State.INFORMATION_REQUESTED

    asked.client.post(asked.url(asked.slug), {"target": "send_anyway"})

    assert asked.reload().state == State.ANSWERED
    assert asked.request.points.get(position=1).answer == "Alles gesagt."


def test_sent_answer_is_confirmed_and_can_only_be_read(asked):
    press(asked, "send_anyway")

    page = asked.open(asked.slug)
    text = pages.page_text(page)
    assert "Danke. Ihre Antwort ist angekommen." in text
    assert "Eingang: Montag, 10. Februar 2020, 10:0" in text
    assert badges(page) == []
    assert pages.buttons(page) == []
    status = pages.page_text(asked.open("status"))
    assert "In Prüfung" in status
    assert "Danke, Ihre Antwort ist da. Wir prüfen weiter." in status
    assert asked.open("ziele")["Location"] == asked.url("status")

    again = asked.client.post(asked.url(asked.slug), {"target": "send"})
    assert again["Location"] == asked.url(asked.slug)
    assert SubmissionSnapshot.objects.count() == 2


def test_what_blocks_is_said_as_before_the_first_sending(asked):
    asked.send("ziele", {"need": ""})

    page = press(asked, "send_anyway")

    assert page.status_code == 422
    assert "So können wir die Antwort noch nicht annehmen" in pages.page_text(page)
    assert asked.reload().state == State.INFORMATION_REQUESTED


def test_new_exclusion_asks_for_its_confirmation(client, db, rehearsal):
    rehearsal("2020-02-10T10:00")
    points = [Point(section=Section.PROFILE, text="Wie viele Mitglieder?")]
    asked = answer_pages(client, factories.make_information_request(points=points))
    asked.send("profil", {"member_share": "minority"})

    page = press(asked, "send")
    assert "Nach Ihren neuen Angaben ist eine Förderung nicht möglich." in pages.page_text(page)
    data = pages.form_data(page) | {"knows_ineligible": "on", "target": "send"}
    asked.client.post(asked.url(asked.slug), data)

    assert asked.reload().state == State.ANSWERED


def test_member_prepares_and_does_not_send(asked):
    member = factories.make_member(asked.request.application)
    sign_in(asked.client, member)

    page = asked.open(asked.slug)
    assert "send" not in pages.buttons(page)
    assert "Absenden kann nur, wer den Verein vertritt." in pages.page_text(page)
    press(asked, "save", answer_3="Frau Haddad.")
    assert asked.request.points.get(position=3).answer == "Frau Haddad."
    assert press(asked, "send").status_code == 403
    assert press(asked, "send_anyway").status_code == 403
    assert asked.reload().state == State.INFORMATION_REQUESTED


def test_adviser_reads_along(asked):
    sign_in(asked.client, factories.make_member(asked.request.application, role=Role.ADVISER))

    page = asked.open(asked.slug)

    assert pages.buttons(page) == []
    assert "Antworten kann Ihr Team." in pages.page_text(page)
    assert asked.client.post(asked.url(asked.slug), {"target": "save"}).status_code == 403


def test_request_of_another_team_does_not_exist(asked):
    sign_in(asked.client, factories.make_user())

    assert asked.open(asked.slug).status_code == 404
    assert asked.client.post(asked.url(asked.slug), {"target": "send"}).status_code == 404


def test_answer_after_the_date_is_still_taken(asked, rehearsal):
    rehearsal("2020-02-20T10:00")

    assert "Antworten Sie bitte trotzdem" in pages.page_text(asked.open(asked.slug))
    press(asked, "send_anyway")

    assert asked.reload().state == State.ANSWERED


def test_closed_request_says_which_version_counts(asked):
    asked.send("ziele", {"need": "Ein neuer Bedarf."})
    press(asked, "save", answer_3="Frau Haddad.")
    asking.resume_review(
        application=Application.objects.get(),
        actor=factories.make_staff("Sachbearbeitung"),
        at=factories.ASKED_AT + timedelta(days=20),
    )

    text = pages.page_text(asked.open(asked.slug))
    assert "Für uns gilt Ihr Antrag, wie Sie ihn abgesendet haben." in text
    assert "Nicht abgesendet" in text
    assert asked.row(Section.GOALS).need != "Ein neuer Bedarf."


def test_list_and_status_lead_to_the_request(asked):
    listed = asked.client.get("/antraege/").content.decode()
    status = asked.open("status").content.decode()

    for html in (listed, status):
        assert "Wir brauchen etwas von Ihnen" in html
        assert "Bitte antworten Sie bis Montag, 17. Februar 2020." in html
        assert f'href="{asked.url(asked.slug)}"' in html
        assert "Antwort geben" in html
