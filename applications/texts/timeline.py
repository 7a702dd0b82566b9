"""What applicants read of the history of their application, and what comes next.

Both tables are lists of what may be told: a step that is not named here stays inside the
authority. A proposal, its return and all work on findings are such steps.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from applications.rules.documents import DocumentKind
from applications.rules.lifecycle import Action, State

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LATE: "Text" = _("Ihr Antrag ist nach der Frist angekommen.")
HANDED_IN: "Text" = _("Unterlage nachgereicht von %(name)s: %(title)s")
# By step and where it led to. The name is that of a person of the team: staff have none here.
_EVENTS: "Mapping[tuple[Action, State], Text]" = {
    (Action.SUBMIT, State.SUBMITTED): _("Antrag abgesendet von %(name)s"),
    (Action.RECORD, State.SUBMITTED): _("Ihr Antrag ist auf Papier angekommen"),
    (Action.START_REVIEW, State.UNDER_REVIEW): _("Wir haben mit der Prüfung begonnen"),
    (Action.REQUEST_INFORMATION, State.INFORMATION_REQUESTED): _(
        "Wir haben Ihnen eine Frage gestellt"
    ),
    (Action.ANSWER, State.ANSWERED): _("Antwort abgesendet von %(name)s"),
    (Action.HEAR, State.HEARING): _("Wir haben Sie um eine Stellungnahme gebeten"),
    (Action.END_HEARING, State.UNDER_REVIEW): _("Wir prüfen weiter"),
    (Action.WITHDRAW, State.WITHDRAWN): _("Antrag zurückgezogen von %(name)s"),
}
# A decision is told by its letter, on the day on which it left.
_LETTERS: "Mapping[DocumentKind, Text]" = {
    DocumentKind.EARLY_START: _("Sie dürfen früher anfangen"),
    DocumentKind.AWARD: _("Wir haben entschieden: Zusage"),
    DocumentKind.WAITING_LIST: _("Wir haben entschieden: Nachrückliste"),
    DocumentKind.REJECTION: _("Wir haben entschieden: Absage"),
    DocumentKind.AMENDMENT: _("Wir haben den Bescheid geändert"),
    DocumentKind.REVOCATION: _("Wir haben den Bescheid aufgehoben"),
}
_OF_THE_TEAM = frozenset({Action.SUBMIT, Action.ANSWER, Action.WITHDRAW})

_IN_REVIEW = (
    _("Wir prüfen Ihren Antrag. Das dauert meist 4 bis 8 Wochen."),
    _("Wenn wir etwas brauchen, schreiben wir Ihnen. Sie bekommen dann eine E-Mail."),
    _("Bitte fangen Sie noch nicht an."),
)
_NEXT: "Mapping[State, tuple[Text, ...]]" = {
    State.SUBMITTED: _IN_REVIEW,
    State.UNDER_REVIEW: _IN_REVIEW,
    State.ANSWERED: _IN_REVIEW,
    State.PROPOSED: _IN_REVIEW,
    State.INFORMATION_REQUESTED: (
        _("Antworten Sie bitte. Danach prüfen wir weiter."),
        _("Brauchen Sie mehr Zeit? Dann schreiben Sie uns eine Nachricht."),
        _("Bitte fangen Sie noch nicht an."),
    ),
    State.HEARING: (
        _("Schreiben Sie uns, was wir noch wissen sollen. Dafür gibt es oben einen Knopf."),
        _("Sie können auch Dateien mitschicken."),
        _("Danach entscheiden wir. Sie bekommen dann eine E-Mail."),
    ),
    State.AWARDED: (
        _("Lesen Sie den Bescheid bitte genau. Dort steht, wann Sie anfangen dürfen."),
    ),
    State.WAITING: (_("Sie müssen im Moment nichts tun. Bitte fangen Sie noch nicht an."),),
    State.REJECTED: (_("Lesen Sie den Bescheid. Dort steht auch, was Sie dagegen tun können."),),
    State.REVOKED: (
        _("Lesen Sie den neuen Bescheid. Dort steht auch, was Sie dagegen tun können."),
    ),
    State.WITHDRAWN: (_("Wir prüfen diesen Antrag nicht mehr."),),
}


def event_text(action: Action, target: State) -> "Text | None":
    """Return the sentence for a step, with a place for `name`, or None for an inner step."""
    return _EVENTS.get((action, target))


def letter_text(kind: DocumentKind) -> "Text | None":
    """Return the sentence for a letter that tells of a decision, None for other documents."""
    return _LETTERS.get(kind)


def names_the_person(action: Action) -> bool:
    """Say whether a step is one of the team, whose people may be named."""
    return action in _OF_THE_TEAM


def next_steps(state: State) -> "tuple[Text, ...]":
    """Return what happens next and what the team should do or leave; drafts have none."""
    return _NEXT.get(state, ())
