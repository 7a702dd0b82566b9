"""What the acknowledgement of receipt says, taken from one frozen application."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications import clock
from applications.documents.characters import for_print
from applications.documents.genuineness import check_page
from applications.documents.letter_frame import PRIVACY_PATH, contact_rows, frame, portal
from applications.documents.money_tables import cost_table, finance_table, month_tables
from applications.models.codes import group_printed
from applications.rules.choices import AttachmentKind, Origin
from applications.rules.deadlines import is_late
from applications.rules.facts import Facts
from applications.rules.financing import finance_plan
from applications.rules.findings import Finding, Outcome, Report
from applications.rules.letters import Authority
from applications.rules.minijob_cost import cost_plan
from applications.rules.parameters import Parameters
from applications.rules.periods import berlin_day, last_day_before
from applications.texts import Audience, label, sentence
from applications.workflow.answer_sheet import answer_sheet, declaration_sheet, file_size

# Eight of 64 digits are enough to compare a file with the list by eye.
SHORT_HASH: Final = 8
_ZONE_NAMES: Final = {"CET": "MEZ", "CEST": "MESZ"}


@dataclass(frozen=True, kw_only=True)
class FrozenApplication:
    """A snapshot with everything that a document about it may say.

    ``payload`` is the application document as canonical JSON, ``parameters`` are the legal
    values that were confirmed when the application was frozen.
    """

    payload: str
    sha256: str
    version: int
    is_rehearsal: bool
    report: Report
    parameters: Parameters
    authority: Authority
    # When a later version came with the answer to a request.
    answered_at: datetime | None = None
    origin: Origin = Origin.ONLINE


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """An enclosure that came with the application."""

    kind: str
    name: str
    pages: int | None
    size: str
    short_hash: str


def receipt_context(frozen: FrozenApplication, *, title: str, code: str) -> dict[str, Any]:
    """Return the values of the template; all typed text in them can be printed."""
    document, is_text_missing = for_print(json.loads(frozen.payload))
    facts = Facts.from_document(document)
    received_at = _received_at(facts)
    findings, is_sentence_missing = told(frozen.report)
    return {
        "title": title,
        "at": received_at,
        "reference_number": facts.reference_number,
        "version": frozen.version,
        "is_rehearsal": frozen.is_rehearsal,
        "round_name": facts.round.name,
        "received_at": received_at,
        "received": instant_in_words(received_at),
        "answered": instant_in_words(frozen.answered_at) if frozen.answered_at else "",
        "way": "" if frozen.origin == Origin.ONLINE else str(label(frozen.origin)),
        "is_late": is_late(received_at, facts.round.closes_at),
        "last_day": last_day_before(facts.round.closes_at),
        "sender_name": facts.declarations.sender_name,
        "organisation_name": facts.answers.organisation.name,
        "project_title": facts.answers.micro_project.title,
        "authority": frozen.authority,
        "privacy_page": portal() + PRIVACY_PATH.rstrip("/"),
        "decision_expected_on": facts.round.decision_expected_on,
        "embedded_name": "antrag.json",
        **_frame(frozen, facts),
        "files": _files(facts),
        "promises": _promises(facts),
        "check_page": check_page(),
        "code": group_printed(code),
        "sha256": frozen.sha256,
        "has_unprintable_text": is_text_missing or is_sentence_missing,
        "sections": answer_sheet(document),
        **money_of(facts, frozen.parameters),
        "findings": findings,
        "declarations": declaration_sheet(document),
        "wording": facts.declarations.wording,
    }


def instant_in_words(instant: datetime) -> str:
    """Write an instant to the second: ``Samstag, 18. Januar 2020, 21:14:07 Uhr (MEZ)``."""
    local = instant.astimezone(clock.BERLIN)
    zone = _ZONE_NAMES[str(local.tzname())]
    return _("%(instant)s Uhr (%(zone)s)") % {
        "instant": date_format(local, "l, j. F Y, H:i:s"),
        "zone": zone,
    }


def _received_at(facts: Facts) -> datetime:
    if facts.received_at is None:
        raise ValueError("a draft has no receipt")
    return facts.received_at


def _frame(frozen: FrozenApplication, facts: Facts) -> dict[str, Any]:
    """Return what makes a letter of it: who wrote on paper gets the receipt by post."""
    if frozen.origin == Origin.ONLINE:
        return {}
    association = facts.answers.organisation
    lines = (
        association.name,
        association.address_extra,
        association.street,
        f"{association.postcode or ''} {association.town or ''}",
    )
    information = (
        (_("Unser Zeichen"), facts.reference_number or ""),
        (_("Eingang"), date_format(berlin_day(_received_at(facts)), "j. F Y")),
        *contact_rows(frozen.authority),
    )
    return frame(frozen.authority, (line for line in lines if line), information)


def told(report: Report) -> tuple[list[str], bool]:
    """Return what the association is told about findings, each sentence once."""
    found = report.of(Outcome.EXCLUDED, Outcome.TO_CLARIFY)
    sentences, is_missing = for_print([_sentence(finding) for finding in found])
    return list(dict.fromkeys(sentences)), is_missing


def _sentence(finding: Finding) -> str:
    return str(sentence(finding, Audience.APPLICANT))


def money_of(facts: Facts, parameters: Parameters) -> dict[str, Any]:
    """Return the sums and tables of the minijob and of the finance plan."""
    minijob, plan = cost_plan(facts, parameters), finance_plan(facts, parameters)
    return {
        "requested_eur": plan.requested_eur,
        "requested_micro_project_eur": plan.micro_project.grant_eur,
        "requested_minijob_eur": plan.minijob.grant_eur,
        "finance_table": finance_table(plan),
        "hourly_wage_eur": minijob and minijob.hourly_wage_eur,
        "minijob_tables": (
            [cost_table(minijob, plan.minijob), *month_tables(minijob)] if minijob else []
        ),
    }


def _files(facts: Facts) -> list[ReceivedFile]:
    attachments = facts.answers.enclosures.attachments
    return [
        ReceivedFile(
            kind=str(label(kind)),
            name=file.name or "",
            pages=file.pages,
            size=file_size(file.size) if file.size else "",
            short_hash=(file.sha256 or "")[:SHORT_HASH],
        )
        for kind in AttachmentKind
        for file in attachments
        if file.kind == kind
    ]


def _promises(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"kind": label(kind), "until": promise.until, "reason": promise.reason}
        for kind in AttachmentKind
        for promise in facts.answers.enclosures.promised
        if promise.kind == kind
    ]
