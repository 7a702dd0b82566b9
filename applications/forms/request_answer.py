"""The form with which the association answers a request, all points on one page (S03)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from applications.forms.base import KernForm
from applications.forms.enclosures import sentence
from applications.forms.fields import ConfirmationField, LongTextField
from applications.forms.information_request import TEXT_LENGTH
from applications.forms.messages import OptionalFilesField
from applications.models import RequestPoint
from applications.rules.choices import PointKind
from applications.services.enclosures import Refusal
from applications.services.request_answers import PointState, TypedAnswer
from applications.texts.question_labels import DECLARATION_SENTENCES


@dataclass(frozen=True)
class PointFields:
    """The fields of one point on the page."""

    answer: BoundField
    files: BoundField | None


class AnswerForm(KernForm):
    """The answers to all points on one page; everything on it is saved with every button."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        states: Iterable[PointState],
        asks_ineligible: bool = False,
    ) -> None:
        self.points = [state.point for state in states]
        super().__init__(data, files, require_answers=False)
        for point in self.points:
            self.fields[_answer(point)] = _answer_field(point)
            if point.kind == PointKind.ENCLOSURE:
                self.fields[_files(point)] = _files_field(point)
        if asks_ineligible:
            self.fields["knows_ineligible"] = ConfirmationField(
                label=DECLARATION_SENTENCES["knows_ineligible"], required=False
            )
        self.initial = {_answer(point): point.answer for point in self.points}

    def is_optional(self, name: str) -> bool:
        """Say „(freiwillig)“ where a section or a file answers the point by itself."""
        return name in {_answer(p) for p in self.points if p.kind != PointKind.QUESTION}

    def fields_of(self, point: RequestPoint) -> PointFields:
        """Return what the page shows of one point."""
        has_files = point.kind == PointKind.ENCLOSURE
        return PointFields(
            answer=self[_answer(point)],
            files=self[_files(point)] if has_files else None,
        )

    def answers(self, marks: str) -> dict[int, TypedAnswer]:
        """Return the readable texts by position, with the marks that the page sent along."""
        seen = dict(mark.partition(":")[::2] for mark in marks.split())
        return {
            point.position: TypedAnswer(
                text=self.cleaned_data[_answer(point)] or "",
                seen=seen.get(str(point.position), ""),
            )
            for point in self.points
            if _answer(point) in self.cleaned_data
        }

    def uploads(self) -> Iterator[tuple[RequestPoint, list[Any]]]:
        """Yield the points with files."""
        for point in self.points:
            if files := self.cleaned_data.get(_files(point)):
                yield point, files

    def report_other_text(self, point: RequestPoint) -> None:
        """Show what somebody else wrote; the next save replaces it."""
        text = _(
            "Jemand aus Ihrem Team hat hier inzwischen geschrieben: „%(text)s“ Ihr Text steht "
            "noch im Feld. Wenn Sie noch einmal speichern, gilt Ihr Text."
        )
        self.add_error(_answer(point), text % {"text": point.answer})

    def refuse(self, point: RequestPoint, refusals: Iterable[Refusal], *, sent: int) -> None:
        """Say for every refused file why; the name is needed only among several."""
        for refusal in refusals:
            text = sentence(refusal.reason)
            self.add_error(_files(point), f"{refusal.name}: {text}" if sent > 1 else text)


def _answer(point: RequestPoint) -> str:
    return f"answer_{point.position}"


def _files(point: RequestPoint) -> str:
    return f"files_{point.position}"


def _answer_field(point: RequestPoint) -> LongTextField:
    is_question = point.kind == PointKind.QUESTION
    asked = _("Ihre Antwort zu Punkt %(number)s")
    return LongTextField(
        label=(asked if is_question else _("Möchten Sie zu Punkt %(number)s etwas schreiben?"))
        % {"number": point.position},
        max_length=TEXT_LENGTH,
        rows=5 if is_question else 3,
        required=False,
    )


def _files_field(point: RequestPoint) -> OptionalFilesField:
    label = _("Dateien zu Punkt %(number)s auswählen") % {"number": point.position}
    return OptionalFilesField(label=label, required=False)
