"""What a draft still lacks, section by section, in words that make sense on paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.rules.findings import Finding, Outcome, Report
from applications.texts import Audience, question_of, sentence
from applications.texts.question_labels import QUESTION_LABELS
from applications.workflow.answer_sheet import AnswerSection

MISSING_ANSWER = "RA-01"


@dataclass(frozen=True)
class OpenPoint:
    """A question with what is to be done about it; some points are about no single question."""

    question: str
    sentence: str


@dataclass(frozen=True)
class OpenSection:
    """What one section lacks; of a section without any answer only how much."""

    title: str
    points: tuple[OpenPoint, ...]
    not_begun: str = ""


def open_sections(report: Report, sheet: Sequence[AnswerSection]) -> list[OpenSection]:
    """Return everything that keeps an application from being sent, but the declarations.

    Those are made at the moment of sending.
    """
    labels = {row.path: row.label for section in sheet for row in section.rows}
    blocking = report.of(Outcome.BLOCKING)
    found = []
    for section in sheet:
        findings = [finding for finding in blocking if finding.section == section.section]
        if findings:
            found.append(_open_section(section, findings, labels))
    return found


def _open_section(
    section: AnswerSection, findings: list[Finding], labels: dict[str, str]
) -> OpenSection:
    if _is_untouched(section) and all(one.rule == MISSING_ANSWER for one in findings):
        words = ngettext(
            "Hier fehlt noch alles: %(count)s Frage.",
            "Hier fehlt noch alles: %(count)s Fragen.",
            len(findings),
        )
        return OpenSection(section.title, (), words % {"count": len(findings)})
    return OpenSection(section.title, tuple(_points(section.title, findings, labels)))


def _is_untouched(section: AnswerSection) -> bool:
    entries = section.table.rows if section.table else ()
    return not entries and not any(row.lines for row in section.rows)


def _points(
    title: str, findings: Iterable[Finding], labels: dict[str, str]
) -> Iterator[OpenPoint]:
    for finding in findings:
        question = _question(finding.field or "", labels)
        words = str(sentence(finding, Audience.APPLICANT))
        yield OpenPoint("" if question == title else question, words)


def _question(field: str, labels: dict[str, str]) -> str:
    path = question_of(field)
    words = str(labels.get(path) or QUESTION_LABELS.get(path, ""))
    number = next((step for step in field.split(".") if step.isdigit()), None)
    if number is None or not words:
        return words
    return _("%(question)s (Zeile %(number)s)") % {"question": words, "number": int(number) + 1}
