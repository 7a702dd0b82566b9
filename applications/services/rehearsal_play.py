"""What happens in a rehearsal round: every case comes as far as its last digit says."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from applications import clock
from applications.models import Application, FundingRound, User
from applications.rules.decisions import DecisionKind
from applications.services import hearings, information_requests
from applications.services.demo_data import desk, writing
from applications.services.demo_data.events import Event
from applications.services.rehearsal_answers import answers_of

_FIRST_HOUR: Final = timedelta(hours=9)
_BETWEEN_CASES: Final = timedelta(minutes=5)
_TIME_TO_WRITE: Final = timedelta(hours=2)
_QUESTION: Final = "Bitte erklären Sie uns, warum Ihr Projekt früher beginnen muss."
_ANSWER: Final = "Der Raum ist nur im Februar frei. Danach ziehen die Teekannen um."
_HEARING: Final = (
    "In Ihrem Verein ist eine Person mit 19,5 Stunden in der Woche angestellt. "
    "Die Förderung ist für Vereine ohne angestellte Personen. Was möchten Sie dazu sagen?"
)


@dataclass(frozen=True, kw_only=True)
class People:
    """The accounts of a rehearsal; nobody can sign in with them."""

    applicant: User
    worker: User
    signer: User
    head: User


def events(
    funding_round: FundingRound, people: People, *, associations: int, seed: int
) -> Iterator[Event]:
    """Yield everything that happens, from the first draft to the last signature."""
    dice = random.Random(seed)  # noqa: S311 - invented data
    seconds = int((funding_round.closes_at - funding_round.opens_at).total_seconds())
    first = int(_TIME_TO_WRITE.total_seconds())
    arrivals = sorted(dice.sample(range(first, seconds), associations))
    for index, second in enumerate(arrivals):
        case = _Case(funding_round, people, dice, index)
        yield from case.arrival(funding_round.opens_at + timedelta(seconds=second))
        yield from case.review()


class _Case:
    """One association: what it answers, and which deeds follow after the deadline."""

    def __init__(
        self, funding_round: FundingRound, people: People, dice: random.Random, index: int
    ) -> None:
        self._round, self._people, self._index = funding_round, people, index
        email = people.applicant.email
        self._answers = answers_of(dice, index, funding_round=funding_round, email=email)
        self._written: list[Application] = []

    def arrival(self, received_at: datetime) -> Iterator[Event]:
        """Yield two events: written, sent."""
        begun_at = received_at - _TIME_TO_WRITE

        def write() -> None:
            draft = writing.write(
                self._answers,
                funding_round=self._round,
                actor=self._people.applicant,
                at=begun_at,
            )
            self._written.append(draft)

        yield begun_at, write
        yield received_at, lambda: writing.send(self._written[0], at=received_at)

    def review(self) -> Iterator[Event]:
        """Yield what the authority does; two of ten wait untouched for those who practise."""
        people, digit = self._people, self._index % 10
        if digit in (2, 6):
            return
        yield self._on_day(1, desk.take, people.worker)
        if digit in (0, 3, 5, 9):
            yield self._on_day(3, desk.judge, people.worker)
        match digit:
            case 0 | 3:
                yield self._on_day(5, desk.propose, people.worker, kind=DecisionKind.AWARD)
            case 1 | 4:
                yield self._on_day(4, _ask, people.worker)
            case 5:
                yield self._on_day(5, desk.propose, people.worker, kind=DecisionKind.WAITING)
            case 8:
                yield self._on_day(6, desk.withdraw)
            case 9:
                yield from self._refusal()
            case _:
                pass
        if digit == 0:
            yield self._on_day(7, desk.sign, people.signer)
        elif digit == 5:
            yield self._on_day(7, desk.sign, people.head)
        elif digit == 4:
            yield self._on_day(8, desk.answer, text=_ANSWER)

    def _refusal(self) -> Iterator[Event]:
        """Yield the way to a refusal; where the round asks for a hearing, it is under way."""
        if self._round.hearing_before_rejection:
            yield self._on_day(5, _hear, self._people.worker)
            return
        yield self._on_day(5, desk.propose, self._people.worker, kind=DecisionKind.REJECTION)
        yield self._on_day(7, desk.sign, self._people.signer)

    def _on_day(self, day: int, deed: Callable[..., object], *who: User, **more: Any) -> Event:
        """Return a deed so many days after the deadline, at the hour of this case."""
        since = timedelta(days=day) + _FIRST_HOUR + _BETWEEN_CASES * self._index
        at = self._round.closes_at + since
        return at, lambda: deed(self._current(), *who, at=at, **more)

    def _current(self) -> Application:
        return Application.objects.select_related("round").get(pk=self._written[0].pk)


def _ask(case: Application, worker: User, *, at: datetime) -> None:
    due_on = information_requests.usual_due_date(clock.berlin_date(at))
    desk.ask(case, worker, text=_QUESTION, due_on=due_on, at=at)


def _hear(case: Application, worker: User, *, at: datetime) -> None:
    due_on = information_requests.usual_due_date(clock.berlin_date(at))
    hearings.send_hearing(application=case, reason=_HEARING, due_on=due_on, actor=worker, at=at)
