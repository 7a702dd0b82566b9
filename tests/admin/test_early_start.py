"""„Früherem Beginn zustimmen“: a button where it was asked for, a link elsewhere."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application, LetterDraft
from applications.rules.sections import Section
from tests import factories
from tests.support.pages import page_text

pytestmark = pytest.mark.django_db

WISH = {
    Section.MICRO_PROJECT: {"early_start": "yes", "early_start_reason": "Der Raum ist dann frei."}
}
DAY = {"begins_on_0": "3", "begins_on_1": "2", "begins_on_2": "2020", "step": "go"}
Desk = Callable[..., Client]


def page_of(case: Application) -> str:
    return reverse("admin:applications_application_step", args=[case.code, "frueher-beginnen"])


def review_page(client: Client, case: Application) -> str:
    url = reverse("admin:applications_application_change", args=[case.code])
    return client.get(url).content.decode()


def send(client: Client, case: Application, **typed: str) -> object:
    seen = client.get(page_of(case)).context["form"].current
    return client.post(page_of(case), {"seen": seen, **DAY, **typed})


def test_a_wish_gets_a_button_and_a_letter(desk: Desk) -> None:
    case = factories.make_ready(changes=WISH)
    client = desk("Sachbearbeitung")
    bar, _rest, _end = review_page(client, case).partition("case-grid")
    assert page_of(case) in bar
    text = page_text(client.get(page_of(case)))
    assert "Ja: Der Raum ist dann frei." in text
    assert "Geplanter Beginn 01.04.2020" in text
    assert client.get(page_of(case)).context["form"]["begins_on"].value() is not None

    answer = send(client, case)

    assert answer["Location"] == reverse("admin:applications_application_change", args=[case.code])
    assert LetterDraft.objects.get().values["begins_on"] == "2020-02-03"
    assert "Im Ausgang wartet schon eine Zustimmung ab 03.02.2020 von A. Beispiel." in page_text(
        client.get(page_of(case))
    )


def test_without_a_wish_it_is_a_link_and_needs_a_reason(desk: Desk) -> None:
    case = factories.make_ready()
    client = desk("Leitung")
    bar, _grid, rest = review_page(client, case).partition("case-grid")
    assert page_of(case) not in bar
    assert page_of(case) in rest

    assert "Schreiben Sie einen Grund." in page_text(send(client, case))
    send(client, case, reason="Anruf vom 30. Januar.")

    assert LetterDraft.objects.get().values["reason"] == "Anruf vom 30. Januar."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"begins_on_0": "2"}, "Der Tag darf nicht vor heute liegen"),
        ({"begins_on_2": "2021"}, "Der Tag liegt nicht im Zeitraum der Runde."),
        ({"begins_on_0": "31"}, "Dieses Datum gibt es nicht."),
        ({"begins_on_0": "", "begins_on_1": "", "begins_on_2": ""}, "Tragen Sie das Datum ein."),
    ],
)
def test_a_day_that_is_not_possible_is_said_at_the_field(
    desk: Desk, typed: dict[str, str], sentence: str
) -> None:
    answer = send(desk("Sachbearbeitung"), factories.make_ready(changes=WISH), **typed)

    assert sentence in page_text(answer)
    assert "begins_on" in answer.context["form"].errors
    assert not LetterDraft.objects.exists()


@pytest.mark.parametrize("group", ["Mitzeichnung", "Haushalt", "Revision", "Verwaltung"])
def test_others_have_no_such_page(desk: Desk, group: str) -> None:
    assert desk(group).get(page_of(factories.make_ready(changes=WISH))).status_code == 403


def test_after_the_award_there_is_nothing_to_consent_to(desk: Desk) -> None:
    case = factories.make_awarded()
    client = desk("Sachbearbeitung")

    assert page_of(case) not in review_page(client, case)
    assert client.get(page_of(case)).status_code == 302
    seen = {"seen": case.state_changed_at.isoformat()}
    answer = client.post(page_of(case), {**DAY, **seen, "reason": "Anruf."})

    assert "Der Antrag hat inzwischen einen anderen Stand." in page_text(answer)
    assert LetterDraft.objects.filter(kind="early_start").count() == 0
