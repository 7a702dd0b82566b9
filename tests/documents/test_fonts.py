"""Fonts are unpacked once, always to the same bytes, and nothing else sets our documents."""

import hashlib
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from applications.documents import font_files, fonts
from applications.documents.press_process import PressProcess

pytestmark = pytest.mark.sqlite


def prints(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")
    }


def test_unpacking_again_gives_the_same_bytes_and_the_command_leaves_nothing_else(
    settings, tmp_path
):
    ours = fonts.folder()
    settings.DOCUMENT_FONTS = tmp_path / "fonts"

    call_command("unpack_fonts")

    assert fonts.are_unpacked()
    assert prints(tmp_path / "fonts") == prints(ours)
    assert len(prints(ours)) == 2 * len(font_files.FAMILIES)
    names = {path.name for path in (tmp_path / "fonts").iterdir()}
    assert names == {*prints(ours), font_files.CONFIGURATION}


def test_missing_packages_are_named(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    settings.DOCUMENT_FONTS = tmp_path / "fonts"

    with pytest.raises(CommandError, match=r"FiraSans-Regular\.woff2 is missing: run npm ci"):
        call_command("unpack_fonts")


def test_without_fonts_there_is_a_clear_refusal(settings, tmp_path):
    settings.DOCUMENT_FONTS = tmp_path

    with pytest.raises(fonts.FontsMissing, match=r"run manage\.py unpack_fonts"):
        PressProcess().ask({}, b"")


def test_fonts_that_moved_are_unpacked_anew(settings, tmp_path):
    moved = tmp_path / "moved"
    shutil.copytree(fonts.folder(), moved)
    settings.DOCUMENT_FONTS = moved

    assert not fonts.are_unpacked()
