"""What happened between the two scenes: 20 January, 10:00, to 3 February 2020, 9:00."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import accumulate, pairwise
from typing import Any, Final

from applications import clock
from applications.models import Application, FundingRound, User
from applications.rules.choices import AttachmentKind
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import State
from applications.rules.working_days import end_after
from applications.services import hearings, information_requests, messages
from applications.services.demo_data import desk, generated, partial_award, records
from applications.services.demo_data.accounts import COLLEAGUE, RANIA, SIGNER, WORKER
from applications.services.demo_data.events import Diary, Event

# So many of the generated applications somebody has looked at; later ones still wait.
_LOOKED_AT: Final = 78
_JUDGED: Final = 60
_AWARDED, _PROPOSED, _WAITING, _WITHDRAWN = 2, 5, 2, 4
_SETTLED: Final = 7
_REJECTED: Final = (19, 29)
_ANSWERED: Final = {1: 28, 4: 29, 11: 30}
# Index -> day of January on which somebody asked.
_ASKED: Final = {14: 22, 17: 24, 21: 27, 24: 28, 27: 29, 31: 30, 34: 31, 37: 31}
_OVERDUE: Final = {14: date(2020, 1, 31)}

_QUESTION_START: Final = (
    "Warum muss das Projekt vor unserer Entscheidung beginnen? Bitte nennen Sie uns den Grund."
)
_QUESTION_BOARD: Final = (
    "Wie viele Personen im Vorstand haben eine Migrationsgeschichte? Eine Zahl genügt uns."
)
_ANSWER_START: Final = "Der Raum ist nur im Februar frei. Danach wird das Haus umgebaut."
_CONSENT: Final = "Wir stimmen zu, dass Sie am 1. Januar 2020 beginnen. Das ist noch keine Zusage."
_CONSENT_NOTED: Final = "Wir haben dem Beginn am 1. Januar 2020 zugestimmt."
_BOARD_NOTED: Final = (
    "Die Hälfte des Vorstands und fast alle Mitglieder haben eine Migrationsgeschichte."
)
_MAY_WE_PRINT: Final = "Dürfen wir den Flyer schon drucken?"
_PLEASE_WAIT: Final = (
    "Bitte warten Sie noch. Kosten von vor dem Bescheid können wir nicht bezahlen."
)
_NEW_NOTICE: Final = (
    "Bitte schicken Sie uns den neuen Bescheid vom Finanzamt. "
    "Der alte Bescheid ist vom 14. Mai 2013."
)
_NEW_NOTICE_UNTIL: Final = date(2020, 2, 17)
_HEARING: Final = (
    "In Ihrem Verein ist eine Person mit 19,5 Stunden in der Woche angestellt. "
    "Die Förderung ist für Vereine ohne angestellte Personen. Was möchten Sie dazu sagen?"
)

Deed = Callable[..., object]


def consent(funding_round: FundingRound, users: Mapping[str, User]) -> Event:
    """Return the letter to A2, in the second scene only: it came before the wanted start."""
    at = datetime.fromisoformat("2019-12-18T10:15:00+01:00")
    return at, partial(_agree_to_start, funding_round, users[WORKER.email], at=at)


def events(
    sent: Sequence[Application],
    later: Sequence[generated.Generated],
    funding_round: FundingRound,
    users: Mapping[str, User],
) -> list[Event]:
    """Return what the ministry and the associations did, as events to be played.

    ``sent`` grows while ``later`` arrives; both are in the order of arrival.
    """
    return [*_Fortnight(sent, later, users).events(), *_threads(funding_round, users)]


class _Fortnight:
    """Two weeks at the desks: which of the generated applications gets which treatment."""

    def __init__(
        self,
        sent: Sequence[Application],
        later: Sequence[generated.Generated],
        users: Mapping[str, User],
    ) -> None:
        self._sent, self._users = sent, users
        self._diary = Diary()
        self._before = len(sent)
        self._days = self._first_days(later)
        clear = [index for index in self._days if generated.is_clear(index)]
        ends = accumulate((0, _AWARDED, _PROPOSED, _WAITING, _WITHDRAWN))
        self._award, self._propose, self._wait, self._withdraw = (
            clear[first:last] for first, last in pairwise(ends)
        )
        self._clear = clear

    def events(self) -> Iterator[Event]:
        """Yield everything; in the diary of a day what comes first here is done first."""
        yield from self._sign_what_was_proposed()
        yield from self._take_what_arrived()
        yield from self._judge()
        yield from self._ask_and_answer()
        yield from self._decide()
        yield from self._withdrawals()
        yield from self._letters()

    def _first_days(self, later: Sequence[generated.Generated]) -> dict[int, date]:
        """Return on which day somebody opens an application, by its index."""
        waiting = [i for i, case in enumerate(self._sent) if case.state == State.SUBMITTED]
        days = {index: _january(21 + place % 3) for place, index in enumerate(waiting)}
        for index, one in enumerate(later, start=self._before):
            if index < _LOOKED_AT:
                days[index] = end_after(clock.berlin_date(one.received_at), days=1).day
        return days

    def _sign_what_was_proposed(self) -> Iterator[Event]:
        for index, case in enumerate(self._sent):
            if case.state == State.PROPOSED:
                yield self._desk(_january(22), index, desk.sign, self._users[SIGNER.email])

    def _take_what_arrived(self) -> Iterator[Event]:
        # Two associations change their minds before anybody has opened the case.
        never = self._withdraw[: _WITHDRAWN // 2]
        for index, day in self._days.items():
            if index not in never:
                yield self._desk(day, index, desk.take, self._worker(index))

    def _judge(self) -> Iterator[Event]:
        for index in self._clear:
            if index < _JUDGED and index not in self._withdraw:
                day = end_after(self._days[index], days=1).day
                yield self._desk(day, index, desk.judge, self._worker(index))
        for index in (*_REJECTED, _SETTLED):
            yield self._desk(_january(23), index, desk.judge, self._worker(index))
        yield self._desk(
            _january(23), _SETTLED, desk.settle, self._worker(_SETTLED), reason=_BOARD_NOTED
        )

    def _ask_and_answer(self) -> Iterator[Event]:
        for index, day in {**dict.fromkeys(_ANSWERED, 22), **_ASKED}.items():
            asked_on = _january(day)
            due_on = _OVERDUE.get(index) or information_requests.usual_due_date(asked_on)
            question = _QUESTION_START if generated.starts_early(index) else _QUESTION_BOARD
            yield self._desk(
                asked_on, index, desk.ask, self._worker(index), text=question, due_on=due_on
            )
        for index, day in _ANSWERED.items():
            yield self._evening(day, index, desk.answer, text=_ANSWER_START)

    def _decide(self) -> Iterator[Event]:
        signer = self._users[SIGNER.email]
        for indices, kind, day in (
            (_REJECTED, DecisionKind.REJECTION, 24),
            (self._award, DecisionKind.AWARD, 28),
            (self._wait, DecisionKind.WAITING, 29),
        ):
            for index in indices:
                worker = self._worker(index)
                yield self._desk(_january(day), index, desk.propose, worker, kind=kind)
                next_day = end_after(_january(day), days=1).day
                yield self._desk(next_day, index, desk.sign, signer)
        first, *others = self._propose
        yield self._desk(_january(30), first, partial_award.propose, self._worker(first))
        for index in (*others, _SETTLED):
            worker = self._worker(index)
            yield self._desk(_january(31), index, desk.propose, worker, kind=DecisionKind.AWARD)

    def _letters(self) -> Iterator[Event]:
        """Send on the last Thursday what was signed by then; the rest waits in the outbox."""
        at = self._diary.moment(_january(30))
        people = (self._users[WORKER.email], self._users[SIGNER.email])
        yield at, lambda: desk.send_letters(self._sent[0].round, *people, at=at)

    def _withdrawals(self) -> Iterator[Event]:
        for place, index in enumerate(self._withdraw):
            yield self._evening(27 + place, index, desk.withdraw)

    def _worker(self, index: int) -> User:
        """Return who has the case: both share what came later, the first ones stay with one."""
        shared = index in self._days and index % 2
        return self._users[(COLLEAGUE if shared else WORKER).email]

    def _desk(self, day: date, index: int, deed: Deed, person: User, **more: Any) -> Event:
        at = self._diary.moment(day)
        return at, lambda: deed(self._case(index), person, at=at, **more)

    def _evening(self, day: int, index: int, deed: Deed, **more: Any) -> Event:
        at = datetime.combine(_january(day), time(19, 10), clock.BERLIN)
        return at, lambda: deed(self._case(index), at=at, **more)

    def _case(self, index: int) -> Application:
        return Application.objects.select_related("round").get(pk=self._sent[index].pk)


def _january(day: int) -> date:
    return date(2020, 1, day)


def _threads(funding_round: FundingRound, users: Mapping[str, User]) -> Iterator[Event]:
    """Yield what happened to the five named cases that were sent."""
    worker, colleague = users[WORKER.email], users[COLLEAGUE.email]

    def event(moment: str, key: str, deed: Deed, *who: User, **more: Any) -> Event:
        at = datetime.fromisoformat(f"2020-01-{moment}+01:00")
        return at, lambda: deed(_named(funding_round, key), *who, at=at, **more)

    yield event("21T16:05:00", "a1", desk.take, worker)
    yield event("21T16:20:00", "b2", desk.take, worker)
    yield event("22T16:05:00", "a3", desk.take, colleague)
    yield event("22T16:20:00", "b3", desk.take, colleague)
    yield event("27T18:42:00", "a1", _write, users[RANIA.email], text=_MAY_WE_PRINT)
    yield event("28T16:31:00", "a1", _reply, worker, text=_PLEASE_WAIT)
    yield event("29T16:10:00", "a1", desk.judge, worker)
    yield event("30T16:40:00", "b2", _hear, worker)
    yield event("31T16:15:00", "b3", _ask_for_notice, colleague)


def _named(funding_round: FundingRound, key: str) -> Application:
    name = records.load(key).answers["organisation"]["name"]
    return funding_round.applications.get(organisation_name=name)


def _agree_to_start(funding_round: FundingRound, worker: User, *, at: datetime) -> None:
    case = _named(funding_round, "a2")
    desk.take(case, worker, at=at)
    _reply(case, worker, at=at + timedelta(minutes=20), text=_CONSENT)
    desk.settle(case, worker, at=at + timedelta(minutes=25), reason=_CONSENT_NOTED)


def _write(
    case: Application, sender: User, *, text: str, at: datetime, from_authority: bool = False
) -> None:
    messages.write_message(
        application=case,
        text=text,
        uploads=[],
        last_own=0,
        from_authority=from_authority,
        actor=sender,
        at=at,
    )


def _reply(case: Application, worker: User, *, text: str, at: datetime) -> None:
    """Read what the association wrote, as the page does when it opens, and write back."""
    letters = messages.thread(case)
    messages.note_reading(
        application=case, letters=letters, by_authority=True, actor=worker, at=at
    )
    _write(case, worker, text=text, at=at, from_authority=True)


def _hear(case: Application, worker: User, *, at: datetime) -> None:
    due_on = information_requests.usual_due_date(clock.berlin_date(at))
    hearings.send_hearing(application=case, reason=_HEARING, due_on=due_on, actor=worker, at=at)


def _ask_for_notice(case: Application, worker: User, *, at: datetime) -> None:
    desk.ask(
        case,
        worker,
        text=_NEW_NOTICE,
        attachment_kind=AttachmentKind.NON_PROFIT_NOTICE,
        due_on=_NEW_NOTICE_UNTIL,
        at=at,
    )
