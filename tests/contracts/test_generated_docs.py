"""The generated pages are those that the code would write now."""

from pathlib import Path

import supply_bom
import supply_licences

from applications.documents import kinds
from applications.rules.lifecycle import MOVES
from tests.assurance import page
from tests.support import sources
from tools import write_docs


def test_life_cycle_page_is_up_to_date() -> None:
    assert (sources.ROOT / "docs/lifecycle.md").read_text() == write_docs.lifecycle_page()


def test_page_about_the_rights_is_up_to_date() -> None:
    assert (sources.ROOT / "docs/roles.md").read_text() == write_docs.roles_page()


def test_page_of_the_assurance_catalogue_is_up_to_date() -> None:
    assert (sources.ROOT / "docs/assurance.md").read_text() == page.page()


def test_schema_page_is_up_to_date() -> None:
    page = sources.ROOT / "docs/application.schema.json"

    assert page.read_text() == write_docs.schema_page()


def test_schema_page_of_letters_is_up_to_date() -> None:
    page = sources.ROOT / "docs/letter.schema.json"

    assert page.read_text() == write_docs.letter_schema_page()


def test_schema_page_of_records_is_up_to_date() -> None:
    page = sources.ROOT / "docs/record.schema.json"

    assert page.read_text() == write_docs.record_schema_page()


def test_list_of_parts_is_that_of_the_locks() -> None:
    assert (sources.ROOT / "docs/sbom.json").read_text() == supply_bom.page(sources.ROOT)


def test_page_of_the_licences_is_up_to_date() -> None:
    assert (sources.ROOT / "docs/licences.md").read_text() == supply_licences.page(sources.ROOT)


def test_every_order_of_the_move_table_is_carried_out() -> None:
    mails = {path.stem for path in Path(sources.ROOT / "templates/mail").glob("*.txt")}

    orders = {order for move in MOVES for order in move.orders}

    assert {order for order in orders if order.startswith("document:")} == {
        f"document:{kind}" for kind in kinds.KINDS
    }
    assert {order.partition(":")[2] for order in orders if order.startswith("message:")} <= mails
