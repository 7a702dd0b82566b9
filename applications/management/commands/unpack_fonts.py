"""Unpacks the fonts of the documents; part of the set-up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from applications.documents import fonts


class Command(BaseCommand):
    """``manage.py unpack_fonts``: once after ``npm ci``; again does no harm."""

    help = "Unpack the fonts of the documents (once, after npm ci)"
    requires_system_checks: list[str] = []  # one of them asks for this command

    def handle(self, **options: Any) -> None:
        """Unpack them all, or say what is missing."""
        try:
            fonts.unpack()
        except FileNotFoundError as missing:
            raise CommandError(f"{missing.filename} is missing: run npm ci first.") from None
