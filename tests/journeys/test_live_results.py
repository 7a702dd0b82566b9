"""Results appear while somebody types, are said once, and age visibly without the server."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from applications.models import Application
from applications.rules.sections import Section
from tests import factories
from tests.support.accounts import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]

SPOKEN = "[data-live-spoken]"
STALE = "Das Ergebnis ist von vorhin."


@pytest.fixture
def draft() -> Application:
    return factories.make_complete_draft(
        changes={Section.WAGE: {"hours_month": None, "wage_month_eur": None}}
    )


@pytest.fixture
def open_page(
    new_context: Callable[..., Any], live_server: Any, draft: Application
) -> Callable[..., Page]:
    """Return a function that opens a page of the draft as somebody of its team."""

    def open_as_member(slug: str, **options: Any) -> Page:
        client = Client()
        sign_in(client, draft.created_by)
        context = new_context(**options)
        name, value = settings.SESSION_COOKIE_NAME, client.session.session_key
        context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page: Page = context.new_page()
        page.goto(f"/antrag/{draft.code}/{slug}/")
        return page

    return open_as_member


def stored(draft: Application) -> Application:
    return Application.objects.with_lists().get(pk=draft.pk)


def test_wage_is_computed_and_said_once(
    open_page: Callable[..., Page], screenshot: Callable[..., None]
) -> None:
    page = open_page("lohn")
    box, spoken = page.locator("#ergebnis"), page.locator(SPOKEN)
    page.evaluate(
        """selector => {
          window.said = [];
          const spoken = document.querySelector(selector);
          new MutationObserver(() => window.said.push(spoken.textContent))
            .observe(spoken, {childList: true});
        }""",
        SPOKEN,
    )

    page.get_by_label("Arbeitsstunden im Monat").fill("40")
    page.get_by_label("Lohn im Monat in Euro").press_sequentially("450", delay=60)

    expect(box).to_contain_text("5.361,62 €")
    expect(spoken).to_have_text("Zusammen 5.361,62 €. Die Förderung reicht für alle Kosten.")
    assert page.evaluate("window.said.length") == 1
    assert page.locator("[aria-live]").filter(has=page.locator("table")).count() == 0
    screenshot(page, "wage")


def test_what_is_wrong_turns_fine_while_typing(open_page: Callable[..., Page]) -> None:
    page = open_page("lohn")
    hours = page.get_by_label("Arbeitsstunden im Monat")
    page.get_by_label("Lohn im Monat in Euro").fill("450")

    hours.fill("52")
    expect(page.locator("#ergebnis")).to_contain_text("Der Lohn ist zu niedrig")
    hours.fill("48")
    expect(page.locator("#ergebnis")).not_to_contain_text("Der Lohn ist zu niedrig")
    expect(page.locator("#ergebnis")).to_contain_text("9,37 €")
    expect(hours).to_be_focused()


def test_an_error_at_a_field_goes_when_the_number_is_fine(open_page: Callable[..., Page]) -> None:
    page = open_page("lohn")
    hours, wage = (page.get_by_label(name) for name in ("Arbeitsstunden im M", "Lohn im Monat in"))
    hours.fill("52")
    wage.fill("450 Taler")
    page.get_by_role("button", name="Speichern und weiter").click()
    summary, errors = page.locator("[data-error-summary]"), page.locator(".kern-error")
    expect(summary).to_be_visible()
    expect(errors).to_have_count(1)
    expect(wage).to_have_attribute("aria-invalid", "true")

    with page.expect_response("**/lohn/berechnen/"):
        hours.fill("40")
    expect(errors).to_have_count(1)
    wage.fill("450")

    expect(errors).to_have_count(0)
    expect(summary).to_have_count(0)
    expect(page.locator("main [class*='--error'], main [aria-invalid='true']")).to_have_count(0)
    assert "_error" not in (wage.get_attribute("aria-describedby") or "")
    expect(wage).to_be_focused()


def test_opened_explanation_stays_open(open_page: Callable[..., Page]) -> None:
    page = open_page("lohn")
    wage = page.get_by_label("Lohn im Monat in Euro")
    wage.fill("450")
    page.get_by_text("Wie setzt sich das zusammen?").click()
    expect(page.get_by_text("Rentenversicherung (15,00 %)")).to_be_visible()

    wage.fill("300")

    expect(page.locator("#ergebnis")).to_contain_text("45,00 €")
    expect(page.get_by_text("Rentenversicherung (15,00 %)")).to_be_visible()


def test_finance_plan_follows_the_amounts(
    open_page: Callable[..., Page], draft: Application
) -> None:
    page = open_page("finanzierung")

    page.get_by_label("Geld vom Verein").fill("1.200,50")

    expect(page.locator("#ergebnis")).to_contain_text("1.999,50 €")
    assert stored(draft).cost_items.count() == 2


def test_rows_of_costs_are_summed(
    open_page: Callable[..., Page], screenshot: Callable[..., None]
) -> None:
    page = open_page("kosten/mehrere")

    page.get_by_label("Betrag in Euro").nth(0).fill("480")
    page.get_by_label("Betrag in Euro").nth(7).fill("20,50")

    expect(page.locator("[data-live-result]")).to_contain_text("3.700,50 €")
    screenshot(page, "rows")


@pytest.mark.parametrize("width", [390, 1280])
def test_eight_rows_stand_level(open_page: Callable[..., Page], width: int) -> None:
    page = open_page("kosten/mehrere", viewport={"width": width, "height": 900})

    boxes: list[list[float]] = page.evaluate(
        """() => [...document.querySelectorAll(".entry")].map((row) =>
          ["calculation", "amount_eur"].map((part) =>
            row.querySelector(`input[name$=${part}]`).getBoundingClientRect().bottom))"""
    )
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.entry')].map((row) => row.offsetHeight)"
    )

    assert len(boxes) == 8
    assert len(set(heights)) == 1
    if width > 800:
        assert all(calculation == amount for calculation, amount in boxes)


def test_result_ages_visibly_without_the_server(open_page: Callable[..., Page]) -> None:
    page = open_page("lohn")
    wage = page.get_by_label("Lohn im Monat in Euro")
    wage.fill("450")
    expect(page.locator("#ergebnis")).to_contain_text("5.361,62 €")

    page.context.set_offline(True)
    wage.fill("300")
    expect(page.get_by_text(STALE)).to_be_visible()
    expect(page.locator("#ergebnis")).to_contain_text("5.361,62 €")

    page.context.set_offline(False)
    expect(page.get_by_text(STALE)).to_be_hidden()
    expect(page.locator("#ergebnis")).to_contain_text("300,00 €")


def test_result_ages_visibly_when_the_session_is_over(open_page: Callable[..., Page]) -> None:
    page = open_page("lohn")
    Session.objects.all().delete()

    page.get_by_label("Lohn im Monat in Euro").fill("300")

    expect(page.get_by_text(STALE)).to_be_visible()
    expect(page.get_by_label("Lohn im Monat in Euro")).to_have_value("300")


def test_the_same_numbers_come_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page("lohn", java_script_enabled=False)
    page.get_by_label("Arbeitsstunden im Monat").fill("40")
    page.get_by_label("Lohn im Monat in Euro").fill("450")
    page.get_by_role("button", name="Kosten berechnen").click()
    expect(page.locator("#ergebnis")).to_contain_text("5.361,62 €")
    expect(page.get_by_text(STALE)).to_be_hidden()

    page = open_page("finanzierung", java_script_enabled=False)
    page.get_by_label("Geld vom Verein").fill("200")
    page.get_by_role("button", name="Finanzplan berechnen").click()
    expect(page.locator("#ergebnis")).to_contain_text("8.361,62 Euro")
