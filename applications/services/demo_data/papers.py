"""Invented papers to enclose: PDF pages and a photograph, made on the spot."""

import io
from dataclasses import replace
from functools import cache

import pikepdf
from django.core.files.base import File
from PIL import Image, ImageDraw

from applications.services.file_check import CheckedFile, check_file

_checked: dict[bytes, CheckedFile] = {}

_A4 = (595, 842)
_PHOTO = (1240, 1754)


@cache
def pdf(title: str, pages: int) -> bytes:
    """Return a PDF with a title on every page; the same call gives the same bytes."""
    document = pikepdf.new()
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=_A4)
        text = f"BT /F1 18 Tf 72 760 Td ({title} - Seite {number} - Vorfuehrung) Tj ET"
        page.Contents = document.make_stream(text.encode("ascii", "replace"))
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.Helvetica,
                )
            )
        )
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()


@cache
def photograph(title: str) -> bytes:
    """Return a picture of a letter, as a phone would take it."""
    picture = Image.new("RGB", _PHOTO, "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    draw.text((120, 140), title, fill="#222222", font_size=48)
    for line in range(24):
        draw.line((120, 320 + line * 52, 1100 - (line * 37) % 240, 320 + line * 52), "#888888", 3)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=70)
    return target.getvalue()


def check(upload: "File[bytes]") -> CheckedFile:
    """Check a paper as every received file is checked, the same paper only once."""
    upload.seek(0)
    content = upload.read()
    if content not in _checked:
        _checked[content] = check_file(upload)
    return replace(_checked[content], name=upload.name or "")
