"""The scenes of 20 January 2020, 10:00, and of 3 February, 9:00: who sent what, what followed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify

from applications.models import Application, FundingRound, Membership, User
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services.demo_data import desk, february, generated, records, writing
from applications.services.demo_data.accounts import (
    ACCOUNTS,
    EWA,
    FATMA,
    HEAD,
    LATER_ACCOUNTS,
    RANIA,
    SIGNER,
    WORKER,
    create_accounts,
)
from applications.services.demo_data.events import Event, play
from applications.services.demo_data.reviews import review_some

# From this instant on the demonstration shows the second scene.
SECOND_SCENE: Final = datetime.fromisoformat("2020-02-03T09:00:00+01:00")
_ACCOUNTS_AT: Final = datetime.fromisoformat("2019-11-26T23:30:00+00:00")
_OWNERS: Final = {"a1": RANIA, "b1": EWA}
_TIME_TO_READ: Final = timedelta(minutes=25)


class NotEmpty(Exception):
    """The round has applications already; a demonstration starts with none."""


@transaction.atomic
def load_demo_data(funding_round: FundingRound, *, now: datetime) -> int:
    """Play everything up to the scene that fits ``now``, and return how many were sent.

    Events are played in the order of their time, so numbers, log and clock agree.
    Raises ``NotEmpty``.
    """
    if funding_round.applications.exists():
        raise NotEmpty(funding_round.pk)
    is_later = now >= SECOND_SCENE
    wanted = (*ACCOUNTS, *LATER_ACCOUNTS) if is_later else ACCOUNTS
    users = create_accounts(wanted, at=_ACCOUNTS_AT)
    desk.release_texts(funding_round, users[HEAD.email], at=_ACCOUNTS_AT)
    sent: list[Application] = []
    events = [
        *_record_events(funding_round, users),
        *_generated_events(generated.applications(), funding_round, sent),
    ]
    if is_later:
        events.append(february.consent(funding_round, users))
    play(events)
    review_some(sent, worker=users[WORKER.email], signer=users[SIGNER.email])
    if is_later:
        later = list(generated.later_applications())
        arrivals = _generated_events(later, funding_round, sent)
        play([*arrivals, *february.events(sent, later, funding_round, users)])
    return funding_round.applications.filter(number__isnull=False).count()


def _record_events(funding_round: FundingRound, users: dict[str, User]) -> Iterator[Event]:
    for key in records.KEYS:
        record, owner = records.load(key), _OWNERS.get(key)
        actor = users[owner.email] if owner else _contact(record.answers["board"])
        write = partial(records.write_draft, record, funding_round=funding_round, actor=actor)
        if name := record.second_person:
            second = users[FATMA.email] if key == "a1" else _second_person(name, actor)
            yield from _write_and_agree(record, write, second)
        else:
            yield from _write_and_send(write, record.begun_at, record.received_at)


def _generated_events(
    applications: Iterable[generated.Generated],
    funding_round: FundingRound,
    sent: list[Application],
) -> Iterator[Event]:
    for one in applications:
        write = partial(_write, one, funding_round=funding_round)
        yield from _write_and_send(write, one.begun_at, one.received_at, sent)


def _write_and_send(
    write: Callable[[], Application],
    begun_at: datetime,
    received_at: datetime | None,
    sent: list[Application] | None = None,
) -> Iterator[Event]:
    """Yield two events of one application; a draft has only the first."""
    written: list[Application] = []
    yield begun_at, lambda: written.append(write())
    if received_at is None:
        return

    def send() -> None:
        case = writing.send(written[0], at=received_at)
        if sent is not None:
            sent.append(case)

    yield received_at, send


def _write_and_agree(
    record: records.DemoRecord, write: Callable[[], Application], second: User
) -> Iterator[Event]:
    """Yield three events: written, agreed by the first person, agreed and sent by the second."""
    written: list[Application] = []

    def begin() -> None:
        draft = write()
        Membership.objects.create(
            organisation=draft.organisation,
            user=second,
            role=Role.REPRESENTATIVE,
            joined_at=record.begun_at,
        )
        written.append(draft)

    received_at = record.received_at
    if received_at is None:
        raise ValueError(f"{record.key} was not sent")
    agreed_at = received_at - _TIME_TO_READ
    yield record.begun_at, begin
    yield agreed_at, lambda: records.declare(record, written[0], at=agreed_at)
    yield received_at, lambda: records.agree(record, written[0], actor=second, at=received_at)


def _second_person(name: str, colleague: User) -> User:
    """Create the account of a second person with an address beside the colleague's."""
    _local, _at, domain = colleague.email.partition("@")
    address = f"{slugify(name).replace('-', '.')}@{domain}"
    return User.objects.create_user(address, None, name=name, joined_at=_ACCOUNTS_AT)


def _contact(board: Mapping[str, Any]) -> User:
    """Create the account of a contact person; nobody signs in with it."""
    return User.objects.create_user(
        board["contact_email"], None, name=board["contact_name"], joined_at=_ACCOUNTS_AT
    )


def _write(one: generated.Generated, *, funding_round: FundingRound) -> Application:
    actor = _contact(one.answers[Section.BOARD])
    return writing.write(one.answers, funding_round=funding_round, actor=actor, at=one.begun_at)
