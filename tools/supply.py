"""What is shipped: pinned with hashes, behind no known hole, licences known, no secret in it.

Everything but the audit works without a network. ``--audit`` asks the advisory services, too, and
fails when they did not answer. ``--root`` looks at another tree.
"""

import argparse
from pathlib import Path

import supply_audit
import supply_floors
import supply_licences
import supply_locks
import supply_secrets


def main() -> int:
    """Look at everything; return 0 when all is well, 1 for a flaw, 2 for what was not audited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--audit", action="store_true")
    arguments = parser.parse_args()
    found = flaws(arguments.root)
    for flaw in found:
        print(f"supply: {flaw}")
    count = len(supply_locks.shipped(arguments.root))
    print(f"supply: {count} packages shipped, {len(found)} flaws")
    audited = supply_audit.audit(arguments.root) if arguments.audit else 0
    return max(1 if found else 0, audited)


def flaws(root: Path) -> list[str]:
    """Return what is wrong with locks, versions, licences and secrets of a tree."""
    packages = supply_locks.shipped(root)
    return [
        *supply_locks.flaws(root),
        *supply_floors.flaws(packages),
        *supply_licences.flaws(root, packages),
        *supply_secrets.flaws(root),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
