"""The oldest version of each risky package that we would run, and why.

Works without a network: where advisories cannot be asked, this table is what stands between us
and a lock that goes back behind a known hole.
"""

from collections.abc import Iterable
from typing import Final

from packaging.version import Version
from supply_locks import Package

TESTED: Final = "no open hole known to us below it; it is what our tests ran with"
# Name -> oldest version, what it closed.
FLOORS: Final = {
    "brotli": ("1.2.0", "CVE-2025-6176: a small packed text fills the memory"),
    "cryptography": ("50.0.0", "CVE-2026-69247"),
    "django": ("5.2.19", "the last of the long-term line; 5.2.16 closed PYSEC-2026-2090 to 2092"),
    "django-allauth": ("65.21.1", TESTED),
    "fonttools": ("4.68.0", TESTED),
    "gunicorn": ("23.0.0", "CVE-2024-6827: smuggled requests"),
    "lxml": ("6.1.3", "CVE-2026-41066 (6.1.0) and CVE-2026-49825"),
    "pikepdf": ("10.17.0", TESTED),
    "pillow": ("12.3.0", "PYSEC-2026-2253 to 2257 and 3451 to 3453"),
    "pillow-heif": ("1.7.0", "the first with a libheif without CVE-2026-84383"),
    "prometheus-client": ("0.26.0", TESTED),
    "psycopg2-binary": ("2.9.13", TESTED),
    "pypdfium2": ("5.15.2", TESTED),
    "sqlparse": ("0.6.0", "CVE-2026-54284, -59893, -59894 and -71491"),
    "weasyprint": ("70.0", "CVE-2025-68616 (68.0), CVE-2026-49452 (69.0), CVE-2026-55073"),
}


def flaws(packages: Iterable[Package]) -> list[str]:
    """Return which packages are older than they may be, and which lines of the table are stale."""
    versions = {package.name: Version(package.version) for package in packages}
    old = [
        f"{name} {versions[name]} is older than {floor}: {reason}"
        for name, (floor, reason) in FLOORS.items()
        if name in versions and versions[name] < Version(floor)
    ]
    stale = [f"{name} has a floor and is not shipped" for name in FLOORS if name not in versions]
    return [*old, *stale]
