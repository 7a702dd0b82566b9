"""The drill of backup and restore ends well."""

import subprocess
import sys

import pytest

from tests.support.sources import ROOT


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_drill_ends_well() -> None:
    command = [sys.executable, "tools/drill.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "in all, 0 faults" in done.stdout
    assert "One other byte in the middle of the archive | found" in done.stdout
