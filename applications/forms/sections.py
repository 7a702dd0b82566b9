"""The base of the pages of an application: saved first, judged afterwards."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorDict

from applications import texts
from applications.forms.base import SAVE_AND_CONTINUE, SAVE_AND_OVERVIEW, Button, KernForm
from applications.forms.entry_lists import Entry, EntryList
from applications.forms.fields import ChoiceField, MultipleChoiceField, TextField
from applications.forms.layout import Entries, Heading
from applications.forms.pending import raw_text
from applications.forms.questions import ask
from applications.models import Application
from applications.models.section import SectionAnswers
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.sections import Section
from applications.services.drafts import section_row

REQUIRED_ANSWER = "RA-01"


class SectionForm(KernForm):
    """One page of a section, filled from what is stored, unreadable texts included.

    Bound to what was typed, ``answers()`` and ``pending()`` say what to store. Unbound,
    ``judge()`` marks what the rules find wrong. ``parts`` is the order of the page: names of
    fields and lists, headings in between; by default all fields, then all lists.
    """

    section: ClassVar[Section]
    buttons: tuple[Button, ...] = (SAVE_AND_CONTINUE, SAVE_AND_OVERVIEW)
    lists: ClassVar[tuple[EntryList, ...]] = ()
    parts: ClassVar[tuple[str | Heading, ...]] = ()
    is_last_page = True

    def __init__(
        self,
        application: Application,
        *,
        on: date,
        data: Mapping[str, Any] | None = None,
        lengths: Mapping[str, int] | None = None,
    ) -> None:
        self.application, self.on = application, on
        self.row: SectionAnswers = section_row(application, self.section)
        super().__init__(data, require_answers=False)
        self.was_refused = False
        self.lengths = {one.name: self._length(one, lengths or {}) for one in self.lists}
        for one in self.lists:
            self._add_entries(one)
        self.adapt()
        for name, field in self.fields.items():
            field.required = False
            if not field.label:
                ask(field, f"{self.section}.{name}")
        self.order_fields(list(self._names_in_order()))
        self.initial = self._stored_values()

    def adapt(self) -> None:
        """Fit the fields to this application and day."""

    def suggestions(self) -> dict[str, Any]:
        """Return what stands in the fields of a page that was never saved."""
        return {}

    def _add_entries(self, one: EntryList) -> None:
        for number in range(self.lengths[one.name]):
            for name, field in one.fields(number).items():
                if not field.required:
                    self.optional_names.add(name)
                self.fields[name] = field

    def _names_in_order(self) -> Iterator[str]:
        """Yield the names of the fields as the page shows them; errors follow this order."""
        lists = {one.name: one for one in self.lists}
        for part in self.parts or tuple(self.fields):
            if part in lists:
                yield from (name for name in self.fields if lists[part].owns(name))
            elif isinstance(part, str):
                yield part

    # What was typed ---------------------------------------------------------

    def answers(self, *, without: tuple[str, int] | None = None) -> dict[str, Any]:
        """Return what to store by column; ``without`` leaves out one entry of a list."""
        plain = {name: self._answer(name) for name in self.plain_names}
        lists = {
            one.name: [entry.stored() for entry in self._entries(one, without)]
            for one in self.lists
        }
        return plain | lists

    def pending(self, *, without: tuple[str, int] | None = None) -> dict[str, Any]:
        """Return the raw text of what could not be read, also that of other pages."""
        kept = {name: raw for name, raw in self.row.pending.items() if not self._owns(name)}
        plain = {name: raw_text(self[name]) for name in self.plain_names if name in self.errors}
        lists = {
            one.key(number, part): raw
            for one in self.lists
            for number, entry in enumerate(self._entries(one, without))
            for part, raw in entry.pending.items()
        }
        return kept | plain | lists

    def _answer(self, name: str) -> Any:
        value = None if name in self.errors else self.cleaned_data.get(name)
        return self._no_answer(name) if value is None else value

    def _no_answer(self, name: str) -> Any:
        """Return what the column of a missing answer holds."""
        field = self.fields[name]
        if isinstance(field, MultipleChoiceField):
            return []
        return "" if isinstance(field, TextField | ChoiceField) else None

    def _entries(self, one: EntryList, without: tuple[str, int] | None) -> list[Entry]:
        """Return the entries that hold anything."""
        entries = []
        for number in range(self.lengths[one.name]):
            if without == (one.name, number):
                continue
            names = {part: one.key(number, part) for part in one.parts}
            wrong = {part for part, name in names.items() if name in self.errors}
            entry = Entry(
                answers={
                    part: None if part in wrong else self.cleaned_data.get(name)
                    for part, name in names.items()
                },
                pending={part: raw_text(self[names[part]]) for part in one.parts if part in wrong},
            )
            if not entry.is_empty:
                entries.append(entry)
        return entries

    @classmethod
    def lengths_of(cls, typed: Mapping[str, Any]) -> dict[str, int]:
        """Return how many entries of each list were typed."""
        return {one.name: one.length(typed) for one in cls.lists}

    # What is stored ---------------------------------------------------------

    @cached_property
    def plain_names(self) -> list[str]:
        """Return the fields that are columns of the section."""
        return [name for name in self.fields if not any(one.owns(name) for one in self.lists)]

    def _stored_values(self) -> dict[str, Any]:
        values = {name: getattr(self.row, name) for name in self.plain_names}
        if not self.row.version:
            suggested = self.suggestions()
            values = {
                name: suggested.get(name) if value in ("", None, []) else value
                for name, value in values.items()
            }
        for one in self.lists:
            values |= one.spread(getattr(self.row, one.name))
        return values | {name: raw for name, raw in self.row.pending.items() if self._owns(name)}

    def _length(self, one: EntryList, lengths: Mapping[str, int]) -> int:
        if self.is_bound:
            return one.length(self.data)
        stored = max(len(getattr(self.row, one.name)), one.length(self.row.pending))
        return min(max(stored, one.shown, lengths.get(one.name, 0)), one.maximum)

    def _owns(self, name: str) -> bool:
        return name in self.fields or any(one.owns(name) for one in self.lists)

    # What the rules say -----------------------------------------------------

    def judge(self, report: Report, *, demand_answers: bool) -> None:
        """Mark unreadable answers and what the rules refuse, if wanted also what is missing."""
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        for name, raw in self.row.pending.items():
            if name in self.fields:
                self._read_again(name, raw)
        for finding in self.findings(report, Outcome.BLOCKING):
            if demand_answers or finding.rule != REQUIRED_ANSWER:
                name = self.field_of(finding)
                if name is None or name not in self._errors:
                    self.add_error(name, self.problem(finding))
        self.was_refused = demand_answers and bool(self._errors)

    def findings(self, report: Report, *outcomes: Outcome) -> Iterator[Finding]:
        """Yield the findings that belong on this page."""
        for finding in report.of(*outcomes):
            if finding.section == self.section and (
                self.field_of(finding) or (self.is_last_page and not self._is_elsewhere(finding))
            ):
                yield finding

    def field_of(self, finding: Finding) -> str | None:
        """Return the form field a finding is about, None when it is about the whole page."""
        _section, _dot, path = (finding.field or "").partition(".")
        exact = path.replace(".", "-")
        if exact in self.fields:
            return exact
        inside = (name for name in self.fields if name.startswith(f"{path.partition('.')[0]}-"))
        return next(inside, None)

    def sentence(self, finding: Finding) -> str:
        """Return what the person reads about a finding."""
        return texts.sentence(finding, texts.Audience.APPLICANT)

    def problem(self, finding: Finding) -> forms.ValidationError:
        """Return the error for a finding; it may say at which address it can be mended."""
        return forms.ValidationError(self.sentence(finding))

    def _read_again(self, name: str, raw: Any) -> None:
        try:
            self.fields[name].clean(raw)
        except forms.ValidationError as problem:
            self.add_error(name, problem)

    def _is_elsewhere(self, finding: Finding) -> bool:
        """Tell whether the finding is about a column that another page of the section asks."""
        column = (finding.field or "").split(".")[1:2]
        return bool(column) and hasattr(self.row, column[0])

    # How the page looks -----------------------------------------------------

    @cached_property
    def helper(self) -> FormHelper:
        """Render the fields only; the page brings the form tag, the version and the buttons."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self._layout())
        return helper

    def _layout(self) -> Iterable[Any]:
        lists = {one.name for one in self.lists}
        for part in self.parts or (*self.plain_names, *(one.name for one in self.lists)):
            if not isinstance(part, str):
                yield part
            elif part in lists:
                yield Entries(part)
            elif part in self.fields:
                yield part

    def shown_list(self, name: str) -> dict[str, Any]:
        """Return what the template of a list needs."""
        one = next(one for one in self.lists if one.name == name)
        return one.shown_in(self, self.lengths[name])
