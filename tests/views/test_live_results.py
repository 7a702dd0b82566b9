"""Results while somebody types: the fragment of the whole page, stored nowhere."""

import re
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import CostItem
from applications.rules.sections import Section
from applications.services.submission import submit_application
from tests import factories
from tests.access import hostile
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.strictness import page_faults

RESULT = re.compile(
    r"<div data-live-result>(.*?)</div>\s*<p class=\"live-result__stale\"", re.DOTALL
)
# What a visit may write: that the person was here.
OF_THE_SESSION = ("django_session", "usersessions")
LIVE = ("lohn/berechnen", "finanzierung/berechnen", "kosten/berechnen", "kosten/1/berechnen")
WAGE = {
    "hours_month": "40",
    "wage_month_eur": "450",
    "months": "9",
    "accident_insurance_eur": "50",
}


def result_of(response):
    """Return the result that a whole page shows."""
    return RESULT.search(response.content.decode())[1]


def words(response):
    return pages.page_text(response).replace("\xa0", " ")


def stand():
    """Return all rows of all tables but those of the session."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.app_label not in {"sessions", "usersessions"}
    }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"wage_month_eur": "451"},
        {"hours_month": "52"},
        {"months": "10"},
        {"months": ""},
        {"wage_month_eur": "vier"},
        {"accident_insurance_eur": "1.23"},
        {"hours_month": "", "wage_month_eur": "", "accident_insurance_eur": ""},
        {"months": "12", "accident_insurance_eur": "300"},
    ],
)
def test_wage_is_computed_as_the_saved_page_shows_it(full, changes):
    typed = WAGE | changes

    live = full.post("lohn/berechnen", **typed)
    full.send("lohn", typed, target="overview")

    assert live.content.decode().strip() == result_of(full.open("lohn")).strip()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"own_funds_eur": "50"},
        {"own_funds_eur": "3.200,01"},
        {"donations_eur": "1.23", "own_funds_eur": ""},
        {"other_grants_eur": "100", "own_funds_eur": "100"},
    ],
)
def test_finance_plan_is_computed_as_the_saved_page_shows_it(full, changes):
    typed = {"own_funds_eur": "200", "donations_eur": "0", "other_grants_eur": "0"} | changes

    live = full.post("finanzierung/berechnen", **typed)
    full.send("finanzierung", typed, target="overview")

    assert live.content.decode().strip() == result_of(full.open("finanzierung")).strip()


def test_a_page_that_was_never_saved_is_computed(draft):
    assert "So viel kostet die Stelle" in words(draft.open("lohn"))

    live = words(draft.post("lohn/berechnen", **WAGE))

    assert "Zusammen 5.361,62 €" in live
    assert draft.row(Section.WAGE).version == 0


def test_what_is_wrong_is_said_while_typing(full):
    low = words(full.post("lohn/berechnen", **WAGE | {"hours_month": "52"}))
    enough = words(full.post("lohn/berechnen", **WAGE | {"hours_month": "48"}))

    sentence = "Der Lohn ist zu niedrig: 8,65 Euro pro Stunde."
    assert sentence in low
    assert sentence not in enough


def test_the_script_is_told_which_fields_are_wrong_now(full):
    wrong = full.post("lohn/berechnen", **WAGE | {"months": "x", "hours_month": "52"})
    fine = full.post("lohn/berechnen", **WAGE)

    assert "months" in wrong["X-Wrong-Fields"].split(" ")
    assert fine["X-Wrong-Fields"] == ""


def test_a_wage_that_the_grant_does_not_pay_in_full_is_told(full):
    full.send("stelle", {"starts_on_1": "1"}, target="overview")
    typed = WAGE | {"months": "12", "accident_insurance_eur": "260"}

    live = words(full.post("lohn/berechnen", **typed))

    assert "Die Förderung reicht nicht. 142,16 Euro zahlt Ihr Verein selbst." in live
    assert "So viel bezahlt die Förderung ganz. Ein Minijob darf bis 450 Euro bringen. " in live
    assert "440,96 €" in live


def test_the_employer_reads_what_to_do(full):
    page = words(full.open("lohn"))

    assert "Was Ihr Verein als Arbeitgeber tun muss" in page
    for step in ("Betriebsnummer:", "Vertrag:", "Minijob-Zentrale:", "Stundenzettel:"):
        assert step in page


def test_a_new_line_of_costs_is_added_to_the_sum(full):
    live = words(full.post("kosten/berechnen", amount_eur="1.000,50"))

    assert "Kosten zusammen: 4.200,50 €" in live
    assert "Davon können wir höchstens 3.000 Euro fördern." in live
    assert "Für 1.200,50 Euro brauchen Sie anderes Geld." in live


@pytest.mark.parametrize(
    ("number", "total"), [(1, "3.750,00 €"), (2, "1.450,00 €"), (3, "4.200,00 €")]
)
def test_a_changed_line_counts_once(full, number, total):
    live = full.post(f"kosten/{number}/berechnen", amount_eur="1000")

    assert f"Kosten zusammen: {total}" in words(live)


def test_rows_are_summed_and_unreadable_ones_are_told(full):
    rows = {"items-0-amount_eur": "100", "items-3-amount_eur": "1.23", "items-7-amount_eur": "0,5"}

    live = words(full.post("kosten/berechnen", **rows))

    assert "Kosten zusammen: 3.300,50 €" in live
    assert "1 Betrag fehlt in der Summe. Wir können ihn noch nicht lesen." in live


def test_the_pages_of_costs_begin_with_the_sum_of_the_list(full):
    for slug in ("kosten/neu", "kosten/mehrere", "kosten/1"):
        assert "Kosten zusammen: 3.200,00 €" in words(full.open(slug)), slug
    address = f'data-live="{full.url("kosten/1/berechnen")}"'
    assert address in full.open("kosten/1").content.decode()


@pytest.mark.parametrize("slug", LIVE)
def test_nothing_is_stored(full, slug):
    before = stand()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = full.post(slug, **WAGE, own_funds_eur="7", amount_eur="9")

    assert response.status_code == 200
    assert stand() == before
    written = [
        query["sql"]
        for query in queries
        if not query["sql"].lstrip().startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE"))
    ]
    assert [sql for sql in written if not any(name in sql for name in OF_THE_SESSION)] == []


@pytest.mark.parametrize("slug", LIVE)
def test_the_count_of_queries_does_not_grow_with_the_costs(full, slug):
    full.post(slug)
    with CaptureQueriesContext(connection) as few:
        full.post(slug)
    CostItem.objects.bulk_create(
        CostItem(application=full.reload(), position=n, purpose="x", amount_eur=Decimal(n))
        for n in range(3, 20)
    )
    with CaptureQueriesContext(connection) as many:
        full.post(slug)

    assert len(many) == len(few)


@pytest.mark.parametrize("slug", LIVE)
def test_only_the_team_gets_a_result(full, slug):
    stranger, nobody = Client(), Client()
    sign_in(stranger, factories.make_user("Fremd"))

    assert stranger.post(full.url(slug)).status_code == 404
    assert nobody.post(full.url(slug)).url.startswith("/konto/anmelden/")
    assert full.client.get(full.url(slug)).status_code == 405


@pytest.mark.parametrize("slug", ["verein", "gibt-es-nicht", "unterlagen"])
def test_pages_without_sums_have_no_result(full, slug):
    assert full.post(f"{slug}/berechnen").status_code == 404


@pytest.mark.parametrize("slug", LIVE)
def test_what_was_sent_is_computed_no_more(full, slug):
    application = full.reload()
    submit_application(application=application, actor=application.created_by, at=factories.SENT_AT)

    assert full.post(slug, **WAGE).url == full.url("status")


@pytest.mark.slow
@pytest.mark.parametrize("slug", LIVE)
def test_hostile_texts_break_nothing(full, slug):
    names = (*WAGE, "own_funds_eur", "donations_eur", "other_grants_eur", "other_grants_from")
    names += ("kind", "purpose", "calculation", "amount_eur")
    shifted = 7 if slug.startswith("kosten") else 1

    for start in range(0, len(hostile.TEXTS), shifted):
        texts = hostile.TEXTS[start:] + hostile.TEXTS[:start]
        response = full.post(slug, **dict(zip(names, texts, strict=False)))
        assert response.status_code == 200, texts[0]
        html = response.content.decode()
        assert not [fault for fault in page_faults(html) if not fault.startswith(("{%", "{{"))]
        assert hostile.COMPUTED not in html


def test_rows_beyond_the_list_are_ignored(full):
    rows = {f"items-{number}-amount_eur": "1" for number in (0, 8, 24, 999)}

    assert "Kosten zusammen: 3.201,00" in words(full.post("kosten/berechnen", **rows))
    assert full.post("kosten/99999999999999999999/berechnen", amount_eur="1").status_code == 200
