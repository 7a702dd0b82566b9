"""Pictures in the limited process: decode, turn upright, scale, and nothing but the pixels.

A photo of a phone may lie on its side (EXIF), tell where it was taken, and be far larger than
anybody can read. What comes out is a JPEG made from the pixels alone.
"""

import io
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

MAXIMUM_PIXELS: Final = 40_000_000
LONG_SIDE: Final = 2000
THUMBNAIL_SIDE: Final = 240
FORMATS: Final = ("JPEG", "PNG", "HEIF")
MEDIA_TYPES: Final = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "HEIF": "image/heic",
}
# Quality is measured on a small grey copy, so that noise of the sensor does not count.
_MEASURED_SIDE: Final = 1000
# Of 255. A letter under a lamp has 220, in a dim room 75, at night 25 (the pictures of the
# tests); below this, a person has to guess.
DARK_BELOW: Final = 45
# Variance of the Laplacian of the small copy. The letter of the tests has 1400 to 3400; out of
# focus so that it can just be read 60 to 120, and beyond that 1 to 20.
BLURRED_BELOW: Final = 40
_NEUTRAL: Final = 128


class Refused(Exception):
    """The file cannot be kept; the code says why."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, kw_only=True)
class PageImage:
    """The picture of one page and a small one of it, both JPEG; of photos how well one reads."""

    number: int
    width: int
    height: int
    image: bytes
    thumbnail: bytes
    is_dark: bool = False
    is_blurred: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A received picture: what it was, and its one page with how well it can be read."""

    media_type: str
    page: PageImage


def load_readers() -> None:
    """Load the decoders; later no file can be opened any more."""
    import pillow_heif  # noqa: PLC0415 - slow import
    from PIL import Image, ImageFilter, ImageOps, ImageStat  # noqa: F401, PLC0415 - slow import

    Image.init()
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MAXIMUM_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def read(content: bytes) -> Picture:
    """Decode a picture in full. Raises ``Refused``."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - slow import

    try:
        # The size is in the head of the file: too many pixels are refused before decoding.
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            media_type = MEDIA_TYPES[str(image.format)]
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            image.load()
            pixels = plain(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise Refused("damaged" if _begins_as_picture(content) else "unreadable_kind") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("too_many_pixels") from None
    except (MemoryError, OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        raise Refused("damaged") from None
    page = page_image(pixels, number=1)
    dark, blurred = quality_of(page.image)
    page = replace(page, is_dark=dark, is_blurred=blurred)
    return Picture(media_type=media_type, page=page)


def _begins_as_picture(content: bytes) -> bool:
    """Say whether a file that cannot be read was one of the formats we read."""
    is_heic = content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"msf1"}
    return is_heic or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n"))


def plain(image: "Image.Image") -> "Image.Image":
    """Return red, green and blue on white paper, whatever the file was made of."""
    from PIL import Image  # noqa: PLC0415 - slow import

    if image.mode.startswith(("I", "F")):
        # 16 bits for each pixel; a plain conversion would turn nearly all of it white.
        scaled = image.convert("I").point(lambda value: value * (1 / 256))
        return scaled.convert("L").convert("RGB")
    if image.has_transparency_data:
        layers = image.convert("RGBA")
        paper = Image.new("RGBA", layers.size, "white")
        return Image.alpha_composite(paper, layers).convert("RGB")
    return image.convert("RGB")


def page_image(pixels: "Image.Image", *, number: int) -> PageImage:
    """Return the picture of a page, scaled, and its small copy."""
    from PIL import Image  # noqa: PLC0415 - slow import

    pixels.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2)
    # A copy of the pixels leaves everything else behind: EXIF, comments, profiles.
    bare = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    small = bare.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return PageImage(
        number=number,
        width=bare.width,
        height=bare.height,
        image=_jpeg(bare, quality=82),
        thumbnail=_jpeg(small, quality=75),
    )


def quality_of(picture: bytes) -> tuple[bool, bool]:
    """Say whether one of our pictures is very dark, and whether it is blurred."""
    from PIL import Image, ImageFilter, ImageStat  # noqa: PLC0415 - slow import

    with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
        image.draft("L", (_MEASURED_SIDE, _MEASURED_SIDE))
        grey = image.convert("L")
    grey.thumbnail((_MEASURED_SIDE, _MEASURED_SIDE), Image.Resampling.LANCZOS)
    edges = grey.filter(
        ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=_NEUTRAL)
    )
    # The outermost pixels have no neighbours to differ from.
    inner = edges.crop((1, 1, max(edges.width - 1, 2), max(edges.height - 1, 2)))
    is_dark = ImageStat.Stat(grey).mean[0] < DARK_BELOW
    return is_dark, ImageStat.Stat(inner).var[0] < BLURRED_BELOW


def _jpeg(image: "Image.Image", *, quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    return target.getvalue()
