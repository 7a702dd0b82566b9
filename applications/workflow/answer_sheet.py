"""Turns an application document into questions and answers in German, in the order of the form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.rules.choices import ASKED_KINDS, AttachmentKind, YesNo
from applications.rules.facts import (
    Answers,
    Attachment,
    BoardMember,
    CostItem,
    Enclosures,
    Facts,
    Partner,
    PromisedEnclosure,
    Step,
)
from applications.rules.money import ZERO, format_eur, format_number
from applications.rules.parameters import Parameters
from applications.rules.periods import Month
from applications.rules.required import is_asked
from applications.rules.rule import Case
from applications.rules.sections import Section
from applications.texts.labels import label
from applications.texts.question_labels import (
    DECLARATION_SENTENCES,
    QUESTION_LABELS,
    section_noun,
)

KILOBYTE: Final = 1000
# On a sheet the heading is missing that makes these questions clear in the form.
_SHEET_LABELS: Final = {"board.contact_name": gettext_lazy("Wen dürfen wir anrufen?")}
_DECLARATION_ANSWERS: Final = ("sender_name", "second_person", "delivery")
_DECLARED_ONLY_IF_ASKED: Final = frozenset({"knows_ineligible", "second_person"})


@dataclass(frozen=True)
class AnswerRow:
    """One question with the lines of its answer; no lines means that nothing was answered."""

    path: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class AnswerTable:
    """A list of costs: words in the first columns, amounts in the last."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total_label: str
    total: str


@dataclass(frozen=True)
class AnswerSection:
    """One section of the form as it was answered."""

    section: Section
    title: str
    rows: tuple[AnswerRow, ...]
    table: AnswerTable | None = None


def answer_sheet(document: Mapping[str, Any]) -> list[AnswerSection]:
    """Return the sections Q01 to Q13 of an application document with all their answers.

    Questions that did not arise are left out, such as the register court of an association
    without register. The declarations are separate: see `declaration_sheet`.
    """
    return _sections(Facts.from_document(document))


def whole_sheet(facts: Facts) -> list[AnswerSection]:
    """Return all questions and answers of what was sent, the declarations last."""
    return [*_sections(facts), _declarations(facts)]


def section_sheet(facts: Facts, section: Section) -> AnswerSection:
    """Return one of the sections Q01 to Q13 with its answers."""
    return _section(section, _case(facts))


def declaration_sheet(document: Mapping[str, Any]) -> AnswerSection:
    """Return what was declared when the application was sent (Q15)."""
    return _declarations(Facts.from_document(document))


def _declarations(facts: Facts) -> AnswerSection:
    declarations = facts.declarations
    questions = {name: QUESTION_LABELS[f"declarations.{name}"] for name in _DECLARATION_ANSWERS}
    rows = [
        AnswerRow(f"declarations.{name}", str(question), _lines(name, getattr(declarations, name)))
        for name, question in (DECLARATION_SENTENCES | questions).items()
        if name not in _DECLARED_ONLY_IF_ASKED or getattr(declarations, name) is not None
    ]
    return AnswerSection(
        Section.DECLARATIONS, str(section_noun(Section.DECLARATIONS)), tuple(rows)
    )


def file_size(size: int) -> str:
    """Write a size in bytes as people read it: `182 kB`, `1,4 MB`."""
    if size >= KILOBYTE * KILOBYTE:
        tenths = Decimal(size) / KILOBYTE / KILOBYTE
        return f"{tenths:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}MB"
    return f"{max(1, round(size / KILOBYTE))}\N{NO-BREAK SPACE}kB"


def _sections(facts: Facts) -> list[AnswerSection]:
    case = _case(facts)
    return [_section(Section(item.name), case) for item in fields(Answers)]


def _case(facts: Facts) -> Case:
    # Before anything is sent no day counts, so the first of all days stands for it.
    return Case(facts=facts, parameters=Parameters(()), on=date.min)


