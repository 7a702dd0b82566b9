"""Every text in every field of every form, found by looking at the pages of the table of rights.

A form that is new is found here without anybody naming it; one that is not found fails a test.
"""

import unicodedata
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client

from applications.forms.characters import LEFTOVERS
from tests.access import hostile
from tests.access.doors import NEEDS_FILES, TAKEN, Door, client_of
from tests.access.forms import send, squares
from tests.access.found_forms import FoundForm, forms_of
from tests.access.scene import Scene
from tests.access.table import TABLE

pytestmark = pytest.mark.django_db

# Longer addresses never pass a server.
LONGEST_ADDRESS: Final = 6000
# Of the texts, one in so many goes through each form in make test and in make check-slow.
QUICK, SHARES, PARTS = 113, 16, 8
# What scripts send: the same fields as the pages (test_autosave, test_live_results, test_keeping).
SCRIPTS: Final = frozenset(
    {
        *("section_autosave", "cost_item_autosave", "answer_autosave", "account_session"),
        *("cost_item_keep", "cost_items_keep", "hearing_answer_keep", "message_keep"),
        *("live_result", "live_costs", "live_cost_item"),
    }
)
# Nobody types anything there: buttons, files, boxes.
WITHOUT_TEXT: Final = frozenset(
    {
        *("account_deletion_confirm", "account_start_again", "usersessions_list", "check_start"),
        *("admin:<path:object_id>/", "admin:app_list", "admin:index", "admin:logout"),
        *("admin:applications_application_batch", "admin:applications_awardlist_release"),
        *("admin:applications_helpvote_changelist", "admin:deliveries", "admin:letters"),
        *("admin:take_next", "applicant_view_end", "document_pdf", "late_enclosures"),
    }
)
# The scene is in another state: codes and links that were mailed, a second signature.
OTHER_STATES: Final = frozenset(
    {
        *("account_email_verification_sent", "account_reset_password_from_key", "agreement"),
        *("mfa_authenticate", "mfa_reauthenticate", "admin:applications_application_bank_call"),
    }
)


@dataclass
class Sender:
    """One person at one form; whatever is sent, everything is as it was afterwards."""

    client: Client
    form: FoundForm

    def faults(self, texts: tuple[str, ...], *, everywhere: bool = False) -> list[str]:
        """Put every text into every field, and return what is wrong with the answers."""
        form, cookies, found = self.form, deepcopy(self.client.cookies), []
        names = form.typed + form.others if everywhere else form.typed
        for number, typed in enumerate(squares(names, texts)):
            button = dict(form.buttons[number % len(form.buttons) :][:1]) if form.buttons else {}
            with transaction.atomic():
                self.client.cookies = deepcopy(cookies)
                found += self._faults_of({**form.values, **button, **typed}, typed)
                transaction.set_rollback(True)
        return found

    def _faults_of(self, data: dict[str, Any], typed: dict[str, str]) -> list[str]:
        form = self.form
        answer, found = send(self.client, form.method, form.action, data)
        for again in forms_of(form.action, answer):
            if again.kind == form.kind:
                # Entries of a list close up when one before them is empty.
                kept = [gist(value) for values in again.values.values() for value in values]
                lost = [
                    ascii(text)[:40]
                    for name, text in typed.items()
                    if name in again.typed and name not in again.secret
                    if not any(gist(text) in one for one in kept)
                ]
                found += [f"{form.action} lost {lost}"] if lost else []
        return found


def gist(text: str) -> str:
    """Return a text without what no reader can see."""
    seen = unicodedata.normalize("NFC", text).translate(LEFTOVERS).replace("\0", "")
    return "".join(seen.split()).lstrip("0")


def faults(scene: Scene, door: Door, texts: tuple[str, ...], **options: bool) -> list[str]:
    """Return what is wrong when somebody puts these texts into the fields of a form."""
    if door.form.method == "get":
        texts = tuple(text for text in texts if len(text) <= LONGEST_ADDRESS)
    return Sender(client_of(scene, door.person), door.form).faults(texts, **options)


def test_there_are_texts_enough() -> None:
    assert len(set(hostile.TEXTS)) >= 200


def test_every_form_is_found(doors: list[Door]) -> None:
    taking = {name for name, row in TABLE.items() if TAKEN & set(row.post.values())}
    found = {door.form.kind[1] for door in doors if door.form.method == "post"}

    assert taking - found - {NEEDS_FILES} == SCRIPTS | WITHOUT_TEXT | OTHER_STATES
    assert sum(len(door.form.typed) for door in doors) > 300


def test_every_form_answers_some_texts(scene: Scene, doors: list[Door]) -> None:
    found = [
        fault
        for number, door in enumerate(doors)
        for fault in faults(scene, door, hostile.TEXTS[number % QUICK :: QUICK])
    ]

    assert found == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_answers_its_share_of_texts(scene: Scene, doors: list[Door], part: int) -> None:
    found = [
        fault
        for number, door in enumerate(doors[part::PARTS])
        for fault in faults(scene, door, hostile.TEXTS[number % SHARES :: SHARES])
    ]

    assert found == []


@pytest.mark.fuzz
@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_answers_every_text(scene: Scene, doors: list[Door], part: int) -> None:
    found = [
        fault
        for door in doors[part::PARTS]
        for fault in faults(scene, door, hostile.TEXTS)
        + faults(scene, door, hostile.TEXTS[part::QUICK], everywhere=True)
    ]

    assert found == []
