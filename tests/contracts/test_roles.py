"""The page of the roles says what the requests of the access tests find, address by address."""

from django.contrib import admin
from django.urls import get_resolver

from applications.admin import roles
from applications.admin.menu import MENU
from applications.admin.roles import PageRights
from applications.texts.staff_pages import NOTES, PAGES
from applications.workflow.permissions import GROUPS
from tests.access.rows import (
    ADMINISTRATOR,
    APPROVER,
    BUDGET_OFFICER,
    CASE_WORKER,
    NO_METHOD,
    REFUSED,
    Rule,
)
from tests.access.table import DESK
from tests.access.test_matrix import names

# Here the scene shows less than the group may: why, by address and method.
NARROWER = {
    # It is the step „Vorschlag“.
    ("applications_application_step", "get"): {APPROVER},
    ("applications_application_step", "post"): {APPROVER},
    # The round of the scene is open.
    ("applications_fundinground_change", "post"): {ADMINISTRATOR},
    # Somebody else of the administration proposed the change.
    ("applications_fundinground_decide", "post"): {ADMINISTRATOR},
    # It is the head's export.
    ("applications_export_download", "get"): {CASE_WORKER, APPROVER, BUDGET_OFFICER},
}


def test_every_address_is_listed_or_open_to_all() -> None:
    addresses = {
        name.removeprefix("admin:") for name in names(get_resolver()) if name.startswith("admin:")
    }
    listed = [page.name for page in _pages()]

    assert sorted([*listed, *roles.OPEN_TO_ALL]) == sorted(addresses)


def test_whoever_reads_is_let_in_and_nobody_else() -> None:
    found = {page.name: page.rights.readers for page in _pages()}
    expected = {
        name: _let_in(name, "get", row.get)
        for name, row in _rows()
        if NO_METHOD not in row.get.values()
    }

    assert {name: _groups(found[name]) for name in expected} == expected


def test_whoever_writes_or_acts_may_send_and_nobody_else() -> None:
    for page in _pages():
        row = DESK[f"admin:{page.name}"]
        if page.name.endswith("_changelist") or NO_METHOD in row.post.values():
            # Nothing can be sent there: a list shows itself again, a page to read refuses.
            assert page.rights.senders == frozenset(), page.name
        else:
            found = _groups(page.rights.senders)
            assert found == _let_in(page.name, "post", row.post), page.name


def test_pages_open_to_all_refuse_no_group() -> None:
    refused = {
        name: {group for group in GROUPS if DESK[f"admin:{name}"].get[group] == REFUSED}
        for name in roles.OPEN_TO_ALL
        # Whoever is signed in needs no sign-in.
        if name != "login"
    }

    assert not any(refused.values())


def test_every_page_has_a_name_and_no_name_is_left_over() -> None:
    listed = {page.name for page in _pages()}
    models = {model._meta.object_name for model in admin.site._registry}

    assert listed >= PAGES.keys() | NOTES.keys()
    assert {name for _title, group in MENU for name in group} == models


def _pages() -> list[PageRights]:
    return [page for area in roles.areas(admin.site) for page in area.pages]


def _rows():
    for page in _pages():
        yield page.name, DESK[f"admin:{page.name}"]


def _let_in(name: str, method: str, rule: Rule) -> set[str]:
    opened = {group for group in GROUPS if rule[group] != REFUSED}
    return opened | NARROWER.get((name, method), set())


def _groups(found: frozenset) -> set[str]:
    return {group for group, role in GROUPS.items() if role in found}