def _section(section: Section, case: Case) -> AnswerSection:
    answers = case.answers
    title = str(section_noun(section))
    match section:
        case Section.COSTS:
            return AnswerSection(section, title, (), _costs(answers.costs.items))
        case Section.ENCLOSURES:
            return AnswerSection(section, title, tuple(_enclosures(answers.enclosures)))
        case _:
            return AnswerSection(section, title, tuple(_rows(section, case)))


def _rows(section: Section, case: Case) -> Iterator[AnswerRow]:
    node = getattr(case.answers, section.value)
    for item in fields(node):
        path, value = f"{section}.{item.name}", getattr(node, item.name)
        if value in (None, ()) and not is_asked(path, case):
            continue
        question = _SHEET_LABELS.get(path) or QUESTION_LABELS[path]
        words = str(question) % {"year": case.facts.round.year}
        yield AnswerRow(path, words, _lines(item.name, value, path=path))


def _lines(name: str, value: Any, *, path: str = "") -> tuple[str, ...]:
    """Write one answer; an answer of several paragraphs or entries has several lines."""
    match value:
        case None:
            return ()
        case tuple():
            return tuple(line for entry in value for line in _lines(name, entry))
        case BoardMember():
            return _joined(", ", value.name, value.office and str(label(value.office)))
        case Step():
            return _joined(": ", _month(value.month) if value.month else None, value.what)
        case Partner():
            return _joined(": ", value.name, value.role)
        case bool():
            return (_("Ja") if value else _("Nein"),)
        case YesNo.NO if path == "minijob_position.person_known":
            return (_("Nein, wir suchen noch"),)
        case StrEnum():
            return (str(label(value)),)
        case Decimal():
            return (format_eur(value) if name.endswith("_eur") else _hours(value),)
        case date():
            return (long_date(value),)
        case int():
            return (str(value) if name.endswith("_year") else f"{value:,}".replace(",", "."),)
        case _:
            return tuple(line for line in str(value).splitlines() if line.strip())


def long_date(day: date) -> str:
    """Write a day as in a letter: `31. Januar 2020`."""
    return date_format(day, "j. F Y")


def _month(month: Month) -> str:
    return date_format(month.first_day, "F Y")


def _hours(value: Decimal) -> str:
    return format_number(value).rstrip("0").rstrip(",")


def _joined(separator: str, *parts: str | None) -> tuple[str, ...]:
    found = [part for part in parts if part]
    return (separator.join(found),) if found else ()


def _costs(items: tuple[CostItem, ...]) -> AnswerTable:
    return AnswerTable(
        head=(
            str(QUESTION_LABELS["costs.items.kind"]),
            str(QUESTION_LABELS["costs.items.purpose"]),
            _("Rechnung"),
            _("Betrag"),
        ),
        rows=tuple(
            (
                str(label(item.kind)) if item.kind else "",
                item.purpose or "",
                item.calculation or "",
                "" if item.amount_eur is None else format_eur(item.amount_eur),
            )
            for item in items
        ),
        total_label=_("Kosten zusammen"),
        total=format_eur(sum((item.amount_eur or ZERO for item in items), ZERO)),
    )


def _enclosures(enclosures: Enclosures) -> Iterator[AnswerRow]:
    for kind in AttachmentKind:
        lines = [_attachment(file) for file in enclosures.attachments if file.kind == kind]
        lines += [_promise(item) for item in enclosures.promised if item.kind == kind]
        if kind not in ASKED_KINDS and not lines:
            continue
        yield AnswerRow(f"enclosures.{kind}", str(label(kind)), tuple(lines))


def _attachment(file: Attachment) -> str:
    pages = file.pages or 0
    details = [file_size(file.size or 0)]
    if pages:
        details.append(ngettext("%(pages)s Seite", "%(pages)s Seiten", pages) % {"pages": pages})
    return f"{file.name} ({', '.join(details)})"


def _promise(item: PromisedEnclosure) -> str:
    sentence = _("Das reichen wir nach.")
    if item.until:
        sentence = _("Das reichen wir bis %(day)s nach.") % {"day": long_date(item.until)}
    return f"{sentence} {item.reason}" if item.reason else sentence
