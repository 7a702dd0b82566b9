"""The questions of the form for paper: the same words, hints and choices, and space to write."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from applications import texts
from applications.documents.questions import Question
from applications.forms.costs import ITEMS
from applications.forms.entry_lists import WHOLE, EntryList
from applications.forms.fields import LongTextField, TextField
from applications.forms.layout import Heading
from applications.forms.sections import SectionForm
from applications.models import Application, FundingRound, User
from applications.models.application import RELATIONS
from applications.rules.choices import ASKED_KINDS
from applications.texts.enclosure_hints import HOW_TO_RECOGNISE, NEEDED
from applications.texts.question_labels import question_label
from applications.workflow.application_document import section_model

CHARACTERS_A_LINE: Final = 80  # written by hand over the width of a page
MORE_ROWS: Final = 2  # paper cannot add one more at a click
MOST_CHOICES: Final = 12  # longer lists, such as the districts, are written instead of ticked


def questions_on_paper(
    pages: Iterable[type[SectionForm]], *, funding_round: FundingRound, on: date
) -> tuple[Question, ...]:
    """Return every question of the pages, in their order, then the documents to send."""
    application = _empty_application(funding_round)
    questions = [question for page in pages for question in _page(page(application, on=on))]
    return (*questions, *_enclosures())


def _empty_application(funding_round: FundingRound) -> Application:
    """Return an application of nobody that is never stored: forms fit themselves to it."""
    application = Application(round=funding_round, created_by=User())
    for section, relation in RELATIONS.items():
        setattr(application, relation, section_model(section)())
    return application


def _page(form: SectionForm) -> Iterator[Question]:
    lists = {one.name: one for one in form.lists}
    if form.section == ITEMS.path.partition(".")[0]:
        yield _entries(ITEMS)
    for part in form.parts or (*form.plain_names, *lists):
        if isinstance(part, Heading):
            yield Question(label=str(part.text), hint=str(part.hint))
        elif part in lists:
            yield _entries(lists[part])
        elif part in form.fields:
            yield _question(form, part)


def _question(form: SectionForm, name: str) -> Question:
    field = form.fields[name]
    hints = [str(field.help_text)]
    if isinstance(field, LongTextField):
        hints.append(field.limit_text)
    return Question(
        path=f"{form.section}.{name}",
        label=str(field.label),
        hint=" · ".join(filter(None, hints)),
        is_optional=form.is_optional(name),
        **_space(field),
    )


def _space(field: forms.Field) -> dict[str, Any]:
    choices = tuple(str(label) for value, label in getattr(field, "choices", ()) if value)
    if 0 < len(choices) <= MOST_CHOICES:
        return {"choices": choices}
    if isinstance(field, LongTextField):
        return {"lines": -(-field.max_length // CHARACTERS_A_LINE)}
    return {"lines": 1, "is_short": not (choices or isinstance(field, TextField))}


def _entries(one: EntryList) -> Question:
    parts = [part for part in one.parts if part != WHOLE]
    rows = min(one.shown + MORE_ROWS, one.maximum)
    return Question(
        path=one.path,
        label=str(question_label(one.path)),
        hint=str(one.hint),
        is_optional=one.is_optional,
        columns=tuple(str(question_label(f"{one.path}.{part}")) for part in parts),
        rows=rows if parts else 0,
        lines=0 if parts else rows,
    )


def _enclosures() -> Iterator[Question]:
    for kind in ASKED_KINDS:
        yield Question(
            path=f"enclosures.{kind}",
            label=str(texts.label(kind)),
            hint=str(HOW_TO_RECOGNISE.get(kind, "")),
            is_optional=kind not in NEEDED,
            choices=(_("Liegt bereit"), _("Reichen wir nach")),
        )
