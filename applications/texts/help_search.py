"""Finds the topics of the help that hold the words somebody typed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from applications.texts.help_topics import Answer

MAXIMUM_LENGTH: Final = 100
_MAXIMUM_WORDS: Final = 10
_MAXIMUM_ENDING: Final = 2
_SHORTEST_STEM: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")
# Words of a question that say nothing about its topic.
_EMPTY: Final = frozenset(
    _WORD.findall(
        "aber als am an auf aus bei bin das dem den der die ein eine einen es fur geht gibt "
        "haben hat ich im in ist kann konnen machen man mein mit mochte muss mussen nicht oder "
        "sie sind und unser uns von vor wann warum was wenn wer werden wie wir wird wo zu zum zur"
    )
)


@dataclass(frozen=True)
class Searchable:
    """An answer with the other words that people use for it."""

    answer: Answer
    words: str


@dataclass(frozen=True)
class Hit:
    """An answer that was found, and the sentence in which the words stand."""

    answer: Answer
    sentence: str


def fold(text: str) -> str:
    """Write a text as any keyboard can: `Förderung`, `Foerderung` and `Forderung` are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"([aou])e", r"\1", plain)


def find(text: str, entries: Iterable[Searchable]) -> list[Hit]:
    """Return the answers with most of the words, those that have them in the question first."""
    wanted = _wanted(text)
    if not wanted:
        return []
    scored = [(_score(wanted, entry), entry.answer) for entry in entries]
    best = max((anywhere for (anywhere, _title), _answer in scored), default=0)
    found = [(score, answer) for score, answer in scored if best and score[0] == best]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [Hit(answer, _sentence(wanted, answer)) for _points, answer in found]


def _wanted(text: str) -> list[str]:
    words = list(dict.fromkeys(_words(text[:MAXIMUM_LENGTH])))
    return [word for word in words if word not in _EMPTY][:_MAXIMUM_WORDS]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _score(wanted: list[str], entry: Searchable) -> tuple[int, int]:
    """Count the words that stand anywhere, and those that stand in the question."""
    question = _words(entry.answer.question)
    everything = {*question, *_words(entry.words), *_words(" ".join(entry.answer.paragraphs))}
    anywhere = sum(_stands_in(word, everything) for word in wanted)
    return anywhere, sum(_stands_in(word, question) for word in wanted)


def _stands_in(wanted: str, words: Iterable[str]) -> bool:
    """Say whether one of the words begins as wanted, or is wanted without a short ending."""
    return any(
        word.startswith(wanted)
        or (
            len(word) >= _SHORTEST_STEM
            and wanted.startswith(word)
            and len(wanted) - len(word) <= _MAXIMUM_ENDING
        )
        for word in words
    )


def _sentence(wanted: list[str], answer: Answer) -> str:
    """Return the first sentence with one of the words, else the first of all."""
    sentences = list(_sentences(answer))
    for sentence in sentences:
        words = _words(sentence)
        if any(_stands_in(word, words) for word in wanted):
            return sentence
    return sentences[0]


def _sentences(answer: Answer) -> Iterator[str]:
    for paragraph in answer.paragraphs:
        yield from _SENTENCE_END.split(paragraph)
