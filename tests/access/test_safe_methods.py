"""Looking at pages changes nothing, whoever looks; and no link is dead."""

from typing import Any

import pytest
from django.apps import apps

from applications.models import AuditEvent
from tests import factories
from tests.access.crawler import walk
from tests.access.scene import APPLICANTS, GROUPS, NOBODY, UNPROVEN, Scene

# A crawl through every page as every person takes a minute.
pytestmark = pytest.mark.slow

STARTS = {
    **dict.fromkeys((NOBODY,), ("/", "/check/", "/echt/")),
    **dict.fromkeys(APPLICANTS, ("/", "/antraege/", "/konto/")),
    **dict.fromkeys(GROUPS, ("/verwaltung/", "/konto/")),
    UNPROVEN: ("/konto/",),
}
# What a visit may write: the session, the devices of the account, who looked at a case and
# who read a message first, who in the team is where.
MARKS_OF_A_VISIT = {
    "sessions.Session",
    "usersessions.UserSession",
    "applications.AuditEvent",
    "applications.AuditChain",
    "applications.CaseMessageReading",
    "applications.CasePresence",
    "applications.SectionPresence",
}
# Columns of this kind: when somebody of the team was here last.
TIMES_OF_A_VISIT = {"active_at"}
LOOKS = {
    "application.viewed",
    "bank_details.viewed",
    "document.downloaded",
    "export.downloaded",
    "attachment.downloaded",
    "message_file.downloaded",
}


def stand() -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in TIMES_OF_A_VISIT}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.label not in MARKS_OF_A_VISIT
    }


@pytest.mark.parametrize("person", STARTS)
def test_looking_changes_nothing(scene: Scene, person: str) -> None:
    factories.make_proposed(name="Vorschlag e. V.")
    factories.make_attachment(scene.case, kind="quotes")
    client = scene.client_of(person)
    log = list(AuditEvent.objects.order_by("pk").values())
    before = stand()

    pages = walk(client, *STARTS[person])

    assert stand() == before
    assert list(AuditEvent.objects.order_by("pk").values())[: len(log)] == log
    new = AuditEvent.objects.order_by("pk").values_list("event", flat=True)[len(log) :]
    assert set(new) <= LOOKS
    assert len(pages) > 5
    assert {url: page.status_code for url, page in pages.items() if page.status_code >= 400} == {}
