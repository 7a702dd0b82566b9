"""„Meine Daten“: what is stored about a person and the own associations, as one ZIP."""

import tempfile
from contextlib import ExitStack
from datetime import datetime
from typing import IO

from django.db import transaction
from django.template.loader import render_to_string

from applications.models import Application, User
from applications.services.my_data_account import (
    about_me,
    associations,
    enquiries,
    log_entries,
    mails,
)
from applications.services.my_data_archive import Archive
from applications.services.my_data_cases import add_application, folder_of
from applications.workflow import audit


def export_my_data(*, actor: User, at: datetime) -> IO[bytes]:
    """Return the ZIP, open for reading; it lies in a file that goes when it is closed.

    Of applications it holds what the person can read on our pages, and nothing that the
    authority writes for itself.
    """
    with ExitStack() as opened:
        file: IO[bytes] = opened.enter_context(tempfile.TemporaryFile())
        with Archive(file, at=at) as archive:
            _fill(archive, actor, at=at)
        _log(actor, at=at)
        file.seek(0)
        opened.pop_all()
    return file


def _fill(archive: Archive, person: User, *, at: datetime) -> None:
    archive.add_json("konto.json", about_me(person))
    archive.add_json("vereine.json", associations(person))
    archive.add_json("e-mails.json", mails(person))
    archive.add_json("anfragen.json", enquiries(person))
    archive.add_json("protokoll.json", log_entries(person))
    visible = Application.objects.visible_to(person).with_lists().order_by("pk")
    for application in visible:
        add_application(archive, application, reader=person)
    context = {
        "at": at,
        "folders": [(folder_of(row), row.organisation_name) for row in visible],
        "left_out": archive.left_out,
    }
    archive.add_text("README.txt", render_to_string("account/my_data_readme.txt", context))


@transaction.atomic
def _log(person: User, *, at: datetime) -> None:
    audit.record("account.data_exported", actor=person, at=at, account=person.pk)
