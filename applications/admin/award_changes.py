"""What the pages of a changed award show beside their forms: before, after, and the letter."""

from datetime import datetime
from typing import Any, Final

from applications import texts
from applications.admin.text_block_choices import offered
from applications.models import Application, AwardChange
from applications.rules.award_changes import LAW, AwardChangeKind, ChangeBasis
from applications.rules.decisions import NOTHING
from applications.rules.documents import LegalTextKind
from applications.rules.letter_flaws import FlawKind
from applications.rules.lifecycle import State
from applications.rules.money import ZERO
from applications.rules.review import TextBlockKind
from applications.services import award_changes
from applications.services.case_file import CaseFile
from applications.services.letter_parts import current_period
from applications.workflow.engine import MovedMeanwhile

_REASONS: Final = (TextBlockKind.FACTS, TextBlockKind.ASSESSMENT, TextBlockKind.DISCRETION)


def known_for_change(application: Application, at: datetime) -> dict[str, Any]:
    """Return what the form of a change has to know of the award, if one stands."""
    if application.state != State.AWARDED:
        return {"before": NOTHING, "awarded_eur": ZERO, "within": application.round.period}
    return {
        "within": application.round.period,
        "before": award_changes.current_amounts(application),
        "awarded_eur": award_changes.standing_award(application).amount_eur,
        "blocks": offered(application, _REASONS, at=at),
    }


def proposal_context(file: CaseFile, form: Any, at: datetime) -> dict[str, Any]:
    """Return what the association has now, and whether it knows of it."""
    planned = AwardChange(application=file.application, proposed_at=at)
    return {
        "before": form.before,
        "period": current_period(planned, file.facts),
        "is_told": file.application.told_state == State.AWARDED,
        "is_end": form.kind == AwardChangeKind.REVOCATION,
    }


def signing_context(file: CaseFile, _form: Any, at: datetime) -> dict[str, Any]:
    """Return what somebody reads before the signature: before and after, the letter."""
    change = file.open_change
    if change is None:
        return {"change": None}
    checked = award_changes.drafted_letter(change, at=at)
    return {
        "change": change,
        "part": checked.letter.change if checked.letter else None,
        "law": LAW[ChangeBasis(change.basis)],
        "letter_texts": [(texts.label(kind), text) for kind, text in checked.letter.texts.items()]
        if checked.letter
        else [],
        "missing_texts": [
            texts.label(LegalTextKind(flaw.name))
            for flaw in checked.flaws
            if flaw.kind == FlawKind.TEXT_MISSING
        ],
    }


def version_waiting(application: Application) -> str:
    """Name the stand of the case together with the change that its reader saw."""
    change = award_changes.open_change(application)
    return f"{application.state_changed_at.isoformat()}/{change.pk if change else 0}"


def waiting(application: Application) -> AwardChange:
    """Return the change that waits for a signature; ``MovedMeanwhile`` when there is none."""
    change = award_changes.open_change(application)
    if change is None:
        raise MovedMeanwhile(application.pk)
    return change
