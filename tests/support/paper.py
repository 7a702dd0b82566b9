"""Applications on paper for tests: begun, entered, given to the second person."""

import itertools
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from typing import Any

from applications.forms.declarations import ALWAYS_CONFIRMED
from applications.models import FundingRound, PaperEntry, User
from applications.rules.choices import Origin
from applications.rules.sections import Section
from applications.services import drafts, paper_entries
from tests import factories
from tests.support.complete_answers import ANSWERS

_numbers = itertools.count(1)


def make_paper_entry(
    *,
    received_at: datetime = factories.SENT_AT,
    origin: Origin = Origin.POST,
    actor: User | None = None,
    at: datetime = factories.REVIEWED_AT,
    changes: Mapping[Section, Mapping[str, Any]] | None = None,
    name: str | None = None,
    with_scan: bool = True,
    funding_round: FundingRound | None = None,
) -> PaperEntry:
    """An application on paper whose answers and scan are entered, but not its declarations."""
    entry = paper_entries.begin_entry(
        funding_round=funding_round or factories.make_round(),
        organisation_name=name or f"Handschrift {next(_numbers)} e. V.",
        postcode="61169",
        origin=origin,
        received_at=received_at,
        note="Frau Haddad hat den Antrag am Telefon vorgelesen.",
        actor=actor or factories.make_staff("Sachbearbeitung"),
        at=at,
    )
    answers = {**deepcopy(ANSWERS), Section.DECLARATIONS: {}}
    answers[Section.ORGANISATION]["name"] = entry.application.organisation_name
    answers[Section.ORGANISATION]["register_number"] = f"VR {9000 + entry.pk}"
    for section, columns in answers.items():
        if columns:
            drafts.save_section(
                application=entry.application,
                section=section,
                answers={**columns, **(changes or {}).get(section, {})},
                pending={},
                version=0,
                actor=entry.entered_by,
                at=at,
            )
    kinds = ["statutes", "register_extract", "non_profit_notice"]
    for kind in [*kinds, "paper_original"] if with_scan else kinds:
        factories.make_attachment(entry.application, kind=kind)
    return entry


def hand_over(entry: PaperEntry, *, at: datetime = factories.REVIEWED_AT) -> PaperEntry:
    """Give an entry to the second person."""
    declared = dict.fromkeys(ALWAYS_CONFIRMED, True)
    paper_entries.hand_over(
        entry=entry,
        declarations={
            **declared,
            "sender_name": "Rania Haddad",
            "second_person": "",
            "delivery": "post",
            "publish": False,
        },
        signed_on=date(2020, 1, 15),
        actor=entry.entered_by,
        at=at,
    )
    entry.refresh_from_db()
    return entry
