#!/usr/bin/env python
"""Run Django's management commands for wir_foerderung."""

import os
import sys


def main() -> None:
    """Run the command of the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - slow import

    from wir_foerderung.env import is_first_look  # noqa: PLC0415 - slow import

    if is_first_look(os.environ):
        # Only this development command is lenient; the server (wsgi.py) always asks for a key.
        os.environ["WIR_DEBUG"] = "1"
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
