"""Saving that cannot fail silently: goals G13 to G15, journeys E1 1, 2, 3 and 31, in a browser."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from applications.models import Application, KeptInput, SectionVersion, User
from applications.rules.sections import Section
from applications.services.session_time import LAST_SEEN_AT, SIGNED_IN_AT
from tests import factories
from tests.journeys.person import Person
from tests.journeys.sweep import OPTIONS
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS, NARROW

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

WHY = "Warum ist das Projekt nötig?"
EFFECT = "Wie hilft das Projekt, dass Menschen besser mitmachen können?"
SAVED = re.compile(r"Gespeichert um \d\d:\d\d Uhr")
STILL_THERE = "Ihre Eingaben sind noch da."
RESTORED = "Wir haben Ihre letzten Eingaben wiederhergestellt. Bitte speichern Sie jetzt."
NO_INTERNET = (
    "Nicht gespeichert: Sie haben gerade kein Internet. "
    "Ihre Eingaben bleiben auf dieser Seite stehen."
)
SECTION_PAGE = "**/antrag/*/ziele/sichern/"
MINUTE = 60


@pytest.fixture
def draft() -> Application:
    """A complete draft of somebody who can sign in."""
    user = make_user()
    return factories.make_complete_draft(actor=user)


@pytest.fixture
def opens(new_context: Callable[..., Any]) -> Callable[..., Person]:
    """Return a function that lets somebody sign in and open a page, each in an own browser."""

    def open_page(user: User, url: str, **options: Any) -> Person:
        person = Person(new_context(**options).new_page())
        person.signs_in(user.email, PASSWORD)
        person.is_at("Meine Anträge")
        person.opens(url)
        return person

    return open_page


def url(draft: Application, slug: str = "ziele") -> str:
    return f"/antrag/{draft.code}/{slug}/"


def note(person: Person) -> Any:
    return person.page.locator("[data-save-note]")


def need(draft: Application) -> str:
    return str(Application.objects.with_sections().get(pk=draft.pk).goals.need)


def let_time_pass(*, minutes: int) -> None:
    """Make every session that much older, as if nobody had done anything."""
    for row in Session.objects.all():
        session = SessionStore(session_key=row.session_key)
        if LAST_SEEN_AT in session:
            session[LAST_SEEN_AT] -= minutes * MINUTE
            session[SIGNED_IN_AT] -= minutes * MINUTE
            session.save()


# Autosave --------------------------------------------------------------------


def test_g13_t07_typed_text_survives_closing_the_tab(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, url(draft))
    rania.field(WHY).press_sequentially("Drei Sekunden später.")
    rania.page.wait_for_timeout(3000)
    rania.page.context.close()

    again = opens(draft.created_by, url(draft))

    expect(again.field(WHY)).to_have_value(re.compile("Drei Sekunden später."))
    again.presses("Speichern und zur Übersicht")
    again.is_at("Ihr Antrag")


def test_what_is_typed_is_saved_after_two_seconds_and_when_a_field_is_left(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, url(draft))
    rania.writes({WHY: "Nach zwei Sekunden"})
    expect(note(rania)).to_have_text(SAVED)
    assert need(draft) == "Nach zwei Sekunden"
    assert rania.page.locator("input[name=version]").input_value() == "2"

    with rania.page.expect_response(SECTION_PAGE, timeout=1500):
        rania.field(WHY).fill("Beim Verlassen")
        rania.page.keyboard.press("Tab")
    expect(rania.page.locator("input[name=version]")).to_have_value("3")
    assert need(draft) == "Beim Verlassen"


def test_words_of_the_last_moment_are_taken_along(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, url(draft))
    rania.field(WHY).press_sequentially("!")
    rania.page.close(run_before_unload=True)
    rania.page.context.new_page().goto(url(draft, "profil"))

    expect_soon(lambda: "!" in need(draft))


def expect_soon(is_true: Callable[[], bool]) -> None:
    """Wait for something that the browser does by itself."""
    for _try in range(50):
        if is_true():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen within five seconds")


def test_a_button_or_a_link_waits_for_the_save_on_its_way(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, url(draft))

    def be_slow(route: Any) -> None:
        rania.page.wait_for_timeout(1500)
        route.continue_()

    rania.page.route(SECTION_PAGE, be_slow)
    rania.writes({WHY: "Erste Worte"})
    rania.page.keyboard.press("Tab")
    expect(note(rania)).to_have_text("Wird gespeichert …")
    rania.writes({WHY: "Letzte Worte"})
    rania.presses("Speichern und weiter")

    rania.is_at("Wie läuft das Projekt ab?")
    assert need(draft) == "Letzte Worte"

    rania.opens(url(draft))
    rania.writes({WHY: "Vor dem Link"})
    rania.follows("Zurück")
    rania.is_at("Was möchten Sie machen?")
    assert need(draft) == "Vor dem Link"


def test_without_internet_the_page_says_so_and_tries_again(
    draft: Application, opens: Callable[..., Person], screenshot: Callable[[Page, str], None]
) -> None:
    rania = opens(draft.created_by, url(draft), viewport=NARROW)
    rania.page.context.set_offline(True)
    rania.writes({WHY: "Im Funkloch"})
    expect(note(rania)).to_have_text(NO_INTERNET)
    expect(note(rania)).to_have_class(re.compile("warning"))
    rania.presses("Speichern und weiter")
    rania.is_at("Wem hilft das Projekt?")
    expect(rania.field(WHY)).to_have_value("Im Funkloch")
    screenshot(rania.page, "offline")

    rania.page.context.set_offline(False)

    expect(note(rania)).to_have_text(SAVED)
    assert need(draft) == "Im Funkloch"


def test_a_lost_answer_is_no_conflict_with_oneself(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, url(draft))
    lost: list[str] = []

    def lose_first_answer(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    rania.page.route(SECTION_PAGE, lose_first_answer)
    rania.writes({WHY: "Erste Worte"})
    expect(note(rania)).to_contain_text("Nicht gespeichert")
    rania.writes({WHY: "Zweite Worte"})
    rania.presses("Speichern und weiter")

    rania.is_at("Wie läuft das Projekt ab?")
    assert need(draft) == "Zweite Worte"


# The end of the session ------------------------------------------------------


@pytest.mark.parametrize("has_script", BOTH_WAYS)
def test_g14_t08_e1_2_a_form_sent_after_the_session_is_there_after_the_sign_in(
    draft: Application, opens: Callable[..., Person], has_script: bool
) -> None:
    rania = opens(draft.created_by, url(draft), java_script_enabled=has_script)
    # The script must not be quicker than the person.
    rania.page.route(SECTION_PAGE, lambda route: route.abort())
    let_time_pass(minutes=61)
    rania.writes({WHY: "Lange Worte", EFFECT: "Viel"})
    rania.presses("Speichern und weiter")

    rania.is_at("Anmelden")
    rania.sees(STILL_THERE)
    rania.writes({"E-Mail-Adresse": draft.created_by.email, "Passwort": PASSWORD})
    rania.presses("Anmelden")

    rania.is_at("Wem hilft das Projekt?")
    rania.sees(RESTORED)
    expect(rania.field(WHY)).to_have_value("Lange Worte")
    expect(rania.field(EFFECT)).to_have_value("Viel")
    rania.presses("Speichern und weiter")
    rania.is_at("Wie läuft das Projekt ab?")
    assert need(draft) == "Lange Worte"
    assert not KeptInput.objects.exists()


def test_g14_t08_a_stale_token_shows_the_form_again_filled(
    draft: Application, opens: Callable[..., Person], screenshot: Callable[[Page, str], None]
) -> None:
    rania = opens(draft.created_by, url(draft), java_script_enabled=False)
    name = next(one["name"] for one in rania.page.context.cookies() if "csrf" in one["name"])
    rania.page.context.clear_cookies(name=name)
    rania.page.context.new_page().goto("/konto/anmelden/")
    rania.writes({WHY: "Alte Seite"})
    rania.presses("Speichern und weiter")

    rania.is_at("Wem hilft das Projekt?")
    rania.sees(RESTORED)
    expect(rania.field(WHY)).to_have_value("Alte Seite")
    screenshot(rania.page, "restored")
    rania.presses("Speichern und weiter")
    rania.is_at("Wie läuft das Projekt ab?")
    assert need(draft) == "Alte Seite"


def test_after_a_new_sign_in_in_another_tab_the_open_page_saves_again(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, url(draft))
    let_time_pass(minutes=61)
    rania.writes({WHY: "Noch nicht weg"})
    expect(note(rania)).to_contain_text("Nicht gespeichert: Sie sind abgemeldet.")
    with rania.page.context.expect_page() as opened:
        note(rania).get_by_role("link", name="In einem neuen Fenster anmelden").click()
    tab = Person(opened.value)
    tab.writes({"E-Mail-Adresse": draft.created_by.email, "Passwort": PASSWORD})
    tab.presses("Anmelden")
    tab.is_at("Meine Anträge")

    rania.page.bring_to_front()
    rania.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(note(rania)).to_have_text(SAVED)
    assert need(draft) == "Noch nicht weg"
    assert not KeptInput.objects.exists()


def test_e1_31_the_end_is_announced_and_can_be_put_off(
    draft: Application, opens: Callable[..., Person], screenshot: Callable[[Page, str], None]
) -> None:
    rania = opens(draft.created_by, "/antraege/")
    rania.page.clock.install()
    rania.opens(url(draft))
    let_time_pass(minutes=56)
    rania.page.clock.fast_forward(timedelta(minutes=56).seconds * 1000)

    dialog = rania.page.get_by_role("dialog", name="Sind Sie noch da?")
    expect(dialog).to_contain_text("In 4 Minuten melden wir Sie ab.")
    expect(dialog).to_contain_text("Ihre Angaben sind gespeichert.")
    stay = dialog.get_by_role("button", name="Angemeldet bleiben")
    expect(stay).to_be_focused()
    assert Axe().run(rania.page, options=OPTIONS).response["violations"] == []
    screenshot(rania.page, "dialog")
    rania.page.set_viewport_size(NARROW)
    screenshot(rania.page, "dialog-narrow")

    let_time_pass(minutes=2)
    rania.page.clock.fast_forward(121_000)
    expect(dialog).to_contain_text("In 2 Minuten melden wir Sie ab.")
    let_time_pass(minutes=1)
    rania.page.clock.fast_forward(60_000)
    expect(dialog).to_contain_text("In einer Minute melden wir Sie ab.")

    stay.click()
    expect(dialog).to_be_hidden()
    let_time_pass(minutes=50)
    rania.opens(url(draft))
    rania.is_at("Wem hilft das Projekt?")


def test_the_warning_comes_five_minutes_before_and_leads_to_the_sign_in_at_last(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, "/antraege/")
    rania.page.clock.install()
    rania.opens(url(draft))
    rania.page.clock.fast_forward(54 * MINUTE * 1000)
    expect(rania.page.get_by_role("dialog")).to_have_count(0)
    let_time_pass(minutes=55)
    rania.page.clock.fast_forward(55_000)
    expect(rania.page.get_by_role("dialog")).to_contain_text("In 5 Minuten melden wir Sie ab.")

    let_time_pass(minutes=6)
    rania.page.clock.fast_forward(6 * MINUTE * 1000)

    over = rania.page.get_by_role("dialog", name="Sie sind jetzt abgemeldet")
    expect(over.get_by_role("button", name="Angemeldet bleiben")).to_be_hidden()
    over.get_by_role("link", name="Anmelden").click()
    rania.is_at("Anmelden")
    assert unquote(rania.page.url).endswith(f"?next={url(draft)}")


def test_another_window_that_is_used_closes_the_question(
    draft: Application, opens: Callable[..., Person]
) -> None:
    rania = opens(draft.created_by, "/antraege/")
    rania.page.clock.install()
    rania.opens(url(draft))
    let_time_pass(minutes=57)
    rania.page.clock.fast_forward(57 * MINUTE * 1000)
    dialog = rania.page.get_by_role("dialog")
    expect(dialog).to_be_visible()

    other = rania.page.context.new_page()
    other.goto("/antraege/")

    expect(dialog).to_have_count(0)


# Two people ------------------------------------------------------------------


def test_g15_t09_two_people_at_one_section_overwrite_nothing(
    draft: Application, opens: Callable[..., Person], screenshot: Callable[[Page, str], None]
) -> None:
    colleague = make_user("selamawit@verein.example", name="Selamawit Tekle")
    draft.organisation.memberships.create(
        user=colleague, role="member", joined_at=factories.SENT_AT
    )
    rania, selamawit = (opens(user, url(draft)) for user in (draft.created_by, colleague))
    selamawit.writes({WHY: "Die Worte von Selamawit"})
    expect(note(selamawit)).to_have_text(SAVED)

    rania.writes({WHY: "Die Worte von Rania"})
    expect(note(rania)).to_have_text(
        "Jemand anderes hat diesen Abschnitt gerade gespeichert. "
        "Ihre Eingaben stehen noch auf dieser Seite. "
        "Speichern Sie sie, dann sehen Sie beide Fassungen."
    )
    screenshot(rania.page, "stopped")
    assert need(draft) == "Die Worte von Selamawit"
    rania.presses("Speichern und weiter")

    rania.is_at("Zwei Personen haben diesen Abschnitt geändert")
    rania.sees("Die Worte von Rania", "Die Worte von Selamawit")
    rania.presses("Meine Fassung behalten")
    assert need(draft) == "Die Worte von Rania"
    kept = SectionVersion.objects.filter(application=draft, section=Section.GOALS)
    assert any("Die Worte von Selamawit" in str(one.answers) for one in kept)
