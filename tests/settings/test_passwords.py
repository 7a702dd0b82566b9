"""Passwords: how they are kept and which are refused."""

import gzip
import re

import pytest
from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    PBKDF2PasswordHasher,
    check_password,
    make_password,
)
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.exceptions import ValidationError

from applications.models import User
from tests import factories
from tests.support.accounts import PASSWORD, make_user
from tests.support.sources import ROOT
from tools.serve import server_command
from wir_foerderung import password_validation
from wir_foerderung import settings as real_settings
from wir_foerderung.hashers import FrugalArgon2PasswordHasher

OURS = "argon2$argon2id$v=19$m=19456,t=2,p=1$"

TOO_SHORT = "Das Passwort ist zu kurz. Nehmen Sie mindestens {} Zeichen."
COMMON = "Dieses Passwort benutzen viele Menschen. Bitte nehmen Sie ein anderes."
SIMILAR = (
    "Das Passwort ist Ihrem Namen oder Ihrer E-Mail-Adresse zu ähnlich. "
    "Bitte nehmen Sie ein anderes."
)
KNOWN_WORDS = (
    "Das Passwort besteht fast nur aus bekannten Wörtern wie Ihrem Namen, Ihrem Verein oder "
    "„WIR“ und „Hessen“. Bitte nehmen Sie ein anderes."
)


@pytest.fixture
def real_hashers(settings):
    settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS


def complaints(password, user=None):
    """Return what is said against a password; nothing when it is taken."""
    validators = get_password_validators(real_settings.AUTH_PASSWORD_VALIDATORS)
    try:
        validate_password(password, user, password_validators=validators)
    except ValidationError as refusal:
        return refusal.messages
    return []


def person(**values):
    return User(name="Rania Haddad", email="r.haddad@frauennetz-ohmtal.example", **values)


@pytest.mark.usefixtures("real_hashers")
def test_password_is_kept_as_argon2id_of_moderate_cost():
    encoded = make_password("ein kurzer Satz ist gut")

    assert encoded.startswith(OURS)
    assert check_password("ein kurzer Satz ist gut", encoded)


@pytest.mark.django_db
@pytest.mark.usefixtures("real_hashers")
@pytest.mark.parametrize("old", [PBKDF2PasswordHasher(), Argon2PasswordHasher()])
def test_old_hash_is_renewed_at_the_next_sign_in(client, old):
    """Django's own two: another method, and the same one at another cost."""
    user = make_user()
    user.password = old.encode(PASSWORD, "a salt of sixteen letters")
    user.save()
    assert not user.password.startswith(OURS)

    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})

    user.refresh_from_db()
    assert user.password.startswith(OURS)
    assert client.get("/konto/").status_code == 200


def test_sign_ins_at_once_need_little_memory():
    """A worker of the web server checks one password at a time, however many wait."""
    [command] = re.findall(
        r"gunicorn wir_foerderung[^`]+", (ROOT / "docs/operations.md").read_text()
    )
    workers = int(re.search(r"--workers (\d+)", command)[1])

    assert not re.search(r"--threads|--worker-class|-k ", f"{command} {server_command('8000')}")
    assert workers * FrugalArgon2PasswordHasher.memory_cost * 1024 < 300_000_000


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elf Zeichen", TOO_SHORT.format(12)),
        ("q1w2e3r4t5y6", COMMON),
        ("ADMINISTRATOR", COMMON),
        ("Rania.Haddad.7", SIMILAR),
        ("WIR-Hessen-2020!", KNOWN_WORDS),
        ("Ministerium1234", KNOWN_WORDS),
        ("Frauennetz 2020 Ohmtal", KNOWN_WORDS),
        ("haddad-haddad-1985", KNOWN_WORDS),
    ],
)
def test_weak_password_is_refused_with_our_sentence(password, sentence):
    # Our pages say the first of several weaknesses.
    assert complaints(password, person())[0] == sentence


@pytest.mark.django_db
def test_name_of_the_association_is_no_password():
    draft = factories.make_draft(name="Brückenbau Kassel e. V.")

    assert complaints("brückenbau*kassel*99", draft.created_by) == [KNOWN_WORDS]
    assert complaints("brückenbau*kassel*99") == []


@pytest.mark.parametrize(
    "password",
    [
        "zwölf Zeichen",
        "🙂 Bären tanzen nachts",
        "a" * 128,
        "            ",
        "Wir gehen heute baden",
        "Hessen hat schöne Wälder",
    ],
)
def test_long_password_of_any_characters_is_accepted(password):
    assert complaints(password, person()) == []


def test_staff_need_longer_passwords():
    assert complaints("stille Wälder!", person(is_staff=True)) == [TOO_SHORT.format(15)]
    assert complaints("stille Wälder!!", person(is_staff=True)) == []
    assert complaints("stille Wälder!", person()) == []


def test_thousands_of_common_passwords_of_either_length_are_known():
    with gzip.open(password_validation.COMMON_PASSWORDS, "rt") as file:
        words = file.read().split("\n")[:-1]

    assert len(words) == len(set(words)) == 20_000
    assert {len(word) >= password_validation.MINIMUM_LENGTH for word in words} == {True}
    lengths = [len(word) for word in words]
    assert sum(n >= password_validation.STAFF_MINIMUM_LENGTH for n in lengths) > 3000
    assert not any("@" in word for word in words)


@pytest.mark.django_db
@pytest.mark.parametrize(("group", "length"), [("", 12), ("Leitung", 15)])
def test_pages_say_how_long_and_take_what_was_typed(client, group, length):
    """Blanks around it count, and 128 characters fit."""
    user = make_user(group=group)
    client.post("/konto/anmelden/", {"login": user.email, "password": PASSWORD})
    url = "/konto/passwort/aendern/"
    wanted = f" Ein Satz mit Raum {'ö' * 108} "

    page = client.get(url).content.decode()
    short = client.post(url, {"oldpassword": PASSWORD, "password1": "x" * (length - 1)})
    client.post(url, {"oldpassword": PASSWORD, "password1": wanted})

    assert f"Mindestens {length} Zeichen. Ein kurzer Satz ist gut." in page
    assert TOO_SHORT.format(length) in short.content.decode()
    user.refresh_from_db()
    assert len(wanted) == 128
    assert user.check_password(wanted)
    assert not user.check_password(wanted.strip())
