"""Turns the rows of an application into the application document, and back for the rules."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects

from applications.models import Application, Attachment, FundingRound
from applications.models.application import RELATIONS
from applications.models.section import SectionAnswers
from applications.rules.facts import Facts, FactsOnDemand
from applications.rules.parameters import Parameters
from applications.rules.required import ASKED_IF, is_asked
from applications.rules.rule import Case

SCHEMA_VERSION = 1

_OWN = {field.name for field in SectionAnswers._meta.get_fields()}
_ROUND = (
    "name",
    "year",
    "opens_at",
    "closes_at",
    "budget_eur",
    "maximum_eur",
    "micro_project_maximum_eur",
    "minijob_maximum_eur",
    "period_from",
    "period_until",
    "decision_expected_on",
    "exemption_notice_years",
    "compliance_notice_years",
    "large_purchase_eur",
    "second_agreement",
    "late_policy",
    "ineligible_policy",
    "rates_known_on",
    "maximum_months",
    "minimum_own_share_percent",
    "requires_registration",
)


def document_of(
    application: Application, *, received_at: datetime | None = None
) -> dict[str, Any]:
    """Return the application document; missing answers are null.

    For an application that is being sent, the instant of receipt (aware) is handed in, because
    the row does not carry it yet.
    """
    answers = {name: part_of(application, name) for name in RELATIONS}
    declarations = answers.pop("declarations")
    document = {
        "schema_version": SCHEMA_VERSION,
        "reference_number": application.reference_number,
        "received_at": plain(received_at or application.submitted_at),
        "round": part_of(application, "round"),
        "answers": answers,
        "declarations": declarations,
    }
    if document["received_at"]:
        _leave_out_what_was_not_asked(document)
    return document


def part_of(application: Application, name: str) -> dict[str, Any]:
    """Return what the document says in a section, or of the round.

    Lists of the application are asked for once, when their section is first looked at.
    """
    match name:
        case "round":
            return round_values(application.round)
        case "costs":
            prefetch_related_objects([application], "cost_items")
            return {"items": _rows(application.cost_items.all(), _cost_item, "position")}
        case "enclosures":
            prefetch_related_objects([application], "attachments", "promised_enclosures")
            return {
                "attachments": _rows(counted_attachments(application), _attachment, "pk"),
                "promised": _rows(application.promised_enclosures.all(), _promised, "kind"),
            }
        case _:
            return _answers(getattr(application, RELATIONS[name]))


def _leave_out_what_was_not_asked(document: dict[str, Any]) -> None:
    """Empty the answers to questions that another answer made pointless.

    A draft keeps them, since people change their minds; who sends has not given them.
    """
    facts = Facts.from_document(document)
    case = Case(facts=facts, parameters=Parameters(()), on=date.min)
    for field in ASKED_IF:
        section, _dot, name = field.partition(".")
        if not is_asked(field, case):
            document["answers"][section][name] = None


def counted_attachments(application: Application) -> list[Attachment]:
    """Return the received documents without those of a request that was never answered."""
    rows = list(application.attachments.all())
    if any(row.request_id for row in rows):
        requests = application.information_requests.filter(answered_at=None)
        unanswered = set(requests.exclude(closed_at=None).values_list("pk", flat=True))
        rows = [row for row in rows if row.request_id not in unanswered]
    return rows


def columns_of(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a document as the columns of a table take them."""
    return {name: _column(model._meta.get_field(name), value) for name, value in values.items()}


def facts_of(application: Application) -> Facts:
    """Return what the rules are told about an application as it stands.

    Of a draft only the sections are read that somebody looks at, as they stand then.
    """
    if application.is_draft:
        return FactsOnDemand(partial(part_of, application))
    return Facts.from_document(document_of(application))


def round_values(funding_round: FundingRound) -> dict[str, Any]:
    """Return the values of the round that the rules and the reader need."""
    values = {name: plain(getattr(funding_round, name)) for name in _ROUND}
    return {"code": funding_round.reference_prefix, **values}


def plain(value: Any) -> Any:
    """Return a value as the document holds it: strings for money and dates, null for nothing.

    A list leaves out the places of entries that cannot be read yet.
    """
    match value:
        case "" | None:
            return None
        case Decimal():
            return f"{value:.2f}"
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case list():
            return [entry for item in value if (entry := plain(item)) is not None]
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case _:
            return value


def section_model(section: str) -> type[SectionAnswers]:
    """Return the table that holds the answers of a section of the document."""
    model: type[SectionAnswers] = Application._meta.get_field(RELATIONS[section]).related_model  # type: ignore[assignment]
    return model


def answer_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns of a section that hold answers."""
    return [field for field in model._meta.concrete_fields if field.name not in _OWN]


def _answers(section: SectionAnswers) -> dict[str, Any]:
    return {
        field.name: plain(getattr(section, field.name)) for field in answer_fields(type(section))
    }


def _rows(
    rows: Iterable[Any], convert: Callable[[Any], dict[str, Any]], order: str
) -> list[dict[str, Any]]:
    return [convert(row) for row in sorted(rows, key=lambda row: getattr(row, order))]


def _column(field: Any, value: Any) -> Any:
    """Return null as the column says it, and everything else in the column's type."""
    if value is None:
        return None if field.null else field.get_default()
    return field.to_python(value)


def _cost_item(row: Any) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in _COST_ITEM}


def _attachment(row: Any) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in _ATTACHMENT}


def _promised(row: Any) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in _PROMISED}


_COST_ITEM = ("kind", "purpose", "calculation", "amount_eur")
_ATTACHMENT = ("kind", "name", "media_type", "size", "pages", "sha256")
_PROMISED = ("kind", "until", "reason")
