"""What may go wrong with a step, as a sentence for the person who tried it."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.forms.award_change import not_allowed
from applications.forms.early_start import begin_not_possible
from applications.forms.staff import (
    MOVED_MEANWHILE,
    REASON_MISSING,
    placeholder_left,
    wrong_amounts,
)
from applications.rules.award_changes import ChangeNotAllowed
from applications.rules.decisions import AmountsNotAllowed
from applications.rules.findings import Outcome
from applications.rules.lifecycle import MoveNotAllowed
from applications.rules.money import format_eur
from applications.services.accepted_costs import MoreThanRequested
from applications.services.award_changes import ChangeWaiting
from applications.services.bank_calls import CallerPays, UnknownNumber
from applications.services.bank_details import BankDetailsChanged
from applications.services.early_start import BeginNotPossible
from applications.services.hearings import PlaceholderLeft
from applications.services.identity_proof import IdentityNotProved
from applications.services.information_requests import StillTimeToAnswer
from applications.services.judgements import NotJudgedNow
from applications.services.legal_holds import AlreadyHeld, NotHeld
from applications.services.legal_parameters import AlreadyConfirmed
from applications.services.obstacles import NotReady, Obstacle, ObstacleKind
from applications.services.review import NotUnderReview
from applications.texts import label
from applications.workflow.budget import BudgetExceeded
from applications.workflow.conflicts import ConflictOfInterest
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted


def budget_exceeded(error: BudgetExceeded | Obstacle) -> str:
    """Say how much is free and how much was wanted."""
    return _("Das Budget reicht nicht: frei sind %(free)s, vorgeschlagen %(wanted)s.") % {
        "free": format_eur(error.free_eur),
        "wanted": format_eur(error.wanted_eur),
    }


def not_ready(error: NotReady) -> str:
    """Name everything that is missing in one go."""
    names = [name for one in error.obstacles if (name := missing_name(one))]
    sentences = [sentence for one in error.obstacles if (sentence := missing_sentence(one))]
    if names:
        listed = _("Für diese Entscheidung fehlt noch: %(rules)s.") % {"rules": ", ".join(names)}
        sentences.insert(0, listed)
    return " ".join(sentences)


def missing_name(obstacle: Obstacle) -> str:
    """Return what is missing as it stands in a list; "" for what takes a sentence."""
    if obstacle.kind == ObstacleKind.FINDING and obstacle.finding:
        return f"{label(Outcome(obstacle.finding.outcome))} {obstacle.finding.rule}"
    return {
        ObstacleKind.CHECKLIST: _("Punkt %(number)s der Prüfliste") % {"number": obstacle.number},
        ObstacleKind.SCORE: _("Punkte für „%(name)s“") % {"name": obstacle.name},
        ObstacleKind.HEARING: _("Anhörung des Vereins"),
        ObstacleKind.REASON: _("Begründung"),
    }.get(obstacle.kind, "")


def missing_sentence(obstacle: Obstacle) -> str:
    """Return the sentence for what cannot be named in a list."""
    if obstacle.kind == ObstacleKind.PLACEHOLDER:
        return placeholder_left(obstacle.name)
    return budget_exceeded(obstacle) if obstacle.kind == ObstacleKind.BUDGET else ""


def own_proposal(_error: object = None) -> str:
    """Say that two persons stand behind every decision."""
    return _("Sie haben diesen Vorschlag gemacht. Eine andere Person muss mitzeichnen.")


def _not_under_review(_error: object) -> str:
    return _("Sie können Regeln nur klären, solange der Antrag in Prüfung ist.")


def _not_permitted(_error: object) -> str:
    return _("Ihre Gruppe darf diesen Schritt nicht machen.")


def _conflict_of_interest(_error: object) -> str:
    return _("Dieser Antrag ist wegen Befangenheit geschlossen.")


def _not_judged_now(_error: object) -> str:
    return _("Im Moment arbeitet niemand an diesem Antrag. Hier kann sich nichts mehr ändern.")


def _more_than_requested(_error: object) -> str:
    return _("Sie können nicht mehr anerkennen, als der Verein beantragt hat.")


def _already_confirmed(_error: object) -> str:
    return _("Diesen Wert hat schon eine andere Person bestätigt.")


def _identity_not_proved(_error: object) -> str:
    return _("Bitte zeigen Sie noch einmal, wer Sie sind. Danach können Sie mitzeichnen.")


def _change_waiting(_error: object) -> str:
    return _("Eine andere Änderung dieses Bescheids wartet schon auf die Mitzeichnung.")


def _caller_pays(_error: object) -> str:
    return _("Sie holen auch Zahlungslisten. Am Telefon muss eine andere Person bestätigen.")


def _still_time_to_answer(error: StillTimeToAnswer) -> str:
    return _("Der Verein kann noch bis zum %(day)s antworten.") % {
        "day": date_format(error.due_on, "d.m.Y")
    }


PROBLEMS: Final[tuple[tuple[type[Exception], Callable[..., Any]], ...]] = (
    (BudgetExceeded, budget_exceeded),
    (NotReady, not_ready),
    (SecondPersonNeeded, own_proposal),
    (ReasonNeeded, lambda _error: REASON_MISSING),
    (ChangeWaiting, _change_waiting),
    (BeginNotPossible, lambda error: begin_not_possible(*error.args)),
    (ChangeNotAllowed, lambda error: not_allowed(*error.args)),
    (AmountsNotAllowed, lambda error: wrong_amounts(*error.args)),
    (MovedMeanwhile, lambda _error: MOVED_MEANWHILE),
    (MoveNotAllowed, lambda _error: MOVED_MEANWHILE),
    (NotUnderReview, _not_under_review),
    (NotPermitted, _not_permitted),
    (ConflictOfInterest, _conflict_of_interest),
    (NotJudgedNow, _not_judged_now),
    (MoreThanRequested, _more_than_requested),
    (StillTimeToAnswer, _still_time_to_answer),
    (AlreadyConfirmed, _already_confirmed),
    (AlreadyHeld, lambda _error: MOVED_MEANWHILE),
    (BankDetailsChanged, lambda _error: MOVED_MEANWHILE),
    (UnknownNumber, lambda _error: MOVED_MEANWHILE),
    (CallerPays, _caller_pays),
    (NotHeld, lambda _error: MOVED_MEANWHILE),
    (IdentityNotProved, _identity_not_proved),
    (PlaceholderLeft, lambda error: placeholder_left(", ".join(error.found))),
)


ANTICIPATED: Final = tuple(kind for kind, _say in PROBLEMS)


def sentence_for(error: Exception) -> str:
    """Return what to say to the person who tried."""
    return next(str(say(error)) for kind, say in PROBLEMS if isinstance(error, kind))
