"""Calendar files that every calendar can read, with the right days and nothing personal."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from applications.models import Application, FundingRound, InformationRequest, PromisedEnclosure
from applications.rules.lifecycle import State
from applications.services.calendar_file import STATES_WITH_DAYS
from tests import factories
from tests.support.accounts import sign_in
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def days(raw: bytes) -> dict[str, date | datetime]:
    """Return title and beginning of every entry."""
    return {
        str(event["summary"]).removeprefix("WIR-Förderung: "): event.decoded("dtstart")
        for event in Calendar.from_ical(raw).walk("VEVENT")
    }


def own(application: Application, client: Client | None = None) -> Any:
    if client is None:
        client = StrictClient()
        sign_in(client, application.created_by)
    return client.get(reverse("application_calendar", args=[application.code]))


def of_round() -> bytes:
    return content(StrictClient().get(reverse("round_calendar")))


def test_round_has_its_four_days() -> None:
    factories.make_round()

    assert days(of_round()) == {
        "Sie können Anträge stellen": date(2019, 11, 27),
        "Die Frist endet": datetime(2020, 1, 31, 22, 59, tzinfo=UTC),
        "Wir entscheiden voraussichtlich bis heute": date(2020, 3, 31),
        "Bericht und Liste der Ausgaben abgeben": date(2021, 3, 31),
    }


def test_file_follows_the_standard(rehearsal: Any) -> None:
    rehearsal("2020-01-20T10:00")
    factories.make_round(name="Förderung „Wir, hier; jetzt“ " + "ü" * 60)

    raw = of_round()

    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert raw.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"DTSTART;VALUE=DATE:20200331\r\n" in raw
    assert b"DTEND;VALUE=DATE:20200401\r\n" in raw
    assert b"DTSTART:20200131T225900Z\r\nDTEND:20200131T230000Z\r\n" in raw
    assert b"DTSTAMP:20200120T0900" in raw
    assert b"Wir\\, hier\\; jetzt" in raw
    assert str(Calendar.from_ical(raw)["x-wr-calname"]).endswith("ü" * 60)


def test_entries_keep_their_names_when_the_days_change() -> None:
    funding_round = factories.make_round()
    before = {event["uid"] for event in Calendar.from_ical(of_round()).walk("VEVENT")}
    later = datetime(2020, 2, 5, 23, 0, tzinfo=UTC)
    FundingRound.objects.filter(pk=funding_round.pk).update(closes_at=later)

    raw = of_round()

    assert {event["uid"] for event in Calendar.from_ical(raw).walk("VEVENT")} == before
    assert len(before) == 4
    assert days(raw)["Die Frist endet"] == datetime(2020, 2, 5, 22, 59, tzinfo=UTC)


def test_answer_is_a_calendar_file() -> None:
    factories.make_round()

    answer = StrictClient().get(reverse("round_calendar"))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="Termine.ics"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_without_a_round_there_are_no_days() -> None:
    assert StrictClient().get(reverse("round_calendar")).status_code == 404


def test_draft_has_the_deadline_and_what_was_promised() -> None:
    draft = factories.make_draft()
    PromisedEnclosure.objects.create(
        application=draft, kind="statutes", until=date(2020, 2, 14), reason="Der Notar ist krank."
    )
    PromisedEnclosure.objects.create(application=draft, kind="quotes")

    raw = content(own(draft))

    assert days(raw) == {
        "Die Frist endet": datetime(2020, 1, 31, 22, 59, tzinfo=UTC),
        "Satzung nachreichen": date(2020, 2, 14),
        "Wir entscheiden voraussichtlich bis heute": date(2020, 3, 31),
    }
    for secret in (draft.code, "Notar", draft.organisation_name, "Rania"):
        assert secret.encode() not in raw.replace(b"\r\n ", b"")


def test_sent_application_has_the_day_of_an_open_request() -> None:
    sent = factories.make_reviewed()
    asked = {"application": sent, "asked_by": factories.make_staff("Sachbearbeitung")}
    InformationRequest.objects.create(
        **asked,
        number=1,
        asked_at=factories.REVIEWED_AT,
        due_on=date(2020, 1, 25),
        closed_at=factories.REVIEWED_AT,
    )
    InformationRequest.objects.create(
        **asked, number=2, asked_at=factories.REVIEWED_AT, due_on=date(2020, 2, 10)
    )

    raw = content(own(sent))

    assert days(raw) == {
        "Antwort auf unsere Nachfrage absenden": date(2020, 2, 10),
        "Wir entscheiden voraussichtlich bis heute": date(2020, 3, 31),
    }
    assert sent.reference_number in str(Calendar.from_ical(raw)["x-wr-calname"])


def test_after_an_award_the_report_is_due() -> None:
    sent = factories.make_submitted()
    Application.objects.filter(pk=sent.pk).update(
        state=State.AWARDED, told_state=State.AWARDED, awarded_eur="100.00"
    )

    assert days(content(own(sent))) == {
        "Bericht und Liste der Ausgaben abgeben": date(2021, 3, 31)
    }


@pytest.mark.parametrize("state", sorted({State.REJECTED, State.WITHDRAWN}))
def test_after_the_end_nothing_is_due(state: State) -> None:
    sent = factories.make_submitted()
    Application.objects.filter(pk=sent.pk).update(state=state, told_state=state)

    assert state not in STATES_WITH_DAYS
    assert own(sent).status_code == 404
    client = StrictClient()
    sign_in(client, sent.created_by)
    html = client.get(reverse("application_status", args=[sent.code])).content.decode()
    assert reverse("application_calendar", args=[sent.code]) not in html


def test_others_find_no_calendar() -> None:
    draft = factories.make_draft()
    stranger = StrictClient()
    sign_in(stranger, factories.make_user("Fremde Person"))

    assert own(draft, stranger).status_code == 404
    assert "/konto/anmelden/" in own(draft, StrictClient())["Location"]


def test_calendar_is_offered_after_sending() -> None:
    sent = factories.make_submitted()
    client = StrictClient()
    sign_in(client, sent.created_by)

    html = client.get(reverse("application_status", args=[sent.code])).content.decode()

    assert reverse("application_calendar", args=[sent.code]) in html


def test_calendars_are_offered() -> None:
    draft = factories.make_draft()
    client = StrictClient()
    sign_in(client, draft.created_by)

    html = client.get(reverse("application_overview", args=[draft.code])).content.decode()
    assert reverse("application_calendar", args=[draft.code]) in html
    assert reverse("round_calendar") in client.get(reverse("funding")).content.decode()
