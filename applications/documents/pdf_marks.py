"""What a PDF gets at the end: the mark of PDF/UA, and no stream with a doubtful end."""

from typing import Any, Final

from applications.documents import readable_glyphs

# The renderer knows one variant per file. PDF/UA asks for no more than its own mark, and PDF/A
# for a declaration of that mark.
_UA_MARK: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""

# A stream whose last byte is a carriage return (one of 256) looks one byte too long to readers
# that measure it from behind, and with them to the check of PDF/A.
_DOUBTFUL_END: Final = b"\r\nendstream"


def is_doubtful(pdf: bytes) -> bool:
    """Say whether a stream in the file may look too long."""
    return _DOUBTFUL_END in pdf


def finish(document: Any, pdf: Any, *, blanks: int) -> None:
    """Add the mark of PDF/UA and leave no stream with a doubtful end.

    ``blanks`` go into the stream that the renderer packs last, only after this.
    """
    readable_glyphs.complete(document, pdf)
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", _UA_MARK) for part in metadata.stream]
    metadata.compress = False
    for stream in pdf.objects:
        if getattr(stream, "compress", False) and stream.data.endswith(_DOUBTFUL_END):
            stream.compress = False
    if "AF" in pdf.catalog:
        # The renderer lists the embedded file twice.
        pdf.catalog["AF"] = type(pdf.catalog["AF"])(dict.fromkeys(pdf.catalog["AF"]))
    pdf.catalog["Metadata"] += b" " * blanks
