"""Two people at the same page: both versions are shown, and nothing is lost."""

import pytest
from django.test import Client

from applications.models import Application
from applications.rules.sections import Section
from applications.services import submission
from applications.views import answering, drafts
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages


def conflict(full, slug="ziele", **mine):
    """Return the answer to a page that somebody else saved in the meantime."""
    opened = pages.form_data(full.open(slug))
    full.send(slug, {"people_reached": "70", "goals-0": "Alle machen mit."})
    return full.client.post(full.url(slug), opened | mine | {"target": "next"})


def test_both_versions_are_shown_where_they_differ(full):
    response = conflict(full, need="Mein Text", people_reached="90")

    shown = pages.page_text(response)
    assert response.status_code == 409
    assert "Diesen Abschnitt haben Sie zweimal geändert" in shown
    assert "schon gespeichert, vielleicht in einem anderen Fenster." in shown
    assert "Wie viele Menschen erreichen Sie ungefähr? Meine Fassung 90 Andere Fassung 70" in shown
    assert "Meine Fassung Mein Text Andere Fassung Viele Familien bekommen Briefe" in shown
    assert "Für wen ist das Projekt?" not in shown
    assert full.row(Section.GOALS).people_reached == 70


def test_the_page_names_who_else_saved_it(full):
    application = full.reload()
    opened = pages.form_data(full.open("ziele"))
    colleague = Client()
    sign_in(colleague, factories.make_member(application))
    DraftPages(colleague, application).send("ziele", {"need": "Andere Worte"})

    shown = pages.page_text(full.client.post(full.url("ziele"), opened | {"need": "Mein Text"}))

    assert "Zwei Personen haben diesen Abschnitt geändert" in shown
    assert "Selamawit Tekle hat diesen Abschnitt am" in shown
    assert "Sie haben zur gleichen Zeit geschrieben." in shown


def test_my_version_can_be_kept(full):
    page = conflict(full, need="Mein Text", people_reached="90")

    response = full.client.post(full.url("ziele"), pages.form_data(page))

    row = full.row(Section.GOALS)
    assert response.url == full.url("ablauf")
    assert (row.need, row.people_reached) == ("Mein Text", 90)


def test_the_other_version_can_be_kept(full):
    page = conflict(full, need="Mein Text")

    assert f'href="{full.url("ziele")}"' in page.content.decode()
    assert full.row(Section.GOALS).need.startswith("Viele Familien")


def test_a_third_version_in_between_is_not_overwritten(full):
    page = conflict(full, need="Mein Text")
    full.send("ziele", {"need": "Dritter Text"})

    response = full.client.post(full.url("ziele"), pages.form_data(page))

    assert response.status_code == 409
    assert full.row(Section.GOALS).need == "Dritter Text"


def test_equal_versions_are_no_conflict(full):
    opened = pages.form_data(full.open("ziele"))
    changed = opened | {"people_reached": "90", "target": "next"}
    full.client.post(full.url("ziele"), changed)

    response = full.client.post(full.url("ziele"), changed)

    assert response.url == full.url("ablauf")


def test_a_page_without_version_overwrites_nothing(full):
    data = pages.form_data(full.open("ziele")) | {"need": "Mein Text", "version": "x"}

    assert full.client.post(full.url("ziele"), data).status_code == 409


def test_unreadable_texts_and_choices_are_compared_as_they_are_shown(full):
    opened = pages.form_data(full.open("gemeinnuetzigkeit"))
    full.send("gemeinnuetzigkeit", {"notice_kind": "compliance", "tax_office": ""})

    response = full.client.post(
        full.url("gemeinnuetzigkeit"), opened | {"notice_date_1": "Juno", "target": "next"}
    )

    shown = pages.page_text(response)
    assert "Meine Fassung Freistellungsbescheid Andere Fassung Feststellungsbescheid" in shown
    assert "Meine Fassung 27.Juno.2018 Andere Fassung 27.6.2018" in shown
    assert "Meine Fassung Friedberg Andere Fassung Keine Angabe" in shown


def test_entries_that_only_one_version_has_are_shown(full):
    opened = pages.form_data(full.open("ablauf"))
    full.send("ablauf", {"steps-1-what": "Feier", "steps-1-month": "2020-12"})

    response = full.client.post(
        full.url("ablauf"), opened | {"partners-0-name": "Bürgerhaus", "target": "next"}
    )

    shown = pages.page_text(response)
    assert "Schritt 2: Was passiert? Meine Fassung Keine Angabe Andere Fassung Feier" in shown
    assert "Partner 1: Name Meine Fassung Bürgerhaus Andere Fassung Keine Angabe" in shown


def test_lines_of_costs_conflict_too(full):
    opened = pages.form_data(full.open("kosten/1"))
    full.send("kosten/1", {"amount_eur": "500"})

    page = full.client.post(full.url("kosten/1"), opened | {"amount_eur": "400"})
    assert page.status_code == 409
    assert "Betrag in Euro Meine Fassung 400,00 Andere Fassung 500,00" in pages.page_text(page)

    full.client.post(full.url("kosten/1"), pages.form_data(page))
    assert full.reload().cost_items.get(position=1).amount_eur == 400


def test_a_line_that_was_removed_meanwhile_is_not_lost(full):
    opened = pages.form_data(full.open("kosten/2"))
    full.send("kosten/2/entfernen")

    full.client.post(full.url("kosten/2"), opened | {"purpose": "Flyer in sechs Sprachen"})

    purposes = full.reload().cost_items.order_by("position").values_list("purpose", flat=True)
    assert list(purposes) == ["Miete Bürgerhaus", "Flyer in sechs Sprachen"]


def test_two_people_adding_lines_need_no_decision(full, client):
    opened = pages.form_data(full.open("kosten/neu"))
    full.send("kosten/neu", {"kind": "travel", "purpose": "Fahrkarten", "amount_eur": "80"})

    response = full.client.post(
        full.url("kosten/neu"),
        opened | {"kind": "rooms", "purpose": "Saal", "amount_eur": "90"},
    )

    assert response.url == full.url("kosten")
    assert full.reload().cost_items.count() == 4


def test_removing_from_a_list_that_changed_asks_to_look_again(full):
    opened = pages.form_data(full.open("kosten/1/entfernen"))
    full.send("kosten/neu", {"kind": "travel", "purpose": "Fahrkarten", "amount_eur": "80"})

    response = full.client.post(full.url("kosten/1/entfernen"), opened, follow=True)

    assert "Die Liste hat sich geändert. Bitte prüfen Sie sie." in pages.page_text(response)
    assert full.reload().cost_items.count() == 3


@pytest.mark.parametrize(
    ("slug", "data"),
    [
        ("verein", {}),
        ("kosten/neu", {"purpose": "Saal"}),
        ("kosten/mehrere", {"items-0-purpose": "Saal"}),
        ("kosten/1", {"purpose": "Saal"}),
        ("kosten/1/entfernen", {}),
        ("unterlagen", {}),
        ("unterlagen", {"withdraw": "statutes"}),
        ("loeschen", {}),
    ],
)
def test_page_of_an_application_that_was_sent_meanwhile_leads_to_its_status(
    full, monkeypatch, slug, data
):
    load = drafts.load_application

    def load_then_send(request, code, **sections):
        application = load(request, code)
        sent = Application.objects.get(pk=application.pk)
        submission.submit_application(
            application=sent, actor=sent.created_by, at=request.received_at
        )
        return application

    for module in (drafts, answering):
        monkeypatch.setattr(module, "load_application", load_then_send)
    response = full.post(slug, **data)

    assert response.url == full.url("status")
