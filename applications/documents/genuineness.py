"""How people check that a printed document is genuine: an address and a code."""

import io

import segno
from django.conf import settings

PATH = "/echt/"


def check_page() -> str:
    """Return the address that people type, without the protocol."""
    origin: str = settings.BASE_URL
    return origin.partition("://")[2] + PATH.rstrip("/")


def check_address(code: str) -> str:
    """Return the whole address that tells about one document."""
    return f"{settings.BASE_URL}{PATH}{code}/"


def qr_code(code: str) -> bytes:
    """Return the address as a QR code in SVG: error level M, a quiet zone of four modules."""
    picture = io.BytesIO()
    symbol = segno.make_qr(check_address(code), error="m", boost_error=False)
    symbol.save(picture, kind="svg", border=4)
    return picture.getvalue()
