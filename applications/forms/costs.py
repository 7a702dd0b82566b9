"""Q11: the costs of the micro-project, one by one or several at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.entry_lists import EntryList
from applications.forms.fields import ChoiceField, DropdownField, MoneyField, TextField
from applications.forms.layout import Entries
from applications.forms.pending import raw_text
from applications.forms.questions import ask
from applications.forms.sections import REQUIRED_ANSWER, SectionForm
from applications.models import Application
from applications.rules.choices import CostKind
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.sections import Section

MAXIMUM_ITEMS: Final = 25
ROWS_AT_ONCE: Final = 8
NUMBERS = ("amount_eur",)


ITEMS = EntryList(
    path="costs.items",
    # Nine radios in each of eight rows would make the page too long.
    parts={
        "kind": lambda: DropdownField(choices=texts.choices(CostKind)),
        "purpose": lambda: TextField(max_length=120),
        "calculation": lambda: TextField(
            max_length=120, required=False, help_text=_("Zum Beispiel 9 × 50 €")
        ),
        "amount_eur": lambda: MoneyField(minimum=Decimal("0.01")),
    },
    title=_("Kosten %(number)s"),
    add_label=_("Weitere Kosten hinzufügen"),
    remove_label=_("Kosten %(number)s entfernen"),
    shown=ROWS_AT_ONCE,
    maximum=MAXIMUM_ITEMS,
)


@dataclass
class Item:
    """One line of costs: the stored answers, and the raw text of what could not be read."""

    answers: dict[str, Any]
    pending: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def initial(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return self.answers | self.pending

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not self.pending and not any(self.answers.values())

    @property
    def kind_label(self) -> Any:
        """Return the kind in words."""
        return texts.label(CostKind(self.answers["kind"])) if self.answers["kind"] else ""

    @property
    def shown_purpose(self) -> str:
        """Return what the money is for, or what was typed instead."""
        return str(self.initial["purpose"] or "")


class CostList:
    """All lines of an application as one list that can be changed and stored again."""

    def __init__(self, application: Application) -> None:
        rows = sorted(application.cost_items.all(), key=lambda row: row.position)
        self.items = [Item({part: getattr(row, part) for part in ITEMS.parts}) for row in rows]
        for number, item in enumerate(self.items):
            names = {ITEMS.key(number, part): part for part in ITEMS.parts}
            pending = application.costs.pending
            item.pending = {names[name]: raw for name, raw in pending.items() if name in names}

    @property
    def is_full(self) -> bool:
        """Tell whether no further line fits."""
        return len(self.items) >= MAXIMUM_ITEMS

    @property
    def free_rows(self) -> int:
        """Return how many lines can be added at once."""
        return min(ROWS_AT_ONCE, MAXIMUM_ITEMS - len(self.items))

    @property
    def unread_count(self) -> int:
        """Return how many amounts cannot be read and are missing in the sum."""
        return sum("amount_eur" in item.pending for item in self.items)

    @property
    def total_eur(self) -> Decimal:
        """Return the sum of all readable amounts."""
        amounts = (item.answers["amount_eur"] for item in self.items)
        return sum((amount for amount in amounts if amount is not None), Decimal("0.00"))

    def answers(self) -> dict[str, list[dict[str, Any]]]:
        """Return all lines as they are stored."""
        return {"items": [item.answers for item in self.items]}

    def pending(self) -> dict[str, Any]:
        """Return the raw texts under the names of their fields."""
        return {
            ITEMS.key(number, part): raw
            for number, item in enumerate(self.items)
            for part, raw in item.pending.items()
        }


class _ItemsForm(KernForm):
    """What forms for lines of costs share: they also tell what to store while incomplete."""

    def _item(self, names: Mapping[str, str]) -> Item:
        """Return the line whose parts have these field names."""
        answers, pending = {}, {}
        for part, name in names.items():
            value = None if name in self.errors else self.cleaned_data.get(name)
            answers[part] = "" if value is None and part not in NUMBERS else value
            if name in self.errors and (raw := raw_text(self[name])):
                pending[part] = raw
        return Item(answers, pending)


class CostItemForm(_ItemsForm):
    """One line of costs on its own page."""

    def __init__(self, *args: Any, button: Button, **kwargs: Any) -> None:
        self.buttons = (button,)
        super().__init__(*args, **kwargs)
        for part, make in ITEMS.parts.items():
            one = ChoiceField(choices=texts.choices(CostKind)) if part == "kind" else make()
            ask(one, f"{ITEMS.path}.{part}")
            if not one.required:
                self.optional_names.add(part)
            self.fields[part] = one

    @cached_property
    def helper(self) -> FormHelper:
        """Render the fields only; the page brings the rest."""
        return _fields_only(self, *self.fields)

    def mark(self, pending: Mapping[str, Any]) -> None:
        """Say at the fields what could not be read."""
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        for part, raw in pending.items():
            try:
                self.fields[part].clean(raw)
            except forms.ValidationError as problem:
                self.add_error(part, problem)

    def item(self) -> Item:
        """Return the line as it was typed."""
        return self._item({part: part for part in ITEMS.parts})


class CostRowsForm(_ItemsForm):
    """Several new lines at once; empty rows are left out."""

    buttons = (Button(_("Alle hinzufügen")),)

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for number in range(rows):
            for name, one in ITEMS.fields(number).items():
                if not one.required:
                    self.optional_names.add(name)
                one.required = False
                # The page says it once; eight times would push the amounts out of line.
                one.help_text = ""
                self.fields[name] = one
        self.require_answers = False

    @cached_property
    def helper(self) -> FormHelper:
        """Render the fields only; the page brings the rest."""
        return _fields_only(self, Entries(ITEMS.name))

    def items(self) -> list[Item]:
        """Return the rows that hold anything."""
        rows = (
            self._item({part: ITEMS.key(number, part) for part in ITEMS.parts})
            for number in range(self.rows)
        )
        return [row for row in rows if not row.is_empty]

    def shown_list(self, _name: str) -> dict[str, Any]:
        """Return what the template of a list needs."""
        return ITEMS.shown_in(self, self.rows, is_fixed=True)


class CostsForm(SectionForm):
    """The list as a whole: nothing to type, but to judge."""

    section = Section.COSTS

    def sentence(self, finding: Finding) -> str:
        """Return what the person reads about a finding, with the number of the line."""
        number = number_of(finding)
        if number is None:
            return super().sentence(finding)
        return f"{str(ITEMS.title) % {'number': number + 1}}: {super().sentence(finding)}"

    def problem(self, finding: Finding) -> forms.ValidationError:
        """Return the error for a finding; that of a line leads to the field on the line's page.

        Where a line is missing, it leads to the page that adds one.
        """
        number = number_of(finding)
        if number is None and finding.rule == REQUIRED_ANSWER:
            page = reverse("cost_item_add", args=[self.application.code])
            return forms.ValidationError(self.sentence(finding), params={"address": page})
        if number is None:
            return super().problem(finding)
        part = (finding.field or "").split(".")[-1]
        target = f"id_{part}_0" if part == "kind" else f"id_{part}"
        page = reverse("cost_item", args=[self.application.code, number + 1])
        return forms.ValidationError(
            self.sentence(finding), params={"address": f"{page}#{target}"}
        )


def number_of(finding: Finding) -> int | None:
    """Return the line a finding is about, counted from 0; None for the whole list."""
    steps = (finding.field or "").split(".")
    return int(steps[2]) if len(steps) == 4 else None


def mark_problems(costs: CostList, report: Report) -> None:
    """Write the sentences about single lines to these lines."""
    for finding in report.by_section(Section.COSTS):
        number = number_of(finding)
        if number is None:
            continue
        sentence = texts.sentence(finding, texts.Audience.APPLICANT)
        if finding.outcome == Outcome.BLOCKING:
            costs.items[number].problems.append(sentence)
        elif finding.outcome == Outcome.NOTE:
            costs.items[number].notes.append(sentence)


def _fields_only(form: forms.Form, *parts: Any) -> FormHelper:
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*parts)
    return helper
