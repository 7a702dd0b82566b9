"""People find an answer by the words they use, however they type them."""

import pytest

from applications.texts.help_search import Searchable, find, fold
from applications.texts.help_topics import GROUPS, TOPICS, Answer, answer_of
from tests.access.hostile import TEXTS

FIGURES = {
    "limit": "450 Euro",
    "minimum_wage": "9,35 Euro",
    "hours": "48,12",
    "rate": "31,15",
    "month_cost": "590,18 Euro",
}
ENTRIES = [Searchable(answer_of(topic, FIGURES), str(topic.words)) for topic in TOPICS.values()]


def slugs(text: str) -> list[str]:
    return [hit.answer.slug for hit in find(text, ENTRIES)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Minijob-Zentrale", "minijob-anmelden"),
        ("gemeinnützig", "gemeinnuetzig"),
        ("gemeinnuetzig", "gemeinnuetzig"),
        ("gemeinnutzig", "gemeinnuetzig"),
        ("GEMEINNÜTZIG?", "gemeinnuetzig"),
        ("Foto", "foto"),
        ("Photo", "foto"),
        ("Fotos", "foto"),
        ("foto vom dokument", "foto"),
        ("Wie mache ich ein Foto?", "foto"),
        ("Eigenmit", "eigenmittel"),
        ("Rechtschreibung", "deutsch"),
        ("Mindestlohn", "minijob"),
        ("Einladung", "team"),
        ("Verwendungsnachweis", "nachweis"),
        ("Tippfehler korrigieren", "vertippt"),
    ],
)
def test_the_best_answer_comes_first(typed: str, first: str) -> None:
    assert slugs(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "   ", "?!", "Raumschiff", "wie ist der", "xyz", "%", "_"])
def test_what_stands_nowhere_is_not_found(typed: str) -> None:
    assert slugs(typed) == []


def test_small_words_do_not_count() -> None:
    assert slugs("wann kommt der Minijob") == slugs("kommt Minijob")


def test_found_answer_shows_the_sentence_with_the_word() -> None:
    hit = find("Betriebsnummer", ENTRIES)[0]

    assert hit.sentence == "Sie brauchen dafür eine Betriebsnummer."


def test_word_of_the_search_list_shows_the_first_sentence() -> None:
    assert find("Kamera", ENTRIES)[0].sentence == "Legen Sie das Blatt flach auf einen Tisch."


@pytest.mark.parametrize(
    ("first", "second"),
    [("Förderung", "Foerderung"), ("Straße", "STRASSE"), ("Müller", "muller"), ("İ", "i")],
)
def test_folding_takes_what_any_keyboard_can(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize("typed", TEXTS)
def test_any_text_is_searched_for_quickly(typed: str) -> None:
    assert len(find(typed, ENTRIES)) <= len(TOPICS)


def test_the_twelve_questions_are_there() -> None:
    questions = {entry.answer.question for entry in ENTRIES}

    assert questions >= {
        "Sind wir eine Migrantenorganisation?",
        "Was heißt gemeinnützig?",
        "Wann dürfen wir anfangen?",
        "Was ist ein Minijob?",
        "Wer meldet die Person bei der Minijob-Zentrale an?",
        "Warum kostet ein Minijob mehr als 450 Euro?",
        "Was sind Eigenmittel?",
        "Wie mache ich ein gutes Foto von einem Dokument?",
        "Können mehrere Personen an dem Antrag arbeiten?",
        "Ich habe mich vertippt und schon abgesendet. Was nun?",
        "Wie wird entschieden?",
        "Was müssen wir am Ende nachweisen?",
    }


def test_groups_have_topics_and_no_address_twice() -> None:
    listed = [topic.slug for group in GROUPS for topic in group.topics]

    assert all(group.topics for group in GROUPS)
    assert len(listed) == len(set(listed)) == len(TOPICS)


def test_paragraphs_with_unknown_values_are_left_out() -> None:
    topic = TOPICS["nachweis"]

    assert answer_of(topic, {}) == Answer(
        topic.slug, str(topic.question), tuple(map(str, topic.paragraphs[:2]))
    )
    assert answer_of(topic, {"proof_due_on": "X"}).paragraphs[-1] == "Beides brauchen wir bis X."
