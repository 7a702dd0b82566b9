"""Exports for tests, with the file that a job makes."""

from datetime import datetime

from applications.models import Application, Export, User
from applications.rules.exports import ExportKind
from applications.services import exports
from tests.factories import ASKED_AT, make_staff


def make_export(
    *cases: Application,
    kind: ExportKind = ExportKind.APPLICATIONS_XLSX,
    actor: User | None = None,
    at: datetime = ASKED_AT,
) -> Export:
    """An export whose file is made, where a job makes one."""
    export = exports.order_export(
        kind=kind,
        keys=[case.pk for case in cases],
        query="",
        purpose="Für die Akte.",
        left_out=0,
        actor=actor or make_staff("Sachbearbeitung"),
        at=at,
    )
    exports.make_export.func(export.pk)
    export.refresh_from_db()
    return export
