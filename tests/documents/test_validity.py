"""Every document is PDF/A-3a and PDF/UA-1 in one file, with our fonts and the data inside."""

import page
import pytest

from applications.documents.validity import PROFILES, NotConformant, check
from tests.documents.support import AUTHORITY, OUR_FONTS, demo, fonts_of, frozen, reader

KEYS = ["a1", "a2", "a3", "b2", "b3"]


@pytest.mark.parametrize("key", KEYS)
def test_file_conforms(key: str) -> None:
    for profile in PROFILES:
        report = page.validate_pdf_bytes(demo(key).content, profile=profile)
        assert [failure.message for failure in report.failures] == []


@pytest.mark.parametrize("key", KEYS)
def test_file_holds_only_our_fonts(key: str) -> None:
    assert fonts_of(demo(key)) <= OUR_FONTS


def test_embedded_document_is_the_frozen_payload_byte_for_byte() -> None:
    embedded = reader(demo()).attachments

    assert list(embedded) == ["antrag.json"]
    assert embedded["antrag.json"] == [frozen().payload.encode()]


def test_embedded_document_is_marked_as_data_with_the_date_of_receipt() -> None:
    (file,) = reader(demo()).root_object["/AF"]

    specification = file.get_object()
    assert specification["/AFRelationship"] == "/Data"
    dates = specification["/EF"]["/F"].get_object()["/Params"]
    assert dates["/ModDate"].startswith("D:20200118")


def test_metadata_name_the_document_and_its_language() -> None:
    pdf = reader(demo())

    assert pdf.metadata.title == "Eingangsbestätigung WIR-2020-0042-43"
    assert pdf.metadata.author == AUTHORITY.name
    assert pdf.metadata["/CreationDate"] == pdf.metadata["/ModDate"]
    assert pdf.metadata["/CreationDate"].startswith("D:20200118211407+01")
    assert pdf.root_object["/Lang"] == "de"
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_picture_has_a_text_alternative() -> None:
    assert "QR-Code: Internetadresse zum Prüfen dieses Dokuments" in _alternatives(
        reader(demo()).root_object["/StructTreeRoot"]
    )


def test_check_names_the_broken_rules() -> None:
    broken = demo().content.replace(b"pdfuaid:part>1<", b"pdfuaid:part>7<")

    with pytest.raises(NotConformant, match="ua1"):
        check(broken)


def _alternatives(element: object) -> list[str]:
    """Collect the alternative texts below an element of the structure tree."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        return [text for child in found for text in _alternatives(child)]
    if not isinstance(found, dict):
        return []
    own = [str(found["/Alt"])] if "/Alt" in found else []
    return own + (_alternatives(found["/K"]) if "/K" in found else [])


def test_no_stream_has_a_doubtful_end() -> None:
    for key in KEYS:
        assert b"\r\nendstream" not in demo(key).content
