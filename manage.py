#!/usr/bin/env python
"""Run Django's management commands for wir_foerderung."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - slow import

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
