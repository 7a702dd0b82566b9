"""Journeys E1 18: a big letter does not vanish on its way, since no mail carries a file."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.models import CaseMessageFile
from applications.services import messages
from tests import factories
from tests.support.files import pdf

pytestmark = pytest.mark.django_db

LARGE = 9_900_000


def test_large_files_stay_here_and_the_mail_only_tells_of_them(
    django_capture_on_commit_callbacks: Any,
) -> None:
    case = factories.make_submitted()
    content = pdf()
    filled = content + b"\n%" + b"x" * (LARGE - len(content))

    with django_capture_on_commit_callbacks(execute=True):
        messages.write_message(
            application=case,
            actor=factories.make_staff("Sachbearbeitung"),
            text="Hier ist der Vertrag.",
            uploads=[SimpleUploadedFile(f"{n}.pdf", filled + bytes([n])) for n in (65, 66)],
            last_own=0,
            from_authority=True,
            at=factories.REVIEWED_AT,
        )

    assert CaseMessageFile.objects.count() == 2
    assert mail.outbox
    for letter in mail.outbox:
        assert letter.attachments == []
        assert len(letter.message().as_bytes()) < 5_000
