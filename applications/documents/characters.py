"""Prepares typed text for print: marks what our fonts lack, lets endless words break."""

import functools
import re
import unicodedata
from typing import Any, Final

from applications.documents.fonts import printable_characters

REPLACEMENT: Final = "[?]"
# Longer words do not occur in German; a renderer that looks for their end takes minutes.
LONGEST_WORD: Final = 60
_PIECE: Final = 12  # fits into every column

_LINE_ENDS: Final = frozenset(map(ord, "\n\r\t"))
# Controls, formats such as changes of direction, and what Unicode leaves undefined.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Persian writes the parts of a name apart with this format: Ali-Reza.
_NON_JOINER: Final = "(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])"
_ZERO_WIDTH_SPACE: Final = "\N{ZERO WIDTH SPACE}"
_ENDLESS_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def for_print(value: Any) -> tuple[Any, bool]:
    """Return a copy of a JSON value that can be printed, and whether characters are missing.

    Every run of characters that our fonts lack becomes ``[?]``; control and direction
    characters count as lacking. Words of more than 60 characters may break anywhere.
    """
    missing: list[str] = []
    return _copy(value, missing), bool(missing)


def _copy(value: Any, missing: list[str]) -> Any:
    match value:
        case str():
            return _ENDLESS_WORD.sub(_breakable, _printable(value, missing))
        case dict():
            return {key: _copy(item, missing) for key, item in value.items()}
        case list():
            return [_copy(item, missing) for item in value]
        case _:
            return value


def _breakable(word: re.Match[str]) -> str:
    return _ZERO_WIDTH_SPACE.join(re.findall(f".{{1,{_PIECE}}}", word.group()))


def _printable(text: str, missing: list[str]) -> str:
    lacking = {character for character in text if ord(character) not in _allowed()}
    if not lacking:
        return text
    pattern = rf"(?:(?!{_NON_JOINER})[{re.escape(''.join(sorted(lacking)))}])+"
    missing.extend(re.findall(pattern, text))
    return re.sub(pattern, REPLACEMENT, text)


@functools.cache
def _allowed() -> frozenset[int]:
    seen = (
        code for code in printable_characters() if unicodedata.category(chr(code)) not in _UNSEEN
    )
    return _LINE_ENDS.union(seen)
