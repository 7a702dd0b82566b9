"""All rows of all tables, to compare before and after somebody looked around."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

# What a visit may write: the session, the devices of the account, who looked at a case and
# who read a message first, who in the team is where.
MARKS_OF_A_VISIT = {
    "sessions.Session",
    "usersessions.UserSession",
    "applications.AuditEvent",
    "applications.AuditChain",
    "applications.CaseMessageReading",
    "applications.CasePresence",
    "applications.SectionPresence",
}
# Columns of this kind: when somebody of the team was here last.
TIMES_OF_A_VISIT = {"active_at"}


def stand(
    *, without: Iterable[str] = MARKS_OF_A_VISIT, times: Iterable[str] = TIMES_OF_A_VISIT
) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables but those ``without`` which the comparison goes."""
    left_out, left_out_times = set(without), set(times)
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in left_out_times}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in apps.get_models()
        if model._meta.label not in left_out
    }
