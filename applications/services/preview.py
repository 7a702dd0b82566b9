"""What the sums and the rules would say about answers that were typed but not saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from applications.models import Application
from applications.rules.sections import Section
from applications.services.drafts import section_row
from applications.workflow.assessment import Judgement, judge_section


def preview_section(
    *,
    application: Application,
    section: Section,
    answers: Mapping[str, Any],
    pending: Mapping[str, Any],
    at: datetime,
) -> Judgement:
    """Return what the rules say as if a section had been saved with these answers.

    They go into the row in memory only; nothing is stored. The application must not be saved
    afterwards.
    """
    row = section_row(application, section)
    for name, value in answers.items():
        setattr(row, name, value)
    row.pending = dict(pending)
    # A section that was saved shows its answers; before that the form suggests some.
    row.version = max(row.version, 1)
    return judge_section(application, section, at=at)
