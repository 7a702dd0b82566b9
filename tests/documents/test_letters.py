"""Every kind of letter says what it must, carries its data, and is valid."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from applications.documents.genuineness import qr_code
from applications.documents.letters import LETTER_KINDS, letter_html
from applications.documents.renderer import make_pdf
from applications.documents.validity import check
from applications.rules.documents import (
    ACTS,
    INTERNAL,
    LETTERS,
    DocumentKind,
    LegalTextKind,
)
from applications.rules.geography import Court
from applications.rules.letter_schema import LETTER_SCHEMA
from applications.rules.letters import Letter, NotALetter
from tests.documents import golden
from tests.documents.letters import (
    AUTHORITY,
    SAMPLES,
    award,
    cover,
    frozen_letter,
    letter,
    make_letter,
    sample,
    texts_of,
    waiting_list,
)
from tests.documents.support import (
    CODE,
    OUR_FONTS,
    fonts_of,
    made_of,
    on_one_line,
    reader,
    text_of,
)
from tests.documents.test_hostile_text import SNIPPETS

NAMES = list(SAMPLES)
COVER = DocumentKind.COVER_SHEET


def html_of(document: dict[str, Any], *, is_draft: bool = False, code: str = CODE) -> str:
    html, _is_missing = letter_html(frozen_letter(document), code, is_draft)
    return on_one_line(html)


def test_there_is_a_sample_of_every_kind() -> None:
    kinds = {DocumentKind(one["kind"]) for one in SAMPLES.values()}

    assert kinds == set(LETTER_KINDS) == LETTERS | {COVER}
    written = {path.stem for path in golden.FOLDER.glob("*.txt")}
    assert written - {kind.value for kind in INTERNAL} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_letter_says_what_it_said_when_somebody_read_it(name: str) -> None:
    assert golden.told(sample(name)) == (golden.FOLDER / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_letter_conforms_with_our_fonts_only(name: str) -> None:
    check(sample(name).content)
    assert fonts_of(sample(name)) <= OUR_FONTS
    assert not sample(name).has_unprintable_text


@pytest.mark.parametrize("name", NAMES)
def test_letter_carries_its_data_unchanged(name: str) -> None:
    text = frozen_letter(SAMPLES[name])

    assert reader(sample(name)).attachments == {"schreiben.json": [text.encode()]}
    assert not list(Draft202012Validator(LETTER_SCHEMA).iter_errors(json.loads(text)))
    assert not list(
        Draft202012Validator(LETTER_SCHEMA).iter_errors(
            json.loads(Letter.from_json(text).to_json())
        )
    )


@pytest.mark.parametrize("name", NAMES)
def test_metadata_name_letter_author_and_language(name: str) -> None:
    document, pdf = SAMPLES[name], reader(sample(name))

    title = LETTER_KINDS[DocumentKind(document["kind"])].title
    assert pdf.metadata.title == f"{title} {document['reference_number']}"
    assert pdf.metadata.author == AUTHORITY.name
    assert pdf.metadata.subject
    assert pdf.metadata["/CreationDate"].startswith(f"D:{document['dated'].replace('-', '')}")
    assert pdf.root_object["/Lang"] == "de"
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_what_it_is_part_of(name: str) -> None:
    document, pages = SAMPLES[name], reader(sample(name)).pages

    title = LETTER_KINDS[DocumentKind(document["kind"])].title
    for number, page in enumerate(pages, start=1):
        text = on_one_line(page.extract_text())
        assert f"{document['reference_number']} · {title} · Fassung 1" in text
        assert f"Seite {number} von {len(pages)}" in text


def test_same_letter_gives_the_same_bytes() -> None:
    assert make_letter(SAMPLES["rejection-b2"]).content == sample("rejection-b2").content


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("cover")])
def test_remedy_stands_word_for_word_in_acts_and_nowhere_else(name: str) -> None:
    document = SAMPLES[name]

    text = text_of(sample(name))
    if DocumentKind(document["kind"]) in ACTS:
        assert document["texts"]["remedy"]["text"] in text
        assert text.count("Rechtsbehelfsbelehrung") == 1
    else:
        assert "Klage" not in text


def test_full_award_needs_no_reasons() -> None:
    assert "Begründung" not in text_of(sample("award-a1"))
    assert "lehnen" not in text_of(sample("award-a1"))


def test_partial_award_says_that_the_rest_is_refused_and_why() -> None:
    text = text_of(sample("award-partial-a1"))

    assert "Im Übrigen lehnen wir ihn ab." in text
    for line in SAMPLES["award-partial-a1"]["decision"]["lines"]:
        assert line["reason"] in text


def test_award_without_lines_and_steps_leaves_their_headings_out() -> None:
    decision = {**award()["decision"], "lines": [], "steps": []}

    html = html_of(letter(DocumentKind.AWARD, decision=decision))

    assert "Finanzplan des Mikroprojekts" not in html
    assert "Was Sie jetzt tun müssen" not in html


def test_own_means_stand_in_the_plan_only_where_there_are_any() -> None:
    assert "eigene und andere Mittel" in text_of(sample("award-a1"))
    assert "eigene und andere Mittel" not in text_of(sample("award-b1"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_for_the_past": True, "valid_from": None}, "wirkt für die Vergangenheit"),
        ({"is_for_the_past": False}, "wirkt für die Zukunft, ab dem 1. August 2020."),
        ({"is_for_the_past": False, "valid_from": None}, "wirkt für die Zukunft."),
    ],
)
def test_revocation_says_from_when_it_works(changes: dict[str, Any], expected: str) -> None:
    change = {**SAMPLES["revocation-partial-a2"]["change"], **changes}

    assert expected in html_of({**SAMPLES["revocation-partial-a2"], "change": change})


def test_a_text_that_is_not_released_makes_a_draft() -> None:
    texts = SAMPLES["hearing-b2"]["texts"]
    unreleased = {"hearing": {**texts["hearing"], "is_released": False}}

    made = make_letter({**SAMPLES["hearing-b2"], "texts": unreleased})

    check(made.content)
    assert "ENTWURF Dieses Schreiben ist noch nicht freigegeben. Es gilt nicht." in text_of(made)
    for page in reader(made).pages:
        assert "Fassung 1 · ENTWURF" in on_one_line(page.extract_text())
    assert "ENTWURF" not in text_of(sample("hearing-b2"))


def test_the_cover_sheet_of_a_draft_is_a_draft() -> None:
    texts = texts_of(DocumentKind.AWARD, Court.GIESSEN, is_released=False)

    html = html_of(cover(DocumentKind.AWARD, texts=texts))

    assert "ENTWURF" in html
    assert "ENTWURF" not in text_of(sample("cover-award-a1"))


def test_a_preview_has_no_code_and_asks_for_no_picture() -> None:
    html, _is_missing = letter_html(frozen_letter(SAMPLES["cover-award-a1"]), "", True)

    made = made_of(make_pdf(html=html, pictures={}, embedded=None))

    assert "Ist dieses Dokument echt?" not in text_of(made)
    assert "ENTWURF" in text_of(made)


def test_a_rehearsal_is_marked_at_the_top_and_on_every_page() -> None:
    made = make_letter({**SAMPLES["early-start-a2"], "is_rehearsal": True})

    check(made.content)
    assert "Probe Das ist eine Vorführung. Dieses Dokument gilt nicht." in text_of(made)
    for page in reader(made).pages:
        assert "Fassung 1 · Probe" in on_one_line(page.extract_text())


def test_what_fonts_lack_is_said_and_kept_in_the_data() -> None:
    made = make_letter({**SAMPLES["hearing-b2"], "project_title": "漢字"})

    assert made.has_unprintable_text
    assert "Projekt „[?]“" in text_of(made)
    assert "Sie stehen vollständig in der Datei schreiben.json." in text_of(made)
    assert "漢字".encode() in reader(made).attachments["schreiben.json"][0]


def test_markup_is_printed_as_text_wherever_people_type() -> None:
    everything = "\n".join(SNIPPETS)
    base = SAMPLES["rejection-b2"]
    decision = {
        **base["decision"],
        "heard": [everything],
        "reasons": {"facts": everything, "assessment": "", "discretion": ""},
        "findings": [{"rule": "<b>", "text": everything, "law": SNIPPETS[0]}],
    }

    made = make_letter({**base, "decision": decision, "handler": SNIPPETS[0]})

    text = text_of(made).replace(" ", "")
    for snippet in SNIPPETS:
        assert text.count(on_one_line(snippet).replace(" ", "")) >= 3
    assert list(reader(made).attachments) == ["schreiben.json"]


def test_cover_sheet_leaves_out_what_it_does_not_know() -> None:
    decision = {**waiting_list("a3")["decision"], "rank": None}
    authority = {**SAMPLES["cover-waiting-list-a3"]["authority"], "hours": ""}

    html = html_of(cover(DocumentKind.WAITING_LIST, "a3", decision=decision, authority=authority))

    assert "Platz auf der Liste" not in html
    assert "Wir sind da" not in html
    assert "Wird Geld frei, schreiben wir Ihnen." in html
    assert "{" not in html.partition("<body")[2]


def test_cover_sheet_has_no_legal_effect_and_says_so() -> None:
    for name in NAMES:
        text = text_of(sample(name))
        says_so = "Dieses Blatt hat keine rechtliche Wirkung." in text
        assert says_so == name.startswith("cover")
    assert "Es gilt das Schreiben." in text_of(sample("cover-waiting-list-a3"))


def test_what_is_no_letter_is_not_printed() -> None:
    texts = {
        name: text
        for name, text in SAMPLES["rejection-b2"]["texts"].items()
        if name != LegalTextKind.REMEDY
    }

    with pytest.raises(NotALetter, match="remedy"):
        letter_html(frozen_letter({**SAMPLES["rejection-b2"], "texts": texts}), CODE)


def test_the_picture_leads_to_the_page_about_the_document() -> None:
    assert qr_code(CODE).startswith(b"<?xml")
    assert 'src="wir:qr.svg"' in html_of(SAMPLES["hearing-b2"])
