"""System checks: what is missing is said in one sentence with the command that brings it."""

import ctypes.util
import logging
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from applications.documents import fonts
from applications.rules import lifecycle
from applications.rules.parameters import SEED, ParameterKind

FIRST_DAY = date(2019, 11, 27)  # the round of 2020 opened
LIBRARIES = ("pango-1.0", "pangoft2-1.0")
Configs = Sequence[AppConfig] | None
# Off, each of them loses what was acknowledged, or all, when the machine loses its power.
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
FULL = 2
JOURNALS_ON_DISK = frozenset({"wal", "delete", "truncate", "persist"})

logger = logging.getLogger(__name__)


@register(Tags.staticfiles)
def check_kern_is_there(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Say how to fetch the design system; without it the pages are bare."""
    if (settings.KERN_DIR / "kern.min.css").exists():
        return []
    return [Warning("KERN's files are missing: run npm ci.", id="applications.W001")]


@register()
def check_pango_is_there(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Say how to install what draws the letters of the PDFs."""
    if all(ctypes.util.find_library(name) for name in LIBRARIES):
        return []
    sentence = (
        "Pango is missing, so no PDF can be made: run "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
    )
    return [Warning(sentence, id="applications.W002")]


@register()
def check_fonts_are_unpacked(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Say how to unpack the fonts of the PDFs; without them there is no document."""
    if fonts.are_unpacked():
        return []
    sentence = f"The fonts of the documents are missing: {fonts.HOW_TO_UNPACK}."
    return [Error(sentence, id="applications.E003")]


@register()
def check_moves_are_complete(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Every state can be reached, and every action leads somewhere."""
    reached = {move.target for move in lifecycle.MOVES} | {lifecycle.State.DRAFT}
    used = {move.action for move in lifecycle.MOVES}
    lost = [*(set(lifecycle.State) - reached), *(set(lifecycle.Action) - used)]
    return [
        Error(f"The table of moves never uses {name}.", id="applications.E001")
        for name in sorted(lost)
    ]


@register()
def check_legal_values_have_no_gap(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """For every kind there is a value that was known before the first round opened."""
    known = {
        row.kind for row in SEED if row.valid_from <= FIRST_DAY and row.known_from <= FIRST_DAY
    }
    return [
        Error(f"There is no {kind} for {FIRST_DAY}.", id="applications.E002")
        for kind in ParameterKind
        if kind not in known
    ]


@register(Tags.database)
def check_commits_are_durable(
    app_configs: Configs, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """What was acknowledged must be on the disk: refuse settings of the database that risk it."""
    return [
        Error(
            f"The database would lose what it has acknowledged: {fault}.", id="applications.E004"
        )
        for alias in databases or ()
        for fault in _risks(connections[alias])
    ]


def refuse_to_lose_data() -> None:
    """Stop the start of a process on a database that would lose data; a rehearsal is only told.

    A database that is away is no reason to stop: it will be asked again at the next start.
    Raises ``ImproperlyConfigured``.
    """
    try:
        found = run_checks(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
    except OperationalError as error:
        logger.warning("the database could not be checked: %s", error)
        return
    finally:
        connections[DEFAULT_DB_ALIAS].close()
    for message in filter(CheckMessage.is_serious, found):
        if not (settings.DEBUG or settings.REHEARSAL):
            raise ImproperlyConfigured(message.msg)
        logger.critical(message.msg)


def _risks(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT name FROM pg_settings WHERE setting = 'off'")
            off = {name for (name,) in cursor.fetchall()}
            return [f"{name} is off" for name in DURABLE if name in off]
        (level,) = cursor.execute("PRAGMA synchronous").fetchone()
        (journal,) = cursor.execute("PRAGMA journal_mode").fetchone()
    faults = [] if level >= FULL else ["synchronous is below FULL"]
    return faults if journal in JOURNALS_ON_DISK else [*faults, f"journal_mode is {journal}"]
