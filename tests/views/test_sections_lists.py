"""Lists of entries: more, fewer, half filled; and the lines of costs."""

from decimal import Decimal

import pytest

from applications.rules.sections import Section
from tests.support import pages

FEES = {"kind": "fees", "purpose": "Referentin", "calculation": "", "amount_eur": "480"}


def test_one_more_person_is_offered_after_saving_the_others(draft):
    response = draft.send(
        "vorstand",
        {"members-0-name": "Fatma", "members-0-office": "chair", "members-1-name": "Rania"},
        target="add:members",
    )

    assert response.url == draft.url("vorstand") + "?members=3#members-2"
    page = draft.client.get(response.url)
    assert "Person 3: Vorname und Nachname" in pages.page_text(page)
    assert draft.row(Section.BOARD).members == [
        {"name": "Fatma", "office": "chair"},
        {"name": "Rania", "office": None},
    ]


def test_no_more_entries_than_the_list_may_have(draft):
    names = {f"members-{number}-name": f"Person {number}" for number in range(7)}

    draft.post("vorstand", version="0", target="overview", **names)

    page = draft.open("vorstand")
    assert len(draft.row(Section.BOARD).members) == 5
    assert "add:members" not in pages.buttons(page)
    assert "members-5-name" not in pages.form_data(draft.open("vorstand", "?members=99"))


def test_an_entry_is_removed_and_the_others_move_up(draft):
    long = "Drei" * 40
    names = {f"steps-{n}-what": text for n, text in enumerate(["Eins", "Zwei", long])}
    draft.send("ablauf", names | {"steps-2-month": "2020-05"}, target="overview")

    response = draft.send("ablauf", target="remove:steps:1")

    # Nothing of „add one more“ stays in the address: the removed line is really gone.
    assert response.url == draft.url("ablauf")
    row = draft.row(Section.SCHEDULE)
    assert row.steps == [{"what": "Eins", "month": None}, {"what": None, "month": "2020-05"}]
    assert row.pending == {"steps-1-what": long}


@pytest.mark.parametrize(
    "target",
    [
        "remove:steps:99",
        f"remove:steps:{'9' * 5000}",
        "remove:x:0",
        "remove:",
        "add:x",
        "add:",
        "?",
    ],
)
def test_strange_buttons_do_no_harm(draft, target):
    response = draft.send("ablauf", {"steps-0-what": "Eins"}, target=target)

    assert response.status_code in (200, 302)
    assert draft.row(Section.SCHEDULE).steps == [{"what": "Eins", "month": None}]


def test_empty_entries_in_between_are_left_out(draft):
    draft.send("ziele", {"goals-0": "", "goals-1": "Zwei", "goals-2": "Drei"}, target="overview")

    assert draft.row(Section.GOALS).goals == ["Zwei", "Drei"]
    assert pages.form_data(draft.open("ziele"))["goals-0"] == "Zwei"


def test_a_half_filled_entry_is_named_in_the_list_of_errors(draft):
    response = draft.send("vorstand", {"members-0-name": "Fatma", "members-1-office": "treasurer"})

    html = response.content.decode()
    assert 'href="#id_members-0-office_0">Wählen Sie die Aufgabe im Vorstand aus.' in html
    assert 'href="#id_members-1-name">Tragen Sie Vorname und Nachname ein.' in html


def test_two_signatures_need_two_people(draft):
    response = draft.send(
        "vorstand",
        {"members-0-name": "Fatma", "members-0-office": "chair", "signature_rule": "joint"},
    )

    wanted = "Ihr Vorstand unterschreibt zu zweit. Tragen Sie bitte noch eine Person ein."
    assert wanted in pages.summary(response)
    assert f'href="#id_members-1-name">{wanted}' in response.content.decode()
    assert f'action="{draft.url("vorstand")}"' in response.content.decode()


def test_the_way_back_to_the_check_of_answers_survives_a_longer_list(draft):
    address = draft.url("vorstand") + "?zurueck=pruefen"
    data = pages.form_data(draft.open("vorstand")) | {"members-0-name": "Fatma"}

    longer = draft.client.post(address, data | {"target": "add:members"})
    assert longer.url == address + "&members=3#members-2"
    data = pages.form_data(draft.client.get(longer.url))
    shorter = draft.client.post(longer.url, data | {"target": "remove:members:0"})

    assert shorter.url == address
    assert draft.row(Section.BOARD).members == []


def test_months_are_those_of_the_round(draft):
    html = draft.open("ablauf").content.decode()

    assert html.count('value="2020-01"') == 3
    assert 'value="2019-12"' not in html
    assert "Dezember 2020" in html


