"""Makes silent faults loud: what Django lets pass at run time fails a test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.template import base as template_base
from django.test import Client, TestCase
from django.test.testcases import TransactionTestCase

OWN_TEMPLATES = str(Path(settings.BASE_DIR) / "templates")
ADDRESS_ATTRIBUTES = {"action", "data", "formaction", "href", "src", "xlink:href"}
FORGIVING_FILTERS = {"default", "default_if_none", "yesno"}


@contextmanager
def unknown_variables_fail() -> Iterator[None]:
    """Let ``{{ unknown }}`` in a template of ours raise instead of printing nothing."""
    with mock.patch.object(template_base, "FilterExpression", _StrictExpression):
        yield


class _StrictExpression(template_base.FilterExpression):
    def __init__(self, token: str, parser: Any) -> None:
        super().__init__(token, parser)
        self.is_ours = str(getattr(parser.origin, "name", "")).startswith(OWN_TEMPLATES)
        self.forgives = any(f[0].__name__ in FORGIVING_FILTERS for f in self.filters)

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        if self.is_ours and self.is_var and not (ignore_failures or self.forgives):
            try:
                self.var.resolve(context)
            except template_base.VariableDoesNotExist as problem:
                raise AssertionError(f"unknown template variable: {problem}") from None
        return super().resolve(context, ignore_failures)


class _Faults(HTMLParser):
    """Collects what our content security policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style":
            self.found.append("<style>")
        is_data = (names.get("type") or "").endswith("json")
        if tag == "script" and "src" not in names and not is_data:
            self.found.append("<script> without src")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.found.append(f"<{tag} {name}>")
            is_address = name in ADDRESS_ATTRIBUTES
            if is_address and (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}=javascript:>")


def page_faults(html: str) -> list[str]:
    """Return inline scripts, styles and handlers, and template syntax that was not rendered."""
    parser = _Faults()
    parser.feed(html)
    return parser.found + re.findall(r"\{%.{0,60}|\{\{.{0,60}", html)


class StrictClient(Client):
    """A test client that reads every page and runs what waits for the commit."""

    def request(self, **request: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            faults = page_faults(response.content.decode())
            assert not faults, f"{request.get('PATH_INFO')}: {faults}"
        return response


@contextmanager
def evidence_survives_flush(seed: str) -> Iterator[None]:
    """Let tests with real transactions empty tables that have triggers, then fill in the seed.

    ``seed`` is what the migrations put into the database (groups, legal parameters).
    """
    from django.core.management import call_command  # noqa: PLC0415 - app ready
    from django.db import connections  # noqa: PLC0415 - app ready

    from applications.models import append_only  # noqa: PLC0415 - app ready

    def teardown(self: TransactionTestCase) -> None:
        for alias in self._databases_names(include_mirrors=False):
            connection = connections[alias]
            append_only.drop_triggers(connection)
            call_command(
                "flush",
                verbosity=0,
                interactive=False,
                database=alias,
                reset_sequences=False,
                inhibit_post_migrate=True,
            )
            append_only.create_triggers(connection)
            connection.creation.deserialize_db_from_string(seed)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", teardown):
        yield
