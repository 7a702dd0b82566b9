"""Looking at pages changes nothing, whoever looks; and no link is dead."""

import pytest

from applications.models import AuditEvent
from tests import factories
from tests.access.crawler import walk
from tests.access.scene import APPLICANTS, GROUPS, NOBODY, UNPROVEN, Scene
from tests.access.stand import stand

# A crawl through every page as every person takes a minute.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

STARTS = {
    **dict.fromkeys((NOBODY,), ("/", "/check/", "/echt/")),
    **dict.fromkeys(APPLICANTS, ("/", "/antraege/", "/konto/")),
    **dict.fromkeys(GROUPS, ("/verwaltung/", "/konto/")),
    UNPROVEN: ("/konto/",),
}
LOOKS = {
    "application.viewed",
    "bank_details.viewed",
    "document.downloaded",
    "export.downloaded",
    "attachment.downloaded",
    "message_file.downloaded",
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
