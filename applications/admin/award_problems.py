"""What may go wrong with an award list, as a sentence for the person who tried it."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext as _

from applications.admin import problems
from applications.rules.money import format_eur
from applications.services.award_lists import (
    AlreadyClosed,
    ConflictOnList,
    FreezeWaiting,
    ListChanged,
    NothingInside,
)
from applications.services.award_scenarios import ScenarioChanged
from applications.workflow.budget import BudgetExceeded
from applications.workflow.guards import SecondPersonNeeded


def _list_changed(error: ListChanged) -> str:
    """Name the cases; the budget and the list that stands come first."""
    found = []
    if error.list_changed:
        found.append(_("Inzwischen gilt eine andere Liste."))
    if error.budget_changed:
        found.append(_("Das Budget der Runde hat sich geändert."))
    if error.numbers:
        found.append(
            _("Seit dem letzten Rechnen hat sich geändert: %(numbers)s.")
            % {"numbers": ", ".join(error.numbers)}
        )
    return " ".join([*found, _("Bitte rechnen Sie das Szenario noch einmal.")])


def _overdrawn(error: BudgetExceeded) -> str:
    return _(
        "Schon zugesagt und vorgeschlagen sind %(given)s. Das Budget ohne Reserve ist %(free)s."
    ) % {"given": format_eur(error.wanted_eur), "free": format_eur(error.free_eur)}


def _conflict(error: ConflictOnList) -> str:
    return _(
        "Von diesen Anträgen müssen Sie sich fernhalten: %(numbers)s. "
        "Eine andere Person muss über die Liste entscheiden."
    ) % {"numbers": ", ".join(error.numbers)}


def _scenario_changed(_error: object) -> str:
    return _("Jemand hat das Szenario inzwischen geändert. Bitte sehen Sie es noch einmal an.")


def _waiting(_error: object) -> str:
    return _("Eine eingefrorene Liste wartet schon auf die zweite Person.")


def _nothing_inside(_error: object) -> str:
    return _("Diese Liste gibt niemandem Geld. Es gibt nichts einzufrieren.")


def _already_closed(_error: object) -> str:
    return _("Jemand hat diese Liste schon bestätigt oder zurückgegeben.")


def _own_list(_error: object) -> str:
    return _("Sie haben diese Liste eingefroren. Eine andere Person muss sie bestätigen.")


PROBLEMS: Final[tuple[tuple[type[Exception], Callable[..., str]], ...]] = (
    (ListChanged, _list_changed),
    (ConflictOnList, _conflict),
    (BudgetExceeded, _overdrawn),
    (ScenarioChanged, _scenario_changed),
    (FreezeWaiting, _waiting),
    (NothingInside, _nothing_inside),
    (AlreadyClosed, _already_closed),
    (SecondPersonNeeded, _own_list),
)
ANTICIPATED: Final = (*(kind for kind, _say in PROBLEMS), *problems.ANTICIPATED)


def sentence_for(error: Any) -> str:
    """Return what to say to the person who tried."""
    own = (say(error) for kind, say in PROBLEMS if isinstance(error, kind))
    return next(own, None) or problems.sentence_for(error)
