"""What waits for a second person, in words and with the page on which to finish it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import texts
from applications.rules.parameters import ParameterKind
from applications.services.confirmations import Confirmation, ConfirmationGroup, WaitingRow

Text = str | Promise
LABELS: Final[dict[Confirmation, Text]] = {
    Confirmation.ROUND_CHANGE: gettext_lazy("Änderung der Runde bestätigen"),
    Confirmation.LEGAL_PARAMETER: gettext_lazy("Rechtswert bestätigen"),
    Confirmation.SECOND_FACTOR: gettext_lazy("Zweiter Schutz: Zurücksetzen bestätigen"),
    Confirmation.AWARD_LIST: gettext_lazy("Eingefrorene Liste bestätigen"),
    Confirmation.PAPER_ENTRY: gettext_lazy("Papierantrag prüfen"),
    Confirmation.LETTER_RELEASE: gettext_lazy("Briefe freigeben"),
    Confirmation.LETTER: gettext_lazy("Briefe im Ausgang"),
    Confirmation.POSTING: gettext_lazy("Mit der Post schicken"),
    Confirmation.AWARD_CHANGE: gettext_lazy("Änderung eines Bescheids mitzeichnen"),
    Confirmation.BANK_CALL: gettext_lazy("Konto am Telefon bestätigen"),
}


@dataclass(frozen=True, kw_only=True)
class ShownConfirmations:
    """One kind with its lines: about what, and the address."""

    kind: Confirmation
    label: Text
    total: int
    lines: Sequence[tuple[str, str]]


def shown(groups: Iterable[ConfirmationGroup]) -> list[ShownConfirmations]:
    """Return the groups as the start page shows them."""
    return [
        ShownConfirmations(
            kind=group.kind,
            label=LABELS[group.kind],
            total=group.total,
            lines=[(_about(group.kind, row), _address(group.kind, row)) for row in group.rows],
        )
        for group in groups
    ]


def _about(kind: Confirmation, row: WaitingRow) -> str:
    if kind != Confirmation.LEGAL_PARAMETER:
        return row.about
    return _("%(value)s ab %(day)s") % {
        "value": texts.label(ParameterKind(row.about)),
        "day": date_format(date.fromisoformat(row.since), "d.m.Y"),
    }


def _address(kind: Confirmation, row: WaitingRow) -> str:
    addresses: dict[Confirmation, tuple[str, list[int | str]]] = {
        Confirmation.ROUND_CHANGE: ("applications_fundinground_decide", [row.parent, row.key]),
        Confirmation.LEGAL_PARAMETER: ("applications_legalparameter_confirm", [row.key]),
        Confirmation.SECOND_FACTOR: ("applications_user_second_factor", [row.parent]),
        Confirmation.AWARD_LIST: ("applications_awardlist_change", [row.key]),
        Confirmation.PAPER_ENTRY: ("applications_paperentry_change", [row.code]),
        Confirmation.LETTER_RELEASE: ("letter_release", [row.key]),
        Confirmation.LETTER: ("letter_draft", [row.key]),
        Confirmation.POSTING: ("deliveries", []),
        Confirmation.AWARD_CHANGE: (
            "applications_application_step",
            [row.code, "aenderung-mitzeichnen"],
        ),
        Confirmation.BANK_CALL: ("applications_application_bank_call", [row.code]),
    }
    name, args = addresses[kind]
    return reverse(f"admin:{name}", args=args)
