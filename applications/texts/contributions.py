"""What each contribution of an employer pays for, in plain words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.rules.parameters import ParameterKind

MEANINGS: Final[Mapping[ParameterKind, str | Promise]] = {
    ParameterKind.HEALTH: _(
        "Ein fester Anteil für die Krankenkassen. Die Person zahlt dafür nichts."
    ),
    ParameterKind.PENSION: _("Ein fester Anteil für die spätere Rente der Person."),
    ParameterKind.FLAT_TAX: _("Damit ist die Steuer für den Lohn bezahlt."),
    ParameterKind.U1: _(
        "Ist die Person krank, bekommt Ihr Verein einen großen Teil vom Lohn zurück."
    ),
    ParameterKind.U2: _("Ist die Person im Mutterschutz, bekommt Ihr Verein den Lohn zurück."),
    ParameterKind.INSOLVENCY: _(
        "Daraus bekommen Menschen Lohn, wenn ein Arbeitgeber nicht mehr zahlen kann."
    ),
}


def contribution_meaning(kind: ParameterKind) -> str | Promise:
    """Return what a contribution is for."""
    return MEANINGS[kind]
