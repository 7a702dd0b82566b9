"""System checks say in one sentence what is missing and which command brings it."""

from pathlib import Path

from applications import checks
from applications.rules import lifecycle


def test_machine_of_the_tests_lacks_nothing():
    found = [
        *checks.check_kern_is_there(None),
        *checks.check_pango_is_there(None),
        *checks.check_fonts_are_unpacked(None),
        *checks.check_moves_are_complete(None),
        *checks.check_legal_values_have_no_gap(None),
    ]

    assert found == []


def test_missing_kern_names_the_command(settings):
    settings.KERN_DIR = Path("/nowhere")

    (message,) = checks.check_kern_is_there(None)

    assert message.msg == "KERN's files are missing: run npm ci."


def test_missing_fonts_are_an_error_and_name_the_command(settings, tmp_path):
    settings.DOCUMENT_FONTS = tmp_path

    (message,) = checks.check_fonts_are_unpacked(None)

    assert message.is_serious()
    assert message.msg == ("The fonts of the documents are missing: run manage.py unpack_fonts.")


def test_missing_pango_names_the_command(monkeypatch):
    monkeypatch.setattr(checks.ctypes.util, "find_library", lambda name: None)

    (message,) = checks.check_pango_is_there(None)

    assert message.msg == (
        "Pango is missing, so no PDF can be made: run "
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
    )


def test_state_that_no_move_reaches_is_an_error(monkeypatch):
    moves = tuple(m for m in lifecycle.MOVES if m.target != lifecycle.State.REVOKED)
    monkeypatch.setattr(lifecycle, "MOVES", moves)

    messages = checks.check_moves_are_complete(None)

    assert [message.msg for message in messages] == [
        "The table of moves never uses revoke.",
        "The table of moves never uses revoked.",
    ]


def test_kind_of_value_without_a_first_row_is_an_error(monkeypatch):
    rows = [row for row in checks.SEED if row.kind != "u1"]
    monkeypatch.setattr(checks, "SEED", rows)

    (message,) = checks.check_legal_values_have_no_gap(None)

    assert message.msg == "There is no u1 for 2019-11-27."
