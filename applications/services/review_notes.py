"""Draws up the Prüfvermerk of a case: what was found and judged about the version that counts."""

from collections.abc import Iterable, Sequence

from applications.models import Application, FindingSettlement, SubmissionSnapshot
from applications.rules.decisions import GrantAmounts
from applications.rules.findings import Outcome
from applications.rules.record_parts import newest
from applications.rules.review import ChecklistVerdict
from applications.rules.review_note import (
    ChecklistEntry,
    FindingEntry,
    Glance,
    Money,
    ReviewNote,
    ScoreEntry,
    Settlement,
)
from applications.services.accepted_costs import accepted_in, judgements
from applications.services.case_file import CaseFile, CaseFinding, case_file
from applications.services.checklist import CheckedItem, checklist
from applications.services.record_parts import head_of, keeper_of, signature
from applications.services.review_note_papers import (
    files_of,
    issued_documents,
    told_history,
)
from applications.services.review_note_talks import hearings, proposals, requests
from applications.services.scores import ScoredCriterion, highest_points, scores


def review_note(application: Application) -> ReviewNote:
    """Return the record of the whole review as it stands; a constant number of queries.

    Who only read the case is left out: that is in the history of the package.
    """
    file = case_file(application)
    history = told_history(application)
    documents = issued_documents(file)
    criteria = scores(application)
    return ReviewNote(
        as_of=newest(
            application.submitted_at,
            *(line.by.at for line in history.lines),
            *(document.ordered_at for document in documents),
        ),
        keeper=keeper_of(application.round),
        case=head_of(application, file.snapshot),
        glance=_glance(file, criteria),
        findings=_findings(file),
        checklist=tuple(map(_checked, checklist(application))),
        money=_money(file),
        scores=tuple(map(_scored, criteria)),
        requests=requests(application, file.attachments),
        hearings=hearings(application),
        proposals=proposals(application, file.decisions),
        history=history.lines,
        files=files_of(application, file.attachments),
        documents=documents,
        chain=history.end,
    )


def _glance(file: CaseFile, criteria: Sequence[ScoredCriterion]) -> Glance:
    application, answers = file.application, file.facts.answers
    project, position = answers.micro_project, answers.minijob_position
    starts = [day for day in (project.starts_on, position.starts_on) if day]
    ends = [day for day in (project.ends_on, position.ends_on) if day]
    return Glance(
        requested=application.requested,
        maximum=GrantAmounts(
            micro_project_eur=application.micro_project_maximum_eur,
            minijob_eur=application.minijob_maximum_eur,
        ),
        begins_on=min(starts, default=None),
        ends_on=max(ends, default=None),
        founded=answers.organisation.founded_year,
        members=answers.profile.member_count,
        points=application.points,
        possible_points=highest_points(criteria),
    )


def _findings(file: CaseFile) -> tuple[FindingEntry, ...]:
    judged = _settlements(file.snapshot)
    return tuple(_finding(found, judged.get(found.row.pk, [])) for found in file.findings)


def _settlements(snapshot: SubmissionSnapshot) -> dict[int, list[FindingSettlement]]:
    rows = FindingSettlement.objects.filter(finding__snapshot=snapshot)
    found: dict[int, list[FindingSettlement]] = {}
    for row in rows.select_related("settled_by").order_by("pk"):
        found.setdefault(row.finding_id, []).append(row)
    return found


def _finding(found: CaseFinding, judged: Iterable[FindingSettlement]) -> FindingEntry:
    return FindingEntry(
        rule=found.row.rule,
        version=found.row.rule_version,
        outcome=Outcome(found.row.outcome),
        title=found.title,
        sentence=found.sentence,
        citation=found.citation,
        answer=found.answer.lines if found.answer else (),
        laws=tuple(f"{law.name}: {law.value} ({law.since})" for law in found.laws),
        settlements=tuple(
            Settlement(
                is_met=row.is_met,
                reason=row.reason,
                by=signature(row.settled_by, row.settled_at),
            )
            for row in judged
        ),
    )


def _checked(one: CheckedItem) -> ChecklistEntry:
    if one.answer is None:
        return ChecklistEntry(text=one.item.text)
    return ChecklistEntry(
        text=one.item.text,
        verdict=ChecklistVerdict(one.answer.answer),
        note=one.answer.note,
        by=signature(one.answer.answered_by, one.answer.answered_at),
    )


def _money(file: CaseFile) -> Money:
    accepted = accepted_in(file.snapshot, judgements(file.application))
    return Money(
        plan=file.finance_plan,
        lines=accepted.lines,
        highest_eur=accepted.highest_micro_project_eur,
    )


def _scored(one: ScoredCriterion) -> ScoreEntry:
    criterion, score = one.criterion, one.score
    if score is None:
        return ScoreEntry(criterion=criterion.name, weight=criterion.weight)
    return ScoreEntry(
        criterion=criterion.name,
        weight=criterion.weight,
        points=score.points,
        reason=score.reason,
        by=signature(score.scored_by, score.scored_at),
    )
