"""Every page of questions: saved first, judged afterwards, nothing typed is lost."""

import pytest

from applications.rules.sections import Section
from applications.views.section_pages import PAGES
from applications.workflow.application_document import document_of
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages

SLUGS = [page.slug for page in PAGES]
FOLLOWING = dict(zip(SLUGS, [*SLUGS[1:], "unterlagen"], strict=True))
CHOOSE = "Wählen Sie eine Antwort aus."
WRITE = "Schreiben Sie ein paar Sätze. Stichworte sind auch gut."

# Statements of a page beyond those that all pages have.
BESIDE = {
    **dict.fromkeys(("verein", "anschrift", "kosten"), 1),
    "lohn": 2,
    "finanzierung": 2,
}

# What an empty page says, sentence by sentence, in the order of its fields.
MISSING = {
    "voraussetzungen": [CHOOSE] * 8,
    "verein": [
        "Tragen Sie den Namen des Vereins ein.",
        CHOOSE,
        "Tragen Sie ein Jahr mit 4 Ziffern ein, zum Beispiel 2014.",
    ],
    "anschrift": [
        "Tragen Sie Straße und Hausnummer ein.",
        "Tragen Sie eine Postleitzahl mit 5 Ziffern ein.",
        "Tragen Sie den Ort ein.",
        "Wählen Sie den Landkreis oder die Stadt aus.",
    ],
    "vorstand": [
        "Tragen Sie mindestens eine Person aus dem Vorstand ein.",
        "Wählen Sie aus, wie Ihr Vorstand unterschreiben darf.",
        "Tragen Sie einen Namen ein.",
        "Tragen Sie eine E-Mail-Adresse ein.",
        "Tragen Sie eine Telefonnummer ein, zum Beispiel 0171 3920011.",
    ],
    "gemeinnuetzigkeit": [CHOOSE],
    "profil": [
        "Tragen Sie eine Zahl ein, zum Beispiel 48.",
        CHOOSE,
        CHOOSE,
        WRITE,
        CHOOSE,
        CHOOSE,
    ],
    "projekt": [
        "Tragen Sie den Namen des Projekts ein.",
        WRITE,
        "Wählen Sie ein Thema aus.",
        "Tragen Sie ein, wo das Projekt stattfindet.",
        "Wählen Sie den Landkreis oder die Stadt aus.",
        "Tragen Sie ein, wann das Projekt beginnt.",
        "Tragen Sie ein, wann das Projekt endet.",
        CHOOSE,
    ],
    "ziele": [
        WRITE,
        "Nennen Sie mindestens ein Ziel.",
        "Wählen Sie mindestens eine Gruppe aus.",
        "Tragen Sie eine Zahl ein, zum Beispiel 60.",
        WRITE,
    ],
    "ablauf": ["Tragen Sie mindestens einen Schritt ein.", CHOOSE],
    "stelle": [
        WRITE,
        WRITE,
        "Tragen Sie ein, wann die Stelle beginnt.",
        "Tragen Sie ein, wann die Stelle endet.",
        CHOOSE,
    ],
    "lohn": [
        "Tragen Sie die Stunden ein, zum Beispiel 40.",
        "Tragen Sie einen Betrag ein, zum Beispiel 450 oder 450,00.",
        "Tragen Sie eine Zahl ein, zum Beispiel 9.",
    ],
    "kosten": ["Tragen Sie mindestens einen Betrag ein."],
    "finanzierung": ["Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00."] * 3,
}


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_page_says_what_is_missing(draft, slug):
    response = draft.post(slug, version="0", target="next")

    found = pages.summary(response)
    assert response.status_code == 200
    assert [
        line for line, part in zip(found, MISSING[slug], strict=True) if part not in line
    ] == []
    assert pages.page_text(response).startswith("Fehler: ")


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_page_can_be_saved_for_later(draft, slug):
    response = draft.post(slug, version="0", target="overview")

    assert (response.status_code, response.url) == (302, draft.url())


@pytest.mark.parametrize("slug", SLUGS)
def test_a_complete_page_goes_on_and_keeps_every_answer(full, slug):
    before = full.reload()

    response = full.send(slug)

    after = full.reload()
    assert (response.status_code, response.url) == (302, full.url(FOLLOWING[slug]))
    for section in Section:
        if section not in (Section.REVIEW, Section.ENCLOSURES, Section.DECLARATIONS):
            assert _answers(after, section) == _answers(before, section)


def _answers(application, section):
    return document_of(application)["answers"][section]


@pytest.mark.parametrize("slug", SLUGS)
def test_each_page_names_section_draft_and_product_in_its_title(full, slug):
    page = next(page for page in PAGES if page.slug == slug)

    html = full.open(slug).content.decode()

    assert f"<title>{page.title} – Entwurf, noch nicht abgesendet – WIR-Förderung</title>" in html
    assert html.count("<h1") == 1


def test_the_way_back_follows_the_form(full):
    assert f'href="{full.url()}">Zurück' in full.open("voraussetzungen").content.decode()
    assert f'href="{full.url("verein")}">Zurück' in full.open("anschrift").content.decode()


def test_from_the_review_page_saving_leads_back_there(full):
    url = full.url("verein") + "?zurueck=pruefen"
    data = pages.form_data(full.client.get(url)) | {"target": "next"}

    response = full.client.post(url, data)

    assert response.url == full.url("angaben-pruefen")


