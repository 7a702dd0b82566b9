"""H01: every question has its page, the search finds it, and people can say whether it helped."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import FundingRound, HelpVote
from applications.services.rounds import load_round_2020
from applications.texts.help_topics import GROUPS, SECTION_TOPICS, TOPICS
from applications.views.help_topics import VOTES_AN_HOUR
from tests import factories
from tests.access.hostile import MARK, TEXTS
from tests.support.accounts import sign_in
from tests.support.pages import page_text
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db

NOTHING = "Dazu haben wir nichts gefunden. Rufen Sie uns an oder schreiben Sie uns."


@pytest.fixture(autouse=True)
def funding_round(rehearsal: Callable[[str], Any]) -> FundingRound:
    """The round of 2020, eleven days before its deadline."""
    rehearsal("2020-01-20T10:00")
    loaded, _created = load_round_2020()
    return loaded


def test_all_groups_stand_on_one_page(client: Client) -> None:
    html = client.get("/hilfe/").content.decode()

    titles = [html.index(f">{group.title}</h2>") for group in GROUPS]
    assert titles == sorted(titles)
    assert html.count("<details") == len(TOPICS)
    for slug in TOPICS:
        assert f'href="/hilfe/{slug}/"' in html


@pytest.mark.parametrize("slug", TOPICS)
def test_every_question_has_its_own_page(client: Client, slug: str) -> None:
    response = client.get(f"/hilfe/{slug}/")
    html = response.content.decode()

    assert response.status_code == 200
    assert html.count("<h1") == 1
    heading = html.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]
    assert heading in html.partition("<title>")[2].partition("</title>")[0]
    assert "{" not in heading
    assert "Hat das geholfen?" in html
    assert "Brauchen Sie Hilfe?" in html


def test_figures_of_the_round_stand_in_the_answers(client: Client) -> None:
    text = page_text(client.get("/hilfe/minijob-kosten/"))

    assert "Warum kostet ein Minijob mehr als 450 Euro?" in text
    assert "Zusammen sind es 31,15 Prozent vom Lohn." in text
    assert "kostet ein Monat also 590,18 Euro." in text


def test_help_works_before_the_first_round(client: Client) -> None:
    FundingRound.objects.update(published_at=None)

    assert client.get("/hilfe/").status_code == 200
    assert "bis 31. März 2021" not in page_text(client.get("/hilfe/nachweis/"))


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "MINIJOB", "1"])
def test_unknown_question_is_not_there(client: Client, slug: str) -> None:
    assert client.get(f"/hilfe/{slug}/").status_code == 404
    assert client.post(f"/hilfe/{slug}/", {"helped": "yes"}).status_code == 404
    assert not HelpVote.objects.exists()


@pytest.mark.parametrize("url", ["/hilfe/", "/hilfe/?suche=Foto", "/hilfe/minijob/"])
def test_help_asks_the_database_twice(
    client: Client, url: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        client.get(url)


@pytest.mark.parametrize("typed", ["Förderung Eigenmittel", "Foerderung Eigenmittel"])
def test_search_finds_words_with_umlauts_however_typed(client: Client, typed: str) -> None:
    response = client.get("/hilfe/", {"suche": typed})

    assert "Was sind Eigenmittel?" in page_text(response)
    assert 'href="/hilfe/eigenmittel/"' in response.content.decode()


def test_search_shows_the_sentence_and_what_was_typed(client: Client) -> None:
    response = client.get("/hilfe/", {"suche": " Photo "})

    assert "Wie mache ich ein gutes Foto von einem Dokument?" in page_text(response)
    assert "Legen Sie das Blatt flach auf einen Tisch." in page_text(response)
    assert 'value="Photo"' in response.content.decode()
    assert NOTHING not in page_text(response)


def test_a_search_longer_than_the_field_stays_as_it_was_typed(client: Client) -> None:
    typed = "Foto " + "a" * 300

    response = client.get("/hilfe/", {"suche": typed})

    assert f'value="{typed}"' in response.content.decode()


def test_search_without_result_says_what_to_do(client: Client) -> None:
    response = client.get("/hilfe/", {"suche": "Raumschiff"})

    assert NOTHING in page_text(response)
    assert 'href="/kontakt/"' in response.content.decode()


def test_empty_search_shows_all_questions(client: Client) -> None:
    assert client.get("/hilfe/?suche=").content == client.get("/hilfe/").content


@pytest.mark.parametrize("typed", [text for text in TEXTS if "\0" not in text])
def test_hostile_search_is_answered_and_escaped(typed: str) -> None:
    response = Client().get("/hilfe/", {"suche": typed[:2000]})

    html = response.content.decode()
    assert response.status_code == 200
    assert f"<{MARK}" not in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(("button", "helped"), [("yes", True), ("no", False)])
def test_vote_is_counted_by_day_and_thanked(client: Client, button: str, helped: bool) -> None:
    response = client.post("/hilfe/minijob/", {"helped": button}, follow=True)

    assert "Danke." in page_text(response)
    assert 'name="helped"' not in response.content.decode()
    vote = HelpVote.objects.get()
    assert (vote.topic, vote.helped, str(vote.voted_on)) == ("minijob", helped, "2020-01-20")


def test_vote_leaves_no_session(client: Client) -> None:
    client.post("/hilfe/minijob/", {"helped": "yes"})

    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("data", [{}, {"helped": "maybe"}, {"helped": ""}])
def test_what_is_no_vote_is_not_counted(client: Client, data: dict[str, str]) -> None:
    response = client.post("/hilfe/minijob/", data)

    assert response.status_code == 200
    assert not HelpVote.objects.exists()


def test_nobody_can_vote_without_end(client: Client) -> None:
    for _number in range(VOTES_AN_HOUR):
        assert client.post("/hilfe/minijob/", {"helped": "yes"}).status_code == 302

    assert client.post("/hilfe/foto/", {"helped": "no"}).status_code == 429
    assert HelpVote.objects.count() == VOTES_AN_HOUR
    elsewhere = StrictClient(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post("/hilfe/foto/", {"helped": "no"}).status_code == 302


def test_questions_of_the_same_group_follow(client: Client) -> None:
    html = client.get("/hilfe/minijob/").content.decode()

    assert reverse("help_topic", args=["minijob-kosten"]) in html
    assert reverse("help_topic", args=["foto"]) not in html


@pytest.mark.parametrize(
    ("slug", "topic"),
    [("gemeinnuetzigkeit", "gemeinnuetzig"), ("lohn", "minijob"), ("unterlagen", "foto")],
)
def test_sections_lead_to_what_others_ask_there(client: Client, slug: str, topic: str) -> None:
    draft = factories.make_draft()
    sign_in(client, draft.created_by)

    html = client.get(f"/antrag/{draft.code}/{slug}/").content.decode()

    assert f'href="/hilfe/{topic}/"' in html


def test_topics_of_sections_exist_and_name_no_value() -> None:
    for slugs in SECTION_TOPICS.values():
        assert all("{" not in str(TOPICS[slug].question) for slug in slugs)
