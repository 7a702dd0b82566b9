"""B01 to B03: my applications, begin one, the task list, delete a draft."""

import re

import pytest

from applications.models import Application, AuditEvent, Membership
from applications.rules.eligibility_check import EFFECTS
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages

NEW = {"organisation_name": "Elterntreff Nordstern", "postcode": "34127", "target": "begin"}
DUPLICATE = "Für diesen Verein gibt es vielleicht schon einen Antrag."


@pytest.fixture(autouse=True)
def _monday(db, rehearsal):
    rehearsal("2020-01-20T10:00")
    factories.make_round()


@pytest.fixture
def person(client):
    user = factories.make_user()
    sign_in(client, user)
    return user


def tasks(response):
    """Return the statuses of the task list by section."""
    html = response.content.decode()
    found = re.findall(r'id="status-([a-z_]+)">(.*?)</p>', html, re.DOTALL)
    return {key: pages.text(words) for key, words in found}


def test_visitors_are_asked_to_sign_in(client):
    code = "0" * 26
    for url in ("/antraege/", "/antraege/neu/", f"/antrag/{code}/", f"/antrag/{code}/verein/"):
        assert client.get(url).url.startswith("/konto/anmelden/?next=/antra")


@pytest.mark.usefixtures("person")
def test_a_new_person_has_no_application(client):
    page = pages.page_text(client.get("/antraege/"))

    assert "Sie haben noch keinen Antrag." in page
    assert "Antrag beginnen" in page
    assert "Das sind noch 11 Tage." in page


def test_the_list_shows_what_to_do_next(client, person):
    factories.make_draft(actor=person, name="Verein Eins")
    factories.make_submitted(actor=person)
    factories.make_draft(name="Verein von anderen")

    page = pages.page_text(client.get("/antraege/"))

    assert "Neuer Antrag Entwurf Verein Eins Zuletzt geändert am 18. Januar 2020" in page
    assert "Weiter ausfüllen" in page
    assert "Angekommen" in page
    assert "WIR-2020-0001" in page
    assert "Status ansehen" in page
    assert "Verein von anderen" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_has_few_queries(client, person, count, django_assert_num_queries):
    for _number in range(count):
        factories.make_draft(actor=person)
    client.get("/antraege/")

    # Session, account, applications, their open requests, round.
    with django_assert_num_queries(5):
        client.get("/antraege/")


def test_an_application_is_begun_with_the_answers_of_the_check(client, person):
    answers = ("yes", "yes", "yes", "none", "no", "yes", "yes", "no")
    for number, (key, answer) in enumerate(zip(EFFECTS, answers, strict=True), 1):
        client.post(f"/check/{number}/", {key: answer})

    response = client.post("/antraege/neu/", NEW)

    application = Application.objects.get()
    assert response.url == f"/antrag/{application.code}/"
    assert application.organisation_name == "Elterntreff Nordstern"
    assert application.eligibility.single_purpose == "none"
    assert tasks(client.get(response.url))["eligibility"] == "Fertig"
    assert application.created_by == person


@pytest.mark.usefixtures("person")
def test_name_and_postcode_are_needed(client):
    response = client.post("/antraege/neu/", {"postcode": "34 12"})

    assert pages.summary(response) == [
        "Tragen Sie den Namen des Vereins ein.",
        "Tragen Sie eine Postleitzahl mit 5 Ziffern ein.",
    ]


@pytest.mark.usefixtures("person")
def test_a_likely_duplicate_is_only_pointed_at(client):
    factories.make_draft(name="Frauennetz Usaufer e. V.")
    twin = NEW | {"organisation_name": "frauennetz usaufer e. V.", "postcode": "61169"}

    question = client.post("/antraege/neu/", twin)
    assert DUPLICATE in pages.page_text(question)
    assert pages.buttons(question) == ["anyway"]
    assert Application.objects.count() == 1

    client.post("/antraege/neu/", twin | {"target": "anyway"})
    assert Application.objects.count() == 2


