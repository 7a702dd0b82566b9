"""Saving while somebody writes: JSON for every outcome, and newer text is never overwritten."""

from typing import Any

import pytest
from django.test import Client

from applications.models import KeptInput, SectionVersion
from applications.rules.sections import Section
from applications.services import submission
from applications.views.section_pages import PAGES
from tests import factories
from tests.access import hostile
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.draft_pages import DraftPages

UNREADABLE = {
    "gemeinnuetzigkeit": {"notice_date_0": "32", "notice_date_1": "Juno", "notice_date_2": "x"},
    "profil": {"member_count": "viele"},
    "projekt": {"starts_on_0": "1", "starts_on_1": "13", "starts_on_2": "2020"},
    "stelle": {"ends_on_0": "heute"},
    "lohn": {"hours_month": "ungefähr 40", "wage_month_eur": "1e3"},
    "finanzierung": {"own_funds_eur": "etwas"},
    "verein": {"founded_year": "früher"},
}


def autosave(draft: DraftPages, slug: str, **changes: Any) -> Any:
    """Send what the script of a page sends after these changes."""
    return draft.client.post(
        draft.url(f"{slug}/sichern"), pages.form_data(draft.open(slug)) | changes
    )


def test_the_answer_tells_instant_and_version(full: DraftPages) -> None:
    answer = autosave(full, "ziele", need="Neue Worte")

    assert answer.json() == {"note": "Gespeichert um 10:00 Uhr", "saved_at": "10:00", "version": 2}
    assert full.row(Section.GOALS).need == "Neue Worte"
    assert pages.form_data(full.open("ziele"))["version"] == "2"


def test_saving_the_same_again_changes_nothing(full: DraftPages) -> None:
    autosave(full, "ziele", need="Neue Worte")
    history = SectionVersion.objects.count()

    assert autosave(full, "ziele").json()["version"] == 2
    assert autosave(full, "kosten/1").json()["version"] == 1
    assert SectionVersion.objects.count() == history


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_e1_1_every_page_saves_empty_and_with_unreadable_input(
    draft: DraftPages, slug: str
) -> None:
    """Journeys E1 1: a draft can be incomplete and is saved before validation."""
    typed = UNREADABLE.get(slug, {})

    empty = draft.post(f"{slug}/sichern", version="0")
    unreadable = draft.post(f"{slug}/sichern", version=str(empty.json()["version"]), **typed)

    assert (empty.status_code, unreadable.status_code) == (200, 200)
    shown = pages.form_data(draft.open(slug))
    assert {name: shown[name] for name in typed} == typed
    by_button = draft.send(slug, dict.fromkeys(typed, ""), target="overview")
    assert by_button.url == draft.url()


def test_newer_text_of_somebody_else_is_not_overwritten(full: DraftPages) -> None:
    """Goal G15; autosave stops, and the button leads to both versions."""
    opened = pages.form_data(full.open("ziele"))
    colleague = Client()
    sign_in(colleague, factories.make_member(full.reload()))
    DraftPages(colleague, full.reload()).send("ziele", {"need": "Andere Worte"})

    answer = full.post("ziele/sichern", **opened | {"need": "Mein Text"})
    page = full.post("ziele", **opened | {"need": "Mein Text"})

    assert answer.status_code == 409
    assert answer.json() == {
        "note": "Jemand anderes hat diesen Abschnitt gerade gespeichert. "
        "Ihre Eingaben stehen noch auf dieser Seite. "
        "Speichern Sie sie, dann sehen Sie beide Fassungen.",
        "is_closed": True,
    }
    assert full.row(Section.GOALS).need == "Andere Worte"
    assert "Meine Fassung Mein Text Andere Fassung Andere Worte" in pages.page_text(page)
    assert KeptInput.objects.count() == 0


def test_own_newer_text_of_another_window_is_not_overwritten(full: DraftPages) -> None:
    opened = pages.form_data(full.open("ziele"))
    autosave(full, "ziele", need="Zweites Fenster")

    answer = full.post("ziele/sichern", **opened | {"need": "Erstes Fenster"})

    assert answer.status_code == 409
    assert "in einem anderen Fenster" in answer.json()["note"]
    assert full.row(Section.GOALS).need == "Zweites Fenster"


def test_of_two_at_once_the_second_learns_of_the_first(full: DraftPages) -> None:
    opened = pages.form_data(full.open("ziele")) | {"need": "Neue Worte"}

    first = full.post("ziele/sichern", **opened)
    # The same words sent twice: its answer got lost on the way.
    again = full.post("ziele/sichern", **opened)

    assert (first.json()["version"], again.json()["version"]) == (2, 2)


def test_last_words_of_a_closed_page_are_kept_beside_newer_text(full: DraftPages) -> None:
    opened = pages.form_data(full.open("ziele"))
    autosave(full, "ziele", need="Zweites Fenster")
    full.post("ziele/sichern", **opened | {"need": "Letzte Worte", "leaving": "1"})

    page = full.open("ziele")
    assert "Wir haben Ihre letzten Eingaben wiederhergestellt." in pages.page_text(page)
    typed = pages.form_data(page)
    assert (typed["need"], typed["version"]) == ("Letzte Worte", "1")
    conflict = full.post("ziele", **typed)
    assert "Letzte Worte Andere Fassung Zweites Fenster" in pages.page_text(conflict)
    assert "wiederhergestellt" not in pages.page_text(full.open("ziele"))


