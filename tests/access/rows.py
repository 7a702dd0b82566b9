"""A row of the table of rights: who gets which answer from an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.access.scene import (
    ADVISER,
    GROUPS,
    MEMBER,
    NOBODY,
    PEOPLE,
    REPRESENTATIVE,
    UNPROVEN,
    Scene,
)

# What an answer means; numbers are the status of the answer.
SIGN_IN, SECOND_FACTOR, AWAY = "asked to sign in", "asked for the second factor", "led elsewhere"
OK, REFUSED, HIDDEN, NO_METHOD, CONFLICT = 200, 403, 404, 405, 409
SIGNED_OUT, GONE = 401, 410

Outcome = int | str
Rule = Mapping[str, Outcome]

CASE_WORKER, APPROVER, HEAD, BUDGET_OFFICER, AUDITOR, ADMINISTRATOR = GROUPS
CASE_READERS: Final = (CASE_WORKER, APPROVER, HEAD, AUDITOR)
LIST_READERS: Final = (*CASE_READERS, BUDGET_OFFICER)
LOG_READERS: Final = (HEAD, AUDITOR, ADMINISTRATOR)


@dataclass(frozen=True)
class Row:
    """One address with the answer that each person gets to GET and POST."""

    path: str
    get: Rule
    post: Rule

    def address(self, scene: Scene) -> str:
        """Return the path with the codes and numbers of the scene."""
        return self.path.format(
            draft=scene.draft.code,
            case=scene.case.code,
            attachment=scene.attachment.code,
            document=scene.document.pk,
            printed=scene.document.code,
            finding=scene.finding.pk,
            declaration=scene.declaration.pk,
            case_file=scene.case.attachments.order_by("pk").first().code,
            round=scene.case.round_id,
            letter_draft=scene.letter_draft.pk,
            letter_release=scene.letter_release.pk,
            legal_text=scene.case.round.legal_texts.order_by("pk").first().pk,
            account=scene.people[HEAD].pk,
            enquiry=scene.enquiry.pk,
            message_file=scene.message_file.code,
            batch=scene.batch.code,
            view=scene.view.code,
            asked=scene.asked.code,
            heard=scene.heard.code,
            awarded=scene.awarded.code,
            member=scene.member.pk,
            change=scene.round_change.pk,
            invitation=scene.invitation.pk,
            scenario=scene.scenario.pk,
            award_list=scene.award_list.pk,
            paper=scene.paper.code,
            export=scene.export.code,
        )


def everybody(outcome: Outcome) -> Rule:
    """Give all people the same answer."""
    return dict.fromkeys(PEOPLE, outcome)


def visitors(outcome: Outcome, others: Outcome = AWAY) -> Rule:
    """Answer to those who have not signed in; lead all others elsewhere."""
    return {**everybody(others), NOBODY: outcome}


def accounts(outcome: Outcome) -> Rule:
    """Answer to everybody who signed in, for the pages of the own account."""
    return {**everybody(outcome), NOBODY: SIGN_IN}


def proven(outcome: Outcome) -> Rule:
    """Answer to everybody who signed in with all that the account needs."""
    return {**accounts(outcome), UNPROVEN: SECOND_FACTOR}


def team(
    outcome: Outcome, *, member: Outcome | None = None, readers: tuple[str, ...] = ()
) -> Rule:
    """Answer to the team of the application; to all others it does not exist."""
    own = {REPRESENTATIVE: outcome, MEMBER: member or outcome, ADVISER: outcome}
    return {**proven(HIDDEN), **own, **dict.fromkeys(readers, outcome)}


def writers(outcome: Outcome, *, member: Outcome | None = None) -> Rule:
    """Answer to those of the team who write; advisers are refused."""
    return {**team(outcome, member=member), ADVISER: REFUSED}


def representatives(outcome: Outcome) -> Rule:
    """Answer to those of the team who send; all others in it are refused."""
    return writers(outcome, member=REFUSED)


def script(outcome: Outcome) -> Rule:
    """Answer to the scripts of the team's pages; nobody else's are led to a page either."""
    return {**writers(outcome), NOBODY: SIGNED_OUT}


def desk(outcome: Outcome, *groups: str, others: Outcome = REFUSED) -> Rule:
    """Answer to the staff of these groups (default: all); to applicants it does not exist."""
    staff = dict.fromkeys(GROUPS, others)
    staff |= dict.fromkeys(groups or GROUPS, outcome)
    return {**everybody(HIDDEN), NOBODY: SIGN_IN, **staff, UNPROVEN: SECOND_FACTOR}


def page(path: str) -> Row:
    """Return the row of a public page that takes nothing."""
    return Row(path, everybody(OK), everybody(NO_METHOD))


def read_only(path: str, *groups: str) -> Row:
    """Return the row of a list for these groups; sending to it does nothing."""
    return Row(path, desk(OK, *groups), desk(OK, *groups))


def report(path: str, *groups: str) -> Row:
    """Return the row of a page for these groups that takes nothing."""
    return Row(path, desk(OK, *groups), desk(NO_METHOD))


def form(path: str, *groups: str) -> Row:
    """Return the row of a form of the staff that is sent empty and comes back."""
    return Row(path, desk(OK, *groups), desk(OK, *groups))
