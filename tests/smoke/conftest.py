"""The browser of these tests opens the proxy of a real installation, not Django's live server."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bootstrap import postgresql_program
from django.conf import LazySettings

from tests.faults.smtp_sink import Sink, smtp_sink
from tests.journeys import person
from tests.smoke.installation import SAMPLES, Installation
from wir_foerderung import settings as real_settings


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A mail server whose mails the people of the journeys read."""

    def taken() -> list[tuple[str, str]]:
        return [
            (str(mail["To"]), mail.get_payload(decode=True).decode(mail.get_content_charset()))
            for mail in list(sink.taken)
        ]

    with smtp_sink() as sink:
        monkeypatch.setattr(person, "letters", taken)
        yield sink


@pytest.fixture
def installation(
    january: None, sink: Sink, tmp_path: Path, settings: LazySettings
) -> Iterator[Installation]:
    """Start everything on the database of the test, whose passwords a real server can read."""
    settings.PASSWORD_HASHERS = real_settings.PASSWORD_HASHERS
    url = _weakest_role(settings.DATABASES["default"])
    installation = Installation(tmp_path, database_url=url, mail_url=sink.url)
    # What the test sealed, such as second factors, was sealed with its own key.
    installation.environment["SECRET_KEY_FALLBACKS"] = settings.SECRET_KEY
    try:
        installation.start()
        yield installation
    finally:
        installation.stop()


def _weakest_role(database: dict[str, Any]) -> str:
    """Run the sample of the roles as their administrator and return the address for the pages."""
    psql = [postgresql_program("psql"), "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--quiet"]
    host, user, name = (database[part] for part in ("HOST", "USER", "NAME"))
    where = [f"--host={host}", f"--username={user}", f"--dbname={name}"]
    subprocess.run([*psql, *where, f"--file={SAMPLES / 'roles.sql'}"], check=True)  # noqa: S603 - our own file
    return f"postgres://wir_app@/{host}/{name}"


@pytest.fixture
def site_address(installation: Installation) -> str:
    """Let the browser open the proxy."""
    return installation.url
