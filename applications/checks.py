"""System checks: what is missing is said in one sentence with the command that brings it."""

import ctypes.util
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from applications.documents import fonts
from applications.rules import lifecycle
from applications.rules.parameters import SEED, ParameterKind

FIRST_DAY = date(2019, 11, 27)  # the round of 2020 opened
LIBRARIES = ("pango-1.0", "pangoft2-1.0")
Configs = Sequence[AppConfig] | None


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
