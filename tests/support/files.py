"""Files as people send them: PDF pages and pictures."""

import io

import pikepdf
import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()


def pdf(*, pages: int = 1, password: str = "", text: str = "") -> bytes:
    """Return a PDF of empty pages; another text gives another file."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        for _number in range(pages):
            document.add_blank_page()
        document.docinfo["/Title"] = text or f"{pages}"
        encryption = pikepdf.Encryption(owner=password, user=password) if password else None
        document.save(target, encryption=encryption or False)
    return target.getvalue()


def image(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a picture of one colour."""
    target = io.BytesIO()
    Image.new("RGB", size, "navy").save(target, kind)
    return target.getvalue()
