"""What counts is the instant at which the request reached us, whatever the browser says."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client, RequestFactory

from applications.models import Application, AuditEvent, FundingRound, Message
from applications.rules.lifecycle import State
from tests.views.test_submission import DECLARED, ready_draft, send_url, signed_in

pytestmark = pytest.mark.django_db

BEFORE = datetime(2020, 1, 31, 22, 59, 59, tzinfo=UTC)
AFTER = datetime(2020, 1, 31, 23, 0, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


class SlowBody(io.BytesIO):
    """A body whose last byte arrives after the deadline."""

    def __init__(self, content: bytes, traveller: Any) -> None:
        super().__init__(content)
        self.traveller = traveller

    def read(self, size: int | None = -1) -> bytes:
        self.traveller.move_to(AFTER)
        return super().read(size)


def urlencoded(draft: Application) -> bytes:
    request = RequestFactory().post(
        send_url(draft),
        "&".join(f"{k}={v}".replace(" ", "+") for k, v in DECLARED.items()),
        content_type="application/x-www-form-urlencoded",
    )
    return request.body


def send_raw(client: Client, draft: Application, body: Any, length: int) -> Any:
    return client.generic(
        "POST",
        send_url(draft),
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": body},
    )


def test_a_request_that_began_in_time_and_ended_late_is_in_time() -> None:
    draft = ready_draft()
    body = urlencoded(draft)
    with time_machine.travel(BEFORE, tick=False) as traveller:
        answer = send_raw(signed_in(draft), draft, SlowBody(body, traveller), len(body))
        assert datetime.now(UTC) == AFTER  # noqa: TID251 - the machine's clock is asked on purpose

    sent = Application.objects.get(pk=draft.pk)
    assert answer.status_code == 302
    assert (sent.is_late, sent.submitted_at) == (False, BEFORE)


def test_a_request_that_began_late_is_late() -> None:
    draft = ready_draft()
    with time_machine.travel(BEFORE + timedelta(seconds=1), tick=False):
        assert signed_in(draft).post(send_url(draft), DECLARED).status_code == 200

    assert Application.objects.get(pk=draft.pk).is_draft


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ({"Date": "Mon, 20 Jan 2020 10:00:00 GMT"}, {}),
        ({"X-Request-Start": "t=1579510800.000"}, {}),
        ({"If-Unmodified-Since": "Mon, 20 Jan 2020 10:00:00 GMT"}, {}),
        ({}, {"submitted_at": "2020-01-20T10:00:00Z", "received_at": "2020-01-20T10:00:00Z"}),
        ({}, {"is_late": "false", "state": "submitted", "number": "1"}),
    ],
)
def test_no_word_of_the_browser_makes_it_earlier(
    headers: dict[str, str], fields: dict[str, str], settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    draft = ready_draft()
    with time_machine.travel(AFTER, tick=False):
        client = signed_in(draft)
        answer = client.post(send_url(draft), {**DECLARED, **fields}, headers=headers)
        assert answer.status_code == 200
        assert Application.objects.get(pk=draft.pk).is_draft
        client.post(send_url(draft), {"late": "yes", **fields}, headers=headers)

    sent = Application.objects.get(pk=draft.pk)
    assert (sent.is_late, sent.submitted_at) == (True, AFTER)


def test_the_same_request_a_day_later_gives_the_same_number() -> None:
    draft = ready_draft()
    body = urlencoded(draft)
    sent_at = BEFORE - timedelta(days=3)
    with time_machine.travel(sent_at, tick=False):
        first = send_raw(signed_in(draft), draft, io.BytesIO(body), len(body))
    before = Application.objects.get(pk=draft.pk)
    told = (Message.objects.count(), AuditEvent.objects.count())

    with time_machine.travel(sent_at + timedelta(days=1), tick=False):
        second = send_raw(signed_in(draft), draft, io.BytesIO(body), len(body))

    after = Application.objects.get(pk=draft.pk)
    assert first["Location"] == second["Location"]
    assert (after.reference_number, after.submitted_at) == (before.reference_number, sent_at)
    assert after.state == State.SUBMITTED
    assert after.snapshots.count() == FundingRound.objects.get().last_number == 1
    assert (Message.objects.count(), AuditEvent.objects.count()) == told
