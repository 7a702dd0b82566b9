"""What happens inside the limited process: one page, packed until its streams end clearly."""

from typing import Any

import pytest
from django.conf import settings

from applications.documents import font_files, fonts
from applications.documents.press import Foreign, Press
from applications.documents.press_process import STYLE_SHEET
from applications.documents.validity import check

pytestmark = pytest.mark.sqlite

ORDER: dict[str, Any] = {"pictures": [], "embedded": None, "seconds": 30}
PAGE = b"<html lang=de><title>x</title><h1>x</h1>"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts.folder() / font_files.CONFIGURATION))
    return Press((settings.BASE_DIR / STYLE_SHEET).read_text())


def test_last_streams_are_packed_again_until_their_end_is_clear(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def write(order: object, parts: object, *, blanks: int) -> bytes:
        tries.append(blanks)
        return b"x\r\nendstream" if blanks < 2 else b"x\nendstream"

    monkeypatch.setattr(press, "write", write)

    press.make(ORDER, [PAGE])

    assert tries == [0, 1, 2]


def test_blanks_change_what_is_packed_last_and_nothing_that_is_read(press: Press) -> None:
    plain, padded = (press.write(ORDER, [PAGE], blanks=blanks) for blanks in (0, 3))

    assert plain != padded
    assert check(plain) is None
    assert check(padded) is None


def test_style_sheet_that_asks_for_files_is_refused_by_name(press: Press) -> None:
    style = "@font-face { font-family: x; src: url('wir:x.woff2') } h1 { background: url(file:y) }"

    with pytest.raises(Foreign) as refusal:
        Press(style).make(ORDER, [PAGE])

    assert refusal.value.args == ("wir:x.woff2", "file:y")
