"""Photos and scans as telephones make them, and some that no telephone makes."""

import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin


def page_of_text(size: tuple[int, int] = (1200, 1600)) -> Image.Image:
    """Return the picture of a letter, as it lies under a lamp."""
    picture = Image.new("RGB", size, "#efece4")
    draw = ImageDraw.Draw(picture)
    line = "Satzung des Vereins, beschlossen von der Mitgliederversammlung am 3. Mai"
    for number in range(5, size[1] // 32 - 4):
        draw.text((90, number * 32), f"{number} {line}", fill="#2a2a2a", font_size=24)
    return picture


def photo(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file."""
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


@cache
def _letter() -> Image.Image:
    picture = page_of_text((600, 800))
    ImageDraw.Draw(picture).rectangle((0, 0, 120, 120), "red")
    return picture


def letter(*, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Return a photo of a letter with a red corner; the orientation says how it lay."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    # HEIC keeps the turn beside the pixels, too; its writer wants the bytes to find it.
    return photo(_letter(), kind, exif=exif.tobytes())


def located_photo() -> bytes:
    """Return a photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "Wohnung der Familie"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 5.0, 7.0), 3: "E", 4: (8.0, 14.0, 2.0)})
    return photo(page_of_text((600, 800)), exif=exif)


def commented_photo() -> bytes:
    """Return a photo with a script in its comment."""
    return photo(page_of_text((600, 800)), comment=b"<script>alert(1)</script>")


def png_with_text() -> bytes:
    """Return a PNG with a script in its text."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "<script>alert(1)</script>", zip=False)
    return photo(page_of_text((600, 800)), "PNG", pnginfo=text)


def image_of(mode: str, kind: str, size: tuple[int, int] = (400, 300)) -> bytes:
    """Return a picture of one mode of colours, light in one half and dark in the other."""
    picture = Image.new("L", size, 230)
    picture.paste(30, (0, 0, size[0] // 2, size[1]))
    if mode == "I;16":
        raw = struct.pack(f"<{size[0]}H", *([7_000] * (size[0] // 2) + [60_000] * (size[0] // 2)))
        return photo(Image.frombytes("I;16", size, raw * size[1]), kind)
    if mode in {"CMYK", "P", "RGBA"}:
        picture = picture.convert("RGB")
    return photo(picture.convert(mode), kind)


def moving_png() -> bytes:
    """Return a PNG with three pictures one after the other."""
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("navy", "red", "green")]
    return photo(frames[0], "PNG", save_all=True, append_images=frames[1:])


def png_head(width: int, height: int) -> bytes:
    """Return the start of a picture that claims a size; its pixels are not there."""

    def chunk(name: bytes, data: bytes) -> bytes:
        length, checksum = len(data).to_bytes(4), zlib.crc32(name + data).to_bytes(4)
        return length + name + data + checksum

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02\x00\x00\x00"
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels)
