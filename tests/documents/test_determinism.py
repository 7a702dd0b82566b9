"""The same snapshot gives the same bytes, in this process and in any other."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.support import demo, make

ROOT = Path(__file__).parents[2]
PROGRAM = """
import hashlib, django
django.setup()
from tests.documents.support import demo
print(hashlib.sha256(demo("a1").content).hexdigest())
"""


def test_rendering_twice_gives_the_same_bytes() -> None:
    assert make().content == demo().content


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "America/Los_Angeles", "LANG": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    ],
)
def test_another_process_gives_the_same_bytes(environment: dict[str, str]) -> None:
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "wir_foerderung.settings_test"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == hashlib.sha256(demo().content).hexdigest()
