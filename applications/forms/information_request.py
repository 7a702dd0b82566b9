"""The form with which the authority asks for something, point by point."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from applications import texts
from applications.forms.base import Button
from applications.forms.due_date import DueDateForm
from applications.forms.fields import DropdownField, LongTextField
from applications.forms.staff import refuse_placeholders
from applications.forms.text_blocks import InsertableBlock, is_insertion
from applications.rules.choices import ASKED_KINDS, AttachmentKind, PointKind
from applications.rules.sections import Section
from applications.services.information_requests import (
    MAXIMUM_POINTS,
    OPENED_SECTIONS,
    Point,
)

TEXT_LENGTH: Final = 2000
QUESTION: Final = PointKind.QUESTION.value
_SHOWN_POINTS: Final = 3
_MORE: Final = "more"


class InformationRequestForm(DueDateForm):
    """„Nachfrage stellen“: until when, and up to ten points with what each belongs to."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.length = self._length(data)
        # „Noch ein Punkt“ and a text block send nothing yet: the page comes back with what was
        # typed.
        shown_again = data if _is_shown_again(data) else None
        initial = {} if shown_again is None else _typed(shown_again)
        super().__init__(None if shown_again is not None else data, initial=initial, **kwargs)
        for number in range(1, self.length + 1):
            self._add_point(number)
        if shown_again is not None:
            self.insert_chosen(shown_again)
        self.buttons = (
            Button(_("Nachfrage senden"), name="step", value="go"),
            Button(_("So sieht es der Verein"), name="step", value="preview", kind="secondary"),
        )
        if self.length < MAXIMUM_POINTS:
            more = Button(_("Noch ein Punkt"), name="step", value=_MORE, kind="secondary")
            self.buttons = (*self.buttons, more)

    def insert(self, block: InsertableBlock) -> None:
        """Make the first empty point of a block; its rule says what it is about."""
        numbers = range(1, self.length + 1)
        number = next((n for n in numbers if not self.initial.get(f"text_{n}")), self.length)
        self.append(f"text_{number}", block.text)
        if not self.initial.get(f"about_{number}"):
            self.initial[f"about_{number}"] = block.about or QUESTION

    def is_optional(self, name: str) -> bool:
        """Ask for one point; further ones may stay empty."""
        return name not in {"due_on", "about_1", "text_1"}

    def clean(self) -> dict[str, Any] | None:
        """Ask for the half of a point that is missing, and for one point at least."""
        given = 0
        for number in range(1, self.length + 1):
            about, text = self.cleaned_data.get(f"about_{number}"), self._text(number)
            given += bool(about and text)
            if about and not text and f"text_{number}" not in self.errors:
                self.add_error(f"text_{number}", _("Schreiben Sie, was Sie brauchen."))
            if text and not about and f"about_{number}" not in self.errors:
                self.add_error(f"about_{number}", _("Wählen Sie aus, worum es geht."))
        if not given and not self.errors:
            self.add_error("text_1", _("Schreiben Sie mindestens einen Punkt."))
        refuse_placeholders(self, *(f"text_{number}" for number in range(1, self.length + 1)))
        return super().clean()

    @property
    def points(self) -> list[Point]:
        """Return the points that were filled in."""
        return [
            _point(str(self.cleaned_data[f"about_{number}"]), str(self._text(number)))
            for number in range(1, self.length + 1)
            if self._text(number)
        ]

    def _text(self, number: int) -> str | None:
        text: str | None = self.cleaned_data.get(f"text_{number}")
        return text

    def _add_point(self, number: int) -> None:
        self.fields[f"about_{number}"] = DropdownField(
            label=_("Punkt %(number)s: Worum geht es?") % {"number": number},
            choices=_subjects,
            required=False,
        )
        self.fields[f"text_{number}"] = LongTextField(
            label=_("Punkt %(number)s: Was brauchen wir?") % {"number": number},
            max_length=TEXT_LENGTH,
            rows=3,
            required=False,
        )

    def _length(self, data: Mapping[str, Any] | None) -> int:
        if data is None:
            return _SHOWN_POINTS
        names = (f"text_{number}" for number in range(1, MAXIMUM_POINTS + 1))
        written = [data[name] for name in names if name in data]
        is_full = is_insertion(data) and all(text.strip() for text in written)
        more = data.get("step") == _MORE or is_full
        return min(max(len(written), 1) + more, MAXIMUM_POINTS)


def _is_shown_again(data: Mapping[str, Any] | None) -> bool:
    return data is not None and (data.get("step") == _MORE or is_insertion(data))


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the fields of a page that is shown again without being sent."""
    typed = {name: data[name] for name in data if name.startswith(("about_", "text_", "seen"))}
    return typed | {"due_on": [data.get(f"due_on_{part}", "") for part in range(3)]}


def _subjects() -> Iterator[tuple[str, Any]]:
    """Yield what a point can be about, in groups."""
    yield QUESTION, _("Eine Frage, ohne Abschnitt")
    sections = [(f"section:{one}", str(texts.label(one))) for one in OPENED_SECTIONS]
    yield _("Abschnitt ändern"), sections
    kinds = [(f"enclosure:{one}", str(texts.label(one))) for one in ASKED_KINDS]
    yield _("Unterlage schicken"), kinds


def _point(about: str, text: str) -> Point:
    kind, _colon, name = about.partition(":")
    return Point(
        text=text,
        section=Section(name) if kind == PointKind.SECTION else None,
        attachment_kind=AttachmentKind(name) if kind == PointKind.ENCLOSURE else None,
    )