def test_the_own_application_is_opened_instead_of_a_second_one(client, person):
    begun = factories.make_draft(actor=person, name="Elterntreff Nordstern")

    response = client.post("/antraege/neu/", NEW | {"postcode": "61169"}, follow=True)

    assert response.redirect_chain[0][0] == f"/antrag/{begun.code}/"
    assert "Für diesen Verein haben Sie schon einen Antrag. Hier ist er." in pages.page_text(
        response
    )
    assert Application.objects.count() == 1


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("instant", ["2019-11-26T23:59", "2020-02-01T00:00"])
def test_outside_the_window_nothing_can_be_begun(client, rehearsal, instant):
    rehearsal(instant)

    assert "organisation_name" not in client.get("/antraege/neu/").content.decode()
    client.post("/antraege/neu/", NEW)
    assert Application.objects.count() == 0
    assert "/antraege/neu/" not in client.get("/antraege/").content.decode()


def test_the_task_list_of_a_new_draft(client, person):
    draft = DraftPages(client, factories.make_draft(actor=person, name="Verein Eins"))

    page = draft.open()

    words = pages.page_text(page)
    assert "<title>Ihr Antrag – Entwurf, noch nicht abgesendet – WIR-Förderung</title>" in (
        page.content.decode()
    )
    assert "Verein Eins · Entwurf: noch nicht abgesendet" in words
    assert "0 von 15 Abschnitten sind fertig." in words
    assert "1. Vorbereiten" in words
    assert "7. Absenden" in words
    assert "Ihr Team Rania Haddad" in words
    found = tasks(page)
    assert list(found) == [section.value for section in Section]
    assert set(found.values()) == {"Noch offen", "Noch nicht möglich"}
    assert found["declarations"] == "Noch nicht möglich"
    assert words.count("Zuerst müssen alle Abschnitte fertig sein.") == 2
    assert draft.url("absenden") not in page.content.decode()


def test_the_next_step_stands_above_the_task_list(client, person):
    fresh = DraftPages(client, factories.make_draft(actor=person, name="Verein Eins"))
    assert "Weiter mit „Voraussetzungen bestätigen“" in pages.page_text(fresh.open())

    full = DraftPages(client, factories.make_complete_draft(actor=person))
    page = pages.page_text(full.open())
    assert "Weiter mit „Erklärungen und Absenden“" in page
    assert "etwa 3 Minuten Noch nicht abgesendet" in page
    page = full.client.post(
        full.url("ziele"),
        pages.form_data(full.open("ziele")) | {"need": "", "target": "overview"},
        follow=True,
    )

    words = pages.page_text(page)
    assert "Gespeichert. Ihr Antrag ist noch nicht abgesendet." in words
    assert "Weiter mit „Ziele und Menschen“" in words


def test_statuses_follow_the_answers(client, person):
    draft = DraftPages(client, factories.make_complete_draft(actor=person))
    complete = tasks(draft.open())
    assert complete.pop("declarations") == "Noch nicht abgesendet"
    assert set(complete.values()) == {"Fertig"}

    draft.send("lohn", {"hours_month": "52"}, target="overview")
    draft.send("ziele", {"need": ""}, target="overview")
    draft.send("projekt", {"early_start": "yes", "early_start_reason": "Darum"})

    page = draft.open()
    found = tasks(page)
    assert found["wage"] == "Bitte prüfen"
    assert found["goals"] == "Angefangen"
    assert found["micro_project"] == "Fertig, mit Hinweis"
    assert found["review"] == "Noch nicht möglich"


def test_a_changed_answer_elsewhere_asks_to_check_the_plan(client, person):
    draft = DraftPages(client, factories.make_complete_draft(actor=person))

    draft.send("kosten/1", {"amount_eur": "900"})

    assert tasks(draft.open())["financing"] == "Bitte prüfen"


