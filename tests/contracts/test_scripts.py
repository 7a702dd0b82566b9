"""The scripts of the associations' pages stay small together, and no page needs one."""

import re
import zlib

from tests.support import sources

# As they travel: G16 allows 20 kB on the first view, here all of them take half of that.
MOST_BYTES = 10 * 1024
SCRIPTS = sorted((sources.ROOT / "static").rglob("*.js"))


def test_all_scripts_together_are_small():
    sizes = {path.name: len(zlib.compress(path.read_bytes(), 9)) for path in SCRIPTS}

    assert sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_scripts_are_modules_of_our_own():
    loaded = re.compile(r"<script\b[^>]*>")

    for path in sources.template_files():
        if "admin" in path.parts:
            continue
        for tag in loaded.findall(path.read_text()):
            assert re.fullmatch(
                r"""<script type="module" src="\{% static 'js/\w+\.js' %\}">""", tag
            )


def test_no_script_needs_the_network_of_others():
    for path in SCRIPTS:
        assert "http" not in path.read_text(), path.name
