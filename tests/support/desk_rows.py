"""What staff keep for themselves at the list."""

from datetime import UTC, datetime
from typing import Any

from applications.models import Batch, SavedView, User
from applications.models.codes import address_code
from applications.rules.batches import BatchKind

REVIEWED_AT = datetime(2020, 1, 20, 9, 0, tzinfo=UTC)


def make_saved_view(*, person: User, name: str = "Wetterau", **values: Any) -> SavedView:
    """Filters that a member of staff keeps."""
    return SavedView.objects.create(
        **{
            "person": person,
            "name": name,
            "query": "district=FB",
            "saved_at": REVIEWED_AT,
            **values,
        }
    )


def make_batch(*, actor: User) -> Batch:
    """A step for several cases that is over."""
    return Batch.objects.create(
        code=address_code(),
        kind=BatchKind.TAKE,
        actor=actor,
        started_at=REVIEWED_AT,
        finished_at=REVIEWED_AT,
    )
