"""Non-profit status: there is a notice of the tax office, and it is recent."""

from datetime import date

from applications.rules.choices import NonProfitAnswer, NoticeKind
from applications.rules.facts import Round
from applications.rules.findings import Outcome
from applications.rules.periods import add_years
from applications.rules.rule import Case, Verdict, Verdicts


def notice_years(kind: NoticeKind, round_: Round) -> int:
    """Return how many years a notice proves the status (§ 63 Abs. 5 AO, by analogy)."""
    compliance = kind == NoticeKind.COMPLIANCE
    return round_.compliance_notice_years if compliance else round_.exemption_notice_years


def is_recent(notice_date: date, years: int, on: date) -> bool:
    """Say whether a notice is not older than some years, to the day and inclusively."""
    return on <= add_years(notice_date, years)


def notice_exists(case: Case) -> Verdicts:
    """A notice of the tax office proves that the association is non-profit."""
    kind = case.answers.non_profit.notice_kind
    told = case.answers.eligibility.non_profit
    values = {"notice_kind": kind, "non_profit": told}
    if kind is None:
        return
    if kind != NoticeKind.NONE:
        outcome = Outcome.PASSED
    else:
        outcome = Outcome.EXCLUDED if told == NonProfitAnswer.NO else Outcome.TO_CLARIFY
    yield Verdict(outcome, "non_profit.notice_kind", values)


def notice_is_recent(case: Case) -> Verdicts:
    """The notice is at most five years old, that of a young association three, when sent."""
    answers = case.answers.non_profit
    kind, notice_date = answers.notice_kind, answers.notice_date
    if kind is None or kind == NoticeKind.NONE or notice_date is None:
        return
    years = notice_years(kind, case.facts.round)
    values = {
        "notice_kind": kind,
        "notice_date": notice_date,
        "years": years,
        "recent_until": add_years(notice_date, years),
        "sent_on": case.sent_on,
    }
    recent = is_recent(notice_date, years, case.sent_on)
    outcome = Outcome.PASSED if recent else Outcome.TO_CLARIFY
    yield Verdict(outcome, "non_profit.notice_date", values)
