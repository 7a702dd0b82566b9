"""What a letter is about, taken from the decision, the change, the request or the hearing."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from applications import clock
from applications.models import (
    Application,
    AwardChange,
    AwardList,
    AwardListRow,
    CaseMessage,
    Decision,
    Document,
    Hearing,
    InformationRequest,
)
from applications.models.decision import DecisionStatus
from applications.rules.award_changes import LAW, ChangeBasis
from applications.rules.award_list import Place
from applications.rules.choices import AttachmentKind, CostKind
from applications.rules.decisions import DecisionKind, GrantAmounts, Reasons
from applications.rules.documents import DocumentKind
from applications.rules.facts import Facts
from applications.rules.findings import Outcome
from applications.rules.letters import (
    Amounts,
    ChangePart,
    CostLine,
    DecisionPart,
    HearingPart,
    LetterPeriod,
    LetterReasons,
    Points,
    Repayment,
    RequestPart,
    RequestPoint,
    RuleFinding,
    Step,
)
from applications.rules.rounds import FinancingMode
from applications.rules.rulebook import BY_ID
from applications.rules.sections import Section
from applications.rules.working_days import end_after
from applications.services.review import unsettled_findings
from applications.services.scores import highest_points, scores
from applications.texts import Audience, label, sentence
from applications.texts.question_labels import section_noun
from applications.workflow.snapshots import as_rules_finding

# Days that the association has after the letter; both ends move to a working day.
DAYS_FOR_THE_ACCOUNT: Final = 30
DAYS_TO_REPAY: Final = 30


def decision_part(decision: Decision, facts: Facts, *, dated: date) -> DecisionPart:
    """Return award, rejection or waiting list as the letter of this day says it."""
    application, kind = decision.application, DecisionKind(decision.kind)
    requested = application.requested
    awarded = GrantAmounts(
        micro_project_eur=decision.micro_project_eur, minijob_eur=decision.minijob_eur
    )
    is_award = kind == DecisionKind.AWARD
    row = _row_of_list(application)
    return DecisionPart(
        kind=kind,
        is_partial=is_award and awarded.total_eur < requested.total_eur,
        requested=Amounts.of(requested),
        awarded=Amounts.of(awarded) if is_award else None,
        period=period_of(facts) if is_award else None,
        financing_mode=FinancingMode(application.round.financing_mode),
        lines=_lines(decision) if is_award else (),
        reasons=_reasons(decision.reasons),
        steps=_steps(application, dated) if is_award else (),
        proof_due_on=application.round.proof_due_on if is_award else None,
        points=None if is_award else _points(application, row),
        rank=row.position if row and kind == DecisionKind.WAITING else None,
        findings=_findings(application) if kind == DecisionKind.REJECTION else (),
        heard=_heard(application) if kind == DecisionKind.REJECTION else (),
    )


def change_part(change: AwardChange, facts: Facts, *, dated: date) -> ChangePart:
    """Return what an award becomes; money that was paid too much is asked back."""
    before = current_period(change, facts)
    has_period = bool(change.begins_on and change.ends_on)
    basis = ChangeBasis(change.basis)
    return ChangePart(
        decided_on=_decided_on(change),
        basis=LAW[basis],
        is_for_the_past=change.is_for_the_past,
        before=Amounts.of(change.before),
        after=Amounts.of(change.after),
        period_before=before if has_period else None,
        period_after=(
            LetterPeriod(begins_on=change.begins_on, ends_on=change.ends_on)
            if change.begins_on and change.ends_on
            else None
        ),
        valid_from=None if change.is_for_the_past else dated,
        reasons=_reasons(change.reasons),
        repay=_repayment(change, dated),
    )


def request_part(request: InformationRequest) -> RequestPart:
    """Return the points of a request with what each belongs to, in words."""
    return RequestPart(
        points=tuple(
            RequestPoint(position=one.position, about=_about(one), text=one.text)
            for one in request.points.order_by("position")
        ),
        due_on=request.due_on,
    )


def hearing_part(hearing: Hearing) -> HearingPart:
    """Return what speaks for a refusal."""
    return HearingPart(reason=hearing.reason, due_on=hearing.due_on)


def period_of(facts: Facts) -> LetterPeriod:
    """Return the Bewilligungszeitraum: project and position, at most the year of the round."""
    project, position = facts.answers.micro_project, facts.answers.minijob_position
    first, last = facts.round.period_from, facts.round.period_until
    starts = [day for day in (project.starts_on, position.starts_on) if day]
    ends = [day for day in (project.ends_on, position.ends_on) if day]
    return LetterPeriod(
        begins_on=max(min(starts, default=first), first),
        ends_on=min(max(ends, default=last), last),
    )


def current_period(change: AwardChange, facts: Facts) -> LetterPeriod:
    """Return the period that an earlier amendment set, else that of the award."""
    earlier = (
        AwardChange.objects.filter(
            application=change.application,
            status=DecisionStatus.SIGNED,
            begins_on__isnull=False,
            proposed_at__lt=change.proposed_at,
        )
        .order_by("-closed_at", "-pk")
        .first()
    )
    if earlier and earlier.begins_on and earlier.ends_on:
        return LetterPeriod(begins_on=earlier.begins_on, ends_on=earlier.ends_on)
    return period_of(facts)


def _reasons(reasons: Reasons) -> LetterReasons:
    facts, assessment, discretion = reasons.parts
    return LetterReasons(facts=facts, assessment=assessment, discretion=discretion)


def _lines(decision: Decision) -> tuple[CostLine, ...]:
    return tuple(
        CostLine(
            kind=CostKind(line.kind or CostKind.OTHER),
            purpose=line.purpose,
            requested_eur=line.requested_eur,
            accepted_eur=line.accepted_eur,
            reason=line.reason,
        )
        for line in decision.lines.order_by("position")
    )


def _steps(application: Application, dated: date) -> tuple[Step, ...]:
    return (
        Step(
            by=end_after(dated, days=DAYS_FOR_THE_ACCOUNT).day,
            text=_("Geben Sie im Internet die Bankverbindung des Vereins an."),
        ),
        Step(
            text=_(
                "Schließen Sie den Arbeitsvertrag erst nach diesem Bescheid. "
                "Melden Sie die Stelle vor dem ersten Arbeitstag bei der Minijob-Zentrale an."
            )
        ),
        Step(
            by=application.round.proof_due_on,
            text=_("Schicken Sie uns den Verwendungsnachweis."),
        ),
    )


def _row_of_list(application: Application) -> AwardListRow | None:
    """Return the place of the application in the list that stands, if there is one."""
    standing = AwardList.objects.standing(application.round_id)
    return standing.rows.filter(application=application).first() if standing else None


def _points(application: Application, row: AwardListRow | None) -> Points | None:
    if application.points is None:
        return None
    funded = row.award_list.rows.filter(place=Place.INSIDE) if row else AwardListRow.objects.none()
    lowest = funded.order_by("points").values_list("points", flat=True).first()
    return Points(
        reached=application.points,
        possible=highest_points(scores(application)),
        lowest_funded=lowest,
    )


def _findings(application: Application) -> tuple[RuleFinding, ...]:
    """Return the exclusions that stand, as the association is told of them."""
    return tuple(
        RuleFinding(
            rule=row.rule,
            text=str(sentence(as_rules_finding(row), Audience.APPLICANT)),
            law=BY_ID[row.rule].citation,
        )
        for row in unsettled_findings(application)
        if row.outcome == Outcome.EXCLUDED
    )


def _heard(application: Application) -> tuple[str, ...]:
    """Return what the association said in its hearings, the first answer first."""
    answers = CaseMessage.objects.filter(hearing__application=application).exclude(text="")
    return tuple(answers.order_by("pk").values_list("text", flat=True))


def _about(point: object) -> str:
    section, kind = getattr(point, "section", ""), getattr(point, "attachment_kind", "")
    if section:
        return str(section_noun(Section(section)))
    return str(label(AttachmentKind(kind))) if kind else _("Frage")


def _decided_on(change: AwardChange) -> date:
    """Return the date of the letter that is changed; the signature's day before it left."""
    kinds = (DocumentKind.AWARD, DocumentKind.AMENDMENT)
    letters = Document.objects.filter(application=change.application, kind__in=kinds)
    newest = letters.filter(ordered_at__lt=change.proposed_at).order_by("-ordered_at").first()
    instant = newest.ordered_at if newest else change.decision.closed_at
    return clock.berlin_date(instant or change.proposed_at)


def _repayment(change: AwardChange, dated: date) -> Repayment | None:
    """Ask back what was paid beyond what stays (§ 49a HVwVfG); only for the past."""
    if not change.is_for_the_past:
        return None
    amount_eur = change.paid_eur - change.after.total_eur
    if amount_eur <= 0:
        return None
    return Repayment(amount_eur=amount_eur, by=end_after(dated, days=DAYS_TO_REPAY).day)
