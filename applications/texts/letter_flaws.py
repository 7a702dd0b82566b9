"""What is wrong with a letter, in words for the people who send it."""

from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _

from applications.rules.documents import LegalTextKind
from applications.texts.labels import label

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class Flawed(Protocol):
    """A flaw with its code and what it is about."""

    kind: str
    name: str


def flaw_text(flaw: Flawed) -> str:
    """Return the sentence for a flaw."""
    sentences: dict[str, Text] = {
        "text_missing": _("Der Text „%(name)s“ fehlt in der Runde."),
        "not_released": _("Der Text „%(name)s“ ist noch nicht freigegeben."),
        "place": _("In einem Text ist die Stelle „%(name)s“ nicht ausgefüllt."),
        "placeholder": _("In den Gründen steht noch ein Platzhalter: %(name)s"),
        "address": _("Die Anschrift ist nicht vollständig."),
        "characters": _("Einige Zeichen können wir nicht drucken. Sie erscheinen als [?]."),
    }
    is_text = flaw.kind in {"text_missing", "not_released"}
    name = label(LegalTextKind(flaw.name)) if is_text else flaw.name
    return str(sentences[flaw.kind]) % {"name": name}
