"""Letters that wait in the outbox: written with the deed, seen by nobody outside."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from applications import clock
from applications.documents.characters import for_print
from applications.models import Application, AwardChange, Decision, LetterDraft, User
from applications.rules.decisions import placeholders
from applications.rules.documents import ACTS, DECISION_LETTERS, DocumentKind
from applications.rules.legal_texts import UnfilledPlace, UnknownPlace
from applications.rules.letter_flaws import Flaw, FlawKind
from applications.rules.letters import Letter
from applications.services.letters import TextMissing, letter_of_draft

# An address of a letter has at least a name, a street and a town.
LEAST_LINES: Final = 3


@dataclass(frozen=True, kw_only=True)
class CheckedDraft:
    """A draft with its wording, as far as there is one, and its flaws."""

    draft: LetterDraft
    letter: Letter | None
    flaws: tuple[Flaw, ...]

    @property
    def may_leave(self) -> bool:
        """Say whether nothing stands against the letter."""
        return not any(flaw.is_blocking for flaw in self.flaws)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the wording; its date is that of the draft, so that it stays."""
        if self.letter is None:
            return ""
        return hashlib.sha256(self.letter.to_json().encode()).hexdigest()


def write_draft(
    kind: DocumentKind,
    *,
    application: Application,
    at: datetime,
    actor: User,
    decision: Decision | None = None,
    change: AwardChange | None = None,
    values: dict[str, Any] | None = None,
) -> LetterDraft:
    """Put a letter into the outbox; of several about the decision only the last one leaves.

    After an administrative act nobody consents to an early start any more.
    """
    overtaken = {kind}
    if kind in DECISION_LETTERS:
        overtaken |= DECISION_LETTERS
    if kind in ACTS:
        overtaken.add(DocumentKind.EARLY_START)
    others = open_drafts().filter(application=application)
    others.filter(kind__in=overtaken).update(discarded_at=at)
    return LetterDraft.objects.create(
        application=application,
        kind=kind,
        decision=decision,
        change=change,
        values=values or {},
        drafted_by=actor,
        drafted_at=at,
    )


def discard_drafts(application: Application, *, at: datetime) -> None:
    """Throw away what has not left: the application was withdrawn."""
    open_drafts().filter(application=application).update(discarded_at=at)


def open_drafts() -> Any:
    """Return what has neither left nor was thrown away."""
    return LetterDraft.objects.filter(document=None, discarded_at=None)


def check_draft(draft: LetterDraft) -> CheckedDraft:
    """Write the letter with the real data of the case and say what is wrong with it."""
    try:
        letter = letter_of_draft(draft, dated=clock.berlin_date(draft.drafted_at))
    except TextMissing as error:
        flaw = Flaw(kind=FlawKind.TEXT_MISSING, name=str(error.args[0]))
        return CheckedDraft(draft=draft, letter=None, flaws=(flaw,))
    except (UnknownPlace, UnfilledPlace) as error:
        flaw = Flaw(kind=FlawKind.PLACE, name=str(error.args[0]))
        return CheckedDraft(draft=draft, letter=None, flaws=(flaw,))
    return CheckedDraft(draft=draft, letter=letter, flaws=tuple(_flaws(letter)))


def _flaws(letter: Letter) -> list[Flaw]:
    found = [
        Flaw(kind=FlawKind.NOT_RELEASED, name=str(kind))
        for kind, text in letter.texts.items()
        if not text.is_released
    ]
    found += [Flaw(kind=FlawKind.PLACEHOLDER, name=name) for name in placeholders(*_typed(letter))]
    if len(letter.recipient.lines) < LEAST_LINES:
        found.append(Flaw(kind=FlawKind.ADDRESS))
    if for_print([*_typed(letter), *letter.recipient.lines, letter.project_title])[1]:
        found.append(Flaw(kind=FlawKind.CHARACTERS))
    return found


def _typed(letter: Letter) -> list[str]:
    """Return what people of the authority typed, where something may be left to fill in."""
    part = letter.decision or letter.change
    if part is None:
        return []
    reasons = part.reasons
    return [reasons.facts, reasons.assessment, reasons.discretion]
