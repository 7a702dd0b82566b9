"""The same thing has the same name everywhere, in the code and on the pages."""

import re

import pytest

from tests.support import sources

# Words that make people stop reading; each has a plain one that we use instead.
UNFRIENDLY = (
    "gemäß",
    "bzw",
    "ggf",
    r"z\. ?B",
    r"u\. ?a",
    "ungültig",
    "falsch",
    "fehlerhaft",
    "Pflichtfeld",
    "Upload",
    "hochzuladen",
    "Login",
    "einloggen",
    "User",
    "Nutzer",
    "Antragsteller",
    "Antragstellerin",
    "Button",
)
STAFF_ONLY = {"admin"}
# American spelling, and German words for which the glossary has an English one.
FOREIGN = (r"organiz", r"\bantrag_", r"\bverein_", r"_antrag\b", r"_verein\b", r"\bbescheid_")
HTML_WORD = '"organization"'  # the value of the autocomplete attribute
GERMAN_TEXT = re.compile(r"[äöüÄÖÜß]|\b(Sie|und|nicht|ein|eine|der|die|das|ist)\b")


def _applicant_texts() -> list[tuple[str, str]]:
    """Return the places and texts of the pages that applicants read."""
    texts = []
    for path in sources.template_files():
        if STAFF_ONLY.isdisjoint(path.parts) and path.name != "robots.txt":
            visible = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", path.read_text())
            quoted = re.findall(r"\{%\s*(?:translate|trans)\s+(\"[^\"]*\"|'[^']*')", visible)
            plain = re.sub(r"<[^>]*>|\{[%{].*?[%}]\}", " ", visible, flags=re.DOTALL)
            texts.append((sources.place(path), " ".join([*quoted, plain])))
    for path in sources.python_files("applications/forms", "applications/views"):
        for node in sources.string_constants(path):
            if GERMAN_TEXT.search(node.value):
                texts.append((sources.place(path, node), node.value))
    return texts


@pytest.mark.parametrize("word", UNFRIENDLY)
def test_pages_use_plain_words(word):
    pattern = re.compile(rf"\b{word}\b\.?")

    found = [where for where, text in _applicant_texts() if pattern.search(text)]

    assert found == []


@pytest.mark.parametrize("word", FOREIGN)
def test_code_uses_the_words_of_the_glossary(word):
    found = [
        f"{sources.place(path)}:{number}"
        for path in sources.python_files()
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(word, line.replace(HTML_WORD, "").lower())
    ]

    assert found == []
