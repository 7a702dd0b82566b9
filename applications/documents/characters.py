"""Prepares typed text for print: marks what our fonts lack, lets endless words break."""

import re
from typing import Any, Final

from applications.documents.fonts import printable_characters

REPLACEMENT: Final = "[?]"
# Longer words do not occur in German; a renderer that looks for their end takes minutes.
LONGEST_WORD: Final = 60
_PIECE: Final = 12  # fits into every column

_LINE_ENDS: Final = frozenset(map(ord, "\n\r\t"))
_CONTROLS: Final = frozenset([*range(0x20), *range(0x7F, 0xA0), 0xAD, 0xFEFF])
_FORMATS: Final = frozenset(
    [*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070)]
)
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
    allowed = (printable_characters() - _CONTROLS - _FORMATS) | _LINE_ENDS
    lacking = {character for character in text if ord(character) not in allowed}
    if not lacking:
        return text
    missing.extend(lacking)
    return re.sub(f"[{re.escape(''.join(sorted(lacking)))}]+", REPLACEMENT, text)
