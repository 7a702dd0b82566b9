"""Every reason of a refusal has its words, as short as the page allows."""

import inspect
import re
from pathlib import Path

import pytest

from applications import services
from applications.forms.enclosures import REASONS, sentence
from applications.services.file_check import FileRefused

SPACE = "\N{NO-BREAK SPACE}"
VALUES = {"size": 14_000_000, "pages": 201, "maximum": 12}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("empty", "Diese Datei ist leer. Bitte wählen Sie eine andere."),
        (
            "too_large",
            f"Diese Datei ist zu groß (14,0{SPACE}MB). Erlaubt sind 10{SPACE}MB. Machen Sie ein "
            "Foto mit kleinerer Auflösung oder teilen Sie die Datei.",
        ),
        (
            "unreadable_kind",
            "Diese Art Datei können wir nicht lesen. Nehmen Sie PDF, JPG, PNG oder HEIC.",
        ),
        ("encrypted", "Diese PDF hat ein Passwort. Speichern Sie sie ohne Passwort."),
        (
            "damaged",
            "Diese Datei ist beschädigt oder unsicher. Wir haben sie nicht gespeichert.",
        ),
        ("try_again", "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
        ("duplicate", "Diese Datei haben Sie schon hochgeladen."),
    ],
)
def test_the_words_are_those_of_the_page(code: str, words: str) -> None:
    assert sentence(FileRefused(code, **VALUES)) == words


def test_every_reason_that_is_raised_has_words() -> None:
    folder = Path(inspect.getfile(services)).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r'(?:FileRefused|\bRefused)\(\s*"(\w+)"', code))
    assert {"too_large", "too_many_photos", "quota", "encrypted"} <= raised
    assert {reason for reason in raised if reason not in REASONS} <= message_reasons()


# What is said by ``manage.py read_document``.
READ_BY_A_COMMAND = {"no_data"}


def message_reasons() -> set[str]:
    """Return the reasons that only the form for messages tells."""
    return {"too_many_in_message", "message_quota", *READ_BY_A_COMMAND}


@pytest.mark.parametrize("code", REASONS)
def test_no_sentence_is_long(code: str) -> None:
    for part in re.split(r"[.?!] ", sentence(FileRefused(code, **VALUES))):
        assert len(part.split()) <= 20
