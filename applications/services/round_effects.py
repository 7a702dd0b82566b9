"""What a change of an open round means for the applications that exist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from applications.models import FundingRound
from applications.rules.lifecycle import State
from applications.rules.money import format_eur
from applications.rules.periods import last_day_before
from applications.rules.working_days import end_of_limit
from applications.services.deadline_extension import in_time_now, people_with_drafts
from applications.texts.words import day_in_words

_DECIDED = (State.AWARDED, State.REJECTED, State.REVOKED)
_OVER = (*_DECIDED, State.WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One line: its code and what its sentence names."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


def effects(row: FundingRound, new: Mapping[str, Any]) -> list[Effect]:
    """Return what new values mean, counted now; ``row`` holds the values before."""
    cases = row.applications
    found = [
        Effect(code="drafts", values={"count": cases.filter(state=State.DRAFT).count()}),
        Effect(
            code="sent",
            values={"count": cases.exclude(state__in=[State.DRAFT, *_OVER]).count()},
        ),
        Effect(code="decided", values={"count": cases.filter(state__in=_DECIDED).count()}),
    ]
    if "closes_at" in new:
        found += _of_the_deadline(row, new)
    if new.keys() & {"micro_project_maximum_eur", "minijob_maximum_eur"}:
        found.append(Effect(code="ceilings", values=found[0].values))
    if "budget_eur" in new:
        free = new["budget_eur"] - row.awarded_eur - row.reserved_eur
        count = int(free // row.maximum_eur)
        found.append(Effect(code="budget", values={"free": format_eur(free), "count": count}))
    if "decision_expected_on" in new:
        day = new["decision_expected_on"]
        early = cases.exclude(state__in=[State.DRAFT, *_OVER])
        count = early.filter(micro_project__starts_on__lte=day).count()
        found.append(Effect(code="early", values={"count": count}))
    return found


def _of_the_deadline(row: FundingRound, new: Mapping[str, Any]) -> Iterator[Effect]:
    late = in_time_now(row, new["closes_at"])
    yield Effect(code="late_cleared", values={"count": late.count()})
    if decided := late.filter(state__in=_DECIDED).count():
        yield Effect(code="late_decided", values={"count": decided})
    yield Effect(code="told", values={"count": people_with_drafts(row).count()})
    planned = new.get("rates_known_on") or row.rates_known_on
    if planned:
        yield Effect(code="rates", values={"day": day_in_words(planned)})
    end = end_of_limit(last_day_before(new["closes_at"]))
    if end.is_moved:
        values = {"day": day_in_words(end.wanted), "next": day_in_words(end.day)}
        values["holiday"] = f" ({end.holiday})" if end.holiday else ""
        yield Effect(code="late_day", values=values)
