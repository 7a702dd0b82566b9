"""What may go wrong with a step, as a sentence for the person who tried it."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.forms.staff import MOVED_MEANWHILE, REASON_MISSING, wrong_amounts
from applications.rules.decisions import AmountsNotAllowed
from applications.rules.findings import Outcome
from applications.rules.lifecycle import MoveNotAllowed
from applications.rules.money import format_eur
from applications.services.award import NotSettled
from applications.services.information_requests import StillTimeToAnswer
from applications.services.legal_parameters import AlreadyConfirmed
from applications.services.review import NotUnderReview
from applications.texts import label
from applications.workflow.budget import BudgetExceeded
from applications.workflow.engine import MovedMeanwhile
from applications.workflow.guards import ReasonNeeded, SecondPersonNeeded
from applications.workflow.permissions import NotPermitted


def budget_exceeded(error: BudgetExceeded) -> str:
    """Say how much is free and how much was wanted."""
    return _("Das Budget reicht nicht: frei sind %(free)s, vorgeschlagen %(wanted)s.") % {
        "free": format_eur(error.free_eur),
        "wanted": format_eur(error.wanted_eur),
    }


def not_settled(error: NotSettled) -> str:
    """Name the rules that still need a judgement, or were judged as not met."""
    names = (f"{label(Outcome(row.outcome))} {row.rule}" for row in error.findings)
    return _("Für diese Entscheidung fehlt noch: %(rules)s.") % {"rules": ", ".join(names)}


def own_proposal(_error: object = None) -> str:
    """Say that two persons stand behind every decision."""
    return _("Sie haben diesen Vorschlag gemacht. Eine andere Person muss mitzeichnen.")


def _not_under_review(_error: object) -> str:
    return _("Sie können Regeln nur klären, solange der Antrag in Prüfung ist.")


def _not_permitted(_error: object) -> str:
    return _("Ihre Gruppe darf diesen Schritt nicht machen.")


def _already_confirmed(_error: object) -> str:
    return _("Diesen Wert hat schon eine andere Person bestätigt.")


def _still_time_to_answer(error: StillTimeToAnswer) -> str:
    return _("Der Verein kann noch bis zum %(day)s antworten.") % {
        "day": date_format(error.due_on, "d.m.Y")
    }


PROBLEMS: Final[tuple[tuple[type[Exception], Callable[..., Any]], ...]] = (
    (BudgetExceeded, budget_exceeded),
    (NotSettled, not_settled),
    (SecondPersonNeeded, own_proposal),
    (ReasonNeeded, lambda _error: REASON_MISSING),
    (AmountsNotAllowed, lambda error: wrong_amounts(error.args[0])),
    (MovedMeanwhile, lambda _error: MOVED_MEANWHILE),
    (MoveNotAllowed, lambda _error: MOVED_MEANWHILE),
    (NotUnderReview, _not_under_review),
    (NotPermitted, _not_permitted),
    (StillTimeToAnswer, _still_time_to_answer),
    (AlreadyConfirmed, _already_confirmed),
)


ANTICIPATED: Final = tuple(kind for kind, _say in PROBLEMS)


def sentence_for(error: Exception) -> str:
    """Return what to say to the person who tried."""
    return next(str(say(error)) for kind, say in PROBLEMS if isinstance(error, kind))
