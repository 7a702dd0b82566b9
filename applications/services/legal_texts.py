"""The wording of letters: written by one person, released by another, for each round."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from applications.models import FundingRound, LegalText, User
from applications.rules.documents import LegalTextKind
from applications.rules.legal_texts import places
from applications.rules.lifecycle import Role
from applications.texts.legal_texts import EDITION, TEXTS
from applications.workflow import audit
from applications.workflow.guards import SecondPersonNeeded
from applications.workflow.permissions import require

WRITERS: Final = frozenset({Role.ADMINISTRATOR, Role.HEAD})
RELEASERS: Final = frozenset({Role.HEAD})
# A notice of remedy without these is wrong, and the limit becomes one year (§ 58 (2) VwGO).
NEEDED_PLACES: Final = {LegalTextKind.REMEDY: ("court", "court_address")}


class EditionTaken(Exception):
    """The round has another text with this edition."""


class PlaceNeeded(ValueError):
    """The text must name a place; the argument is its name."""


class AlreadyReleased(Exception):
    """Somebody released the text before."""


def add_legal_texts(funding_round: FundingRound, *, at: datetime) -> None:
    """Give a round the first edition of every text that it lacks; the legal unit releases it."""
    known = set(funding_round.legal_texts.values_list("kind", flat=True))
    LegalText.objects.bulk_create(
        LegalText(round=funding_round, kind=kind, edition=EDITION, text=text, written_at=at)
        for kind, text in TEXTS.items()
        if kind not in known
    )


def copy_legal_texts(
    source: FundingRound, target: FundingRound, *, actor: User | None, at: datetime
) -> None:
    """Take the texts in force over into another round, where they are released anew.

    A rehearsal takes over the release, too: its letters go to nobody.
    """
    LegalText.objects.bulk_create(
        LegalText(
            round=target,
            kind=kind,
            edition=row.edition,
            text=row.text,
            written_by=actor,
            written_at=at,
            released_by=row.released_by if target.is_rehearsal else None,
            released_at=row.released_at if target.is_rehearsal else None,
        )
        for kind, row in LegalText.objects.in_force(source.pk).items()
    )


@transaction.atomic
def write_edition(
    *,
    funding_round: FundingRound,
    kind: LegalTextKind,
    edition: str,
    text: str,
    actor: User,
    at: datetime,
) -> LegalText:
    """Add a new edition; letters use it once another person has released it.

    Raises ``NotPermitted``, ``UnknownPlace``, ``PlaceNeeded`` and ``EditionTaken``.
    """
    require(actor, *WRITERS)
    named = places(text)
    for name in NEEDED_PLACES.get(kind, ()):
        if name not in named:
            raise PlaceNeeded(name)
    try:
        with transaction.atomic():
            row = LegalText.objects.create(
                round=funding_round,
                kind=kind,
                edition=edition.strip(),
                text=text.strip(),
                written_by=actor,
                written_at=at,
            )
    except IntegrityError:
        raise EditionTaken(edition) from None
    _log("legal_text.written", row, actor=actor, at=at)
    return row


@transaction.atomic
def release_text(*, row: LegalText, actor: User, at: datetime) -> None:
    """Stand behind a wording; from now on letters carry it.

    Raises ``NotPermitted``, ``SecondPersonNeeded`` and ``AlreadyReleased``.
    """
    require(actor, *RELEASERS)
    if row.written_by_id == actor.pk:
        raise SecondPersonNeeded(actor.pk)
    rows = LegalText.objects.filter(pk=row.pk, released_at=None)
    if not rows.update(released_by=actor, released_at=at):
        raise AlreadyReleased(row.pk)
    _log("legal_text.released", row, actor=actor, at=at)


def next_edition(funding_round: FundingRound, kind: LegalTextKind) -> str:
    """Return a free name for the next edition: the year and the next number."""
    taken = set(funding_round.legal_texts.filter(kind=kind).values_list("edition", flat=True))
    numbers = range(1, len(taken) + 2)
    return next(
        name
        for number in reversed(numbers)
        if (name := f"{funding_round.year}-{number}") not in taken
    )


def lacking(funding_round: FundingRound) -> list[LegalTextKind]:
    """Return the texts that a round has in no edition: letters with them cannot leave."""
    known = set(funding_round.legal_texts.values_list("kind", flat=True))
    return [kind for kind in LegalTextKind if kind not in known]


def _log(event: str, row: LegalText, *, actor: User, at: datetime) -> None:
    audit.record(
        event,
        actor=actor,
        at=at,
        round=row.round_id,
        text=row.pk,
        kind=row.kind,
        edition=row.edition,
    )
