"""What anybody may read: start, the funding, legal pages, errors; and the frame around them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory
from django.urls import reverse

from applications import clock
from applications.models import FundingRound
from applications.services.rounds import load_round_2020
from applications.texts import privacy
from applications.views import errors
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in

pytestmark = pytest.mark.django_db

PAGES = (
    "start",
    "funding",
    "preparation",
    "imprint",
    "privacy",
    "accessibility",
    "easy_language",
)
SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def funding_round(rehearsal: Callable[[str], Any]) -> FundingRound:
    """The round of 2020, eleven days before its deadline."""
    rehearsal("2020-01-20T10:00")
    loaded, _created = load_round_2020()
    return loaded


def page(client: Client, name: str) -> str:
    """Return the text of a page with its markup and single blanks."""
    response = client.get(reverse(name))
    assert response.status_code == 200
    return " ".join(response.content.decode().replace(SPACE, " ").split())


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_the_database_once(
    client: Client, funding_round: FundingRound, name: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        page(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_page_appears_before_the_first_round(client: Client, name: str) -> None:
    assert "<h1" in page(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_heading_and_its_frame(
    client: Client, funding_round: FundingRound, name: str
) -> None:
    html = page(client, name)

    assert html.count("<h1") == 1
    assert html.index('class="skip-link"') < html.index('<header class="site-header"')
    assert '<main id="inhalt" tabindex="-1"' in html
    assert "Rufen Sie an:" in html
    assert "0611 000000" in html


@pytest.mark.parametrize("name", PAGES)
def test_page_refuses_to_take_data(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize(
    "text",
    [
        'Bis zu <span class="no-break">10.200 Euro</span> für Ihren Verein',
        "Das sind noch 11 Tage.",
        "Sie können Ihren Antrag bis Freitag, 31. Januar 2020, 23:59 Uhr absenden.",
        "<strong>3.000 Euro</strong> für ein neues Mikroprojekt",
        "<strong>7.200 Euro</strong> für eine Minijob-Stelle in dem Projekt",
        "Es gibt insgesamt 400.000 Euro. Das reicht für etwa 39 Vereine.",
        "8 Fragen, etwa 3 Minuten, ohne Anmeldung",
    ],
)
def test_start_says_how_much_and_until_when(
    client: Client, funding_round: FundingRound, text: str
) -> None:
    assert text in page(client, "start")


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("2019-11-20T10:00", "Die nächste Runde beginnt am 27. November 2019."),
        ("2020-01-16T23:59", "31. Januar 2020, 23:59 Uhr absenden."),
        ("2020-01-29T10:00", "Nur noch 2 Tage: Die Frist endet am Freitag, 31. Januar 2020, um"),
        ("2020-01-30T10:00", "Nur noch 1 Tag: Die Frist endet am Freitag, 31. Januar 2020, um"),
        ("2020-01-31T00:00", "Heute ist der letzte Tag."),
        ("2020-01-31T23:59:59", "Die Frist endet um 23:59 Uhr."),
        ("2020-02-01T00:00", "Die Frist ist vorbei."),
    ],
)
def test_deadline_box_follows_the_clock(
    client: Client,
    funding_round: FundingRound,
    rehearsal: Callable[[str], Any],
    instant: str,
    text: str,
) -> None:
    rehearsal(instant)
    assert text in page(client, "start")


def test_deadline_box_names_an_extension(client: Client, funding_round: FundingRound) -> None:
    closed_at = funding_round.closes_at
    FundingRound.objects.update(
        closed_originally_at=closed_at, closes_at=closed_at + timedelta(days=5)
    )

    text = "Wir haben die Frist verlängert. Neu: Mittwoch, 5. Februar 2020, 23:59 Uhr."
    assert text in page(client, "start")


def test_deadline_box_without_any_round(client: Client) -> None:
    assert "Zurzeit gibt es keine offene Runde." in page(client, "start")


def test_rehearsal_strip_shows_our_clock(
    client: Client, funding_round: FundingRound, settings: Any
) -> None:
    settings.REHEARSAL_NOW = "2020-01-20T10:00"

    expected = (
        "Das ist eine Vorführung. Hier können Sie keine echte Förderung beantragen. "
        "Unsere Uhr: Montag, 20. Januar 2020, 10:00 Uhr."
    )
    assert expected in page(client, "start")


def test_real_round_shows_no_strip(client: Client, funding_round: FundingRound) -> None:
    assert "Vorführung" not in page(client, "imprint")


def test_imprint_names_the_authority(client: Client, funding_round: FundingRound) -> None:
    html = page(client, "imprint")

    assert funding_round.authority_name in html
    assert funding_round.contact_email in html


def test_privacy_names_the_periods_of_the_round(
    client: Client, funding_round: FundingRound
) -> None:
    text = "Entwürfe: 6 Monate nach Ende der Frist. Anträge: 10 Jahre."
    assert text in page(client, "privacy")


def test_privacy_names_everybody_to_turn_to(client: Client, funding_round: FundingRound) -> None:
    html = page(client, "privacy")

    for words in (
        funding_round.authority_name,
        "Datenschutzbeauftragte Person",
        funding_round.contact_email,
        "Der Hessische Beauftragte für Datenschutz und Informationsfreiheit",
        "Artikel 6 Absatz 1 Buchstabe e",
        "Rechnungshof",
        "die Namen vom Vorstand und die Kontaktperson",
        "Niemand muss einen Antrag stellen.",
        f"Fassung {privacy.CURRENT} dieser Seite.",
    ):
        assert words in html


def test_privacy_is_one_step_away_where_data_is_asked(
    client: Client, rehearsal: Callable[[str], Any]
) -> None:
    rehearsal("2020-01-20T10:00")
    link = f'href="{reverse("privacy")}"'
    draft = factories.make_complete_draft()

    assert link in page(client, "contact")
    # The foot of every page has the link; at the sign-up and before sending the text has it, too.
    assert page(client, "account_signup").count(link) == 2
    sign_in(client, draft.created_by)
    html = client.get(reverse("declarations", args=[draft.code])).content.decode()
    assert html.count(link) == 2


def test_privacy_tells_what_a_team_leaves_behind(client: Client) -> None:
    html = page(client, "privacy")

    for words in (
        "24 Stunden verschlüsselt auf",
        "wer gerade in welchem Abschnitt schreibt",
        "Bemerkungen und frühere Fassungen sieht nur Ihr Team.",
        "Nachrichten und Dateien, die Sie uns schicken.",
        "das Bankkonto vom Verein. Die Nummer ist verschlüsselt.",
        "nur Ihre Antworten, ohne Namen und ohne den Antrag",
    ):
        assert words in html


def test_sentences_in_easy_language_are_short_and_stand_alone(
    client: Client, funding_round: FundingRound
) -> None:
    text = page(client, "easy_language").partition('<div class="easy-language')[2]
    lines = [
        pages.text(line) for line in re.findall(r"<p>(.*?)</p>", text.partition("help-box")[0])
    ]

    assert len(lines) > 30
    assert "Dieser Text ist ein Entwurf." in page(client, "easy_language")
    assert {line: n for line in lines if (n := len(line.split())) > 8} == {}
    assert "Zusammen: höchstens 10.200 Euro." in lines
    assert "Der letzte Tag ist: 31. Januar 2020." in lines


def test_sign_language_says_what_there_is_instead(
    client: Client, funding_round: FundingRound
) -> None:
    text = "Sie können uns schreiben oder einen Termin mit Dolmetschen bekommen."
    assert text in page(client, "sign_language")


@pytest.mark.parametrize(
    "text",
    [
        "Diese Erklärung gilt für alle Seiten der WIR-Förderung.",
        "Die Seiten sind teilweise barrierefrei.",
        "Ein Video in Gebärdensprache gibt es noch nicht.",
        "zuletzt am 22. November 2026",
        "Wir antworten in zwei Wochen.",
        "Sie haben nach sechs Wochen keine Antwort?",
        "Durchsetzungs- und Überwachungsstelle (LBIT)",
    ],
)
def test_accessibility_statement_is_complete(
    client: Client, funding_round: FundingRound, text: str
) -> None:
    assert text in page(client, "accessibility")


def test_frame_leads_to_everything_that_helps(client: Client, funding_round: FundingRound) -> None:
    html = page(client, "start")
    footer = html.partition('<footer class="site-footer"')[2]

    assert re.findall(r"<li><a href=\"([^\"]*)\"", footer) == [
        "/impressum/",
        "/datenschutz/",
        "/barrierefreiheit/",
        "/barriere-melden/?seite=%2F",
        "/leichte-sprache/",
        "/gebaerdensprache/",
        "/echt/",
    ]
    help_box = html.partition('class="help-box"')[2].partition("</section>")[0]
    assert re.findall(r"href=\"(/[^\"]*)\"", help_box) == ["/kontakt/", "/hilfe/"]


def test_robots_leave_applications_alone(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Disallow: /antrag/" in response.content.decode()


def _security_lines(client: Client) -> list[tuple[str, str]]:
    text = client.get("/.well-known/security.txt").content.decode()
    return [
        (name, value) for name, _, value in (line.partition(": ") for line in text.splitlines())
    ]


def test_finder_of_a_hole_learns_whom_to_tell(
    client: Client, settings: Any, funding_round: FundingRound
) -> None:
    settings.BASE_URL = "https://wir.example"

    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = _security_lines(client)
    assert [value for name, value in lines if name == "Contact"] == [
        f"mailto:{funding_round.contact_email}",
        "https://wir.example/kontakt/",
    ]
    assert dict(lines)["Canonical"] == "https://wir.example/.well-known/security.txt"


def test_without_a_round_a_finder_can_still_write(client: Client) -> None:
    contacts = [value for name, value in _security_lines(client) if name == "Contact"]

    assert [address.endswith("/kontakt/") for address in contacts] == [True]


def test_word_about_holes_never_expires_unseen(client: Client) -> None:
    (expires,) = [value for name, value in _security_lines(client) if name == "Expires"]
    left = datetime.fromisoformat(expires) - clock.real_now()

    assert expires.endswith("Z")
    assert timedelta(days=179) < left <= timedelta(days=180)


def test_every_answer_carries_the_protective_headers(client: Client) -> None:
    headers = client.get("/").headers

    policy = set(headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"} <= set(
        headers["Permissions-Policy"].split(", ")
    )
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["X-Frame-Options"] == "DENY"


def test_unknown_page_offers_a_way_out(client: Client) -> None:
    response = client.get("/gibt-es-nicht/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in response.content.decode()
    assert 'href="/"' in response.content.decode()
    assert response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("view", "status", "text"),
    [
        (errors.gone, 410, "Diese Einladung ist abgelaufen."),
        (errors.too_large, 413, "Die Datei ist zu groß."),
        (errors.too_many_requests, 429, "Das waren viele Anfragen auf einmal."),
        (errors.unavailable, 503, "Wir arbeiten gerade an der Seite."),
        (errors.csrf_failure, 403, "Bitte senden Sie das Formular noch einmal."),
    ],
)
def test_error_page_says_what_to_do(
    rf: RequestFactory, view: Callable[..., Any], status: int, text: str
) -> None:
    response = view(rf.get("/"))

    assert response.status_code == status
    assert text in response.content.decode()


def test_request_that_is_too_big_says_so(rf: RequestFactory) -> None:
    response = errors.bad_request(rf.post("/"), RequestDataTooBig())
    assert response.status_code == 413


def test_unreadable_request_says_so(rf: RequestFactory) -> None:
    response = errors.bad_request(rf.post("/"), SuspiciousOperation())

    assert response.status_code == 400
    assert "Das konnten wir nicht lesen." in response.content.decode()


def test_fault_of_ours_shows_the_number_of_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False

    with mock.patch("applications.views.public.render", side_effect=ValueError):
        response = client.get("/")

    assert response.status_code == 500
    html = response.content.decode()
    incident = caplog.text.partition("incident ")[2].split()[0]
    assert f"<strong>{incident}</strong>" in html
    assert "Bei uns ist etwas schiefgegangen." in html


def test_refused_token_explains_itself(csrf_client: Client) -> None:
    response = csrf_client.post("/check/1/", {"seat_in_hesse": "yes"})

    assert response.status_code == 403
    assert "Bitte senden Sie das Formular noch einmal." in response.content.decode()
