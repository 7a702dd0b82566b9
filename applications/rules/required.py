"""Which answers an application needs, section by section, and when a question is asked at all."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from applications.rules.choices import EmployeesAnswer, LegalForm, MinijobAnswer, NoticeKind, YesNo
from applications.rules.facts import Facts
from applications.rules.findings import Outcome
from applications.rules.geography import normal_postcode
from applications.rules.organisation import normal_register_number
from applications.rules.rule import Case, Verdict, Verdicts
from applications.rules.sections import Section

Condition = Callable[[Case], bool]

# In the order of the form. Everything that is not named is free to leave out.
REQUIRED: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.ELIGIBILITY: (
        "seat_in_hesse",
        "non_profit",
        "migrant_majority",
        "single_purpose",
        "employees",
        "project_is_new",
        "minijob_planned",
        "already_applied",
    ),
    Section.ORGANISATION: (
        "name",
        "legal_form",
        "register_court",
        "register_number",
        "founded_year",
        "street",
        "postcode",
        "town",
        "district",
    ),
    Section.BOARD: (
        "members",
        "signature_rule",
        "contact_name",
        "contact_email",
        "contact_phone",
    ),
    Section.NON_PROFIT: ("notice_kind", "notice_date", "tax_office"),
    Section.PROFILE: (
        "member_count",
        "member_share",
        "board_share",
        "purpose",
        "employees",
        "employee_count",
        "employee_hours_week",
        "funded_before",
        "funded_before_year",
    ),
    Section.MICRO_PROJECT: (
        "title",
        "summary",
        "topic",
        "place",
        "district",
        "starts_on",
        "ends_on",
        "past_start_confirmed",
        "early_start",
        "early_start_reason",
    ),
    Section.GOALS: ("need", "goals", "target_groups", "people_reached", "effect"),
    Section.SCHEDULE: ("steps", "partners", "municipality_contacted", "municipality_office"),
    Section.MINIJOB_POSITION: (
        "tasks",
        "benefit",
        "starts_on",
        "ends_on",
        "person_known",
        "person_related",
    ),
    Section.WAGE: ("hours_month", "wage_month_eur", "months"),
    Section.COSTS: ("items",),
    Section.FINANCING: (
        "own_funds_eur",
        "donations_eur",
        "other_grants_eur",
        "other_grants_from",
    ),
    Section.ENCLOSURES: ("promised",),
    Section.DECLARATIONS: ("sender_name", "delivery"),
}

# What every entry of a list needs. Lists that may stay empty are named below.
ENTRIES: Final[Mapping[str, tuple[str, ...]]] = {
    "board.members": ("name", "office"),
    "schedule.steps": ("what", "month"),
    "schedule.partners": ("name",),
    "costs.items": ("kind", "purpose", "amount_eur"),
    "enclosures.promised": ("until", "reason"),
}
MAY_BE_EMPTY: Final = frozenset({"schedule.partners", "enclosures.promised"})


def _has_notice(case: Case) -> bool:
    return case.answers.non_profit.notice_kind not in (None, NoticeKind.NONE)


def _is_registered(case: Case) -> bool:
    return case.answers.organisation.legal_form == LegalForm.REGISTERED


def _has_employees(case: Case) -> bool:
    return case.answers.profile.employees not in (None, EmployeesAnswer.NO)


def _starts_before_sending(case: Case) -> bool:
    starts_on = case.answers.micro_project.starts_on
    return starts_on is not None and starts_on < case.sent_on


ASKED_IF: Final[Mapping[str, Condition]] = {
    "organisation.register_court": _is_registered,
    "organisation.register_number": _is_registered,
    "non_profit.notice_date": _has_notice,
    "non_profit.tax_office": _has_notice,
    "profile.employee_count": _has_employees,
    "profile.employee_hours_week": _has_employees,
    "profile.funded_before_year": lambda case: case.answers.profile.funded_before == YesNo.YES,
    "micro_project.past_start_confirmed": _starts_before_sending,
    "micro_project.early_start_reason": lambda case: (
        case.answers.micro_project.early_start == YesNo.YES
    ),
    "schedule.municipality_office": lambda case: (
        case.answers.schedule.municipality_contacted == YesNo.YES
    ),
    "minijob_position.person_related": lambda case: (
        case.answers.minijob_position.person_known == YesNo.YES
    ),
    "financing.other_grants_from": lambda case: (case.answers.financing.other_grants_eur or 0) > 0,
}

# An answer that cannot be meant as it stands is like no answer.
PLAUSIBLE_IF: Final[Mapping[str, Callable[[Case, Any], bool]]] = {
    "organisation.register_number": lambda _case, text: normal_register_number(text) is not None,
    "organisation.postcode": lambda _case, text: normal_postcode(text) is not None,
    "organisation.founded_year": lambda case, year: year <= case.sent_on.year,
    # An answer to a request may bring a notice that is younger than the application.
    "non_profit.notice_date": lambda case, day: day <= max(case.sent_on, case.on),
    "profile.member_count": lambda _case, count: count > 0,
    "micro_project.past_start_confirmed": lambda _case, answer: answer == YesNo.YES,
    "wage.hours_month": lambda _case, hours: hours > 0,
    "wage.wage_month_eur": lambda _case, amount_eur: amount_eur > 0,
    "wage.months": lambda _case, months: months > 0,
    "costs.items.amount_eur": lambda _case, amount_eur: amount_eur > 0,
}


def answers_are_complete(case: Case) -> Verdicts:
    """Every question that is asked has an answer."""
    open_questions = list(_open_questions(case))
    for field, reason in open_questions:
        yield Verdict(Outcome.BLOCKING, field, {"reason": reason})
    if not open_questions:
        yield Verdict(Outcome.PASSED)


def is_asked(field: str, case: Case) -> bool:
    """Say whether a question arises, given the other answers.

    Who plans no minijob is asked nothing about it: that answer excludes the grant, but never
    keeps anybody from sending the application.
    """
    section = field.partition(".")[0]
    is_of_minijob = section in (Section.MINIJOB_POSITION, Section.WAGE)
    if is_of_minijob and case.answers.eligibility.minijob_planned == MinijobAnswer.NO:
        return False
    return field not in ASKED_IF or ASKED_IF[field](case)


def _open_questions(case: Case) -> Iterator[tuple[str, str]]:
    for section, names in REQUIRED.items():
        if section not in case.sections:
            continue
        node = _section(case.facts, section)
        for name in names:
            field = f"{section}.{name}"
            if not is_asked(field, case):
                continue
            value = getattr(node, name)
            if field in ENTRIES:
                yield from _open_entries(case, field, value)
            else:
                yield from _problem(case, field, field, value)


def _open_entries(case: Case, field: str, entries: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    if not entries and field not in MAY_BE_EMPTY:
        yield field, "missing"
    for number, entry in enumerate(entries):
        for name in ENTRIES[field]:
            value = getattr(entry, name)
            yield from _problem(case, f"{field}.{name}", f"{field}.{number}.{name}", value)


def _problem(case: Case, question: str, field: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is None or value == ():
        yield field, "missing"
    elif question in PLAUSIBLE_IF and not PLAUSIBLE_IF[question](case, value):
        yield field, "implausible"


def _section(facts: Facts, section: Section) -> Any:
    return (
        facts.declarations if section == Section.DECLARATIONS else getattr(facts.answers, section)
    )
