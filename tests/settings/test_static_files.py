"""Static files are packed once, when they are collected, and kept by browsers for good."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from django.test import Client

from tests.support.sources import ROOT


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """Collect our own files as a production does, into a folder of the test."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_DIRS = [ROOT / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    return tmp_path


def test_static_files_are_packed_before_they_are_asked_for_and_never_again(
    collected: Path,
) -> None:
    address = static("css/application.css")
    plain = (ROOT / "static/css/application.css").stat().st_size
    lengths = {}

    for encoding, ending in (("br", ".br"), ("gzip", ".gz")):
        answer = Client().get(address, headers={"accept-encoding": encoding})
        assert answer["Content-Encoding"] == encoding
        assert "Accept-Encoding" in answer["Vary"]
        assert {"public", "immutable"} <= set(answer["Cache-Control"].split(", "))
        assert int(re.findall(r"max-age=(\d+)", answer["Cache-Control"])[0]) >= 31_536_000
        packed = collected / (address.removeprefix("/static/") + ending)
        assert b"".join(answer.streaming_content) == packed.read_bytes()
        lengths[encoding] = packed.stat().st_size

    assert lengths["br"] < lengths["gzip"] < plain / 2


def test_a_name_changes_with_what_is_in_the_file(collected: Path) -> None:
    address = static("css/application.css")

    assert re.fullmatch(r"/static/css/application\.[0-9a-f]{12}\.css", address)
    # The name without the content in it is not published at all.
    assert not (collected / "css/application.css").exists()
