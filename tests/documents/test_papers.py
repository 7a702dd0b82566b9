"""Papers for meetings: every answer, space for every question, and only true open points."""

import re
from datetime import UTC, date, datetime
from typing import Any

import page
import pytest

from applications.documents import papers
from applications.documents.open_points import open_sections
from applications.documents.questions import Question
from applications.documents.validity import PROFILES
from applications.forms.on_paper import questions_on_paper
from applications.models import FundingRound
from applications.rules.choices import ASKED_KINDS
from applications.rules.findings import Outcome
from applications.rules.sections import Section
from applications.services.rounds import ROUND_2020
from applications.texts import label
from applications.texts.question_labels import DECLARATION_SENTENCES, QUESTION_LABELS
from applications.views.section_pages import PAGES
from applications.workflow.answer_sheet import answer_sheet
from applications.workflow.application_document import round_values
from tests.documents.support import OUR_FONTS, fonts_of, made_of, on_one_line, reader, text_of
from tests.journeys.printed import unprinted
from tests.rules import support

AT = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)
ROUND = FundingRound(reference_prefix="WIR-2020", **ROUND_2020)
# Asked only once the project begins in the past, which no empty form does.
ONLY_ON_SCREEN = {"micro_project.past_start_confirmed"}


def questions() -> tuple[Question, ...]:
    forms = [one.form for one in PAGES]
    return questions_on_paper(forms, funding_round=ROUND, on=date(2020, 1, 20))


def draft(document: dict[str, Any], **values: Any) -> papers.DraftOnPaper:
    return papers.DraftOnPaper(
        **{
            "document": document,
            "organisation_name": document["answers"]["organisation"]["name"],
            "report": support.report(document),
            "parameters": support.PARAMETERS,
            "questions": questions(),
            "at": AT,
            "is_rehearsal": False,
            **values,
        }
    )


def pdf_of_draft(document: dict[str, Any], **values: Any) -> Any:
    return made_of(papers.make_paper(papers.draft_html(draft(document, **values))))


def begun() -> dict[str, Any]:
    """Return a draft with a name and a postcode and nothing else."""
    organisation = {"name": "Sport und Miteinander e. V.", "postcode": "65462"}
    whole = support.draft()
    return {**whole, "answers": {"organisation": organisation}, "declarations": {}}


@pytest.mark.parametrize("key", ["a1", "a2", "b1", "b2"])
def test_draft_prints_everything_that_was_answered(key: str) -> None:
    document = {**support.draft(key), "declarations": {}}

    assert unprinted(document, pdf_of_draft(document).content, at_least=70) == []


def test_draft_is_marked_on_every_page() -> None:
    made = pdf_of_draft(support.draft("b1"))

    for number, one in enumerate(reader(made).pages, 1):
        text = on_one_line(one.extract_text())
        assert "Entwurf – noch nicht abgesendet" in text
        assert "ENTWURF · Stand 20. Januar 2020, 10:00 Uhr" in text
        assert f"Seite {number} von {len(reader(made).pages)}" in text


def test_draft_proves_nothing() -> None:
    made = pdf_of_draft(support.draft("a1"))

    assert not reader(made).attachments
    assert "WIR-2020-0042" not in text_of(made)
    assert "/echt" not in text_of(made)


@pytest.mark.parametrize("document", [begun(), support.draft("b1"), support.draft("a1")])
def test_open_points_are_those_of_the_rules(document: dict[str, Any]) -> None:
    report = support.report(document)
    expected = {
        section: [f for f in report.by_section(section) if f.outcome == Outcome.BLOCKING]
        for section in Section
        if section != Section.DECLARATIONS
    }

    found = open_sections(report, answer_sheet(document))

    assert len(found) == sum(bool(findings) for findings in expected.values())
    counts = [int(re.findall(r"\d+", one.not_begun)[0]) for one in found if one.not_begun]
    points = [point for one in found for point in one.points]
    assert len(points) + sum(counts) == sum(map(len, expected.values()))


def test_open_points_name_the_question_and_what_to_do() -> None:
    broken = support.draft("a1", organisation__street=None, costs__items=[{"kind": "rooms"}])

    text = text_of(pdf_of_draft(broken))

    assert "Straße und Hausnummer – Tragen Sie Straße und Hausnummer ein." in text
    assert "Wofür genau? (Zeile 1) – Schreiben Sie kurz, wofür das Geld ist." in text
    assert "Vorstand und Kontakt" in text


