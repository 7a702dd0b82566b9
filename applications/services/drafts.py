"""Drafts: begin one, save its sections, delete it; nothing that was typed gets lost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn

from django.db import transaction
from django.db.models import DecimalField, JSONField

from applications.models import (
    Application,
    CostItem,
    FundingRound,
    Membership,
    Organisation,
    SectionVersion,
    User,
)
from applications.models.application import RELATIONS
from applications.models.organisation import AssociationAnswers
from applications.models.section import SectionAnswers
from applications.rules.choices import Origin
from applications.rules.lifecycle import Role, State
from applications.rules.organisation import comparable_name
from applications.rules.sections import Section
from applications.services import section_history, writing
from applications.services.enclosure_files import delete_after_commit, files_of
from applications.workflow import audit
from applications.workflow.application_document import answer_fields, section_model
from applications.workflow.permissions import WRITERS, NotAWriter, require_writer, team_roles

# Answers that the application row repeats for lists and searches.
COPIES = {
    Section.ORGANISATION: {
        "name": "organisation_name",
        "postcode": "postcode",
        "town": "town",
        "district": "district",
    },
    Section.MICRO_PROJECT: {"title": "project_title", "topic": "topic"},
}
_ASSOCIATION = tuple(field.name for field in AssociationAnswers._meta.get_fields())


class RoundClosed(Exception):
    """No draft can begin now: the round is not open yet, or its deadline has passed."""


class NotADraft(Exception):
    """The application was sent; what is written is closed, and no request opens it."""


@dataclass
class AlreadyBegun(Exception):
    """The organisation has an application in this round."""

    application: Application


@dataclass
class ChangedMeanwhile(Exception):
    """Somebody saved the section after the page was opened."""

    current: SectionAnswers


@transaction.atomic
def begin_application(
    *,
    funding_round: FundingRound,
    organisation_name: str,
    postcode: str,
    actor: User,
    at: datetime,
    eligibility: Mapping[str, str] | None = None,
) -> Application:
    """Begin a draft; the actor may send it. Answers of the Förder-Check are carried over.

    An organisation of the same name that the actor belongs to is used again, with its last
    address. Raises ``RoundClosed``, ``AlreadyBegun`` and ``NotAWriter`` (an adviser begins
    nothing for the association).
    """
    if not funding_round.is_open(at):
        raise RoundClosed(funding_round.pk)
    # One beginning at a time for each person: two clicks make one draft.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    organisation = _own_organisation(organisation_name, postcode, actor=actor, at=at)
    _check_first(organisation, funding_round, actor=actor)
    application = create_draft(
        organisation=organisation, funding_round=funding_round, actor=actor, at=at
    )
    create_sections(application, eligibility=eligibility or {})
    audit.record("draft.begun", actor=actor, at=at, code=application.code)
    return application


def create_draft(
    *,
    organisation: Organisation,
    funding_round: FundingRound,
    actor: User,
    at: datetime,
    origin: Origin = Origin.ONLINE,
) -> Application:
    """Write the row of a draft with the amounts of the round."""
    return Application.objects.create(
        origin=origin,
        is_rehearsal=funding_round.is_rehearsal,
        round=funding_round,
        organisation=organisation,
        organisation_name=organisation.name,
        postcode=organisation.postcode,
        town=organisation.town,
        district=organisation.district,
        micro_project_maximum_eur=funding_round.micro_project_maximum_eur,
        minijob_maximum_eur=funding_round.minijob_maximum_eur,
        state_changed_at=at,
        created_at=at,
        created_by=actor,
        edited_at=at,
        edited_by=actor,
    )


def likely_duplicate(
    *, funding_round: FundingRound, organisation_name: str, postcode: str, actor: User
) -> bool:
    """Say whether others have an application for such an association; nothing else is told."""
    neighbours = Application.objects.filter(round=funding_round, postcode=postcode)
    others = neighbours.exclude(organisation__memberships__user=actor)
    names = others.values_list("organisation_name", flat=True)
    return comparable_name(organisation_name) in map(comparable_name, names)


def section_row(application: Application, section: Section) -> SectionAnswers:
    """Return the row that holds the answers and the version of a section."""
    row: SectionAnswers = getattr(application, RELATIONS[section])
    return row


@transaction.atomic
def save_section(
    *,
    application: Application,
    section: Section,
    answers: Mapping[str, Any],
    pending: Mapping[str, Any],
    version: int,
    actor: User,
    at: datetime,
    keep_apart: bool = False,
) -> int:
    """Save what was typed in a section, complete or not, and return its new version.

    ``answers`` are values by column; ``pending`` is the raw text of fields that could not be
    read, kept until they can. Columns that are not named stay as they are. Saving what is
    stored already changes nothing, the version neither. The object in hand is brought up to date.
    Raises ``ChangedMeanwhile`` when it is newer than ``version``, ``NotADraft``, ``NotAWriter``.
    """
    row = section_row(application, section)
    columns = {**_columns(row, answers), "pending": dict(pending)}
    if version and _is_stored(row, columns, answers, version=version):
        _require_open(application, section, actor=actor)
        return version
    state = writing.claim(
        application,
        opens=lambda request: section in writing.asked_sections(request),
        actor=actor,
        at=at,
        copies=_copies(section, answers),
    )
    if state is None:
        _refuse(application, actor=actor)
    columns |= {"version": version + 1, "saved_at": at, "saved_by": actor}
    rows = type(row)._default_manager.filter(pk=application.pk, version=version)
    if not rows.update(**columns):
        raise ChangedMeanwhile(type(row)._default_manager.get(pk=application.pk))
    _save_beside(application, section, answers, is_draft=state == State.DRAFT)
    _bring_up_to_date(row, columns)
    section_history.keep_version(application, section, actor=actor, at=at, keep_apart=keep_apart)
    return version + 1


@transaction.atomic
def restore_version(
    *, application: Application, earlier: SectionVersion, seen: int, actor: User, at: datetime
) -> int:
    """Save an earlier version of a section on top of the one that was ``seen`` there.

    Raises what ``save_section`` raises.
    """
    return save_section(
        application=application,
        section=Section(earlier.section),
        answers=section_history.columns_of(earlier),
        pending=earlier.pending,
        version=seen,
        actor=actor,
        at=at,
        keep_apart=True,
    )


@transaction.atomic
def delete_draft(*, application: Application, actor: User, at: datetime) -> None:
    """Delete a draft with its answers and files; the log keeps that it existed.

    Raises ``NotADraft`` and ``NotAWriter``.
    """
    require_writer(actor, application)
    # Locked, so that nobody sends it while it goes.
    drafts = Application.objects.select_for_update().filter(state=State.DRAFT)
    draft = drafts.filter(pk=application.pk).first()
    if draft is None:
        raise NotADraft(application.pk)
    files = files_of(list(draft.attachments.all()))
    audit.record("draft.deleted", actor=actor, at=at, code=draft.code)
    draft.delete()
    delete_after_commit(files)


def _check_first(organisation: Organisation, funding_round: FundingRound, *, actor: User) -> None:
    live = organisation.applications.filter(round=funding_round).exclude(state=State.WITHDRAWN)
    if begun := live.first():
        raise AlreadyBegun(begun)
    if not team_roles(actor, organisation.pk) & WRITERS:
        raise NotAWriter(actor.pk, organisation.pk)


def _own_organisation(name: str, postcode: str, *, actor: User, at: datetime) -> Organisation:
    own = Organisation.objects.filter(memberships__user=actor).order_by("pk")
    # Locked, so that two people of one association do not both begin.
    for organisation in own.select_for_update(of=("self",), no_key=True):
        if organisation.name.casefold() == name.casefold():
            return organisation
    organisation = Organisation.objects.create(name=name, postcode=postcode, created_at=at)
    Membership.objects.create(
        organisation=organisation, user=actor, role=Role.REPRESENTATIVE, joined_at=at
    )
    return organisation


def create_sections(application: Application, *, eligibility: Mapping[str, str]) -> None:
    """Give a draft its empty sections, with what the association said about itself last."""
    organisation = application.organisation
    defaults: dict[str, dict[str, Any]] = {
        "organisation_details": {name: getattr(organisation, name) for name in _ASSOCIATION},
        "eligibility": {**eligibility, "version": 1 if eligibility else 0},
    }
    for section, relation in RELATIONS.items():
        values = defaults.get(relation, {})
        section_model(section)._default_manager.create(application=application, **values)


def _columns(row: SectionAnswers, answers: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in answer_fields(type(row))}
    return {name: value for name, value in answers.items() if name in known}


def _copies(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    copies = COPIES.get(section, {}).items()
    return {copy: answers[name] or "" for name, copy in copies if name in answers}


def _require_open(application: Application, section: Section, *, actor: User) -> None:
    require_writer(actor, application)
    now = Application.objects.get(pk=application.pk)
    if section not in writing.writable_sections(now):
        raise NotADraft(application.pk)


def _refuse(application: Application, *, actor: User) -> NoReturn:
    """Say why nothing may be written: for this person, or for nobody."""
    require_writer(actor, application)
    raise NotADraft(application.pk)


def _bring_up_to_date(row: SectionAnswers, columns: Mapping[str, Any]) -> None:
    """Let the object in hand say what is stored now, as the database gives it back."""
    for name, value in columns.items():
        setattr(row, name, _as_stored(row._meta.get_field(name), value))


def _as_stored(field: Any, value: Any) -> Any:
    """Return a value with all its decimal places, a list with nothing but what JSON knows."""
    match field:
        case JSONField():
            return json.loads(json.dumps(value, cls=field.encoder))
        case DecimalField() if value is not None:
            return field.to_python(value).quantize(Decimal(1).scaleb(-field.decimal_places))
        case _:
            return value


def _is_stored(
    row: SectionAnswers, columns: Mapping[str, Any], answers: Mapping[str, Any], *, version: int
) -> bool:
    """Say whether a version holds exactly this already, its lines of costs included.

    A version is written once: the row in hand says what is stored under its number.
    """
    if row.version != version or any(getattr(row, n) != v for n, v in columns.items()):
        return False
    if "items" not in answers:
        return True
    lines = CostItem.objects.filter(application=row.pk).order_by("position")
    names = [name for item in answers["items"][:1] for name in item]
    return list(lines.values(*names)) == answers["items"] if names else not lines.exists()


def _save_beside(
    application: Application, section: Section, answers: Mapping[str, Any], *, is_draft: bool
) -> None:
    """Write what does not fit into the section's own row, and tell the object in hand of both."""
    if section == Section.ORGANISATION and is_draft:
        keep_for_next_time(application.organisation_id, answers)
    if section == Section.COSTS and "items" in answers:
        write_cost_items(application, answers["items"])
    for name, value in (_copies(section, answers) if is_draft else {}).items():
        setattr(application, name, value)


def keep_for_next_time(organisation_id: int, answers: Mapping[str, Any]) -> None:
    """Let the organisation remember what it said about itself."""
    values = {name: answers[name] for name in _ASSOCIATION if name in answers}
    Organisation.objects.filter(pk=organisation_id).update(**values)


def write_cost_items(application: Application, items: Iterable[Mapping[str, Any]]) -> None:
    """Replace the list of costs; the object in hand reads it anew."""
    vars(application).get("_prefetched_objects_cache", {}).pop("cost_items", None)
    application.cost_items.all().delete()
    CostItem.objects.bulk_create(
        CostItem(application=application, position=position, **item)
        for position, item in enumerate(items, start=1)
    )
