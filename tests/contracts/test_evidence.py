"""What is evidence stays evidence: in the tables, and for whoever uses the admin."""

import ast

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from applications.models import append_only
from tests.support import sources

SITE = admin.site
EVIDENCE = [m for m in apps.get_models() if issubclass(m, append_only.AppendOnly)]


@pytest.fixture
def request_of_superuser(db):
    request = RequestFactory().get("/")
    request.user = get_user_model()(pk=1, is_superuser=True, is_staff=True, is_active=True)
    return request


def test_triggers_stand_on_every_table_of_evidence():
    tables = {model._meta.db_table for model in EVIDENCE}

    assert tables - set(append_only.TABLES) == set()


def test_tables_with_triggers_exist():
    tables = {model._meta.db_table for model in apps.get_models()}

    assert set(append_only.TABLES) - tables == set()


def test_admin_deletes_nothing(request_of_superuser):
    deletable = [
        model.__name__
        for model, options in SITE._registry.items()
        if options.has_delete_permission(request_of_superuser)
    ]

    assert deletable == []


def test_admin_never_changes_evidence(request_of_superuser):
    changeable = [
        model.__name__
        for model, options in SITE._registry.items()
        if model in EVIDENCE and options.has_change_permission(request_of_superuser)
    ]

    assert changeable == []


def test_admin_offers_no_actions_on_many_rows(request_of_superuser):
    actions = {
        model.__name__: sorted(options.get_actions(request_of_superuser))
        for model, options in SITE._registry.items()
    }

    assert {name: found for name, found in actions.items() if found} == {}


def test_admin_changes_nothing_beside_its_own_pages(request_of_superuser):
    """No rows of other tables inside a form, no cells to edit in a list, no look-ups of others."""
    beside = {
        model.__name__: found
        for model, options in SITE._registry.items()
        if (
            found := [
                *options.get_inlines(request_of_superuser, None),
                *options.list_editable,
                *options.autocomplete_fields,
                *options.raw_id_fields,
                *options.filter_horizontal,
            ]
        )
    }

    assert beside == {}


def test_one_place_opens_the_triggers():
    """The retention of cases and the end of a rehearsal go through it; nothing else does."""

    def callers_of(name: str) -> set[str]:
        return {
            sources.place(path)
            for path in sources.python_files("applications", "wir_foerderung")
            for call in sources.nodes(path, ast.Call)
            if isinstance(call.func, ast.Name) and call.func.id == name
        }

    assert callers_of("drop_triggers") == {"applications/services/removal.py"}
    assert callers_of("evidence_open") == {
        "applications/services/rehearsal_removal.py",
        "applications/services/retention_cases.py",
    }
