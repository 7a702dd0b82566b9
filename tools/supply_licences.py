"""Under which licences everything that is shipped stands, and whether we may ship it.

The EUPL-1.2 of this project lets it use libraries of all kinds beside its own code; what counts
is that each licence was looked at. The words are those of the packages themselves.
"""

import json
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Final

from supply_locks import Package, direct, shipped

PERMISSIVE: Final = "asks for its notice only"
FILES: Final = "changed files of the package itself stay open; we change none"
LIBRARY: Final = "a library of its own that anybody may exchange; we change nothing in it"
# What packages say -> why we may ship it.
ALLOWED: Final = {
    "Apache-2.0": PERMISSIVE,
    "Apache-2.0 AND BSD-2-Clause": PERMISSIVE,
    "Apache-2.0 OR BSD-2-Clause": PERMISSIVE,
    "Apache-2.0 OR BSD-3-Clause": PERMISSIVE,
    "BSD": PERMISSIVE,
    "BSD License": PERMISSIVE,
    "BSD-2-Clause": PERMISSIVE,
    "BSD-3-Clause": PERMISSIVE,
    "EUPL-1.2": "our own licence",
    "LGPL with exceptions": LIBRARY,
    "MIT": PERMISSIVE,
    "MIT License": PERMISSIVE,
    "MIT-0": "asks for nothing",
    "MIT-CMU": PERMISSIVE,
    "MPL-1.1": FILES,
    "MPL-2.0": FILES,
    "OFL-1.1": "fonts may be embedded in documents; their names stay reserved",
    "PSF-2.0": PERMISSIVE,
}
# Packages whose own words are missing, long or several -> what we read in them.
READ: Final = {
    "brotlicffi": ("MIT", "only for other Pythons than CPython, so not installed here"),
    "colorama": ("BSD License", "only on Windows, so not installed here"),
    "fido2": ("BSD License", "with parts under Apache-2.0 and MPL-2.0"),
    "pypdfium2": ("BSD-3-Clause", "PDFium and its parts stand under Apache-2.0 and similar"),
    "pillow-heif": ("BSD-3-Clause", "its wheels hold libheif, libde265 (LGPL) and x265 (GPL-2.0)"),
    "pyphen": (
        "MPL-1.1",
        "or GPL-2.0+ or LGPL-2.1+; dictionaries as their authors say",
    ),
    "python-dateutil": ("Apache-2.0", "or BSD for its older parts"),
    "qrcode": ("BSD", "with a part under MIT"),
}
HEAD: Final = """# Licences of everything that is shipped

Written by `make docs` from the locks and from what the packages say about themselves.
`make supply` fails when a licence was not looked at. Our own code is under the EUPL-1.2;
what runs beside it and why is in [dependencies.md](dependencies.md).

"""


def page(root: Path) -> str:
    """Return the list as a page, what we asked for ourselves in bold."""
    ours = direct(root)
    rows = []
    for package in shipped(root):
        words, note = licence(root, package)
        bold = "**" if package.name in ours or package.kind == "npm" else ""
        rows.append(f"| {bold}{package.name}{bold} | {package.version} | {words} | {note} |")
    reasons = [f"| {words} | {reason} |" for words, reason in sorted(ALLOWED.items())]
    return (
        f"{HEAD}| Package | Version | Licence | Note |\n| --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n\n## Why each may be shipped\n\n| Licence | Reason |\n| --- | --- |\n"
        + "\n".join(reasons)
        + "\n"
    )


def flaws(root: Path, packages: Iterable[Package]) -> list[str]:
    """Return the packages under a licence that is not on the list."""
    found = ((package.name, licence(root, package)[0]) for package in packages)
    unknown = [(name, words) for name, words in found if words not in ALLOWED]
    return [f"{name}: licence not on the list: {words}" for name, words in unknown]


def licence(root: Path, package: Package) -> tuple[str, str]:
    """Return the licence of a package in its own words, or in ours with a note."""
    if package.kind == "npm":
        about = json.loads((root / "node_modules" / package.name / "package.json").read_text())
        return str(about["license"]), ""
    if package.name in READ:
        return READ[package.name]
    about = metadata.metadata(package.name)
    fields = ("License-Expression", "License")
    said = [words for field in fields for words in about.get_all(field) or [] if words]
    if said:
        return " ".join(said[0].split()), ""
    kinds = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return ", ".join(line.rpartition(" :: ")[2] for line in kinds), ""
