"""A computer that others use after me, and a password that comes from a safe."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.support.accounts import PASSWORD, make_user
from tests.support.browser import BOTH_WAYS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("january", "no_pdf")]


@pytest.mark.parametrize("javascript", BOTH_WAYS)
def test_back_after_signing_out_shows_nothing_private(
    new_context: Callable[..., Any], javascript: bool
) -> None:
    user = make_user("rania@verein.example")
    draft = factories.make_complete_draft(actor=user, name="Frauennetz Usaufer e. V.")
    context = new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto("/konto/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(user.email)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.goto(f"/antrag/{draft.code}/")
    expect(page.get_by_text("Frauennetz Usaufer e. V.").first).to_be_visible()

    page.goto("/konto/abmelden/")
    page.get_by_role("button", name="Abmelden").last.click()
    page.wait_for_url("**/")
    page.go_back()
    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    assert "Frauennetz" not in page.content()
    if javascript:
        kept = page.evaluate(
            "[...Object.entries(localStorage), ...Object.entries(sessionStorage)]"
        )
        assert kept == []
    assert {cookie["name"] for cookie in context.cookies()} <= {"sitzung", "csrf"}


def test_a_password_can_be_pasted(page: Any) -> None:
    wanted = "  Ein Satz aus dem Safe 😀  "
    page.goto("/konto/registrieren/")
    for name in ("Ihr Name", "Passwort"):
        field = page.get_by_label(name, exact=True)
        if name == "Ihr Name":
            field.fill(wanted)
            field.press("Control+a")
            field.press("Control+c")
        else:
            field.press("Control+v")

    expect(page.get_by_label("Passwort", exact=True)).to_have_value(wanted)
