"""Everything a reviewer reads about one application: frozen answers, findings, money, history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from applications.documents.blocks import Table
from applications.documents.money_tables import cost_table, finance_table, month_tables
from applications.models import (
    Application,
    Attachment,
    AwardChange,
    Decision,
    DecisionLine,
    Document,
    Finding,
    FindingSettlement,
    LegalParameter,
    SubmissionSnapshot,
    User,
)
from applications.models.decision import DecisionStatus
from applications.rules.facts import Facts
from applications.rules.financing import FinancePlan, finance_plan
from applications.rules.findings import Finding as RulesFinding
from applications.rules.findings import Outcome
from applications.rules.minijob_cost import CostPlan, cost_plan
from applications.rules.money import format_number
from applications.rules.parameters import NoParameter, ParameterRow, Parameters
from applications.rules.rulebook import BY_ID
from applications.services import award_changes
from applications.services.case_history import HistoryEntry, history_of
from applications.services.information_requests import handed_in
from applications.services.review import OPEN_OUTCOMES
from applications.texts import Audience, label, question_of, sentence, title
from applications.workflow.answer_sheet import (
    AnswerRow,
    AnswerSection,
    whole_sheet,
)
from applications.workflow.snapshots import as_rules_finding


@dataclass(frozen=True, kw_only=True)
class LawLine:
    """A dated value of the law that a finding used, in words."""

    name: str
    value: str
    since: str


@dataclass(frozen=True, kw_only=True)
class CaseFinding:
    """A finding with its words, its law and the judgement that counts."""

    row: Finding
    title: str
    sentence: str
    citation: str
    answer: AnswerRow | None
    laws: tuple[LawLine, ...]
    settlement: FindingSettlement | None

    @property
    def needs_settling(self) -> bool:
        """Say whether a person has to judge: an exclusion or a clarification."""
        return self.row.outcome in OPEN_OUTCOMES

    @property
    def is_open(self) -> bool:
        """Say whether nobody has judged yet."""
        return self.needs_settling and self.settlement is None

    @property
    def blocks_award(self) -> bool:
        """Say whether an award cannot be proposed because of it."""
        is_met = self.settlement is not None and self.settlement.is_met
        return self.needs_settling and not is_met


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """One application as the reviewer reads it; the answers are those of the snapshot."""

    application: Application
    snapshot: SubmissionSnapshot
    rows: tuple[Finding, ...]
    settlements: Mapping[int, FindingSettlement]
    decisions: tuple[Decision, ...]
    changes: tuple[AwardChange, ...]
    attachments: tuple[Attachment, ...]
    documents: tuple[Document, ...]
    history: tuple[HistoryEntry, ...]

    @cached_property
    def document(self) -> dict[str, Any]:
        """Return the application document as it was frozen."""
        return self.snapshot.document

    @property
    def facts(self) -> Facts:
        """Return what the rules were told."""
        return self.snapshot.facts

    @cached_property
    def sections(self) -> list[AnswerSection]:
        """Return all questions and answers, the declarations last."""
        return whole_sheet(self.facts)

    @cached_property
    def findings(self) -> list[CaseFinding]:
        """Return the findings: open ones first, exclusions before clarifications."""
        answers = {row.path: row for section in self.sections for row in section.rows}
        found = [
            _case_finding(row, finding, answers, self.settlements.get(row.pk))
            for row, finding in zip(self.rows, self._as_rules_have_them, strict=True)
        ]
        return sorted(
            found, key=lambda f: (not f.is_open, -Outcome(f.row.outcome).weight, f.row.position)
        )

    @property
    def to_read(self) -> list[CaseFinding]:
        """Return what a reviewer has to look at: everything but what is passed."""
        return [found for found in self.findings if found.row.outcome != Outcome.PASSED]

    @property
    def passed(self) -> list[CaseFinding]:
        """Return what the rules found in order."""
        return [found for found in self.findings if found.row.outcome == Outcome.PASSED]

    @property
    def open_count(self) -> int:
        """Return how many findings nobody has judged yet."""
        return sum(found.is_open for found in self.findings)

    @property
    def blocking_count(self) -> int:
        """Return how many findings keep an award from being proposed."""
        return sum(found.blocks_award for found in self.findings)

    @property
    def doings(self) -> list[HistoryEntry]:
        """Return what people did with the case."""
        return [entry for entry in self.history if not entry.is_reading]

    @property
    def proposal(self) -> Decision | None:
        """Return the proposal that waits for a signature."""
        waiting = (row for row in self.decisions if row.status == DecisionStatus.PROPOSED)
        return next(waiting, None)

    @property
    def finance_plan(self) -> FinancePlan:
        """Return who pays what in both parts, in EUR."""
        return self._plans[0]

    @property
    def open_change(self) -> AwardChange | None:
        """Return the change of the award that waits for a signature."""
        return award_changes.open_change(self.application)

    def is_proposed_by(self, person: User) -> bool:
        """Say whether this person proposed what waits for a signature now."""
        waiting = self.proposal or self.open_change
        return waiting is not None and waiting.proposed_by == person

    @cached_property
    def finance_table(self) -> Table:
        """Return who pays what in both parts."""
        return finance_table(self.finance_plan)

    @cached_property
    def minijob_tables(self) -> list[Table]:
        """Return what the minijob costs in a month and in all; none without wage or months."""
        plan, cost = self._plans
        return [] if cost is None else [*month_tables(cost), cost_table(cost, plan.minijob)]

    @cached_property
    def _as_rules_have_them(self) -> list[RulesFinding]:
        return [as_rules_finding(row) for row in self.rows]

    @cached_property
    def _plans(self) -> tuple[FinancePlan, CostPlan | None]:
        """Calculate with the law that the findings kept; they kept all that was used."""
        try:
            parameters = Parameters(_parameters_used(self._as_rules_have_them))
            return finance_plan(self.facts, parameters), cost_plan(self.facts, parameters)
        except NoParameter:
            at = datetime.fromisoformat(self.snapshot.context["at"])
            parameters = LegalParameter.objects.as_parameters(confirmed_by=at)
            return finance_plan(self.facts, parameters), cost_plan(self.facts, parameters)


def case_file(application: Application) -> CaseFile:
    """Return the file of an application that was sent; a constant number of queries."""
    snapshot = application.snapshots.order_by("-version")[:1].get()
    rows, settlements = _findings(snapshot)
    people = ("proposed_by", "closed_by")
    return CaseFile(
        application=application,
        snapshot=snapshot,
        rows=rows,
        settlements=settlements,
        decisions=tuple(
            application.decisions.select_related(*people)
            .prefetch_related(Prefetch("lines", DecisionLine.objects.order_by("position")))
            .order_by("-pk")
        ),
        changes=award_changes.changes_of(application),
        attachments=tuple(handed_in(_attachments(application))),
        documents=tuple(_documents(application)),
        history=history_of(application),
    )


def _findings(
    snapshot: SubmissionSnapshot,
) -> tuple[tuple[Finding, ...], dict[int, FindingSettlement]]:
    """Return the findings of a version in order, and of each the judgement that counts: the last.

    Judgements are few, so they come with their finding instead of with a query of their own.
    """
    rows: Any = snapshot.findings.annotate(judged=FilteredRelation("settlements"))
    found: dict[int, Finding] = {}
    settlements: dict[int, FindingSettlement] = {}
    for row in rows.select_related("judged__settled_by").order_by("position", "judged__pk"):
        found.setdefault(row.pk, row)
        # Django sets the name only where there is a row behind it.
        if judged := getattr(row, "judged", None):
            settlements[row.pk] = judged
    return tuple(found.values()), settlements


def _attachments(application: Application) -> QuerySet[Attachment]:
    """Return the documents with the size of the picture of their first page, if there is one."""
    first = FilteredRelation("page_images", condition=Q(page_images__number=1))
    rows = application.attachments.annotate(
        first_page=first,
        picture_width=F("first_page__width"),
        picture_height=F("first_page__height"),
    )
    return rows.select_related("request").order_by("kind", "pk")


def _documents(application: Application) -> QuerySet[Document]:
    """Return what was printed, but not all that it says."""
    return application.documents.defer("content").order_by("ordered_at", "pk")


def _case_finding(
    row: Finding,
    finding: RulesFinding,
    answers: dict[str, AnswerRow],
    settlement: FindingSettlement | None,
) -> CaseFinding:
    return CaseFinding(
        row=row,
        title=str(title(finding.rule)),
        sentence=str(sentence(finding, Audience.STAFF)),
        citation=BY_ID[finding.rule].citation,
        answer=answers.get(question_of(row.field)),
        laws=tuple(_law(row) for row in finding.parameters),
        settlement=settlement,
    )


def _law(row: ParameterRow) -> LawLine:
    return LawLine(
        name=str(label(row.kind)),
        value=format_number(row.value),
        since=_("gilt ab %(day)s, %(source)s")
        % {"day": f"{row.valid_from:%d.%m.%Y}", "source": row.source},
    )


def _parameters_used(found: Iterable[RulesFinding]) -> Iterable[ParameterRow]:
    return dict.fromkeys(row for finding in found for row in finding.parameters)
