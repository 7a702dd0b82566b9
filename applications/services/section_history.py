"""Earlier versions of the sections of a draft: who wrote what when, and what lost a conflict."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder

from applications.models import Application, CostItem, SectionVersion, User
from applications.models.application import RELATIONS
from applications.models.section import SectionAnswers
from applications.rules.sections import Section
from applications.workflow.application_document import answer_fields, section_model

# What one person saves within this time is one version.
TOGETHER: Final = timedelta(minutes=10)
# Files have no versions; checking and declaring are acts, not texts.
WITHOUT_HISTORY: Final = frozenset({Section.ENCLOSURES, Section.REVIEW, Section.DECLARATIONS})
# More than anybody reads; the older ones stay in the table.
SHOWN: Final = 50
_COST_COLUMNS = ("kind", "purpose", "calculation", "amount_eur")


def keep_version(
    application: Application,
    section: Section,
    *,
    actor: User,
    at: datetime,
    keep_apart: bool = False,
) -> None:
    """Keep what a section says after a save, in the transaction of the save.

    The object in hand says what is stored. A save that changed nothing leaves no trace. With
    ``keep_apart`` the version before stays a version of its own, however young it is.
    """
    if section in WITHOUT_HISTORY:
        return
    row: SectionAnswers = getattr(application, RELATIONS[section])
    content = _content(row)
    versions = _versions(application, section).order_by("-pk")
    newest = versions.first()
    is_current = newest is None or newest.is_current_line
    current = newest if is_current else versions.filter(is_current_line=True).first()
    if current and (current.answers, current.pending) == (content, row.pending):
        return
    version = SectionVersion(
        application=application,
        section=section,
        version=row.version,
        answers=content,
        pending=row.pending,
        saved_by=actor,
        saved_at=at,
    )
    _write(version, newest=None if keep_apart else newest)


def keep_losing_version(
    *,
    application: Application,
    section: Section,
    answers: Mapping[str, Any],
    pending: Mapping[str, Any],
    actor: User,
    at: datetime,
) -> None:
    """Keep what somebody typed while another person saved the section."""
    row = _stored(application, section)
    content = _content(row)
    typed = _as_json({name: answers[name] for name in content if name in answers})
    version = SectionVersion(
        application=application,
        section=section,
        version=row.version,
        answers=content | typed,
        pending=dict(pending),
        is_current_line=False,
        saved_by=actor,
        saved_at=at,
    )
    _write(version, newest=_versions(application, section).order_by("-pk").first())


def versions_of(application: Application, section: Section) -> list[SectionVersion]:
    """Return the versions, the newest first, without those that lost and were then saved."""
    rows = _versions(application, section).select_related("saved_by").order_by("-pk")[:SHOWN]
    shown: list[SectionVersion] = []
    saved: list[tuple[Any, Any]] = []
    for row in rows:
        content = (row.answers, row.pending)
        if row.is_current_line:
            saved.append(content)
        if row.is_current_line or content not in saved:
            shown.append(row)
    return shown


def columns_of(version: SectionVersion) -> dict[str, Any]:
    """Return the answers of a version as values of the columns, ready to be saved."""
    if version.section == Section.COSTS:
        return {"items": [_cost_item(item) for item in version.answers["items"]]}
    return {
        field.name: field.to_python(version.answers[field.name])
        for field in answer_fields(section_model(version.section))
        if field.name in version.answers
    }


def _write(version: SectionVersion, *, newest: SectionVersion | None) -> None:
    """Add a version, or bring the newest one up to date when it is the same person's work.

    Only the very newest row counts: a version that met another one in between stays as it is.
    """
    if newest is not None and _belong_together(newest, version):
        SectionVersion.objects.filter(pk=newest.pk).update(
            version=version.version, answers=version.answers, pending=version.pending
        )
    else:
        version.save(force_insert=True)


def _belong_together(one: SectionVersion, other: SectionVersion) -> bool:
    return (
        one.is_current_line == other.is_current_line
        and one.saved_by_id == other.saved_by_id
        and other.saved_at - one.saved_at < TOGETHER
    )


def _versions(application: Application, section: Section) -> Any:
    return SectionVersion.objects.filter(application=application.pk, section=section)


def _stored(application: Application, section: Section) -> SectionAnswers:
    return section_model(section)._default_manager.get(pk=application.pk)


def _content(row: SectionAnswers) -> dict[str, Any]:
    """Return the columns of a section as JSON holds them; of costs the lines."""
    if isinstance(row, section_model(Section.COSTS)):
        items = CostItem.objects.filter(application=row.pk).order_by("position")
        return _as_json({"items": list(items.values(*_COST_COLUMNS))})
    return _as_json({field.name: getattr(row, field.name) for field in answer_fields(type(row))})


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return content


def _cost_item(item: Mapping[str, Any]) -> dict[str, Any]:
    amount = item["amount_eur"]
    return {**item, "amount_eur": None if amount is None else Decimal(amount)}
