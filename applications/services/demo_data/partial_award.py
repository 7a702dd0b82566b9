"""One proposal below the request: a line of costs is cut, with a reason."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from applications.models import Application, User
from applications.rules.choices import CostKind
from applications.rules.decisions import DecisionKind, GrantAmounts
from applications.services import accepted_costs
from applications.services.demo_data import desk
from applications.services.judgements import Given

_ACCEPTED_EUR: Final = Decimal("90.00")
_REASON: Final = "Für Tee und Obst genügen 10 Euro je Termin."
_DISCRETION: Final = (
    "Das Projekt ist gut geplant. Für Tee und Obst erkennen wir 90 Euro an: "
    "10 Euro je Termin sind üblich und genügen."
)


def propose(application: Application, worker: User, *, at: datetime) -> None:
    """Accept half of what tea and fruit would cost, and propose an award for the rest."""
    lines = accepted_costs.accepted_costs(application).lines
    catering = next(line for line in lines if line.kind == CostKind.CATERING)
    accepted_costs.save_accepted_costs(
        application=application,
        given=[
            Given(
                key=catering.position,
                values={"accepted_eur": _ACCEPTED_EUR, "reason": _REASON},
                seen=0,
            )
        ],
        actor=worker,
        at=at,
    )
    requested = application.requested
    highest = accepted_costs.accepted_costs(application).highest_micro_project_eur
    micro_project_eur = requested.micro_project_eur
    if highest is not None:
        micro_project_eur = min(micro_project_eur, highest)
    amounts = GrantAmounts(micro_project_eur=micro_project_eur, minijob_eur=requested.minijob_eur)
    desk.propose(
        application,
        worker,
        kind=DecisionKind.AWARD,
        at=at,
        amounts=amounts,
        discretion=_DISCRETION,
    )
