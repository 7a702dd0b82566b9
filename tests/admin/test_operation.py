"""„Betrieb“ says in words what is good, what is not and what to do; „Heute“ leads there."""

import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from django_tasks_db.models import DBTaskResult

from applications import clock
from applications.models import FundingRound, Message
from applications.rules.alarms import LIMITS, Value
from applications.services import health, operation
from applications.services.outbox import MAIL_DUE_AFTER
from applications.texts import operation as words
from applications.workflow import audit
from tests import factories
from tests.support.sources import ROOT

pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]


def text_of(client: Client, page: str = "operation") -> str:
    """Return what stands on the page, asked for anew."""
    operation.forget()
    answer = client.get(reverse(f"admin:{page}"))
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).split())


def park_a_mail() -> None:
    Message.objects.create(
        kind="account_code",
        recipient="rania@beispiel.de",
        ordered_at=clock.now(),
        attempts=len(MAIL_DUE_AFTER),
    )


def break_the_books() -> None:
    factories.make_round()
    FundingRound.objects.update(awarded_eur="1.00")


def job_that_waits() -> None:
    row = DBTaskResult.objects.create(
        task_path="applications.services.outbox.send_message",
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
        run_after=clock.real_now() - timedelta(hours=1),
    )
    before = clock.real_now() - timedelta(minutes=12)
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=before)


def test_a_whole_installation_has_nothing_to_do(desk: Desk) -> None:
    for group in ("Verwaltung", "Leitung", "Revision"):
        text = text_of(desk(group))

        assert "Alles in Ordnung" in text
        assert "gut Datenbank antwortet ja" in text
        assert "Störung" not in text
        assert "gut Letzte Sicherung noch nie · Grenze: 2 Tage, 2 Stunden" in text
    assert "Betrieb" not in text_of(desk("Verwaltung"), "index").partition("Meine Aufgaben")[2]


@pytest.mark.parametrize(
    ("harm", "line", "advice"),
    [
        (park_a_mail, "Störung E-Mails, die zu oft gescheitert sind 1", "sweep --failed"),
        (
            break_the_books,
            "Störung Gebucht wie entschieden, im Budget: WIR-2020 nein",
            "Entscheiden Sie in dieser Runde nichts mehr",
        ),
        (
            job_that_waits,
            "beachten Ältester Auftrag, der wartet: E-Mails senden 12 Minuten (1 wartet)",
            "ob ein Worker läuft",
        ),
    ],
)
def test_what_is_not_good_comes_first_with_what_to_do(
    desk: Desk, harm: Callable[[], None], line: str, advice: str
) -> None:
    harm()

    text = text_of(desk("Verwaltung"))

    first = text.partition("Zu tun")[2].partition("Gemessen am")[0]
    assert line in first
    assert advice in first
    assert line in text.partition("Gemessen am")[2]


def test_a_link_leads_only_where_the_person_may_go(desk: Desk) -> None:
    park_a_mail()
    break_the_books()

    for group in ("Verwaltung", "Leitung", "Revision"):
        client = desk(group)
        page = client.get(reverse("admin:operation")).content.decode()
        links = re.findall(r'href="([^"]+)">Liste öffnen', page)

        assert links
        assert [client.get(link).status_code for link in links] == [200] * len(links)


def test_the_start_page_of_the_administration_tells_alarms_and_no_other(desk: Desk) -> None:
    park_a_mail()
    break_the_books()

    assert "2 Störungen. Ansehen, was zu tun ist." in text_of(desk("Verwaltung"), "index")
    for group in ("Leitung", "Sachbearbeitung", "Revision", "Haushalt"):
        assert "Störung" not in text_of(desk(group), "index")


def test_times_of_daily_deeds_are_told(desk: Desk) -> None:
    audit.record("backup.made", actor=None, at=clock.now(), head="1:0")

    day = f"{clock.real_now().astimezone(clock.BERLIN):%d.%m.%Y}"
    assert re.search(
        rf"gut Letzte Sicherung {day} \d\d:\d\d, 0 Minuten her", text_of(desk("Revision"))
    )


def test_version_is_told(desk: Desk) -> None:
    assert re.search(r"Programm ?\d+\.\d+\.\d+ ", text_of(desk("Verwaltung")))


def test_everything_that_has_a_limit_has_its_words() -> None:
    shown = [value for values in words.AREAS.values() for value in values]

    assert sorted(shown) == sorted(set(LIMITS) - {Value.REQUESTS_FAILED})
    assert set(words.NAMES) == set(words.ADVICE) == set(shown)
    assert set(words.PARTS) == set(health.PARTS)


def test_every_job_has_its_words() -> None:
    modules = [
        import_module(f"applications.services.{path.stem}")
        for path in Path(ROOT / "applications/services").glob("*.py")
        if "@task()" in path.read_text()
    ]
    jobs = {
        one.name
        for module in modules
        for one in vars(module).values()
        if hasattr(one, "enqueue") and one.module_path.startswith("applications.services")
    }

    assert jobs == set(words.JOBS)
