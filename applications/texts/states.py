"""What applicants read about the state of their application (the staff's words: labels)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from applications.rules.lifecycle import State

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class Turn(StrEnum):
    """Who has to act next."""

    APPLICANT = "applicant"
    AUTHORITY = "authority"
    NOBODY = "nobody"


@dataclass(frozen=True)
class StateText:
    """Name of a state, its sentence with named places to fill, and whose turn it is.

    The places are `until` and `withdrawn_on` (days in words) and `amount` (euros in words).
    """

    label: "Text"
    sentence: "Text"
    turn: Turn

    @property
    def turn_sentence(self) -> "Text":
        """Return who acts now, empty when nobody has to."""
        return TURNS[self.turn]


TURNS: "Mapping[Turn, Text]" = {
    Turn.APPLICANT: _("Jetzt sind Sie dran."),
    Turn.AUTHORITY: _("Jetzt sind wir dran."),
    Turn.NOBODY: "",
}

# Internal steps are not shown: a proposal looks like a review.
_APPLICANT: Mapping[State, StateText] = {
    State.DRAFT: StateText(
        _("Entwurf"), _("Sie haben den Antrag noch nicht abgesendet."), Turn.APPLICANT
    ),
    State.SUBMITTED: StateText(
        _("Angekommen"),
        _("Ihr Antrag ist da. Wir beginnen bald mit der Prüfung."),
        Turn.AUTHORITY,
    ),
    State.UNDER_REVIEW: StateText(_("In Prüfung"), _("Wir prüfen Ihren Antrag."), Turn.AUTHORITY),
    State.INFORMATION_REQUESTED: StateText(
        _("Wir brauchen etwas von Ihnen"),
        _("Bitte antworten Sie bis {until}."),
        Turn.APPLICANT,
    ),
    State.ANSWERED: StateText(
        _("In Prüfung"),
        _("Danke, Ihre Antwort ist da. Wir prüfen weiter."),
        Turn.AUTHORITY,
    ),
    State.HEARING: StateText(
        _("Bitte nehmen Sie Stellung"),
        _("Wir denken an eine Absage. Sie können vorher etwas dazu sagen."),
        Turn.APPLICANT,
    ),
    State.PROPOSED: StateText(_("In Prüfung"), _("Wir prüfen Ihren Antrag."), Turn.AUTHORITY),
    State.AWARDED: StateText(
        _("Zusage"), _("Wir fördern Ihr Projekt mit bis zu {amount}."), Turn.NOBODY
    ),
    State.WAITING: StateText(
        _("Auf der Nachrückliste"),
        _(
            "Ihr Antrag ist gut. Das Geld reicht im Moment nicht. "
            "Wenn Geld frei wird, melden wir uns."
        ),
        Turn.AUTHORITY,
    ),
    State.REJECTED: StateText(
        _("Absage"),
        _("Wir können Ihr Projekt leider nicht fördern. Die Gründe stehen im Bescheid."),
        Turn.NOBODY,
    ),
    State.WITHDRAWN: StateText(
        _("Von Ihnen zurückgezogen"),
        _("Sie haben den Antrag am {withdrawn_on} zurückgezogen."),
        Turn.NOBODY,
    ),
    State.REVOKED: StateText(
        _("Bescheid geändert"),
        _("Es gibt einen neuen Bescheid. Bitte lesen Sie ihn."),
        Turn.NOBODY,
    ),
}
_PARTIAL_AWARD = StateText(
    _("Zusage, mit Änderung"), _("Wir fördern Ihr Projekt mit bis zu {amount}."), Turn.NOBODY
)


def applicant_state(state: State, *, partial: bool = False) -> StateText:
    """Return what applicants read; `partial` marks an award below the request."""
    return _PARTIAL_AWARD if partial and state == State.AWARDED else _APPLICANT[state]
