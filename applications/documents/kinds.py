"""Which documents there are: title, template, and what they say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from applications.documents.context import receipt_context
from applications.rules.documents import DocumentKind


@dataclass(frozen=True, kw_only=True)
class KindOfDocument:
    """How one kind of document is made."""

    title: str | Promise
    template: str
    attachment: str | Promise
    context: Callable[..., dict[str, Any]]


KINDS: Final[Mapping[DocumentKind, KindOfDocument]] = {
    DocumentKind.ACKNOWLEDGEMENT_OF_RECEIPT: KindOfDocument(
        title=_("Eingangsbestätigung"),
        template="pdf/acknowledgement_of_receipt.html",
        attachment=_("Der ganze Antrag zum Einlesen mit einem Programm"),
        context=receipt_context,
    ),
}
