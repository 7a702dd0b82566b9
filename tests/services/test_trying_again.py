"""What the database gave up for another transaction is done again, and nothing else (CON-06)."""

from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.db import OperationalError, transaction

from applications.models import Application, FundingRound, Message, SubmissionSnapshot
from applications.rules.lifecycle import MoveNotAllowed
from applications.services import outbox, submission, trying_again
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
DEADLOCK, SERIALISATION, AWAY = "40P01", "40001", "57P01"


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> Iterator[mock.Mock]:
    monkeypatch.setattr("applications.services.outbox._enqueue", lambda *_job: None)
    with mock.patch.object(trying_again.time, "sleep") as sleep:
        yield sleep


class GivenUp(Exception):
    """What the driver raises, with its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.pgcode = code


def failing(times: int, code: str) -> Callable[..., None]:
    """Return the last step of a sending that fails so many times and then does its work."""
    plain, left = outbox.carry_out, [code] * times

    def carry_out(*args: object, **values: object) -> None:
        plain(*args, **values)
        if left:
            raise OperationalError(left.pop()) from GivenUp(code)

    return carry_out


def send(draft: Application) -> Application:
    return submission.submit_application(
        application=draft, actor=draft.created_by, at=factories.SENT_AT
    )


@pytest.mark.parametrize("code", [DEADLOCK, SERIALISATION])
def test_a_sending_that_was_given_up_twice_is_done_once(
    code: str, monkeypatch: pytest.MonkeyPatch, pauses: mock.Mock
) -> None:
    draft = factories.make_complete_draft()
    monkeypatch.setattr(outbox, "carry_out", failing(2, code))

    case = send(draft)

    assert (case.number, FundingRound.objects.get().last_number) == (1, 1)
    assert (SubmissionSnapshot.objects.count(), Message.objects.count()) == (1, 1)
    # Each pause is another one, so that two that met part.
    assert len({call.args for call in pauses.call_args_list}) == 2


@pytest.mark.parametrize(("times", "code"), [(3, DEADLOCK), (1, AWAY)])
def test_the_third_time_and_other_errors_go_to_the_caller(
    times: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = factories.make_complete_draft()
    monkeypatch.setattr(outbox, "carry_out", failing(times, code))

    with pytest.raises(OperationalError):
        send(draft)

    assert Application.objects.get().is_draft
    assert FundingRound.objects.get().last_number == 0


def test_rights_are_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = factories.make_complete_draft()

    def remove_and_fail(*_args: object, **_values: object) -> None:
        raise OperationalError from GivenUp(DEADLOCK)

    monkeypatch.setattr(outbox, "carry_out", remove_and_fail)
    monkeypatch.setattr(
        trying_again.time, "sleep", lambda _s: draft.organisation.memberships.all().delete()
    )

    with pytest.raises(MoveNotAllowed):
        send(draft)


def test_a_part_of_another_transaction_is_not_done_again(
    monkeypatch: pytest.MonkeyPatch, pauses: mock.Mock
) -> None:
    draft = factories.make_complete_draft()
    monkeypatch.setattr(outbox, "carry_out", failing(1, DEADLOCK))

    with pytest.raises(OperationalError), transaction.atomic():
        send(draft)

    assert not pauses.called
