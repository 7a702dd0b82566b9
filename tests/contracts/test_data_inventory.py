"""Every column of every table stands in the inventory, and no form asks what nobody needs."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.forms import BaseForm

from applications import forms
from applications.models import FundingRound
from applications.rules.data_inventory import COMMON, DataClass, class_of
from applications.rules.data_inventory_tables import AREAS, TABLES
from applications.rules.retention import RULES, Kind
from applications.texts.retention import KINDS
from tests.support import sources
from tools import write_docs

# Art. 9 DSGVO and what leads there: nothing of it is asked of a person.
FORBIDDEN = re.compile(
    r"herkunft|staatsangeh|nationalit|geburt|geboren|religion|konfession|glaube|ethni"
    r"|muttersprach|aufenthalt|migrationshintergrund|nationality|birth|faith|ethnic",
    re.IGNORECASE,
)
# Asked of the association as a whole, in bands; no person stands in the answer.
BANDS = {"migrant_majority", "member_share", "board_share"}


def columns() -> Iterator[tuple[str, str]]:
    """Yield table and name of every column, also of the tables of the libraries."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            yield model._meta.label, field.name


def all_forms() -> Iterator[type[BaseForm]]:
    """Yield every form class of the project."""
    for module in pkgutil.walk_packages(forms.__path__, "applications.forms."):
        importlib.import_module(module.name)
    waiting: list[Any] = [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith("applications."):
            yield form


def test_every_column_of_every_table_is_listed() -> None:
    missing = [
        f"{table}.{column}"
        for table, column in columns()
        if table not in TABLES or class_of(TABLES[table], column) is None
    ]

    assert missing == []


def test_nothing_is_listed_that_is_not_there() -> None:
    known: dict[str, set[str]] = {}
    for table, column in columns():
        known.setdefault(table, set()).add(column)

    assert TABLES.keys() == known.keys()
    listed = {label: set(table.own()) - known[label] for label, table in TABLES.items()}
    assert {label: names for label, names in listed.items() if names} == {}
    assert COMMON.keys() <= set().union(*known.values())
    assert sum(map(len, AREAS.values())) == len(TABLES)


def test_a_column_has_one_class() -> None:
    for label, table in TABLES.items():
        names = [name for each in DataClass for name in getattr(table, each.name.lower()).split()]
        assert len(names) == len(set(names)), label


def test_a_column_that_nobody_listed_is_found() -> None:
    assert class_of(TABLES["applications.Board"], "birthday") is None


def test_the_page_of_the_inventory_is_up_to_date() -> None:
    page = (sources.ROOT / "docs/privacy.md").read_text()

    assert page == write_docs.privacy_page()


def test_every_period_of_the_job_has_a_name() -> None:
    assert KINDS.keys() == RULES.keys() == set(Kind)


def test_periods_of_a_round_are_those_of_the_privacy_page() -> None:
    assert FundingRound._meta.get_field("draft_retention_months").default == 6
    assert FundingRound._meta.get_field("case_retention_years").default == 10


def test_no_form_asks_for_origin_religion_nationality_or_birth() -> None:
    asked = []
    for form in all_forms():
        for name, field in form.base_fields.items():
            words = " ".join([name, str(field.label or ""), str(field.help_text or "")])
            if name not in BANDS and FORBIDDEN.search(words):
                asked.append(f"{form.__name__}.{name}")

    assert asked == []
    assert sum(1 for _form in all_forms()) > 50


def test_no_column_holds_origin_religion_nationality_or_birth() -> None:
    # „origin“ is the way by which an application came: online, by post or by telephone.
    found = [f"{table}.{column}" for table, column in columns() if FORBIDDEN.search(column)]

    assert found == []
