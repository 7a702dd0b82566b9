"""„Rollen“: what each group may do, to read."""

import html
import re

import pytest
from django.urls import reverse

from applications.admin.menu import MENU
from tests.support.pages import TAGS

ROLES = reverse("admin:roles")
READERS = {"Leitung", "Revision", "Verwaltung"}
GROUPS = ("Sachbearbeitung", "Mitzeichnung", "Leitung", "Haushalt", "Revision", "Verwaltung")


@pytest.mark.parametrize("group", GROUPS)
def test_page_and_its_link_are_for_its_readers(desk, group):
    client = desk(group)

    menu = client.get(reverse("admin:index")).content.decode()

    assert client.get(ROLES).status_code == (200 if group in READERS else 403)
    assert (f'href="{ROLES}"' in menu) == (group in READERS)


def _page(desk, group):
    return html.unescape(desk(group).get(ROLES).content.decode())


def _cells(page, title):
    """Return the words of a row by group; each cell names its group for small screens."""
    rows = [
        (TAGS.sub("", row).split(), row) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    ]
    (row,) = (row for words, row in rows if " ".join(words).startswith(f"{title} Sach"))
    cells = [TAGS.sub("", cell).split() for cell in re.findall(r"<td.*?</td>", row)]
    return {words[0]: " ".join(words[1:]) for words in cells}


def test_rows_say_what_each_group_does(desk):
    page = _page(desk, "Verwaltung")

    assert _cells(page, "Schritt eines Antrags: Mitzeichnen") == {
        "Sachbearbeitung": "–",
        "Mitzeichnung": "handelt",
        "Leitung": "handelt",
        "Haushalt": "–",
        "Revision": "–",
        "Verwaltung": "–",
    }
    assert _cells(page, "Prüfliste") == {
        "Sachbearbeitung": "schreibt",
        "Mitzeichnung": "liest",
        "Leitung": "liest",
        "Haushalt": "–",
        "Revision": "liest",
        "Verwaltung": "–",
    }
    assert _cells(page, "Konto anlegen")["Verwaltung"] == "schreibt"


def test_page_has_a_legend_and_what_narrows_the_rights(desk):
    text = _page(desk, "Revision")

    assert "kommt nicht auf die Seite" in text
    assert "Ändern nur, bevor die Runde öffnet." in text
    assert "Eine Person trägt ein, eine andere prüft." in text


def test_tables_name_their_rows_columns_and_area(desk):
    page = _page(desk, "Revision")
    tables = re.findall(
        r'<table class="rights" aria-labelledby="([^"]+)">(.*?)</table>', page, re.DOTALL
    )

    assert len(tables) == len(MENU)
    for title, table in tables:
        assert f'<h2 id="{title}">' in page
        assert table.count('<th scope="col">') == 1 + len(GROUPS)
        assert table.count('<th scope="row">') == table.count("<tr") - 1


def test_page_asks_only_who_is_there(desk, django_assert_num_queries):
    client = desk("Verwaltung")
    client.get(ROLES)

    # Session, account, groups.
    with django_assert_num_queries(3):
        client.get(ROLES)
