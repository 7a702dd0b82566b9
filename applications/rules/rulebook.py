"""The rule book: every rule with its citation and what it may say, in the order of judging."""

from typing import Final

from applications.rules import (
    deadlines,
    declarations,
    enclosures,
    financing,
    micro_project,
    minijob_position,
    non_profit,
    organisation,
    profile,
    representation,
    required,
)
from applications.rules.findings import Outcome
from applications.rules.rule import Rule
from applications.rules.sections import Section

_CALL: Final = "Förderaufruf 2020"
_PROGRAMME: Final = "Landesprogramm WIR, Förderung von Migrantenorganisationen"
_NOT_BEGUN: Final = "Förderaufruf 2020; VV Nr. 1.3 zu § 44 LHO"
_FINANCES: Final = "§ 44 LHO und VV zu § 44 LHO, Finanzierungsplan"
_PLAIN: Final = ("",)

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        id="FR-01",
        section=Section.DECLARATIONS,
        citation="Förderaufruf 2020; § 24 Abs. 3 HVwVfG",
        judge=deadlines.received_in_time,
        outcomes={Outcome.PASSED: ("in_time",), Outcome.TO_CLARIFY: ("received", "draft")},
    ),
    Rule(
        id="FR-02",
        section=Section.ORGANISATION,
        citation=_CALL,
        judge=organisation.applied_once,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: ("found", "told")},
    ),
    Rule(
        id="VE-01",
        section=Section.ORGANISATION,
        citation=_CALL,
        judge=organisation.seat_in_hesse,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.EXCLUDED: _PLAIN,
            Outcome.TO_CLARIFY: ("outside", "shared"),
        },
    ),
    Rule(
        id="VE-02",
        section=Section.NON_PROFIT,
        citation="Förderaufruf 2020; §§ 51 bis 68 AO",
        judge=non_profit.notice_exists,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.EXCLUDED: _PLAIN,
            Outcome.TO_CLARIFY: _PLAIN,
        },
    ),
    Rule(
        id="VE-03",
        section=Section.NON_PROFIT,
        citation="§ 63 Abs. 5 AO, entsprechend angewendet",
        judge=non_profit.notice_is_recent,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: _PLAIN},
    ),
    Rule(
        id="VE-04",
        section=Section.PROFILE,
        citation=_CALL,
        judge=profile.has_no_employees,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.EXCLUDED: _PLAIN,
            Outcome.TO_CLARIFY: _PLAIN,
        },
    ),
    Rule(
        id="VE-05",
        section=Section.PROFILE,
        citation=_PROGRAMME,
        judge=organisation.mostly_migrants,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.EXCLUDED: _PLAIN,
            Outcome.TO_CLARIFY: ("members", "board"),
        },
    ),
    Rule(
        id="VE-06",
        section=Section.ELIGIBILITY,
        citation=_PROGRAMME,
        judge=organisation.more_than_one_purpose,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.EXCLUDED: _PLAIN},
    ),
    Rule(
        id="VE-07",
        section=Section.ORGANISATION,
        citation=_PROGRAMME,
        judge=organisation.is_registered,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.NOTE: _PLAIN,
            Outcome.TO_CLARIFY: (*_PLAIN, "unregistered"),
        },
    ),
    Rule(
        id="PR-01",
        section=Section.MICRO_PROJECT,
        citation=_NOT_BEGUN,
        judge=micro_project.is_new_and_not_begun,
        elsewhere=(Section.ELIGIBILITY,),
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.EXCLUDED: _PLAIN,
            Outcome.TO_CLARIFY: ("changed", "started"),
        },
    ),
    Rule(
        id="PR-02",
        section=Section.MICRO_PROJECT,
        citation="Förderaufruf 2020: Haushaltsjahr",
        judge=micro_project.lies_in_funding_year,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.BLOCKING: ("order", "outside")},
    ),
    Rule(
        id="PR-03",
        section=Section.MICRO_PROJECT,
        citation=_NOT_BEGUN,
        judge=micro_project.starts_after_decision,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: ("wanted", "before")},
    ),
    Rule(
        id="PR-04",
        section=Section.MICRO_PROJECT,
        citation=_PROGRAMME,
        judge=micro_project.takes_place_in_hesse,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: _PLAIN},
    ),
    Rule(
        id="PR-05",
        section=Section.GOALS,
        citation=_CALL,
        judge=micro_project.improves_participation,
        outcomes={Outcome.MANUAL: _PLAIN},
    ),
    Rule(
        id="MJ-01",
        section=Section.WAGE,
        citation="§ 8 Abs. 1 Nr. 1 SGB IV",
        judge=minijob_position.stays_below_limit,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.BLOCKING: _PLAIN},
    ),
    Rule(
        id="MJ-02",
        section=Section.WAGE,
        citation="§ 1 MiLoG",
        judge=minijob_position.pays_minimum_wage,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.BLOCKING: _PLAIN},
    ),
    Rule(
        id="MJ-03",
        section=Section.MINIJOB_POSITION,
        citation=_CALL,
        judge=minijob_position.lies_in_project,
        elsewhere=(Section.ELIGIBILITY, Section.WAGE),
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.EXCLUDED: _PLAIN,
            Outcome.BLOCKING: ("order", "outside", "months", "maximum"),
        },
    ),
    Rule(
        id="MJ-04",
        section=Section.WAGE,
        citation=_CALL,
        judge=minijob_position.ends_meet_the_ceiling,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.NOTE: _PLAIN},
    ),
    Rule(
        id="MJ-05",
        section=Section.MINIJOB_POSITION,
        citation="§ 7 LHO; §§ 20, 21 HVwVfG dem Gedanken nach",
        judge=minijob_position.is_no_conflict,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: _PLAIN},
    ),
    Rule(
        id="FP-01",
        section=Section.COSTS,
        citation=_CALL,
        judge=financing.need_within_ceiling,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.NOTE: _PLAIN},
    ),
    Rule(
        id="FP-02",
        section=Section.FINANCING,
        citation=_FINANCES,
        judge=financing.costs_are_covered,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.BLOCKING: ("gap", "surplus"),
            Outcome.TO_CLARIFY: ("own_share",),
        },
    ),
    Rule(
        id="FP-03",
        section=Section.FINANCING,
        citation=_CALL,
        judge=financing.total_within_maximum,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.BLOCKING: _PLAIN},
    ),
    Rule(
        id="FP-04",
        section=Section.COSTS,
        citation="Festlegung der Runde",
        judge=financing.no_large_purchase,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.NOTE: _PLAIN},
    ),
    Rule(
        id="FP-05",
        section=Section.FINANCING,
        citation="VV zu § 44 LHO: keine doppelte Förderung",
        judge=financing.no_double_funding,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: _PLAIN},
    ),
    Rule(
        id="UN-01",
        section=Section.ENCLOSURES,
        citation=_CALL,
        judge=enclosures.documents_are_there,
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.TO_CLARIFY: _PLAIN,
            Outcome.BLOCKING: _PLAIN,
        },
    ),
    Rule(
        id="UN-02",
        section=Section.ENCLOSURES,
        citation="§ 25 HVwVfG",
        judge=enclosures.documents_can_be_read,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.TO_CLARIFY: _PLAIN},
    ),
    Rule(
        id="AB-01",
        section=Section.SCHEDULE,
        citation=_PROGRAMME,
        judge=micro_project.municipality_knows,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.NOTE: _PLAIN},
    ),
    Rule(
        id="ER-01",
        section=Section.DECLARATIONS,
        citation="§ 26 BGB",
        judge=representation.may_represent,
        elsewhere=(Section.BOARD,),
        outcomes={
            Outcome.PASSED: _PLAIN,
            Outcome.BLOCKING: (
                "not_declared",
                "one_member",
                "no_second_person",
                "same_person",
                "not_on_board",
            ),
        },
    ),
    Rule(
        id="RA-01",
        section=Section.REVIEW,
        citation="§ 25 HVwVfG",
        judge=required.answers_are_complete,
        elsewhere=tuple(required.REQUIRED),
        outcomes={Outcome.PASSED: _PLAIN, Outcome.BLOCKING: ("missing", "implausible")},
    ),
    # The last one: it asks whether any rule before it excluded the grant.
    Rule(
        id="RA-02",
        section=Section.DECLARATIONS,
        citation="Förderaufruf 2020; § 24 Abs. 3 HVwVfG",
        judge=declarations.declarations_are_made,
        outcomes={Outcome.PASSED: _PLAIN, Outcome.BLOCKING: ("confirm", "excluded")},
    ),
)

BY_ID: Final = {rule.id: rule for rule in RULES}
