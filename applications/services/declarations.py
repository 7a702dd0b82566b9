"""The last step of the form: keep the declarations and send the application (Q15)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from applications.models import Application, User
from applications.rules.sections import Section
from applications.services.drafts import save_section
from applications.services.submission import (
    DeadlinePassed,
    LateRefused,
    log_late_attempt,
    submit_application,
)


def declare_and_submit(
    *, application: Application, answers: Mapping[str, Any], actor: User, at: datetime
) -> Application:
    """Keep what was declared, and send the application.

    A try after the deadline is logged with its instant before the question whether to send
    nevertheless. Raises what ``save_section`` and ``submit_application`` raise.
    """
    save_declarations(application=application, answers=answers, actor=actor, at=at)
    try:
        return submit_application(application=application, actor=actor, at=at)
    except (DeadlinePassed, LateRefused):
        log_late_attempt(application, actor=actor, at=at)
        raise


def save_declarations(
    *, application: Application, answers: Mapping[str, Any], actor: User, at: datetime
) -> None:
    """Keep what was declared, with the version of its wording."""
    save_section(
        application=application,
        section=Section.DECLARATIONS,
        answers={**answers, "wording": application.round.declaration_wording},
        pending={},
        version=application.declarations.version,
        actor=actor,
        at=at,
    )