def test_everybody_in_the_team_is_named(client, person):
    application = factories.make_draft(actor=person)
    factories.make_member(application)

    page = DraftPages(client, application).open()

    assert "Rania Haddad, Selamawit Tekle" in pages.page_text(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_task_list_has_few_queries(client, person, count, django_assert_num_queries):
    application = factories.make_complete_draft(actor=person)
    for _number in range(count):
        factories.make_member(application)
    draft = DraftPages(client, application)
    draft.open()

    # As a page of questions, and the team: people, remarks, who writes where.
    with django_assert_num_queries(11):
        draft.open()


def test_after_the_deadline_the_task_list_says_so(client, person, rehearsal):
    draft = DraftPages(client, factories.make_draft(actor=person))
    rehearsal("2020-02-01T00:00")

    assert "Die Frist ist vorbei." in pages.page_text(draft.open())


def test_a_draft_is_deleted_after_a_question(client, person):
    draft = DraftPages(client, factories.make_draft(actor=person, name="Verein Eins"))
    page = draft.open("loeschen")
    assert "Wir löschen den Entwurf „Verein Eins“" in pages.page_text(page)
    assert Application.objects.count() == 1

    response = client.post(draft.url("loeschen"), pages.form_data(page), follow=True)

    assert "Der Entwurf ist gelöscht." in pages.page_text(response)
    assert Application.objects.count() == 0
    assert AuditEvent.objects.filter(event="draft.deleted").count() == 1


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("code", ["%01", "0" * 25 + "%01", "X", "0" * 27, "o" * 26])
def test_only_codes_are_looked_up(client, code):
    assert client.get(f"/antrag/{code}/").status_code == 404
    assert client.get(f"/antrag/{code}/verein/").status_code == 404


@pytest.mark.usefixtures("person")
def test_pages_take_no_other_methods(client):
    assert client.delete("/antraege/").status_code == 405
    assert client.put("/antraege/neu/").status_code == 405


@pytest.mark.parametrize("way", ["/antraege/neu/", "/check/ergebnis/"])
def test_an_existing_draft_is_offered_first(client, person, way):
    """E1 line 4, also for those who come from the Förder-Check."""
    draft = factories.make_draft(actor=person, name="Elterntreff Nordstern")
    if way != "/antraege/neu/":
        answers = ("yes", "yes", "yes", "none", "no", "yes", "yes", "no")
        for number, (key, answer) in enumerate(zip(EFFECTS, answers, strict=True), 1):
            client.post(f"/check/{number}/", {key: answer})
        assert 'href="/antraege/neu/"' in client.get(way).content.decode()

    page = client.get("/antraege/neu/")

    words = pages.page_text(page)
    assert "Sie haben schon einen Entwurf Weiter ausfüllen: Elterntreff Nordstern" in words
    assert f'href="/antrag/{draft.code}/"' in page.content.decode()
    assert words.index("Sie haben schon einen Entwurf") < words.index("Name des Vereins")


@pytest.mark.usefixtures("person")
def test_the_empty_list_tells_about_invitations(client):
    words = pages.page_text(client.get("/antraege/"))

    assert "Haben Sie eine Einladung bekommen? Öffnen Sie den Link in der E-Mail." in words


@pytest.mark.usefixtures("person")
def test_a_likely_duplicate_tells_nothing_about_the_other(client):
    other = factories.make_complete_draft(name="Frauennetz Usaufer e. V.")
    twin = NEW | {"organisation_name": "Frauennetz Usaufer", "postcode": "61169"}

    page = client.post("/antraege/neu/", twin)

    words = pages.page_text(page)
    assert "Fragen Sie im Vorstand nach einer Einladung." in words
    for told in (other.code, other.created_by.name, other.project_title, other.town):
        assert told not in page.content.decode()


def test_an_adviser_is_not_offered_to_begin_for_the_association(client, person):
    application = factories.make_draft(name="Elterntreff Nordstern")
    Membership.objects.create(
        organisation=application.organisation, user=person, role=Role.ADVISER
    )

    response = client.post("/antraege/neu/", NEW | {"postcode": "61169"})

    assert response.url == f"/antrag/{application.code}/"
    assert Application.objects.count() == 1
