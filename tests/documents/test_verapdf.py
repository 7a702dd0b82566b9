"""veraPDF agrees: our files are PDF/A-3a and PDF/UA-1 (``make verapdf``)."""

from pathlib import Path

import pytest

from applications.services.papers import find_example_paper
from tests.documents.support import demo
from tests.documents.test_scripts import letters_of_the_standard, names
from tools import verapdf

pytestmark = [pytest.mark.verapdf, pytest.mark.sqlite]

FILES = {
    **{f"receipt-{key}": lambda key=key: demo(key).content for key in ("a1", "a2", "a3", "b2")},
    "paper": lambda: find_example_paper().read(),
    "letters": lambda: letters_of_the_standard().content,
    "names": lambda: names().content,
}


def test_every_document_conforms(tmp_path: Path) -> None:
    for name, make in FILES.items():
        (tmp_path / f"{name}.pdf").write_bytes(make())

    wanted = {f"{name}.pdf {profile}": [] for name in FILES for profile in ("3a", "ua1")}
    assert verapdf.judge(tmp_path) == wanted


def test_a_broken_file_is_found(tmp_path: Path) -> None:
    broken = demo().content.replace(b"pdfuaid:part>1<", b"pdfuaid:part>7<")
    (tmp_path / "broken.pdf").write_bytes(broken)

    (finding,) = verapdf.judge(tmp_path)["broken.pdf ua1"]
    assert finding.startswith("5: ")
