"""What the pages of a decision show beside their forms: the way there, and the whole of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from applications.admin.problems import missing_name, missing_sentence
from applications.admin.text_block_choices import offered, suggested_reasons
from applications.forms.staff import ProposalForm
from applications.models import Application, FundingRound
from applications.models.decision import DecisionStatus
from applications.rules.decisions import DecisionKind
from applications.rules.lifecycle import State
from applications.rules.periods import last_day_before
from applications.rules.review import TextBlockKind
from applications.services.accepted_costs import accepted_costs
from applications.services.case_file import CaseFile
from applications.services.checklist import checklist
from applications.services.obstacles import (
    Obstacle,
    ObstacleKind,
    obstacles,
    obstacles_of_case,
)
from applications.services.scores import highest_points, points_so_far, scores
from applications.texts import title

_REASONS: Final = (TextBlockKind.FACTS, TextBlockKind.ASSESSMENT, TextBlockKind.DISCRETION)


@dataclass(frozen=True, kw_only=True)
class ShownObstacle:
    """One obstacle in words, with the place where it is mended."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ShownObstacles:
    """What is missing for one way to decide."""

    title: str | Promise
    rows: list[ShownObstacle]


def known_for_proposal(application: Application, at: datetime) -> dict[str, Any]:
    """Return what the form of a proposal has to know of the case."""
    return {
        "requested": application.requested,
        "costs": accepted_costs(application),
        "suggested": suggested_reasons(application, at=at),
        "blocks": offered(application, _REASONS, at=at),
    }


def known_for_return(application: Application, at: datetime) -> dict[str, Any]:
    """Return what the form of a return has to know of the case."""
    return {"blocks": offered(application, (TextBlockKind.RETURN,), at=at)}


def proposal_context(file: CaseFile, form: ProposalForm, at: datetime) -> dict[str, Any]:
    """Return costs line by line, the money, and all obstacles with the way to each."""
    application = file.application
    return {
        "costs": accepted_costs(application),
        "missing": _missing(application, form),
        "open_until": _open_until(application.round, at),
        "is_moving_up": application.state == State.WAITING,
        "enough_money": application.requested_eur <= application.round.free_eur,
    }


def signing_context(file: CaseFile, _form: Any, _at: datetime) -> dict[str, Any]:
    """Return what somebody reads before the signature: all that was settled and has changed."""
    proposal = file.proposal
    since = proposal.proposed_at if proposal else file.application.state_changed_at
    given = scores(file.application)
    earlier = [row for row in file.decisions if row.status == DecisionStatus.RETURNED]
    return {
        "settled": [found for found in file.to_read if found.settlement],
        "open_findings": [found for found in file.to_read if found.blocks_award],
        "changes": [entry for entry in file.doings if entry.at > since],
        "checklist": checklist(file.application),
        "scores": given,
        "points": points_so_far(given),
        "highest_points": highest_points(given),
        "earlier_proposals": earlier,
    }


def _missing(application: Application, form: ProposalForm) -> list[ShownObstacles]:
    """List what is missing: for the chosen decision, or before the choice for all and for each."""
    if form.is_bound and "proposal" in form.cleaned_data:
        found = obstacles(
            application,
            kind=form.kind,
            amounts=form.amounts if form.is_valid() else form.requested,
            requested=form.requested,
            reasons=form.reasons,
        )
        return _listed(_("Für diese Entscheidung fehlt noch"), found, application)
    ways = (
        (_("Für eine Zusage fehlt noch"), DecisionKind.AWARD),
        (_("Für die Nachrückliste fehlt noch"), DecisionKind.WAITING),
        (_("Für eine Absage fehlt noch"), DecisionKind.REJECTION),
    )
    found_by_way = [
        (heading, list(obstacles_of_case(application, kind))) for heading, kind in ways
    ]
    shared = [
        one for one in found_by_way[0][1] if all(one in found for _heading, found in found_by_way)
    ]
    own = [
        (heading, [one for one in found if one not in shared]) for heading, found in found_by_way
    ]
    return [
        shown
        for heading, found in ((_("Für jede Entscheidung fehlt noch"), shared), *own)
        for shown in _listed(heading, found, application)
    ]


def _listed(heading: str, found: list[Obstacle], application: Application) -> list[ShownObstacles]:
    rows = [ShownObstacle(text=_text(one), url=_url(one, application)) for one in found]
    return [ShownObstacles(title=heading, rows=rows)] if rows else []


def _text(obstacle: Obstacle) -> str:
    name = missing_name(obstacle) or missing_sentence(obstacle)
    if obstacle.kind == ObstacleKind.CHECKLIST:
        return f"{name}: {obstacle.name}"
    return f"{name}: {title(obstacle.finding.rule)}" if obstacle.finding else name


def _url(obstacle: Obstacle, application: Application) -> str:
    """Return where the obstacle is mended: on the page of the case, on another, or here."""
    case = reverse("admin:applications_application_change", args=[application.code])
    step = "admin:applications_application_step"
    if obstacle.finding:
        return f"{case}#regel-{obstacle.finding.pk}"
    return {
        ObstacleKind.CHECKLIST: f"{case}#pruefliste",
        ObstacleKind.SCORE: f"{case}#bewertung",
        ObstacleKind.HEARING: reverse(step, args=[application.code, "anhoerung"]),
        ObstacleKind.BUDGET: reverse("admin:index"),
    }.get(obstacle.kind, "#id_assessment")


def _open_until(funding_round: FundingRound, at: datetime) -> date | None:
    """Return the last day on which further applications may come."""
    return last_day_before(funding_round.closes_at) if funding_round.is_open(at) else None