def test_a_line_of_costs_is_saved(full: DraftPages) -> None:
    answer = autosave(full, "kosten/1", purpose="Saal", amount_eur="viel")

    item = full.reload().cost_items.get(position=1)
    assert (answer.json()["version"], item.purpose, item.amount_eur) == (2, "Saal", None)
    assert pages.form_data(full.open("kosten/1"))["amount_eur"] == "viel"


def test_a_line_of_costs_that_changed_is_not_overwritten(full: DraftPages) -> None:
    opened = pages.form_data(full.open("kosten/1"))
    full.send("kosten/1", {"amount_eur": "500"})

    same = full.post("kosten/1/sichern", **opened | {"amount_eur": "500,00"})
    other = full.post("kosten/1/sichern", **opened | {"amount_eur": "400"})

    assert same.json()["version"] == 2
    assert other.status_code == 409
    assert full.reload().cost_items.get(position=1).amount_eur == 500


def test_a_line_of_costs_that_is_gone_is_not_written_elsewhere(full: DraftPages) -> None:
    opened = pages.form_data(full.open("kosten/2"))
    full.send("kosten/2/entfernen")

    assert full.post("kosten/2/sichern", **opened).status_code == 409
    assert full.reload().cost_items.count() == 1


@pytest.mark.parametrize(
    ("slug", "field"), [("kosten/neu", "purpose"), ("kosten/mehrere", "items-0-purpose")]
)
def test_a_line_is_added_by_its_button_only_and_kept_until_then(
    full: DraftPages, slug: str, field: str
) -> None:
    answer = autosave(full, slug, **{field: "Saal"})

    assert "noch nicht in der Liste" in answer.json()["note"]
    assert full.reload().cost_items.count() == 2
    assert pages.form_data(full.open(slug))[field] == "Saal"
    full.send(slug)
    assert full.reload().cost_items.count() == 3
    assert pages.form_data(full.open(slug))[field] == ""


def test_who_is_signed_out_is_told_in_json(full: DraftPages) -> None:
    answer = Client().post(full.url("ziele/sichern"), {"need": "x"})

    assert answer.status_code == 401
    assert answer.json()["note"].startswith("Nicht gespeichert: Sie sind abgemeldet.")


def test_a_stale_token_is_told_in_json(full: DraftPages, csrf_client: Client) -> None:
    sign_in(csrf_client, full.reload().created_by)

    answer = csrf_client.post(full.url("ziele/sichern"), {"need": "x"})

    assert answer.status_code == 403
    assert answer.json()["note"].startswith("Nicht gespeichert: Die Seite war lange offen.")
    assert full.row(Section.GOALS).need != "x"


@pytest.mark.parametrize("slug", ["ziele", "kosten/1", "kosten/neu", "kosten/mehrere"])
def test_other_teams_and_sent_applications_are_closed(full: DraftPages, slug: str) -> None:
    stranger = Client()
    sign_in(stranger, factories.make_user())
    application = full.reload()
    assert stranger.post(full.url(f"{slug}/sichern"), {"need": "x"}).status_code == 404

    submission.submit_application(
        application=application, actor=application.created_by, at=factories.SENT_AT
    )
    answer = full.post(f"{slug}/sichern", version="1", need="x")

    assert answer.status_code == 409
    assert answer.json()["is_closed"]
    assert full.row(Section.GOALS).need != "x"


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "unterlagen", "absenden", "kosten/99"])
def test_pages_without_autosave_are_not_there(full: DraftPages, slug: str) -> None:
    assert full.post(f"{slug}/sichern").status_code in {404, 409}


def test_too_much_text_is_not_kept(full: DraftPages) -> None:
    answer = full.post("kosten/neu/sichern", purpose="x" * 300_000)

    assert answer.status_code == 413
    assert KeptInput.objects.count() == 0


@pytest.mark.parametrize("body", ["", "{", '{"need": "x"}', "[" * 10_000, "\x00", "version=-1"])
def test_json_and_other_bodies_do_no_harm(full: DraftPages, body: str) -> None:
    before = full.row(Section.GOALS)

    answer = full.client.post(
        full.url("ziele/sichern"), body, content_type="application/json", HTTP_ACCEPT="text/html"
    )

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/json"
    assert full.row(Section.GOALS).need == before.need


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["ziele", "lohn", "kosten/1", "kosten/neu"])
def test_hostile_texts_are_saved_or_refused(full: DraftPages, slug: str) -> None:
    data = pages.form_data(full.open(slug))
    version = data.pop("version")

    for text in hostile.TEXTS:
        answer = full.post(f"{slug}/sichern", **dict.fromkeys(data, text), version=version)
        assert answer.status_code in {200, 413}, ascii(text)[:60]
        version = answer.json().get("version", version)
    for wrong in ("x", "-1", "9" * 30, "٣", "1.0"):
        assert full.post(f"{slug}/sichern", version=wrong).status_code in {200, 409}


def test_autosave_needs_few_queries(full: DraftPages, django_assert_max_num_queries: Any) -> None:
    data = pages.form_data(full.open("ziele")) | {"need": "Neue Worte"}

    with django_assert_max_num_queries(24):
        full.post("ziele/sichern", **data)


def test_files_are_never_taken(full: DraftPages) -> None:
    """The page of the documents has no autosave; buttons send files."""
    assert "data-autosave" not in full.open("unterlagen").content.decode()
    assert "data-autosave" in full.open("ziele").content.decode()
