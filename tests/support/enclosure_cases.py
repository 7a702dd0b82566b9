"""Documents with pictures of their pages, and cases that promise some."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from applications.models import Application, Attachment, AttachmentPage
from applications.rules.choices import AttachmentKind
from applications.services import enclosures, submission
from tests import factories


def make_page_image(attachment: Attachment, *, number: int = 1, **values: Any) -> AttachmentPage:
    """The picture of a page; its content is not looked at."""
    return AttachmentPage.objects.create(
        **{
            "attachment": attachment,
            "number": number,
            "image": ContentFile(b"page", name="page"),
            "thumbnail": ContentFile(b"thumbnail", name="thumbnail"),
            "width": 1414,
            "height": 2000,
            **values,
        }
    )


def make_promised(*, kind: str, **values: Any) -> Application:
    """A case that was sent with the promise of one document instead of it."""
    draft = factories.make_complete_draft(**values)
    draft.attachments.filter(kind=kind).delete()
    enclosures.promise_enclosure(
        application=draft,
        kind=AttachmentKind(kind),
        until=date(2020, 2, 14),
        reason="Das Amt braucht noch.",
        actor=draft.created_by,
        at=factories.BEGUN_AT,
    )
    draft = Application.objects.with_lists().get(pk=draft.pk)
    return submission.submit_application(
        application=draft, actor=draft.created_by, at=factories.SENT_AT
    )
