"""A round with cases in all sorts of states, and everything that the tables hold."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps

from applications.models import (
    Application,
    AttachmentReading,
    Batch,
    BatchResult,
    CaseMessageReading,
    CasePresence,
    FundingRound,
)
from applications.services import accepted_costs, notes, review
from applications.services.judgements import Given
from tests import factories
from tests.support.award_lists import calculate, freeze, make_scenario
from tests.support.bank_details import call, confirm, enter

# Tables that a review fills; what is in none of them when a case is played cannot be missed.
REVIEWED = {
    "AcceptedCost",
    "AttachmentReading",
    "AwardList",
    "AwardListRow",
    "AwardScenario",
    "BankDetails",
    "BatchResult",
    "CaseMessageReading",
    "CasePresence",
    "ChecklistAnswer",
    "ConflictDeclaration",
    "Decision",
    "DecisionLine",
    "FindingSettlement",
    "Hearing",
    "InformationRequest",
    "InternalNote",
    "PhoneConfirmation",
    "RequestPoint",
    "Score",
    "Transition",
}


def content() -> dict[str, list[Any]]:
    """Return all rows of all our tables; the log is looked at by itself."""
    models = apps.get_app_config("applications").get_models()
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in models
        if model.__name__ not in {"AuditEvent", "AuditChain", "User"}
    }


def play(funding_round: FundingRound) -> Iterator[Application]:
    """Cases in all sorts of states, with requests, messages and decisions."""
    awarded = factories.make_awarded(funding_round=funding_round)
    enter(awarded)
    confirm(awarded)
    call(awarded)
    yield awarded
    yield factories.make_proposed(funding_round=funding_round)
    asked = factories.make_reviewed(funding_round=funding_round)
    factories.make_information_request(asked)
    message = factories.make_case_message(asked, with_file=True)
    CaseMessageReading.objects.create(
        message=message, reader=asked.assigned_to, read_at=factories.ASKED_AT
    )
    yield asked
    judged = factories.make_reviewed(funding_round=funding_round)
    judge(judged)
    factories.make_hearing(judged)
    yield judged
    yield factories.make_draft(funding_round=funding_round)
    rank(funding_round)


def rank(funding_round: FundingRound) -> None:
    """Let the head try out a list, and freeze it."""
    head = factories.make_staff("Leitung")
    freeze(calculate(make_scenario(actor=head, funding_round=funding_round), head), actor=head)


def judge(case: Application) -> None:
    """Let the authority leave a row in every table of the review."""
    worker, at = factories.make_staff("Sachbearbeitung"), factories.REVIEWED_AT
    factories.declare(worker, case)
    factories.complete_review(case, actor=worker)
    notes.write_note(application=case, text="Rückruf morgen", last_own=0, actor=worker, at=at)
    cut = {"accepted_eur": Decimal("1.00"), "reason": "Zu teuer"}
    accepted_costs.save_accepted_costs(
        application=case, given=[Given(key=1, values=cut, seen=0)], actor=worker, at=at
    )
    finding = review.current_findings(case)[0]
    review.settle_finding(finding=finding, is_met=True, reason="Geprüft", actor=worker, at=at)
    attachment = case.attachments.first()
    AttachmentReading.objects.create(attachment=attachment, reader=worker, read_at=at)
    CasePresence.objects.create(application=case, person=worker, seen_at=at)
    batch, _is_new = Batch.objects.get_or_create(
        code="a" * 26, defaults={"kind": "take", "actor": worker, "started_at": at}
    )
    BatchResult.objects.create(batch=batch, application=case, is_done=True)
