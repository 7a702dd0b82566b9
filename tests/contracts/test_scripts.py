"""The scripts of the associations' pages stay small together, and no page needs one."""

import re

from tests.support import sources

MOST_BYTES = 20 * 1024
# The keys of the review page are on no page of an association (G16).
OF_STAFF = {"case_keys.js"}
SCRIPTS = sorted((sources.ROOT / "static").rglob("*.js"))


def test_all_scripts_together_are_small():
    sizes = {path.name: len(path.read_bytes()) for path in SCRIPTS if path.name not in OF_STAFF}

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
