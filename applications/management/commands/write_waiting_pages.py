"""Writes the pages that the proxy shows while the web processes cannot answer."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils.html import format_html

PAGES: Final = ("waiting/away.html", "waiting/unanswered.html", "waiting/waiting.html")
# The proxy puts in how many requests it holds, each time it shows the page (SSI).
WAITING: Final = format_html('<!--# echo var="{}" -->', "connections_writing")


class Command(BaseCommand):
    """``manage.py write_waiting_pages``: after ``collectstatic``; needs no database."""

    help = "Write the pages that the proxy shows while the web processes cannot answer"
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        """Write each page as a file into the folder ``pages`` beside the static files."""
        folder = settings.VAR_DIR / "pages"
        folder.mkdir(parents=True, exist_ok=True)
        for name in PAGES:
            text = render_to_string(name, {"waiting": WAITING})
            (folder / Path(name).name).write_text(text)
