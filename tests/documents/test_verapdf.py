"""veraPDF agrees: our files are PDF/A-3a and PDF/UA-1 (``make verapdf``)."""

from pathlib import Path

import pytest

from applications.documents.maker import make_record
from applications.rules.documents import DocumentKind
from applications.rules.record_parts import FrozenRecord
from applications.services.papers import find_example_paper
from tests.documents.letters import SAMPLES, sample
from tests.documents.support import demo
from tests.documents.test_frozen_records import records  # noqa: F401 - fixture
from tests.documents.test_scripts import letters_of_the_standard, names
from tools import verapdf
from tools.measure import measured_commit, write_section

pytestmark = [pytest.mark.verapdf, pytest.mark.sqlite, pytest.mark.django_db]

FILES = {
    **{
        f"receipt-{key}": lambda key=key: demo(key).content
        for key in ("a1", "a2", "a3", "b2", "b3")
    },
    **{f"letter-{name}": lambda name=name: sample(name).content for name in SAMPLES},
    "paper": lambda: find_example_paper().read(),
    "letters-of-the-standard": lambda: letters_of_the_standard().content,
    "names": lambda: names().content,
}


def test_every_document_conforms(
    tmp_path: Path,
    records: dict[DocumentKind, FrozenRecord],  # noqa: F811 - fixture
) -> None:
    for name, make in FILES.items():
        (tmp_path / f"{name}.pdf").write_bytes(make())
    for kind, record in records.items():
        (tmp_path / f"record-{kind}.pdf").write_bytes(make_record(record.to_json()).content)

    found = verapdf.judge(tmp_path)

    keep(found)
    assert {name for name, broken in found.items() if broken} == set()
    assert len(found) == 2 * (len(FILES) + len(records))


def keep(found: dict[str, list[str]]) -> None:
    """Write what was judged into docs/measurements.md."""
    files = sorted({name.partition(" ")[0].removesuffix(".pdf") for name in found})
    broken = sorted(name for name, rules in found.items() if rules)
    write_section(
        "Documents before veraPDF\n\n"
        f"`make verapdf` at {measured_commit()}: {len(files)} files judged against PDF/A-3a and "
        f"PDF/UA-1, {len(broken)} verdicts with a broken rule"
        f"{': ' + ', '.join(broken) if broken else ''}.\n\n{', '.join(files)}\n"
    )


def test_a_broken_file_is_found(tmp_path: Path) -> None:
    broken = demo().content.replace(b"pdfuaid:part>1<", b"pdfuaid:part>7<")
    (tmp_path / "broken.pdf").write_bytes(broken)

    (finding,) = verapdf.judge(tmp_path)["broken.pdf ua1"]
    assert finding.startswith("5: ")
