"""The association's structure: it works without employees."""

from applications.rules.choices import EmployeesAnswer
from applications.rules.findings import Outcome
from applications.rules.rule import Case, Verdict, Verdicts


def has_no_employees(case: Case) -> Verdicts:
    """The association has no employees."""
    profile = case.answers.profile
    outcomes = {
        EmployeesAnswer.NO: Outcome.PASSED,
        EmployeesAnswer.MINIJOB_ONLY: Outcome.TO_CLARIFY,
        EmployeesAnswer.YES: Outcome.EXCLUDED,
    }
    if profile.employees is not None:
        values = {
            "employees": profile.employees,
            "employee_count": profile.employee_count,
            "employee_hours_week": profile.employee_hours_week,
        }
        yield Verdict(outcomes[profile.employees], "profile.employees", values)