def test_what_cannot_be_read_stands_there_again_later(draft):
    draft.post(
        "lohn", version="0", target="overview", wage_month_eur="viel", hours_month="40", months="9"
    )

    page = draft.open("lohn")

    assert pages.form_data(page)["wage_month_eur"] == "viel"
    assert (
        "Schreiben Sie den Betrag mit Ziffern und Komma, zum Beispiel 1.234,50."
        in pages.page_text(page)
    )
    assert pages.summary(page) == []
    assert draft.row(Section.WAGE).wage_month_eur is None
    assert draft.row(Section.WAGE).pending == {"wage_month_eur": "viel"}


def test_an_unreadable_answer_replaces_the_old_one(full):
    full.send("lohn", {"wage_month_eur": "vierhundert"}, target="overview")
    assert full.row(Section.WAGE).wage_month_eur is None

    full.send("lohn", {"wage_month_eur": "400"})
    assert full.row(Section.WAGE).wage_month_eur == 400
    assert full.row(Section.WAGE).pending == {}


def test_impossible_dates_are_kept_in_three_parts(draft):
    typed = {"notice_date_0": "31", "notice_date_1": "Februar", "notice_date_2": "2018"}

    response = draft.send("gemeinnuetzigkeit", {"notice_kind": "exemption"} | typed)

    assert "Dieses Datum gibt es nicht. Prüfen Sie Tag und Monat." in pages.summary(response)
    again = pages.form_data(draft.open("gemeinnuetzigkeit"))
    assert {name: again[name] for name in typed} == typed


def test_one_page_of_a_section_keeps_the_unread_texts_of_the_other(draft):
    draft.send("verein", {"founded_year": "neulich"}, target="overview")
    draft.send("anschrift", {"postcode": "123"}, target="overview")

    assert draft.row(Section.ORGANISATION).pending == {
        "founded_year": "neulich",
        "postcode": "123",
    }


def test_texts_may_fill_their_limit_and_not_more(draft):
    fits, excess = "ä" * 600, "ä" * 636

    accepted = draft.send("profil", {"purpose": fits})
    assert not any("zu lang" in line for line in pages.summary(accepted))
    refused = draft.send("profil", {"purpose": excess})

    assert "Der Text ist 36 Zeichen zu lang. Bitte kürzen Sie ihn." in pages.summary(refused)
    assert pages.form_data(draft.open("profil"))["purpose"] == excess


def test_line_ends_count_as_one_character(draft):
    draft.send("profil", {"purpose": "\r\n".join(["x" * 99] * 6)}, target="overview")

    assert draft.row(Section.PROFILE).pending == {}
    assert len(draft.row(Section.PROFILE).purpose) == 599


def test_zero_characters_break_nothing(draft):
    response = draft.send("verein", {"name": "Ver\0ein", "founded_year": "\0"}, target="next")

    assert response.status_code == 200
    assert "\0" not in str(draft.row(Section.ORGANISATION).pending)


def test_fields_that_were_not_asked_are_ignored(full):
    full.send("verein", {"street": "Anderswo 1", "application_id": "7", "saved_by": "7"})

    assert full.row(Section.ORGANISATION).street == "Alte Ziegelei 5"


def test_markup_in_answers_stays_text(draft):
    draft.send("projekt", {"title": "<script>alert(1)</script>"}, target="overview")

    html = draft.open("projekt").content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_unknown_pages_do_not_exist(draft):
    assert draft.open("irgendwas").status_code == 404


@pytest.mark.parametrize("slug", ["", *SLUGS, "kosten/neu", "kosten/1", "loeschen"])
def test_other_people_find_nothing(full, client, slug):
    sign_in(client, factories.make_user("Fremde Person"))

    assert full.open(slug).status_code == 404
    assert full.post(slug or "verein", version="1").status_code == 404


def test_everybody_in_the_team_may_write(full, client):
    sign_in(client, factories.make_member(full.reload()))

    assert full.send("ziele", {"people_reached": "120"}).status_code == 302
    assert full.row(Section.GOALS).people_reached == 120
    assert full.row(Section.GOALS).saved_by.name == "Selamawit Tekle"


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("slug", ["", "verein", "kosten/neu", "loeschen"])
def test_a_sent_application_is_closed(client, slug):
    application = factories.make_submitted()
    sign_in(client, application.created_by)
    case = DraftPages(client, application)

    assert case.open(slug).url == case.url("status")
    assert case.post(slug or "verein", version="1").url == case.url("status")


def test_after_the_deadline_people_may_go_on_writing(full, rehearsal):
    rehearsal("2020-02-01T00:00")

    assert "Die Frist ist vorbei. Sie können weiter schreiben." in pages.page_text(
        full.open("ziele")
    )
    assert full.send("ziele", {"people_reached": "120"}).status_code == 302


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_has_few_queries(full, django_assert_num_queries, slug):
    full.open(slug)

    # Session, account, application with the sections that the page looks at, who is there,
    # remarks. Beside them what only this page tells: likely duplicates, costs, legal values.
    with django_assert_num_queries(5 + BESIDE.get(slug, 0)):
        full.open(slug)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_rows_does_not_matter(full, client, django_assert_num_queries, count):
    for number in range(count):
        full.post("kosten/neu", kind="rooms", purpose=f"Miete {number}", amount_eur="10")
    full.open("kosten")

    with django_assert_num_queries(6):
        full.open("kosten")


def test_saving_has_few_queries(full, django_assert_max_num_queries):
    data = pages.form_data(full.open("ziele")) | {"target": "overview"}

    # Session, account, application, then one transaction: two updates, the version for the
    # history. After it the person is not there any more, and the message.
    with django_assert_max_num_queries(14):
        full.client.post(full.url("ziele"), data)
