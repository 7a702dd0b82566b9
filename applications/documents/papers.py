"""Papers for meetings: the draft with its open points, the empty form, the worked example.

They prove nothing: no number, no code, no embedded file; and they are made when asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from applications.documents.characters import for_print
from applications.documents.context import money_of, told
from applications.documents.open_points import OpenPoint, OpenSection, open_sections
from applications.documents.questions import Question
from applications.rules.documents import LANGUAGE
from applications.rules.facts import Facts
from applications.rules.findings import Outcome, Report
from applications.rules.parameters import Parameters
from applications.rules.periods import last_day_before
from applications.rules.sections import Section
from applications.texts.question_labels import DECLARATION_SENTENCES, section_noun
from applications.workflow.answer_sheet import AnswerRow, AnswerSection, answer_sheet


@dataclass(frozen=True, kw_only=True)
class DraftOnPaper:
    """A draft as it stands at an instant, with what the rules say about it."""

    document: dict[str, Any]
    organisation_name: str
    report: Report
    parameters: Parameters
    questions: tuple[Question, ...]
    at: datetime
    is_rehearsal: bool


@dataclass(frozen=True)
class SectionOfQuestions:
    """One section of the empty form."""

    title: str
    questions: tuple[Question, ...]


def draft_html(draft: DraftOnPaper) -> str:
    """Return the page of a draft: open points first, then every answer or space for it."""
    return _html("pdf/draft.html", _draft_context(draft))


def form_html(
    round_values: dict[str, Any], questions: Sequence[Question], *, is_rehearsal: bool
) -> str:
    """Return the page of the empty form of a round."""
    facts = Facts.from_document(_empty_document(round_values))
    context = {
        "round": facts.round,
        "last_day": last_day_before(facts.round.closes_at),
        "sections": list(_sections(questions)),
        "declarations": _declarations(is_excluded=False),
        "is_rehearsal": is_rehearsal,
    }
    return _html("pdf/empty_form.html", context)


def example_html(document: dict[str, Any], parameters: Parameters, *, is_rehearsal: bool) -> str:
    """Return the page of the worked example."""
    facts = Facts.from_document(document)
    context = {
        "round": facts.round,
        "last_day": last_day_before(facts.round.closes_at),
        "organisation_name": facts.answers.organisation.name,
        "sections": answer_sheet(document),
        **money_of(facts, parameters),
        "is_rehearsal": is_rehearsal,
    }
    return _html("pdf/worked_example.html", context)


def make_paper(html: str) -> bytes:
    """Return the PDF of a page. Raises what the renderer raises."""
    from applications.documents.renderer import make_pdf  # noqa: PLC0415 - slow import

    return make_pdf(html=html, pictures={}, embedded=None)


def _html(template: str, context: dict[str, Any]) -> str:
    with translation.override(LANGUAGE):
        return render_to_string(template, context)


def _draft_context(draft: DraftOnPaper) -> dict[str, Any]:
    document, is_text_missing = for_print(draft.document)
    name, is_name_missing = for_print(draft.organisation_name)
    facts, sheet = Facts.from_document(document), answer_sheet(document)
    findings, is_sentence_missing = told(draft.report)
    excluded = bool(draft.report.of(Outcome.EXCLUDED))
    return {
        "at": draft.at,
        "is_rehearsal": draft.is_rehearsal,
        "round": facts.round,
        "last_day": last_day_before(facts.round.closes_at),
        "organisation_name": name,
        "project_title": facts.answers.micro_project.title,
        "open_sections": [_printable(one) for one in open_sections(draft.report, sheet)],
        "findings": findings,
        "has_unprintable_text": is_text_missing or is_name_missing or is_sentence_missing,
        "sections": list(_with_space(sheet, draft.questions)),
        **money_of(facts, draft.parameters),
        "declarations": _declarations(is_excluded=excluded),
        "members": [member.name for member in facts.answers.board.members if member.name],
    }


def _printable(section: OpenSection) -> OpenSection:
    """Return the points with typed text in them, such as names of files, ready to print."""
    points = tuple(
        OpenPoint(point.question, for_print(point.sentence)[0]) for point in section.points
    )
    return OpenSection(section.title, points, section.not_begun)


def _with_space(
    sheet: Iterable[AnswerSection], questions: Iterable[Question]
) -> Iterator[tuple[AnswerSection, list[tuple[AnswerRow, Question | None]], Question | None]]:
    """Yield each section with its rows; what has no answer comes with space to write."""
    space = {question.path: question for question in questions}
    for section in sheet:
        rows = [(row, None if row.lines else space.get(row.path)) for row in section.rows]
        is_empty = section.table is not None and not section.table.rows
        yield section, rows, space[f"{section.section}.items"] if is_empty else None


def _sections(questions: Sequence[Question]) -> Iterator[SectionOfQuestions]:
    """Yield the questions by section; a heading belongs to the question that follows it."""
    waiting: list[Question] = []
    by_section: dict[str, list[Question]] = {}
    for question in questions:
        waiting.append(question)
        if question.path:
            by_section.setdefault(question.section, []).extend(waiting)
            waiting = []
    for name, found in by_section.items():
        yield SectionOfQuestions(str(section_noun(Section(name))), tuple(found))


def _declarations(*, is_excluded: bool) -> list[str]:
    return [
        str(words)
        for name, words in DECLARATION_SENTENCES.items()
        if is_excluded or name != "knows_ineligible"
    ]


def _empty_document(round_values: dict[str, Any]) -> dict[str, Any]:
    return {"schema_version": 1, "round": round_values, "answers": {}, "declarations": {}}
