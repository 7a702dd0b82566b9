"""A malformed environment stops the start with one sentence that names the variable."""

import os
import subprocess
import sys

import pytest

from tests.support.sources import ROOT
from wir_foerderung.env import is_first_look

GOOD_KEY = "nKx3-Qp7_Zt9vLm2Rb6Hy8Wc4Jd5Fg1Sa0TeUiOoPqXwYzEr-MnBvCl"
READ = "from django.conf import settings; print(settings.{name})"


def start(name="DEBUG", **variables):
    """Load the settings in a process of their own; return its exit code, output and last line."""
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "wir_foerderung.settings"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", READ.format(name=name)],
        env=clean | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.strip().splitlines()
    return done.returncode, done.stdout.strip(), lines[-1] if lines else ""


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "SECRET_KEY is missing; create one with"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short; it needs 50 characters."),
        ({"SECRET_KEY": "django-insecure-" + GOOD_KEY}, "SECRET_KEY is a known or simple one"),
        ({"SECRET_KEY": "ab" * 30}, "SECRET_KEY is a known or simple one"),
        ({"WIR_DEBUG": "maybe"}, "WIR_DEBUG must be 1 or 0, not 'maybe'."),
        (
            {"SECRET_KEY": GOOD_KEY, "WIR_REHEARSAL_NOW": "2020-01-20T10:00"},
            "WIR_REHEARSAL_NOW is set; production needs WIR_REHEARSAL=1 too.",
        ),
        (
            {"WIR_DEBUG": "1", "WIR_REHEARSAL_NOW": "20 January"},
            "WIR_REHEARSAL_NOW must be an instant like 2020-01-20T10:00, not '20 January'.",
        ),
        (
            {"WIR_DEBUG": "1", "WIR_TRUSTED_PROXY_COUNT": "two"},
            "WIR_TRUSTED_PROXY_COUNT must be a whole number, not 'two'.",
        ),
        (
            {"WIR_DEBUG": "1", "DATABASE_URL": "mysql://x"},
            "DATABASE_URL must start with sqlite:/// or postgres://, not 'mysql'.",
        ),
        (
            {"WIR_DEBUG": "1", "WIR_ALLOWED_HOSTS": "wir.example"},
            "WIR_DEBUG=1 shows what is inside; WIR_ALLOWED_HOSTS names others.",
        ),
        (
            {"SECRET_KEY": GOOD_KEY, "DATABASE_URL": "postgres://u:u@db.example/wir"},
            "DATABASE_URL leads to another machine: add ?sslmode=verify-full",
        ),
        (
            {
                "SECRET_KEY": GOOD_KEY,
                "DATABASE_URL": "postgres://u:u@db.example/wir?sslmode=require",
            },
            "DATABASE_URL leads to another machine: add ?sslmode=verify-full",
        ),
        (
            {"SECRET_KEY": GOOD_KEY, "EMAIL_URL": "smtp://u:u@mail.example:25"},
            "EMAIL_URL leads to another machine: begin it with smtp+tls:// or smtp+ssl://",
        ),
        ({"WIR_DEBUG": "1", "EMAIL_URL": "pigeon://x"}, "EMAIL_URL cannot be read"),
        (
            {"WIR_DEBUG": "1", "WIR_BASE_URL": "wir.example"},
            "WIR_BASE_URL must be an address like https://wir.example, not 'wir.example'.",
        ),
        (
            {"WIR_DEBUG": "1", "WIR_ADMIN_NETWORKS": "10.1.0.0/16,intranet"},
            "WIR_ADMIN_NETWORKS must be networks like 10.1.0.0/16,2001:db8::/32",
        ),
        (
            {"WIR_DEBUG": "1", "WIR_LOG_LEVEL": "loud"},
            "WIR_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, not 'loud'.",
        ),
    ],
)
def test_malformed_value_stops_the_start(variables, sentence):
    code, _output, last_line = start(**variables)

    assert code == 1
    assert sentence in last_line


def test_production_starts_with_a_key_of_its_own():
    assert start("DEBUG", SECRET_KEY=GOOD_KEY)[:2] == (0, "False")


@pytest.mark.parametrize(
    "variables",
    [
        {"DATABASE_URL": "postgres://u:u@localhost/wir"},
        {"DATABASE_URL": "postgres://u@//run/postgresql/wir"},
        {"DATABASE_URL": "postgres://u:u@db.example/wir?sslmode=verify-full"},
        {"EMAIL_URL": "smtp+tls://u:u@mail.example:587"},
        {"EMAIL_URL": "smtp+ssl://u:u@mail.example:465"},
        {"EMAIL_URL": "smtp://127.0.0.1:25"},
        {
            "DATABASE_URL": "postgres://u:u@db/wir",
            "EMAIL_URL": "smtp://mail:25",
            "WIR_PLAINTEXT_HOSTS": "db,mail",
        },
    ],
)
def test_encrypted_and_own_ways_are_open(variables):
    assert start("DEBUG", SECRET_KEY=GOOD_KEY, **variables)[:2] == (0, "False")


def test_secret_key_may_stand_in_a_file(tmp_path):
    file = tmp_path / "key"
    file.write_text(GOOD_KEY)

    assert start("SECRET_KEY", SECRET_KEY_FILE=str(file))[:2] == (0, GOOD_KEY)


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"SECRET_KEY": GOOD_KEY}, "__Host-sitzung"),
        ({"SECRET_KEY": GOOD_KEY, "WIR_REHEARSAL": "1"}, "sitzung"),
        ({"WIR_DEBUG": "1"}, "sitzung"),
    ],
)
def test_cookies_belong_to_the_host_where_the_address_is_secure(variables, name):
    assert start("SESSION_COOKIE_NAME", **variables)[1] == name


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"PATH": "/bin"}, True),
        ({"DATABASE_URL": "sqlite:///x"}, False),
        ({"WIR_DEBUG": "0"}, False),
        ({"SECRET_KEY_FILE": "/run/secrets/key"}, False),
    ],
)
def test_first_look_is_an_environment_that_sets_nothing(variables, expected):
    assert is_first_look(variables) is expected
