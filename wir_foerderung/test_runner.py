"""Lets ``manage.py test`` run the suite through pytest."""

import importlib.util
import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any


class PytestRunner:
    """Takes the place of Django's runner; everything about the suite stands in pyproject.toml."""

    def __init__(
        self, *, verbosity: int = 1, failfast: bool = False, keepdb: bool = False, **_: Any
    ) -> None:
        self.options = ["-q"] if verbosity == 0 else ["-v"] if verbosity > 1 else []
        self.options += ["--exitfirst"] if failfast else []
        self.options += ["--reuse-db"] if keepdb else []

    @classmethod
    def add_arguments(cls, parser: ArgumentParser) -> None:
        """Offer the option that Django's runner offers and pytest knows too."""
        parser.add_argument("--keepdb", action="store_true", help="Keep the test database.")

    def run_tests(self, test_labels: list[str], **_: Any) -> int:
        """Run the files or node ids given, or all; return pytest's exit code.

        In a process of its own: this one has already read the settings of the application.
        """
        if importlib.util.find_spec("pytest") is None:
            raise SystemExit(
                "pytest is missing; install it with pip install -r requirements/dev.txt"
            )
        environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        command = [sys.executable, "-m", "pytest", *self.options, *test_labels]
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
