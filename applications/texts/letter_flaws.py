"""What is wrong with a letter, in words for the people who send it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from applications.rules.documents import LegalTextKind
from applications.rules.letter_flaws import Flaw, FlawKind
from applications.texts.labels import label

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


_SENTENCES: "Final[Mapping[FlawKind, Text]]" = {
    FlawKind.TEXT_MISSING: _("Der Text „%(name)s“ fehlt in der Runde."),
    FlawKind.NOT_RELEASED: _("Der Text „%(name)s“ ist noch nicht freigegeben."),
    FlawKind.PLACE: _("In einem Text ist die Stelle „%(name)s“ nicht ausgefüllt."),
    FlawKind.PLACEHOLDER: _("In den Gründen steht noch ein Platzhalter: %(name)s"),
    FlawKind.ADDRESS: _("Die Anschrift ist nicht vollständig."),
    FlawKind.CHARACTERS: _("Einige Zeichen können wir nicht drucken. Sie erscheinen als [?]."),
}
_ABOUT_TEXTS: Final = frozenset({FlawKind.TEXT_MISSING, FlawKind.NOT_RELEASED})


def flaw_text(flaw: Flaw) -> str:
    """Return the sentence for a flaw."""
    name = label(LegalTextKind(flaw.name)) if flaw.kind in _ABOUT_TEXTS else flaw.name
    return str(_SENTENCES[flaw.kind]) % {"name": name}
