"""The check list before a round is published: what is there, what is missing, what is odd."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from applications import clock
from applications.models import FundingRound, LegalParameter, LegalText
from applications.rules.documents import LegalTextKind
from applications.rules.minijob_reach import Reach, reach
from applications.rules.money import format_eur
from applications.rules.parameters import (
    NoParameter,
    ParameterKind,
    derived_earnings_limit,
)
from applications.rules.periods import Month, last_day_before, months_from
from applications.rules.working_days import end_of_limit
from applications.texts.words import day_in_words

# Since then the earnings limit follows from the minimum wage (§ 8 Abs. 1a SGB IV).
_DERIVED_SINCE: Final = date(2022, 10, 1)
_PLACEHOLDERS: Final = ("Muster", "000000", ".example")
_NEEDED_TEXTS: Final = (
    "authority_name",
    "authority_address",
    "contact_phone",
    "contact_hours",
    "contact_email",
    "letterhead",
    "privacy_controller",
)


class Verdict(StrEnum):
    """What the list says; only what is missing keeps a round from being published."""

    FINE = "fine"
    ODD = "odd"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the list: its code, the field that mends it, what its sentence names."""

    code: str
    verdict: Verdict
    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)


class RoundIncomplete(Exception):
    """Something is missing without which nobody can apply."""

    def __init__(self, checks: list[Check]) -> None:
        super().__init__([check.code for check in checks])
        self.checks = checks


def check_round(funding_round: FundingRound, *, at: datetime) -> list[Check]:
    """Return the whole list for a round with all its values, in the order of its form."""
    return [
        *_dates(funding_round, at),
        *_period(funding_round),
        *_working_days(funding_round),
        *_money(funding_round),
        *_law(funding_round, at),
        *_review_lists(funding_round),
        *_authority(funding_round),
        *_neighbours(funding_round),
    ]


def missing(funding_round: FundingRound, *, at: datetime) -> list[Check]:
    """Return what keeps a round from being published."""
    return [c for c in check_round(funding_round, at=at) if c.verdict == Verdict.MISSING]


def minijob_reach(funding_round: FundingRound, *, at: datetime) -> Reach | None:
    """Return what the amount of the round pays with the law on record; None before its values."""
    parameters = LegalParameter.objects.as_parameters(confirmed_by=at)
    last_day = funding_round.rates_known_on or last_day_before(funding_round.closes_at)
    try:
        return reach(
            funding_round.minijob_maximum_eur,
            _months(funding_round),
            parameters,
            known_by=last_day,
        )
    except NoParameter:
        return None


def _months(funding_round: FundingRound) -> list[Month]:
    """Return the months that the round pays for: those of the period, at most the longest plan."""
    period = funding_round.period
    count = max(1, min(period.months_touched(), funding_round.maximum_months))
    return list(months_from(Month.of(funding_round.period_from), count))


def _judge(is_fine: bool, otherwise: Verdict) -> Verdict:
    return Verdict.FINE if is_fine else otherwise


def _dates(row: FundingRound, at: datetime) -> Iterator[Check]:
    last_day = last_day_before(row.closes_at)
    drafts_fit = row.drafts_until is None or row.opens_at < row.drafts_until <= row.closes_at
    yield Check(
        code="window",
        name="closes_at",
        verdict=_judge(row.opens_at < row.closes_at, Verdict.MISSING),
    )
    yield Check(
        code="not_over", name="closes_at", verdict=_judge(at < row.closes_at, Verdict.MISSING)
    )
    yield Check(
        code="begins_later", name="opens_at", verdict=_judge(at < row.opens_at, Verdict.ODD)
    )
    local = row.closes_at.astimezone(clock.BERLIN)
    yield Check(
        code="midnight",
        name="closes_at",
        verdict=_judge(local.hour == local.minute == 0, Verdict.ODD),
        values={"time": f"{local:%H:%M}"},
    )
    yield Check(
        code="drafts_until", name="drafts_until", verdict=_judge(drafts_fit, Verdict.MISSING)
    )
    yield Check(
        code="decision",
        name="decision_expected_on",
        verdict=_judge(row.decision_expected_on >= last_day, Verdict.ODD),
    )


def _period(row: FundingRound) -> Iterator[Check]:
    period = row.period
    yield Check(
        code="period", name="period_until", verdict=_judge(not period.is_empty, Verdict.MISSING)
    )
    in_year = row.period_from.year == row.period_until.year == row.year
    yield Check(code="year", name="year", verdict=_judge(in_year, Verdict.ODD))
    yield Check(
        code="months",
        name="maximum_months",
        verdict=_judge(1 <= row.maximum_months <= period.months_touched(), Verdict.ODD),
        values={"months": period.months_touched()},
    )
    yield Check(
        code="proof",
        name="proof_due_on",
        verdict=_judge(row.proof_due_on > row.period_until, Verdict.MISSING),
    )


