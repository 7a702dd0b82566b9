"""The sheet in plain language in front of a decision: which sentences stand on it.

Places in braces are filled in by ``applications.documents.cover_sheet``; a sentence is left out
where one of its values is missing.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from applications.rules.documents import DocumentKind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class Sheet(NamedTuple):
    """What comes first, and sections of a heading with its sentences."""

    news: "Text"
    sections: "tuple[tuple[Text, tuple[Text, ...]], ...]"


_QUESTIONS = _("Fragen?")
_CALL = _("Rufen Sie uns an: {phone}.")
_HOURS = _("Wir sind da: {hours}.")
_HELP = (_QUESTIONS, (_CALL, _HOURS))
_PAY_BACK = _("Sie müssen {repay} zurückzahlen. Tun Sie das bis {repay_by}.")
_WHAT_TO_DO = _("Was Sie jetzt tun können")
_NOT_HAPPY = _(
    "Sie sind nicht einverstanden? Dann lesen Sie bitte die Rechtsbehelfsbelehrung im Bescheid. "
    "Achten Sie auf die Frist."
)
_HELP_OR_REMEDY = (_QUESTIONS, (_CALL, _HOURS, _NOT_HAPPY))

AWARD: Final = Sheet(
    _("Gute Nachricht: Wir fördern Ihr Projekt {project}."),
    (
        (
            _("Ihr Geld"),
            (
                _("Sie bekommen höchstens {total}."),
                _("{micro_project} sind für das Projekt, {minijob} für den Minijob."),
                _("Das Projekt läuft vom {period}."),
            ),
        ),
        (
            _("Das müssen Sie tun"),
            (
                "{steps}",
                _("Heben Sie alle Rechnungen auf."),
                _("Bis {proof_due_on} zeigen Sie uns, wofür Sie das Geld ausgegeben haben."),
            ),
        ),
        _HELP,
    ),
)
PARTIAL_AWARD: Final = Sheet(
    _("Gute Nachricht: Wir fördern Ihr Projekt {project}. Sie bekommen aber weniger Geld."),
    (
        (
            _("Ihr Geld"),
            (
                _("Sie bekommen höchstens {total}. Beantragt haben Sie {requested}."),
                _("{micro_project} sind für das Projekt, {minijob} für den Minijob."),
                _("Das Projekt läuft vom {period}."),
                _("Warum es weniger ist, lesen Sie im Bescheid unter „Begründung“."),
            ),
        ),
        AWARD.sections[1],
        _HELP_OR_REMEDY,
    ),
)
REJECTION: Final = Sheet(
    _("Leider können wir Ihr Projekt {project} nicht fördern."),
    (
        (
            _("Der Grund"),
            ("{ground}", _("Mehr dazu lesen Sie im Bescheid unter „Begründung“.")),
        ),
        (
            _WHAT_TO_DO,
            (
                _(
                    "Sie sind nicht einverstanden? Dann lesen Sie bitte die "
                    "Rechtsbehelfsbelehrung auf der letzten Seite. Achten Sie auf die Frist."
                ),
                _("Sie können im nächsten Jahr wieder einen Antrag stellen."),
                _("Wir beraten Sie gern am Telefon: {phone}."),
                _HOURS,
            ),
        ),
    ),
)
WAITING_LIST: Final = Sheet(
    _("Ihr Projekt {project} steht auf der Nachrückliste."),
    (
        (
            _("Was das bedeutet"),
            (
                _("Ihr Antrag ist gut. Im Moment reicht das Geld aber nicht für alle."),
                _("Ihr Platz auf der Liste ist Nummer {rank}."),
                _("Wird Geld frei, schreiben wir Ihnen."),
            ),
        ),
        (
            _("Das müssen Sie tun"),
            (
                _("Im Moment müssen Sie nichts tun."),
                _("Bitte fangen Sie noch nicht an. Sonst dürfen wir das Projekt nicht fördern."),
            ),
        ),
        _HELP,
    ),
)
AMENDMENT: Final = Sheet(
    _("Wir haben den Bescheid vom {changed_on} für Ihr Projekt {project} geändert."),
    (
        (
            _("Das ist neu"),
            (
                _("Sie bekommen jetzt höchstens {total}. Vorher waren es {before}."),
                _("Das Projekt läuft jetzt vom {new_period}."),
                _PAY_BACK,
                _("Alles andere bleibt gleich."),
            ),
        ),
        _HELP_OR_REMEDY,
    ),
)
REVOCATION: Final = Sheet(
    _("Sie bekommen für Ihr Projekt {project} kein Geld mehr von uns."),
    (
        (
            _("Was das bedeutet"),
            (
                _("Wir haben den Bescheid vom {changed_on} aufgehoben."),
                _PAY_BACK,
                _("Warum, lesen Sie im Bescheid unter „Begründung“."),
            ),
        ),
        (
            _WHAT_TO_DO,
            (
                _NOT_HAPPY,
                _("Sie können {repay} nicht auf einmal zahlen? Sprechen Sie mit uns."),
                _CALL,
                _HOURS,
            ),
        ),
    ),
)
PARTIAL_REVOCATION: Final = Sheet(
    _("Sie bekommen für Ihr Projekt {project} weniger Geld von uns."),
    (
        (
            _("Was das bedeutet"),
            (
                _("Wir haben den Bescheid vom {changed_on} zum Teil aufgehoben."),
                _("Sie bekommen jetzt höchstens {total}. Vorher waren es {before}."),
                *REVOCATION.sections[0][1][1:],
            ),
        ),
        REVOCATION.sections[1],
    ),
)

SHEETS: Final[Mapping[DocumentKind, Sheet]] = {
    DocumentKind.AWARD: AWARD,
    DocumentKind.REJECTION: REJECTION,
    DocumentKind.WAITING_LIST: WAITING_LIST,
    DocumentKind.AMENDMENT: AMENDMENT,
    DocumentKind.REVOCATION: REVOCATION,
}
# When less is given, or taken away, than all of it.
PARTIAL_SHEETS: Final[Mapping[DocumentKind, Sheet]] = {
    DocumentKind.AWARD: PARTIAL_AWARD,
    DocumentKind.REVOCATION: PARTIAL_REVOCATION,
}

NO_EFFECT: "Final[Text]" = _("Dieses Blatt hat keine rechtliche Wirkung. Es gilt der Bescheid.")
NO_EFFECT_OF_A_NOTE: "Final[Text]" = _(
    "Dieses Blatt hat keine rechtliche Wirkung. Es gilt das Schreiben."
)
BUDGET_GROUND: "Final[Text]" = _("Es gab mehr gute Anträge als Geld.")
