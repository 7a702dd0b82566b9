"""Files of documents in tests, put in the place of those that were made."""

import hashlib

from django.core.files.base import ContentFile
from django.db import connection

from applications.models import Document
from applications.models.append_only import create_triggers, drop_triggers

_TABLE = "applications_document"


def keep(document: Document, content: bytes) -> Document:
    """Give a document a file with its hash, behind the back of the database."""
    drop_triggers(connection, [_TABLE])
    document.file.save("x.pdf", ContentFile(content), save=False)
    document.size, document.sha256 = len(content), hashlib.sha256(content).hexdigest()
    document.rendered_at = document.rendered_at or document.ordered_at
    document.save()
    create_triggers(connection, [_TABLE])
    return document


def recode(document: Document, code: str) -> None:
    """Give a document the code that a test types."""
    drop_triggers(connection, [_TABLE])
    Document.objects.filter(pk=document.pk).update(code=code)
    create_triggers(connection, [_TABLE])


def remove_all() -> None:
    """Leave no document at all."""
    drop_triggers(connection, [_TABLE])
    Document.objects.all().delete()
    create_triggers(connection, [_TABLE])
