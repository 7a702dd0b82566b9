"""Who may send: a person who represents the association, two where the statutes ask for two."""

from collections.abc import Iterator

from applications.rules.choices import SignatureRule
from applications.rules.findings import Outcome
from applications.rules.rounds import SecondAgreement
from applications.rules.rule import Case, Verdict, Verdicts


def may_represent(case: Case) -> Verdicts:
    """The sender may represent the association, with a second person where it needs two."""
    board, declared = case.answers.board, case.facts.declarations
    values = {
        "signature_rule": board.signature_rule,
        "sender_name": declared.sender_name,
        "second_person": declared.second_person,
    }
    problems = list(_problems(case))
    for field, reason in problems:
        yield Verdict(Outcome.BLOCKING, field, {"reason": reason, **values})
    if not problems and board.signature_rule is not None:
        yield Verdict(Outcome.PASSED, "declarations.may_represent", values)


def _problems(case: Case) -> Iterator[tuple[str, str]]:
    declared = case.facts.declarations
    if declared.may_represent is not True:
        yield "declarations.may_represent", "not_declared"
    if case.answers.board.signature_rule != SignatureRule.JOINT:
        return
    names = [member.name for member in case.answers.board.members if member.name]
    if len(names) == 1:
        yield "board.members", "one_member"
    if declared.second_person is None:
        # With accounts, the second name comes with the second agreement.
        if case.facts.round.second_agreement == SecondAgreement.NAMED:
            yield "declarations.second_person", "no_second_person"
    elif declared.second_person == declared.sender_name:
        yield "declarations.second_person", "same_person"
    elif declared.second_person not in names:
        yield "declarations.second_person", "not_on_board"
