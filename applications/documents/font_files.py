"""Which font files set our documents, and how they are unpacked. Without Django.

Web fonts are packed (WOFF2); the renderer needs them unpacked (TTF), and unpacking them costs
more than a whole document. So that is done once, at set-up, into a folder of their own.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

# The renderer finds fonts through this file alone, so fonts of the machine never get in.
CONFIGURATION: Final = "fonts.conf"


@dataclass(frozen=True)
class Family:
    """A family with its two cuts, as paths below ``node_modules`` without their suffix."""

    name: str
    regular: str
    bold: str


def _other_script(family: str, package: str, script: str) -> Family:
    stem = f"@fontsource/{package}/files/{package}-{script}"
    return Family(family, f"{stem}-400-normal", f"{stem}-700-normal")


_KERN: Final = "@kern-ux/native/dist/fonts"
TEXT: Final = Family(
    "Fira Sans", f"{_KERN}/fira-sans/FiraSans-Regular", f"{_KERN}/fira-sans/FiraSans-SemiBold"
)
# Noto Sans stands behind Fira Sans for the letters that Fira lacks; the others are for names.
FAMILIES: Final = (
    TEXT,
    Family("Noto Sans", f"{_KERN}/noto-sans/NotoSans-Regular", f"{_KERN}/noto-sans/NotoSans-Bold"),
    # Noto Sans Arabic draws dots apart from letters: such text cannot be read out of a PDF.
    _other_script("IBM Plex Sans Arabic", "ibm-plex-sans-arabic", "arabic"),
    _other_script("Noto Sans Armenian", "noto-sans-armenian", "armenian"),
    _other_script("Noto Sans Ethiopic", "noto-sans-ethiopic", "ethiopic"),
    _other_script("Noto Sans Georgian", "noto-sans-georgian", "georgian"),
    _other_script("Noto Sans Hebrew", "noto-sans-hebrew", "hebrew"),
)


def cuts(family: Family, folder: Path) -> tuple[Path, Path]:
    """Return the places of the unpacked regular and bold cut."""
    regular, bold = (folder / f"{Path(cut).name}.ttf" for cut in (family.regular, family.bold))
    return regular, bold


def characters(family: Family, folder: Path) -> frozenset[int]:
    """Return the code points that both cuts of a family can print."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow import

    regular, bold = (frozenset(TTFont(path).getBestCmap()) for path in cuts(family, folder))
    return regular & bold


def are_unpacked(folder: Path) -> bool:
    """Say whether every font lies in the folder, and the file that leads to them."""
    configuration = folder / CONFIGURATION
    return (
        configuration.exists()
        and configuration.read_text() == _configuration(folder)
        and all(path.exists() for family in FAMILIES for path in cuts(family, folder))
    )


def unpack(packages: Path, folder: Path) -> None:
    """Unpack every font of ``packages`` into the folder; the same font gives the same bytes.

    Raises ``FileNotFoundError`` when a package is missing.
    """
    from fontTools.ttLib import woff2  # noqa: PLC0415 - slow import

    folder.mkdir(parents=True, exist_ok=True)
    for family in FAMILIES:
        sources = (packages / f"{cut}.woff2" for cut in (family.regular, family.bold))
        for source, target in zip(sources, cuts(family, folder), strict=True):
            fresh = _beside(target)
            woff2.decompress(source, fresh)
            fresh.replace(target)
    fresh = _beside(folder / CONFIGURATION)
    fresh.write_text(_configuration(folder))
    fresh.replace(folder / CONFIGURATION)


def _beside(target: Path) -> Path:
    """Return where to write first, so that nobody ever reads half a file."""
    return target.with_name(f"{os.getpid()}-{target.name}")


def _configuration(folder: Path) -> str:
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig><dir>{escape(str(folder))}</dir></fontconfig>\n"
    )
