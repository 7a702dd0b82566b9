"""The micro-project: new, inside the funding year, in Hessen, not begun too early."""

from applications.rules.choices import District, NewProjectAnswer, YesNo
from applications.rules.findings import Outcome
from applications.rules.periods import Period
from applications.rules.rule import Case, Verdict, Verdicts


def is_new_and_not_begun(case: Case) -> Verdicts:
    """The project is new, and it does not start before the application is sent."""
    new, starts_on = case.answers.eligibility.project_is_new, case.answers.micro_project.starts_on
    values = {"project_is_new": new, "starts_on": starts_on, "sent_on": case.sent_on}
    started = starts_on is not None and starts_on < case.sent_on
    if new == NewProjectAnswer.NO:
        yield Verdict(Outcome.EXCLUDED, "eligibility.project_is_new", values)
    if new == NewProjectAnswer.CHANGED:
        yield Verdict(
            Outcome.TO_CLARIFY, "eligibility.project_is_new", {"reason": "changed", **values}
        )
    if started:
        yield Verdict(
            Outcome.TO_CLARIFY, "micro_project.starts_on", {"reason": "started", **values}
        )
    if new == NewProjectAnswer.YES and starts_on is not None and not started:
        yield Verdict(Outcome.PASSED, "micro_project.starts_on", values)


def lies_in_funding_year(case: Case) -> Verdicts:
    """The project begins and ends inside the funding year of the round."""
    project, round_ = case.answers.micro_project, case.facts.round
    if project.starts_on is None or project.ends_on is None:
        return
    values = {
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "period_from": round_.period_from,
        "period_until": round_.period_until,
        "year": round_.year,
    }
    period = Period.of_days(project.starts_on, project.ends_on)
    if period.is_empty:
        yield Verdict(Outcome.BLOCKING, "micro_project.ends_on", {"reason": "order", **values})
    elif not round_.period.covers(period):
        starts_inside = project.starts_on in round_.period
        field = "micro_project.ends_on" if starts_inside else "micro_project.starts_on"
        yield Verdict(Outcome.BLOCKING, field, {"reason": "outside", **values})
    else:
        yield Verdict(Outcome.PASSED, "micro_project.starts_on", values)


def starts_after_decision(case: Case) -> Verdicts:
    """The project starts after the expected decision, so that no early start is needed."""
    project, expected = case.answers.micro_project, case.facts.round.decision_expected_on
    values = {
        "starts_on": project.starts_on,
        "early_start": project.early_start,
        "decision_expected_on": expected,
    }
    if project.early_start == YesNo.YES:
        yield Verdict(
            Outcome.TO_CLARIFY, "micro_project.early_start", {"reason": "wanted", **values}
        )
    elif project.starts_on is not None and project.starts_on <= expected:
        yield Verdict(
            Outcome.TO_CLARIFY, "micro_project.starts_on", {"reason": "before", **values}
        )
    elif project.starts_on is not None and project.early_start is not None:
        yield Verdict(Outcome.PASSED, "micro_project.starts_on", values)


def takes_place_in_hesse(case: Case) -> Verdicts:
    """The project takes place in Hessen."""
    district = case.answers.micro_project.district
    if district is not None:
        outcome = Outcome.TO_CLARIFY if district == District.OUTSIDE else Outcome.PASSED
        yield Verdict(outcome, "micro_project.district", {"district": district})


def improves_participation(case: Case) -> Verdicts:
    """The project improves participation and integration; only people can judge that."""
    yield Verdict(Outcome.MANUAL, "goals.effect", {"topic": case.answers.micro_project.topic})


def municipality_knows(case: Case) -> Verdicts:
    """The association has spoken with its town or district about the project."""
    contacted = case.answers.schedule.municipality_contacted
    if contacted is not None:
        outcome = Outcome.PASSED if contacted == YesNo.YES else Outcome.NOTE
        values = {"municipality_contacted": contacted}
        yield Verdict(outcome, "schedule.municipality_contacted", values)