def test_complete_draft_says_that_it_is_not_sent() -> None:
    text = text_of(pdf_of_draft(support.draft("a1")))

    assert "Alle Abschnitte sind ausgefüllt. Ihr Antrag ist aber noch nicht abgesendet." in text
    assert "Sie beantragen zusammen 8.361,62 Euro." in text


def test_unanswered_questions_have_space_to_write_and_boxes_to_tick() -> None:
    html = papers.draft_html(draft(begun()))

    space = html.partition("Wie viele Mitglieder haben Sie?")[2].partition("</tr>")[0]
    assert space.count('class="line line--short"') == 1
    space = html.partition("Was macht Ihr Verein?")[2].partition("</tr>")[0]
    assert space.count('class="line"') == 8
    space = html.partition("Wie darf Ihr Vorstand unterschreiben?")[2].partition("</tr>")[0]
    assert space.count('class="box"') == 3
    assert "Keine Angabe" not in html


def test_members_of_the_board_have_space_to_sign() -> None:
    html = papers.draft_html(draft(support.draft("a1")))

    signatures = html.partition("Für Ihre Sitzung")[2]
    assert "Fatma Aydemir-Holz" in signatures
    assert "Absenden können Sie den Antrag nur im Internet." in signatures


def test_strange_characters_are_marked_and_stay_whole_elsewhere() -> None:
    strange = support.draft("a1", micro_project__title="Werkstatt \N{GRINNING FACE}")

    text = text_of(pdf_of_draft(strange, organisation_name="Verein <b>\N{GRINNING FACE}</b>"))

    assert "Werkstatt [?]" in text
    assert "Verein <b>[?]</b>" in text
    assert "Einige Zeichen können wir nicht drucken." in text


def empty_form(**values: Any) -> str:
    return papers.form_html(round_values(ROUND), questions(), **{"is_rehearsal": False, **values})


def test_empty_form_has_every_question() -> None:
    text = text_of(made_of(papers.make_paper(empty_form())))

    asked = {
        path: str(words) % {"year": 2020}
        for path, words in QUESTION_LABELS.items()
        if path.partition(".")[0] not in ("enclosures", "declarations")
    }
    assert {path for path, words in asked.items() if words not in text} == ONLY_ON_SCREEN
    for sentence in (*map(label, ASKED_KINDS), *DECLARATION_SENTENCES.values()):
        is_for_excluded = sentence == DECLARATION_SENTENCES["knows_ineligible"]
        assert (str(sentence) in text) == (not is_for_excluded)


def test_empty_form_says_hints_limits_and_what_is_optional() -> None:
    text = text_of(made_of(papers.make_paper(empty_form())))

    for expected in (
        "Die Frist endet am Freitag, 31. Januar 2020, um 23:59 Uhr.",
        "Den Antrag können Sie nur im Internet absenden.",
        "So, wie er im Vereinsregister steht",
        "Zwischen 1. Januar und 31. Dezember 2020",
        "Höchstens 600 Zeichen",
        "Zusatz zur Adresse (freiwillig)",
        "Wie haben Sie gerechnet?",
        "So erkennen Sie das Dokument: Die Regeln Ihres Vereins",
        "Angebote oder Preislisten (freiwillig)",
    ):
        assert expected in text
    assert "Satzung (freiwillig)" not in text


def test_questions_stand_in_the_order_of_the_form() -> None:
    sections = [question.section for question in questions() if question.path]

    order = list(dict.fromkeys(sections))
    assert order == [section.value for section in Section][: len(order)]
    assert len(order) == 13


def test_a_rehearsal_is_marked() -> None:
    made = made_of(papers.make_paper(empty_form(is_rehearsal=True)))

    for one in reader(made).pages:
        assert "· Probe" in on_one_line(one.extract_text())
    assert "Probe" not in text_of(made_of(papers.make_paper(empty_form())))


@pytest.mark.parametrize("name", ["form", "draft", "begun"])
def test_papers_conform_and_use_our_fonts(name: str) -> None:
    html = {
        "form": empty_form,
        "draft": lambda: papers.draft_html(draft(support.draft("b2"))),
        "begun": lambda: papers.draft_html(draft(begun())),
    }[name]()
    made = made_of(papers.make_paper(html))

    for profile in PROFILES:
        report = page.validate_pdf_bytes(made.content, profile=profile)
        assert [failure.message for failure in report.failures] == []
    assert fonts_of(made) <= OUR_FONTS
    assert reader(made).root_object["/Lang"] == "de"
