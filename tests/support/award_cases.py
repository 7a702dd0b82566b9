"""Cases for award lists, as rows: only what the list reads of them matters."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from applications.models import (
    Application,
    ChecklistAnswer,
    ChecklistItem,
    FundingRound,
    Organisation,
    User,
)
from applications.rules.lifecycle import State
from applications.rules.review import ChecklistVerdict
from tests import factories

FULL = Decimal("10200.00")


def make_listed(count: int, *, actor: User | None = None, **values: Any) -> list[Application]:
    """Cases under review that ask for the maximum; the first has most points and came first."""
    funding_round = factories.make_round()
    applicant = actor or factories.make_user()
    first = funding_round.last_number + 1
    FundingRound.objects.filter(pk=funding_round.pk).update(
        last_number=funding_round.last_number + count
    )
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Verein {number}") for number in range(first, first + count)
    )
    return Application.objects.bulk_create(
        Application(
            **{
                "round": funding_round,
                "organisation": organisation,
                "organisation_name": organisation.name,
                "district": ("F", "KS", "FB")[number % 3],
                "state": State.UNDER_REVIEW,
                "state_changed_at": factories.REVIEWED_AT,
                "created_at": factories.BEGUN_AT,
                "created_by": applicant,
                "edited_at": factories.BEGUN_AT,
                "edited_by": applicant,
                "submitted_at": factories.SENT_AT + timedelta(minutes=number),
                "submitted_by": applicant,
                "number": number,
                "reference_number": f"WIR-2020-{number:04}-00",
                "requested_micro_project_eur": Decimal("3000.00"),
                "requested_minijob_eur": Decimal("7200.00"),
                "requested_eur": FULL,
                "micro_project_maximum_eur": Decimal("3000.00"),
                "minijob_maximum_eur": Decimal("7200.00"),
                "points": max(15 - number // 30, 0),
                **values,
            }
        )
        for number, organisation in enumerate(organisations, start=first)
    )


def ready(application: Application, points: int) -> Application:
    """A case whose review is complete, with these points."""
    factories.complete_review(application, actor=factories.make_staff("Sachbearbeitung"))
    Application.objects.filter(pk=application.pk).update(points=points)
    application.points = points
    return application


def answer_checklist(cases: list[Application]) -> None:
    """Answer the whole checklist of these cases."""
    worker = factories.make_staff("Sachbearbeitung")
    items = ChecklistItem.objects.filter(round=cases[0].round_id)
    ChecklistAnswer.objects.bulk_create(
        ChecklistAnswer(
            application=case,
            item=item,
            answer=ChecklistVerdict.YES,
            answered_by=worker,
            answered_at=factories.REVIEWED_AT,
        )
        for case in cases
        for item in items
    )
