"""What a reader of the structure tree gets: headings, tables, pictures, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

from applications.documents.maker import MadeDocument
from tests.documents.support import on_one_line, reader


@dataclass
class Element:
    """One element of the tree with its text; its own text comes where its children leave gaps."""

    kind: str
    text: str
    alternative: str
    attributes: dict[str, Any]
    children: list["Element"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """Yield the element and everything below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class TableElement:
    """A table as it is read: the heads of its columns, and the cells of its rows."""

    heads: list[str]
    rows: list[list[str]]


def tree(made: MadeDocument) -> Element:
    """Return the structure tree of a document with its texts."""
    pdf = reader(made)
    texts = {
        page.indirect_reference.idnum: _marked_texts(page)  # type: ignore[union-attr]
        for page in pdf.pages
    }
    root = pdf.root_object["/StructTreeRoot"]
    children = [one for kid in _kids(root) for one in _elements(kid, texts, None)]
    return Element("Root", "".join(one.text for one in children), "", {}, children)


def headings(made: MadeDocument) -> list[tuple[str, str]]:
    """Return level and text of every heading in reading order."""
    return [
        (one.kind, on_one_line(one.text))
        for one in tree(made).walk()
        if re.fullmatch(r"H[1-6]", one.kind)
    ]


def tables(made: MadeDocument) -> list[TableElement]:
    """Return every table; one that goes over pages is one for each page."""
    return [_table(one) for one in tree(made).walk() if one.kind == "Table"]


def _table(table: Element) -> TableElement:
    rows = [one for one in table.walk() if one.kind == "TR"]
    cells = [[on_one_line(cell.text) for cell in row.children] for row in rows]
    heads = [
        on_one_line(cell.text)
        for part in table.children
        if part.kind == "TH" or part.kind == "THead"
        for cell in part.walk()
        if cell.kind == "TH"
    ]
    return TableElement(heads, cells)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return list(kids) if isinstance(kids, list) else [kids]


def _elements(kid: Any, texts: dict[int, dict[int, str]], page: int | None) -> list[Element]:
    found = kid.get_object() if hasattr(kid, "get_object") else kid
    if not isinstance(found, dict):
        return []
    if "/Pg" in found:
        page = found.raw_get("/Pg").idnum
    if "/S" not in found:
        return []
    text, children = "", []
    for below in _kids(found):
        value = below.get_object() if hasattr(below, "get_object") else below
        if isinstance(value, int):
            text += texts.get(page or 0, {}).get(value, "")
        elif isinstance(value, dict) and "/MCID" in value:
            number = value.raw_get("/Pg").idnum if "/Pg" in value else page
            text += texts.get(number or 0, {}).get(value["/MCID"], "")
        else:
            inner = _elements(below, texts, page)
            children.extend(inner)
            text += "".join(f" {one.text} " for one in inner)
    attributes = found.get("/A", {})
    attributes = attributes.get_object() if hasattr(attributes, "get_object") else attributes
    return [
        Element(
            str(found["/S"])[1:],
            text,
            str(found.get("/Alt", "")),
            attributes if isinstance(attributes, dict) else {},
            children,
        )
    ]


def _marked_texts(page: PageObject) -> dict[int, str]:
    """Return the text of every marked piece of content on a page."""
    found: dict[int, str] = {}
    open_marks: list[int | None] = []

    def before(operator: Any, operands: Any, _matrix: Any, _text: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            mark = operands[1] if len(operands) > 1 else {}
            open_marks.append(mark.get("/MCID") if isinstance(mark, dict) else None)
        elif operator == b"EMC" and open_marks:
            open_marks.pop()

    def take(text: str, _matrix: Any, _text: Any, _font: Any, _size: Any) -> None:
        number = next((mark for mark in reversed(open_marks) if mark is not None), None)
        if number is not None:
            found[number] = found.get(number, "") + text

    page.extract_text(visitor_operand_before=before, visitor_text=take)
    return found
