"""PDF files that are broken, locked, armed or larger than they look."""

import io
import zlib
from typing import Any

import pikepdf


def _saved(document: pikepdf.Pdf, **options: Any) -> bytes:
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def _dictionary(**values: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(**values)


def filled_pdf() -> bytes:
    """Return a PDF with some text."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        text = b"BT /F1 12 Tf 72 700 Td (Satzung) Tj ET\n" * 400
        page.Contents = document.make_stream(text)
        return _saved(document, compress_streams=False)


def owner_locked() -> bytes:
    """Return a PDF that opens without a password but forbids printing."""
    with pikepdf.new() as document:
        document.add_blank_page()
        lock = pikepdf.Encryption(
            owner="geheim", user="", allow=pikepdf.Permissions(extract=False)
        )
        return _saved(document, encryption=lock)


def armed_pdf() -> bytes:
    """Return a PDF with everything that may run, lead away or hide."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        action = _dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        link = _dictionary(S=pikepdf.Name.URI, URI="https://example.org/")
        page.obj.Annots = pikepdf.Array(
            [
                _dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link),
                _dictionary(
                    Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], AA=_dictionary(E=action)
                ),
            ]
        )
        page.obj.AA = _dictionary(O=action)
        document.Root.OpenAction = document.make_indirect(action)
        document.Root.AcroForm = _dictionary(XFA="<xdp/>", Fields=pikepdf.Array())
        document.Root.Names = _dictionary(
            JavaScript=_dictionary(Names=pikepdf.Array(["run", action]))
        )
        document.attachments["virus.exe"] = b"MZ armed"
        return _saved(document)


def launching_pdf() -> bytes:
    """Return a PDF that wants to start a program when it opens."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.OpenAction = _dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        return _saved(document)


def remote_pdf() -> bytes:
    """Return a PDF whose stream and form are to be fetched from elsewhere."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        stream = document.make_stream(b"")
        stream.F = _dictionary(FS=pikepdf.Name.URL, F="https://example.org/page")
        page.Contents = stream
        form = _dictionary(S=pikepdf.Name.SubmitForm, F="https://example.org/form")
        page.obj.Annots = pikepdf.Array(
            [_dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=form)]
        )
        return _saved(document)


def pdf_beginning_at(number: int) -> bytes:
    """Return a PDF that opens on one of its pages; that is no danger."""
    with pikepdf.new() as document:
        for _page in range(number):
            document.add_blank_page()
        page = document.pages[number - 1].obj
        document.Root.OpenAction = pikepdf.Array([page, pikepdf.Name.Fit])
        return _saved(document)


def filled_form() -> bytes:
    """Return a form whose field was filled in; the answer must stay to be seen."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        look = document.make_stream(b"0 0 0 rg 0 0 100 50 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, 100, 50]
        field = document.make_indirect(
            _dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="verein",
                V="Frauennetz Usaufer",
                Rect=[50, 50, 150, 100],
                F=4,
                AP=_dictionary(N=look),
            )
        )
        page.obj.Annots = pikepdf.Array([field])
        document.Root.AcroForm = _dictionary(Fields=pikepdf.Array([field]))
        return _saved(document)


def circular_pdf() -> bytes:
    """Return a PDF whose tree of pages bites its own tail."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def circular_objects() -> bytes:
    """Return a PDF with objects that name each other; the page itself is fine."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        first = document.make_indirect(_dictionary())
        second = document.make_indirect(_dictionary(Next=first))
        first.Next = second
        page.obj.PieceInfo = first
        return _saved(document)


def swelling_pdf() -> bytes:
    """Return a small PDF with a picture whose bytes would fill a gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _n in range(1000)) + packer.flush()
    with pikepdf.new() as document:
        page = document.add_blank_page()
        stream = pikepdf.Stream(document, packed)
        stream.stream_dict = _dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=31_000,
            Height=31_000,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.FlateDecode,
        )
        page.Resources = _dictionary(XObject=_dictionary(X=stream))
        page.Contents = document.make_stream(b"600 0 0 700 0 0 cm /X Do")
        return _saved(document)


def sized_pdf(width: int, height: int) -> bytes:
    """Return a PDF with a page of this size in points."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.MediaBox = [0, 0, width, height]
        return _saved(document)


def nested_pdf() -> bytes:
    """Return a PDF with more brackets in each other than any reader follows."""
    deep = b"[" * 100_000 + b"]" * 100_000
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + deep + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )


def heavy_pdf(size: int) -> bytes:
    """Return a PDF of exactly this many bytes."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        page.obj.PieceInfo = document.make_stream(bytes(size - 2000))
        base = _saved(document, compress_streams=False)
    return base + b"\n" * (size - len(base))
