"""„Anhörung“ at the desk of the staff: preview, sending, reading, ending."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from applications.models import Application, Hearing
from applications.rules.lifecycle import State
from applications.services import hearings
from tests import factories
from tests.support.pages import page_text

pytestmark = pytest.mark.django_db

REASON = "Ihr Verein hat keinen Sitz in Hessen."


def page_of(application: Application, slug: str = "") -> str:
    address = reverse("admin:applications_application_change", args=[application.code])
    return f"{address}{slug}/" if slug else address


def send(client: Any, application: Application, slug: str = "anhoerung", **data: str) -> Any:
    seen = client.get(page_of(application, slug)).context["form"].current
    given = {"seen": seen, "step": "go", "reason": REASON}
    day = {"due_on_0": "17", "due_on_1": "2", "due_on_2": "2020"}
    return client.post(page_of(application, slug), {**given, **day, **data})


@pytest.fixture
def worker(desk: Any) -> Any:
    client = desk("Sachbearbeitung")
    client.case = factories.make_reviewed(actor=client.person)
    return client


def test_case_worker_hears_the_association(worker: Any) -> None:
    answer = send(worker, worker.case)

    assert answer.status_code == 302
    hearing = Hearing.objects.get()
    assert (hearing.reason, hearing.due_on) == (REASON, date(2020, 2, 17))
    text = page_text(worker.get(page_of(worker.case)))
    assert "Die Anhörung ist gesendet." in text
    assert "wartet auf Antwort" in text
    assert REASON in text


def test_preview_shows_what_the_association_will_see_and_saves_nothing(worker: Any) -> None:
    page = send(worker, worker.case, step="preview", due_on_0="15")

    preview = page.context["preview"]
    assert "Bitte nehmen Sie Stellung" in preview
    assert "Bitte antworten Sie bis Montag, 17. Februar 2020." in preview
    assert REASON in preview
    assert page.context["form"]["reason"].value() == REASON
    moved = "Der 15. Februar 2020 ist ein Samstag. Die Frist endet deshalb am Montag, 17. Februar"
    assert moved in page_text(page)
    assert not Hearing.objects.exists()
    worker.case.refresh_from_db()
    assert worker.case.state == State.UNDER_REVIEW


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": ""}, "Schreiben Sie, warum Sie an eine Absage denken."),
        ({"reason": "Der Verein {Name}"}, "Im Text steht noch ein Platzhalter: {Name}"),
        ({"due_on_0": "3"}, "Das Datum muss nach dem heutigen Tag liegen."),
        ({"due_on_0": "31"}, "Dieses Datum gibt es nicht."),
    ],
)
@pytest.mark.parametrize("step", ["go", "preview"])
def test_mistakes_are_named_at_the_field(worker: Any, step: str, data: Any, sentence: str) -> None:
    page = send(worker, worker.case, step=step, **data)

    assert sentence in page_text(page)
    assert not Hearing.objects.exists()


def test_hearing_ends_after_the_answer(worker: Any, rehearsal: Any) -> None:
    rehearsal("2020-02-04T09:00")
    hearing = factories.make_hearing(worker.case, actor=worker.person)
    early = send(worker, worker.case, "anhoerung-beenden")
    assert "Der Verein kann noch bis zum 17.02.2020 antworten." in page_text(early)
    hearings.answer_hearing(
        hearing=hearing,
        text="Wir sind umgezogen.",
        uploads=[],
        last_own=0,
        actor=worker.case.created_by,
        at=factories.ASKED_AT,
    )

    page = page_text(worker.get(page_of(worker.case, "anhoerung-beenden")))
    send(worker, worker.case, "anhoerung-beenden")

    assert "Wir sind umgezogen." in page
    worker.case.refresh_from_db()
    assert worker.case.state == State.UNDER_REVIEW
    text = page_text(worker.get(page_of(worker.case)))
    assert "Stellungnahme" in text
    assert "beendet" in text


def test_hearing_whose_date_has_passed_says_so(worker: Any, rehearsal: Any) -> None:
    factories.make_hearing(worker.case, actor=worker.person)
    rehearsal("2020-02-18T09:00")

    assert "Frist vorbei, keine Antwort" in page_text(worker.get(page_of(worker.case)))


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Haushalt", "Revision"])
def test_others_do_not_hear(desk: Any, worker: Any, group: str) -> None:
    for slug in ("anhoerung", "anhoerung-beenden"):
        assert desk(group).get(page_of(worker.case, slug)).status_code == 403
