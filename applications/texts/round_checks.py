"""The check list before a round is published, in German: what is checked, what is wrong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Code -> what is checked; what to say when it is not as it should be.
_CHECKS: "Final[Mapping[str, tuple[Text, Text]]]" = {
    "window": (_("Die Frist endet nach ihrem Beginn"), _("Die Frist endet vor ihrem Beginn.")),
    "not_over": (_("Die Frist liegt in der Zukunft"), _("Die Frist ist schon vorbei.")),
    "begins_later": (
        _("Der Beginn liegt in der Zukunft"),
        _("Der Beginn ist vorbei: Die Runde ist sofort offen, ihre Regeln stehen dann fest."),
    ),
    "midnight": (
        _("Die Frist endet um 24 Uhr"),
        _("Die Frist endet um {time} Uhr und nicht um 24 Uhr. Ist das gewollt?"),
    ),
    "drafts_until": (
        _("Neue Entwürfe enden mit der Frist oder vorher"),
        _("„Neue Entwürfe bis“ muss zwischen Beginn und Frist liegen."),
    ),
    "decision": (
        _("Die Entscheidung folgt auf die Frist"),
        _("Die Entscheidung steht vor dem Ende der Frist."),
    ),
    "period": (_("Der Zeitraum der Projekte"), _("Der Zeitraum endet vor seinem Beginn.")),
    "year": (
        _("Der Zeitraum liegt im Förderjahr"),
        _("Projekte dürfen auch außerhalb des Förderjahres stattfinden. Ist das gewollt?"),
    ),
    "months": (
        _("Die Monate passen in den Zeitraum"),
        _("Der Zeitraum hat {months} Monate. „Höchstens Monate“ passt nicht dazu."),
    ),
    "proof": (
        _("Der Verwendungsnachweis folgt auf das Projekt"),
        _("Der Verwendungsnachweis ist fällig, bevor die Projekte enden."),
    ),
    "deadline_day": (
        _("Die Frist endet an einem Werktag"),
        _(
            "{day} ist kein Werktag{holiday}. Rechtlich endet die Frist dann erst am {next}. "
            "Tragen Sie am besten diesen Tag ein."
        ),
    ),
    "decision_day": (
        _("Die Entscheidung fällt auf einen Werktag"),
        _("{day} ist kein Werktag{holiday}. Der nächste ist {next}."),
    ),
    "proof_day": (
        _("Der Verwendungsnachweis ist an einem Werktag fällig"),
        _("{day} ist kein Werktag{holiday}. Der nächste ist {next}."),
    ),
    "parts": (
        _("Beide Teile ergeben den Höchstbetrag"),
        _("Beide Teile zusammen müssen den Höchstbetrag ergeben."),
    ),
    "budget": (
        _("Das Budget reicht für {count} volle Förderungen"),
        _("Das Budget reicht nicht für eine volle Förderung."),
    ),
    "law": (
        _("Rechtswerte für den ganzen Zeitraum"),
        _("Für den Zeitraum fehlen Rechtswerte. Ohne sie kann niemand den Lohn rechnen."),
    ),
    "law_of_the_year": (
        _("Der Mindestlohn ist vom Förderjahr"),
        _(
            "Für {year} steht kein neuer Wert da. Die Regeln rechnen mit {newest}. "
            "Gibt es schon einen neuen Mindestlohn?"
        ),
    ),
    "law_fits": (
        _("Mindestlohn und Verdienstgrenze passen zusammen"),
        _("Die Verdienstgrenze folgt nicht aus dem Mindestlohn (mal 130, durch 3, aufgerundet)."),
    ),
    "law_confirmed": (
        _("Alle Rechtswerte sind bestätigt"),
        _("{count} Rechtswerte warten auf eine zweite Person. Bis dahin zählen sie nicht."),
    ),
    "reach": (
        _("Der Betrag für den Minijob reicht"),
        _("{maximum} reichen nicht für einen vollen Minijob ({full}). Vereine zahlen {missing}."),
    ),
    "text": (
        _("{field}: eingetragen"),
        _("{field}: Das sieht nach einem Platzhalter aus."),
    ),
    "no_text": (_("{field}"), _("{field}: Hier steht noch nichts.")),
    "legal_texts": (
        _("Alle Texte der Briefe sind da"),
        _("Es fehlen {count} Texte für Briefe. Briefe mit ihnen können nicht hinaus."),
    ),
    "legal_release": (
        _("Alle Texte der Briefe sind freigegeben"),
        _("{count} Texte für Briefe sind noch nicht freigegeben. Vorher sind Briefe Entwürfe."),
    ),
    "checklist": (
        _("Die Prüfliste hat {count} Punkte"),
        _("Die Prüfliste ist leer. Niemand kann so prüfen."),
    ),
    "criteria": (
        _("Es gibt {count} Kriterien für die Punkte"),
        _("Es gibt noch keine Kriterien für die Punkte."),
    ),
    "prefix": (
        _("Der Anfang der Antragsnummern ist einmalig"),
        _("Eine andere Runde hat denselben Anfang der Antragsnummern."),
    ),
    "alone": (
        _("Keine andere Runde ist zur selben Zeit offen"),
        _("Zur selben Zeit ist „{name}“ offen. Vereine sehen dann nur die spätere Runde."),
    ),
}
CODES: Final = frozenset(_CHECKS)


def check_title(code: str, values: Mapping[str, Any]) -> str:
    """Return what is checked."""
    return str(_CHECKS[code][0]).format(**values)


def check_problem(code: str, values: Mapping[str, Any]) -> str:
    """Return what to say when it is not as it should be."""
    return str(_CHECKS[code][1]).format(**values)
