"""Typed text that could not be saved: sealed, bounded, for its owner, for a day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from applications.models import KeptInput
from applications.services import kept_input
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PATH = "/antrag/X/ziele/"
TYPED = {"need": ["Viele Familien"], "target_groups": ["families", "women"]}


def keep(owner=None, *, path=PATH, typed=TYPED, now=NOW):
    return kept_input.keep_input(path=path, typed=typed, owner=owner, now=now)


def test_the_owner_gets_back_what_was_typed():
    user = factories.make_user()
    code = keep(user.pk)

    assert kept_input.claim_inputs(codes=(), actor=user, now=NOW) == {PATH: code}
    assert kept_input.find_input(code=code, path=PATH, actor=user, now=NOW) == TYPED


def test_nobody_else_gets_it():
    user, other = factories.make_user(), factories.make_user()
    code = keep(user.pk)

    assert kept_input.claim_inputs(codes=[code], actor=other, now=NOW) == {}
    assert kept_input.find_input(code=code, path=PATH, actor=other, now=NOW) is None
    assert kept_input.find_input(code=code, path="/antraege/", actor=user, now=NOW) is None


def test_text_of_an_unknown_owner_belongs_to_the_browser_that_knows_its_code():
    first, second = factories.make_user(), factories.make_user()
    code = keep()

    assert kept_input.claim_inputs(codes=(), actor=first, now=NOW) == {}
    assert kept_input.claim_inputs(codes=[code], actor=second, now=NOW) == {PATH: code}
    assert kept_input.claim_inputs(codes=[code], actor=first, now=NOW) == {}


def test_nothing_readable_lies_in_the_database():
    keep(factories.make_user().pk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM applications_keptinput")
        assert "Familien" not in cursor.fetchone()[0]


def test_text_sealed_with_a_forgotten_key_is_gone(settings):
    user = factories.make_user()
    code = keep(user.pk)
    settings.SECRET_KEY = "another key " * 5

    assert kept_input.find_input(code=code, path=PATH, actor=user, now=NOW) is None


def test_a_page_is_kept_once_in_its_last_form():
    user = factories.make_user()
    keep(user.pk)
    code = keep(user.pk, typed={"need": ["Neu"]})

    assert KeptInput.objects.get().code == code


def test_after_a_day_it_is_gone():
    user = factories.make_user()
    code = keep(user.pk)
    later = NOW + timedelta(hours=24)

    assert kept_input.find_input(code=code, path=PATH, actor=user, now=later) is None
    assert kept_input.claim_inputs(codes=[code], actor=user, now=later) == {}
    assert kept_input.sweep(now=later - timedelta(seconds=1)) == 0
    assert kept_input.sweep(now=later) == 1
    assert not KeptInput.objects.exists()


def test_too_much_is_not_kept():
    assert keep(typed={"need": ["x" * kept_input.MOST_BYTES]}) is None
    assert keep(path="/" + "x" * 200) is None
    assert not KeptInput.objects.exists()


def test_a_person_keeps_few_pages_and_the_oldest_go_first():
    user = factories.make_user()
    for number in range(kept_input.MOST_OF_A_PERSON + 3):
        keep(user.pk, path=f"/antrag/{number}/", now=NOW + timedelta(seconds=number))

    paths = set(KeptInput.objects.values_list("path", flat=True))
    assert len(paths) == kept_input.MOST_OF_A_PERSON
    assert "/antrag/2/" not in paths
    assert "/antrag/3/" in paths


def test_strangers_cannot_fill_the_database(monkeypatch):
    monkeypatch.setattr(kept_input, "MOST_OF_STRANGERS", 2)

    assert [bool(keep(path=f"/antrag/{number}/")) for number in range(3)] == [True, True, False]
    assert keep(factories.make_user().pk)
    assert keep(now=NOW + timedelta(hours=25))
