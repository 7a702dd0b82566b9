"""What each sample letter says, in reading order, as it stands in ``golden/``.

After a wanted change write the files anew and read the difference:
``DJANGO_SETTINGS_MODULE=wir_foerderung.settings_test python -m tests.documents.write_golden``
"""

import re
from collections.abc import Iterator
from pathlib import Path

from applications.documents.genuineness import check_page
from applications.documents.maker import MadeDocument
from tests.documents.structure import Element, tree
from tests.documents.support import on_one_line

FOLDER = Path(__file__).parent / "golden"
_WHOLE = re.compile(r"H[1-6]|P|LI|TR|Caption")


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
