"""G22: what applicants read is short, plain and written with German quotation marks."""

import re
from statistics import mean

import pytest

from tests.support.catalogue import Entry, applicant_texts

LONGEST = 20
MEAN = 10
# Words of offices; where one cannot be avoided it is explained. „Zuwendung“ is the word of the
# law: it stands in the letters of the authority only.
BANNED = (
    r"gemäß",
    r"bzw\b",
    r"i\. ?d\. ?R",
    r"ggf\b",
    r"o\. ?g\.",
    r"z\. ?B",
    r"u\. ?a\.",
    r"etwaig",
    r"diesbezüglich",
    r"seitens",
    r"hinsichtlich",
    r"vorbezeichnet",
    r"Zuwendung",
    r"Antragsteller",
    r"Inanspruchnahme",
    r"Bewilligungsbehörde",
    r"ungültig",
    r"falsch",
    r"Pflichtfeld",
    r"Formularfeld",
    r"Upload",
    r"Login",
    r"User",
)
LETTERS = (
    "templates/pdf/letter/",
    "applications/texts/letters.py",
    "applications/documents/letter_parts.py",
)
# Gender is written without signs inside of words: screen readers stumble over them.
INNER_SIGNS = re.compile(r"\w[*:_]innen\b|\w\*in\b|[a-zäöüß]Innen\b")
STRAIGHT_QUOTES = re.compile(r"(?<!\w)[\"'](?=\w)|(?<=\w)[\"'](?!\w)")


def _offenders(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{entry.place}: {entry.plain}"
        for entry in applicant_texts()
        if pattern.search(entry.plain) and not entry.place.startswith(LETTERS)
    ]


def test_the_catalogue_holds_pages_forms_rules_and_mails() -> None:
    texts = {entry.text for entry in applicant_texts()}

    assert texts >= {
        "Speichern und weiter",
        'Bis zu <span class="no-break">%(amount)s</span> für Ihren Verein',
        "Ihr Antrag kam nach der Frist an. In der Regel müssen wir ihn ablehnen.",
        "Geld, das Ihr Verein selbst für das Projekt ausgibt. "
        "Zum Beispiel aus Beiträgen der Mitglieder.",
        "Ihr Antrag ist angekommen: %(reference_number)s",
    }
    assert "Schreiben Sie einen Grund. Er gehört zur Akte." not in texts
    assert "Verspätet eingegangen: {late_seconds} nach der Frist, am {received_at}." not in texts


def test_sentences_are_counted_as_people_read_them() -> None:
    entry = Entry("", "Der <b>Verein e. V.</b> hat am 31. Januar {n} Anträge. Geht das? Ja")

    assert entry.sentences == ["Der Verein e․ V․ hat am 31․ Januar X Anträge.", "Geht das?"]


def test_no_sentence_is_long() -> None:
    long = {
        f"{entry.place}: {sentence}": words
        for entry in applicant_texts()
        for sentence in entry.sentences
        if (words := len(sentence.split())) > LONGEST
    }

    assert long == {}


def test_sentences_are_short_on_average() -> None:
    lengths = [len(s.split()) for entry in applicant_texts() for s in entry.sentences]

    assert len(lengths) > 800
    assert mean(lengths) <= MEAN


@pytest.mark.parametrize("word", BANNED)
def test_words_of_offices_stay_in_the_office(word: str) -> None:
    assert _offenders(re.compile(rf"\b{word}")) == []


def test_quotation_marks_are_german_and_closed() -> None:
    unpaired = [
        entry.place
        for entry in applicant_texts()
        if entry.text.count("„") != entry.text.count("“")
    ]

    assert _offenders(STRAIGHT_QUOTES) == []
    assert unpaired == []


def test_no_sign_stands_inside_a_word_for_people() -> None:
    assert _offenders(INNER_SIGNS) == []
