"""What is promised to people who find a hole, and that releases speak of holes."""

import re

from packaging.version import Version

from tests.support import sources

# Releases before did not have the section.
FIRST_WITH_THE_SECTION = Version("0.5.0")


def test_policy_says_how_soon_holes_are_closed() -> None:
    policy = (sources.ROOT / "SECURITY.md").read_text()

    assert re.findall(r"\| (\d+ \w+) \|\n", policy) == ["48 hours", "7 days", "30 days"]
    assert "/.well-known/security.txt" in policy


def test_every_release_says_which_holes_it_closes() -> None:
    changes = (sources.ROOT / "CHANGELOG.md").read_text()
    releases = re.split(r"^## ", changes, flags=re.MULTILINE)[1:]
    silent = [
        number
        for number, _line, text in (release.partition("\n") for release in releases)
        if Version(number) >= FIRST_WITH_THE_SECTION and "### Security\n" not in text
    ]

    assert len(releases) >= 4
    assert silent == []
