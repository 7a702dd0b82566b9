"""The rows of the table of rights for accounts of staff and banks, and what is kept how long."""

from typing import Final

from tests.access.rows import (
    ADMINISTRATOR,
    AUDITOR,
    AWAY,
    CASE_WORKER,
    HEAD,
    LOG_READERS,
    Row,
    desk,
    form,
    read_only,
    report,
)

_ADMIN = "/verwaltung"
_MODELS = f"{_ADMIN}/applications"
_CASE = f"{_MODELS}/application/{{case}}"
WATCH: Final = {
    # The account of the scene waits for its association first: the page leads back to the case.
    "admin:applications_application_bank_call": Row(
        f"{_MODELS}/application/{{awarded}}/bankverbindung/anruf/",
        desk(AWAY, CASE_WORKER),
        desk(AWAY, CASE_WORKER),
    ),
    "admin:retention": report(f"{_ADMIN}/aufbewahrung/", *LOG_READERS),
    "admin:operation": report(f"{_ADMIN}/betrieb/", *LOG_READERS),
    "admin:applications_application_legal_hold": form(f"{_CASE}/loeschsperre/", HEAD),
    "admin:applications_application_accesses": report(f"{_CASE}/zugriffe/", HEAD, AUDITOR),
    "admin:applications_user_accesses": report(
        f"{_MODELS}/user/{{account}}/zugriffe/", HEAD, AUDITOR
    ),
    "admin:applications_user_changelist": read_only(
        f"{_MODELS}/user/", HEAD, AUDITOR, ADMINISTRATOR
    ),
    "admin:applications_user_second_factor": form(
        f"{_MODELS}/user/{{account}}/schutz/", HEAD, ADMINISTRATOR
    ),
    "admin:applications_user_add": form(f"{_MODELS}/user/add/", ADMINISTRATOR),
    "admin:applications_user_change": form(f"{_MODELS}/user/{{account}}/", ADMINISTRATOR),
    "admin:auth_group_changelist": read_only(f"{_ADMIN}/auth/group/", AUDITOR, ADMINISTRATOR),
    "admin:applications_membership_changelist": read_only(
        f"{_MODELS}/membership/", AUDITOR, ADMINISTRATOR
    ),
}