def test_a_line_of_costs_is_added_and_shown_with_the_sum(draft):
    response = draft.send("kosten/neu", FEES)
    draft.send("kosten/neu", FEES | {"purpose": "Saal", "amount_eur": "1.020,50"})

    page = pages.page_text(draft.open("kosten"))
    assert response.url == draft.url("kosten")
    assert "Referentin Honorare (Geld für Fachleute) 480,00" in page
    assert "Kosten zusammen: 1.500,50" in page
    assert "Davon können wir höchstens 3.000 Euro fördern." in page


def test_an_empty_new_line_is_not_stored(draft):
    response = draft.send("kosten/neu")

    assert pages.summary(response) == [
        "Wählen Sie die Art der Kosten aus.",
        "Schreiben Sie kurz, wofür das Geld ist.",
        "Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00.",
    ]
    assert draft.reload().cost_items.count() == 0


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("", "Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00."),
        ("0", "Der Betrag muss größer als 0 sein."),
        ("1.23", "Schreiben Sie den Betrag mit Ziffern und Komma, zum Beispiel 1.234,50."),
        ("1000000", "Der Betrag ist zu groß. Bitte prüfen Sie ihn."),
    ],
)
def test_a_line_with_a_wrong_amount_is_stored_and_can_be_mended(draft, amount, sentence):
    response = draft.send("kosten/neu", FEES | {"amount_eur": amount})

    assert pages.summary(response) == [sentence]
    assert f'action="{draft.url("kosten/1")}"' in response.content.decode()
    again = draft.open("kosten/1")
    assert pages.form_data(again)["amount_eur"] == amount
    mended = pages.form_data(response) | {"amount_eur": "480"}
    assert draft.client.post(draft.url("kosten/1"), mended).url == draft.url("kosten")
    assert draft.reload().cost_items.get().amount_eur == 480
    assert draft.row(Section.COSTS).pending == {}


def test_an_incomplete_line_is_marked_in_the_list(draft):
    draft.send("kosten/neu", FEES)
    draft.send("kosten/neu", FEES | {"purpose": "", "amount_eur": "viel"})

    response = draft.send("kosten")

    assert pages.summary(response) == [
        "Kosten 2: Schreiben Sie kurz, wofür das Geld ist.",
        "Kosten 2: Tragen Sie einen Betrag ein, zum Beispiel 480 oder 480,00.",
    ]
    assert "cost-card--problem" in response.content.decode()
    assert "Ohne Angabe" in pages.page_text(response)


def test_several_lines_at_once(draft):
    rows = {
        "items-0-kind": "rooms",
        "items-0-purpose": "Miete",
        "items-0-amount_eur": "450",
        "items-3-purpose": "Tee und Obst",
        "items-3-amount_eur": "x",
    }

    response = draft.client.post(draft.url("kosten/mehrere"), rows | {"version": "0"}, follow=True)

    assert "2 Zeilen sind gespeichert." in pages.page_text(response)
    items = draft.reload().cost_items.order_by("position")
    assert [(item.purpose, item.amount_eur) for item in items] == [
        ("Miete", Decimal("450.00")),
        ("Tee und Obst", None),
    ]
    assert draft.row(Section.COSTS).pending == {"items-1-amount_eur": "x"}


def test_removing_a_line_asks_first_and_keeps_the_texts_of_the_others(draft):
    draft.send("kosten/neu", FEES)
    draft.send("kosten/neu", FEES | {"purpose": "Zwei", "amount_eur": "x"})

    question = draft.open("kosten/1/entfernen")
    assert "Möchten Sie diese Kosten entfernen?" in pages.page_text(question)
    draft.send("kosten/1/entfernen")

    assert draft.reload().cost_items.get().purpose == "Zwei"
    assert draft.row(Section.COSTS).pending == {"items-0-amount_eur": "x"}


def test_a_line_that_does_not_exist_is_not_found(draft):
    assert draft.open("kosten/1").status_code == 404
    assert draft.open("kosten/1/entfernen").status_code == 404


def test_twenty_five_lines_are_the_most(draft):
    row = {"kind": "rooms", "purpose": "Miete", "amount_eur": "1"}
    rows = {f"items-{n}-{part}": value for n in range(8) for part, value in row.items()}
    for _time in range(4):
        draft.client.post(draft.url("kosten/mehrere"), rows | {"version": "0"})

    assert draft.reload().cost_items.count() == 25
    page = draft.open("kosten")
    assert "Mehr als 25 Einträge sind nicht möglich." in pages.page_text(page)
    assert "kosten/neu" not in page.content.decode()
    assert draft.open("kosten/neu").url == draft.url("kosten")
    assert draft.open("kosten/mehrere").url == draft.url("kosten")


def test_a_large_purchase_gets_a_hint_at_its_line(draft):
    draft.send("kosten/neu", FEES | {"kind": "material", "amount_eur": "900"})

    wanted = "Größere Käufe fördern wir nur selten. Können Sie das Gerät leihen?"
    assert wanted in pages.page_text(draft.open("kosten"))
