"""Journeys E1 6: an error in a late row of a list is linked, to the field on its own page."""

import re

from tests.support import pages

ROW = {"kind": "rooms", "purpose": "Miete", "amount_eur": "5"}


def fill_rows(draft, *, wrong: dict[int, dict[str, str]]) -> None:
    """Write seven lines at once; ``wrong`` changes some of them."""
    rows = {
        f"items-{number}-{part}": value
        for number in range(7)
        for part, value in (ROW | wrong.get(number, {})).items()
    }
    version = pages.form_data(draft.open("kosten/mehrere"))["version"]
    assert draft.post("kosten/mehrere", version=version, **rows).status_code == 302


def links(response) -> dict[str, str]:
    """Return the sentences of the error summary with the addresses they lead to."""
    html = response.content.decode()
    summary = re.search(r"data-error-summary>(.*?)</ul>", html, re.DOTALL)[1]
    return {pages.text(text): url for url, text in re.findall(r'href="(.*?)">(.*?)</a>', summary)}


def test_error_in_row_seven_leads_to_the_field_on_its_page(draft):
    fill_rows(draft, wrong={6: {"amount_eur": "x"}, 2: {"kind": ""}})

    refused = draft.send("kosten")

    assert links(refused) == {
        "Kosten 3: Wählen Sie die Art der Kosten aus.": draft.url("kosten/3") + "#id_kind_0",
        "Kosten 7: Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00.": draft.url(
            "kosten/7"
        )
        + "#id_amount_eur",
    }
    for address in links(refused).values():
        page, _hash, field = address.partition("#")
        assert f'id="{field}"' in draft.client.get(page).content.decode()


def test_an_empty_list_leads_to_the_first_line(draft):
    refused = draft.send("kosten")

    assert links(refused) == {"Tragen Sie mindestens einen Betrag ein.": draft.url("kosten/neu")}


def test_mended_rows_are_not_named_any_more(draft):
    fill_rows(draft, wrong={6: {"amount_eur": "x"}})

    draft.send("kosten/7", {"amount_eur": "5"})

    assert draft.send("kosten").status_code == 302
