"""Text blocks: kept by the administration, read by those who insert them, never deleted."""

import html

import pytest
from django.urls import reverse

from applications.models import AuditEvent, TextBlock

CHANGELIST = reverse("admin:applications_textblock_changelist")
NEW = {
    "title": "Anruf",
    "kind": "message",
    "rule": "",
    "text": "Bitte rufen Sie uns an.",
    "key": "anruf",
    "is_active": "on",
}


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Leitung", "Verwaltung"])
def test_blocks_are_read(desk, group):
    text = html.unescape(desk(group).get(f"{CHANGELIST}?kind=message").content.decode())

    assert "Wir prüfen Ihren Antrag" in text
    assert "Neuer Bescheid vom Finanzamt" not in text


def test_a_block_is_added_and_changed(desk):
    client = desk("Verwaltung")

    answer = client.post(reverse("admin:applications_textblock_add"), NEW)
    assert answer["Location"] == CHANGELIST
    block = TextBlock.objects.get(key="anruf")
    url = reverse("admin:applications_textblock_change", args=[block.pk])
    client.post(url, NEW | {"text": "Bitte rufen Sie an.", "is_active": ""})

    block.refresh_from_db()
    assert (block.text, block.is_active) == ("Bitte rufen Sie an.", False)
    assert AuditEvent.objects.filter(event="text_block.changed").count() == 2


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Leitung", "Revision"])
def test_others_change_nothing(desk, group):
    answer = desk(group).post(reverse("admin:applications_textblock_add"), NEW)

    assert answer.status_code == 403
    assert not TextBlock.objects.filter(key="anruf").exists()
