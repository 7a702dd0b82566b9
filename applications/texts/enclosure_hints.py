"""How people recognise the documents they need: the same words on the page and on paper."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.rules.choices import AttachmentKind

HOW_TO_RECOGNISE: Final[dict[AttachmentKind, str | Promise]] = {
    AttachmentKind.STATUTES: _(
        "So erkennen Sie das Dokument: Die Regeln Ihres Vereins, mehrere Seiten. Oben steht das "
        "Wort Satzung. Am Ende steht ein Datum."
    ),
    AttachmentKind.REGISTER_EXTRACT: _(
        "So erkennen Sie das Dokument: Ein Blatt vom Amtsgericht. Darauf steht eine Nummer mit VR "
        "und wer im Vorstand ist. Ihr Verein ist nicht eingetragen? Dann brauchen Sie es nicht."
    ),
    AttachmentKind.NON_PROFIT_NOTICE: _(
        "So erkennen Sie das Dokument: Brief vom Finanzamt, 2 bis 4 Seiten. Oben steht das Wort "
        "Freistellungsbescheid oder Feststellungsbescheid. Das Datum steht oben rechts."
    ),
    AttachmentKind.MUNICIPAL_STATEMENT: _(
        "Darin steht, was die Stelle für Integration von Ihrem Projekt hält."
    ),
    AttachmentKind.QUOTES: _(
        "Zum Beispiel für Räume, Technik oder Druck. So sehen wir, wie Sie gerechnet haben."
    ),
}
# These every association needs; the others help.
NEEDED: Final = (
    AttachmentKind.STATUTES,
    AttachmentKind.REGISTER_EXTRACT,
    AttachmentKind.NON_PROFIT_NOTICE,
)
