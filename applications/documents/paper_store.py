"""Keeps papers that are the same for everybody, so that each is rendered only once."""

import functools
import hashlib
import threading

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from applications.documents.papers import make_paper

_lock = threading.Lock()


def kept_paper(html: str) -> "File[bytes]":
    """Return the PDF of a page from the store; the first request makes it.

    The name depends on the words and the style, so a new version of either is a new paper.
    """
    name = f"papers/{hashlib.sha256(html.encode() + _design()).hexdigest()}.pdf"
    if not default_storage.exists(name):
        with _lock:
            if not default_storage.exists(name):
                _keep(name, make_paper(html))
    return default_storage.open(name)


def _keep(name: str, content: bytes) -> None:
    kept = default_storage.save(name, ContentFile(content))
    if kept != name:
        # Another server was faster; one copy is enough.
        default_storage.delete(kept)


@functools.cache
def _design() -> bytes:
    """Return what else decides how a paper looks: the style sheet and the renderer."""
    from applications.documents.renderer import RENDERER, STYLE_SHEET  # noqa: PLC0415 - slow import

    return (settings.BASE_DIR / STYLE_SHEET).read_bytes() + RENDERER.encode()