def _working_days(row: FundingRound) -> Iterator[Check]:
    """Say which limits end on a day without work; nothing is moved silently (§ 31 (3) HVwVfG)."""
    days = {
        "deadline_day": ("closes_at", last_day_before(row.closes_at)),
        "decision_day": ("decision_expected_on", row.decision_expected_on),
        "proof_day": ("proof_due_on", row.proof_due_on),
    }
    for code, (name, day) in days.items():
        end = end_of_limit(day)
        yield Check(
            code=code,
            name=name,
            verdict=_judge(not end.is_moved, Verdict.ODD),
            values={
                "day": day_in_words(day),
                "holiday": f" ({end.holiday})" if end.holiday else "",
                "next": day_in_words(end.day),
            },
        )


def _money(row: FundingRound) -> Iterator[Check]:
    parts = row.micro_project_maximum_eur + row.minijob_maximum_eur
    yield Check(
        code="parts",
        name="maximum_eur",
        verdict=_judge(parts == row.maximum_eur, Verdict.MISSING),
    )
    count = int(row.budget_eur // row.maximum_eur) if row.maximum_eur else 0
    yield Check(
        code="budget",
        name="budget_eur",
        verdict=_judge(count >= 1, Verdict.MISSING),
        values={"count": count},
    )


def _law(row: FundingRound, at: datetime) -> Iterator[Check]:
    parameters = LegalParameter.objects.as_parameters(confirmed_by=at)
    found = minijob_reach(row, at=at)
    yield Check(code="law", verdict=_judge(found is not None, Verdict.MISSING))
    if found is None:
        return
    newest = parameters.valid(ParameterKind.MINIMUM_WAGE, row.period_until).valid_from.year
    yield Check(
        code="law_of_the_year",
        verdict=_judge(newest >= row.period_from.year, Verdict.ODD),
        values={"year": row.period_from.year, "newest": newest},
    )
    fits = all(
        month.limit_eur == derived_earnings_limit(month.minimum_wage_eur)
        for month in found.months
        if month.month.first_day >= _DERIVED_SINCE
    )
    yield Check(code="law_fits", verdict=_judge(fits, Verdict.ODD))
    waiting = LegalParameter.objects.filter(confirmed_at=None).count()
    yield Check(
        code="law_confirmed", verdict=_judge(not waiting, Verdict.ODD), values={"count": waiting}
    )
    yield Check(
        code="reach",
        name="minijob_maximum_eur",
        verdict=_judge(found.is_full, Verdict.ODD),
        values={
            "maximum": format_eur(found.maximum_eur),
            "full": format_eur(found.full_eur),
            "missing": format_eur(found.missing_eur),
        },
    )


def _review_lists(row: FundingRound) -> Iterator[Check]:
    counts = {
        "checklist": row.checklist.filter(is_active=True).count(),
        "criteria": row.criteria.filter(is_active=True).count(),
    }
    for code, count in counts.items():
        yield Check(code=code, verdict=_judge(count > 0, Verdict.MISSING), values={"count": count})


def _authority(row: FundingRound) -> Iterator[Check]:
    for name in _NEEDED_TEXTS:
        text = str(getattr(row, name)).strip()
        is_placeholder = any(word in text for word in _PLACEHOLDERS)
        verdict = _judge(not is_placeholder, Verdict.ODD) if text else Verdict.MISSING
        yield Check(code="text" if text else "no_text", name=name, verdict=verdict)
    in_force = LegalText.objects.in_force(row.pk)
    lacking = [kind for kind in LegalTextKind if kind not in in_force]
    yield Check(
        code="legal_texts",
        verdict=_judge(not lacking, Verdict.MISSING),
        values={"count": len(lacking)},
    )
    waiting = sum(not text.is_released for text in in_force.values())
    yield Check(
        code="legal_release",
        verdict=_judge(not waiting, Verdict.ODD),
        values={"count": waiting},
    )


def _neighbours(row: FundingRound) -> Iterator[Check]:
    others = FundingRound.objects.exclude(pk=row.pk).filter(is_rehearsal=False)
    same = others.filter(reference_prefix=row.reference_prefix).exists()
    yield Check(code="prefix", name="reference_prefix", verdict=_judge(not same, Verdict.MISSING))
    at_once = others.filter(
        published_at__isnull=False, opens_at__lt=row.closes_at, closes_at__gt=row.opens_at
    ).first()
    yield Check(
        code="alone",
        name="opens_at",
        verdict=_judge(at_once is None, Verdict.ODD),
        values={"name": at_once.name if at_once else ""},
    )
