"""Which lists leave the house, for whom, and text that no spreadsheet takes for a formula."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from applications.rules.lifecycle import Role


class ExportKind(StrEnum):
    """A list that staff can take out of the system."""

    APPLICATIONS_CSV = "applications_csv"
    APPLICATIONS_XLSX = "applications_xlsx"
    COSTS_CSV = "costs_csv"
    CONTACTS_CSV = "contacts_csv"
    AMOUNTS_CSV = "amounts_csv"
    PAYMENTS_CSV = "payments_csv"
    STATISTICS_CSV = "statistics_csv"
    CASE_FILE_ZIP = "case_file_zip"


_WORKERS: Final = frozenset({Role.CASE_WORKER, Role.HEAD})
_PAYERS: Final = frozenset({Role.BUDGET_OFFICER, Role.HEAD})
ROLES: Final[Mapping[ExportKind, frozenset[Role]]] = {
    ExportKind.APPLICATIONS_CSV: _WORKERS,
    ExportKind.APPLICATIONS_XLSX: _WORKERS,
    ExportKind.COSTS_CSV: _WORKERS,
    ExportKind.CONTACTS_CSV: _WORKERS,
    ExportKind.AMOUNTS_CSV: _PAYERS,
    ExportKind.PAYMENTS_CSV: _PAYERS,
    ExportKind.STATISTICS_CSV: _WORKERS | _PAYERS | {Role.APPROVER, Role.AUDITOR},
    ExportKind.CASE_FILE_ZIP: _WORKERS | {Role.AUDITOR},
}
# The Aktenpaket is taken on the page of its case; all others are lists of many cases.
LISTS: Final = tuple(kind for kind in ExportKind if kind != ExportKind.CASE_FILE_ZIP)
# A file that takes long is made by a job; all others begin to arrive at once.
BY_JOB: Final = frozenset({ExportKind.APPLICATIONS_XLSX})
# Nothing about persons or single associations: nobody has to say what it is for.
WITHOUT_PURPOSE: Final = frozenset({ExportKind.STATISTICS_CSV})
# Fewer applications than this tell something about single associations.
SMALLEST_COUNT: Final = 3
# Full-width signs become plain ones in some programs; tab and return begin a new cell.
_STARTS_A_FORMULA: Final = (*"=+-@＝＋－＠", "\t", "\r")
# What programs drop before they look at the first sign: blanks, quotation marks, nothing to see.
_SKIPPED: Final = (
    ' \n\v\f\0\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"“”„«»'
    + "".join(map(chr, range(0x2000, 0x200B)))
)


def may_export(kind: ExportKind, roles: frozenset[Role]) -> bool:
    """Say whether people with these roles may take this list out."""
    return bool(ROLES[kind] & roles)


def harmless(text: str) -> str:
    """Return a text that spreadsheets show and never calculate (CWE-1236).

    What begins like a formula gets an apostrophe, also behind blanks and quotation marks.
    """
    if text.lstrip(_SKIPPED).startswith(_STARTS_A_FORMULA):
        return f"'{text}"
    return text
