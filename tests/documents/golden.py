"""What each sample letter says, in reading order, as it stands in ``golden/``.

After a wanted change write the files anew and read the difference:
``DJANGO_SETTINGS_MODULE=wir_foerderung.settings_test python -m tests.documents.golden``
"""

import re
from collections.abc import Iterator
from pathlib import Path

import django

FOLDER = Path(__file__).parent / "golden"
_WHOLE = re.compile(r"H[1-6]|P|LI|TR|Caption")

if __name__ == "__main__":
    django.setup()

from applications.documents.genuineness import check_page  # noqa: E402 - settings come first
from applications.documents.maker import MadeDocument  # noqa: E402
from tests.documents.structure import Element, tree  # noqa: E402
from tests.documents.support import on_one_line  # noqa: E402


def told(made: MadeDocument) -> str:
    """Return the elements of a document with their kinds, a line for each."""
    text = "\n".join(_lines(tree(made))) + "\n"
    return text.replace(check_page(), "wir.hessen.example/echt")


def _lines(element: Element) -> Iterator[str]:
    if element.kind == "Figure":
        yield f"Figure: {element.alternative}"
    elif element.kind == "TR":
        cells = (f"{cell.kind} {on_one_line(cell.text)}" for cell in element.children)
        yield f"TR: {' | '.join(cells)}"
    elif _WHOLE.fullmatch(element.kind):
        yield f"{element.kind}: {on_one_line(element.text)}"
    else:
        for child in element.children:
            yield from _lines(child)


def write() -> None:
    """Write the texts of all samples."""
    from tests.documents.letters import SAMPLES, sample  # noqa: PLC0415 - settings come first

    FOLDER.mkdir(exist_ok=True)
    for name in SAMPLES:
        (FOLDER / f"{name}.txt").write_text(told(sample(name)))


if __name__ == "__main__":
    write()
