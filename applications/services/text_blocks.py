"""Text blocks: sentences that staff insert and then change."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.formats import date_format

from applications import clock
from applications.models import Application, TextBlock, User
from applications.rules.lifecycle import Role
from applications.rules.review import TextBlockKind
from applications.workflow import audit
from applications.workflow.permissions import require

WRITERS: Final = frozenset({Role.ADMINISTRATOR})


def blocks(kind: TextBlockKind, rules: Collection[str] = ()) -> list[TextBlock]:
    """Return the active blocks of a kind: those of the named rules first, then the general ones.

    Blocks of other rules are left out.
    """
    rows = TextBlock.objects.filter(kind=kind, is_active=True, rule__in=["", *rules])
    return sorted(rows, key=lambda row: (not row.rule, row.title))


def filled(block: TextBlock, *, application: Application, document: Any, at: datetime) -> str:
    """Return the text of a block with the words in braces filled in.

    ``document`` is the sent version. What is not known stays in braces, so that nobody sends a
    gap without seeing it.
    """
    notice = ((document or {}).get("answers", {}).get("non_profit") or {}).get("notice_date")
    words = {
        "{Verein}": application.organisation_name,
        "{Nummer}": application.reference_number or "",
        "{Projekt}": application.project_title,
        "{Bescheid vom}": _day(date.fromisoformat(notice)) if notice else "",
        "{Heute}": _day(clock.berlin_date(at)),
    }
    text = block.text
    for name, word in words.items():
        if word:
            text = text.replace(name, word)
    return text


@transaction.atomic
def save_text_block(*, block: TextBlock, actor: User, at: datetime) -> None:
    """Store a new or changed block. Raises ``NotPermitted``."""
    require(actor, *WRITERS)
    block.save()
    audit.record("text_block.changed", actor=actor, at=at, text_block=block.key)


def _day(day: date) -> str:
    return date_format(day, "j. F Y")
