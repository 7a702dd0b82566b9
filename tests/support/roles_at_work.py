"""What is done in an installation whose database has roles, with the role of the environment.

``python -m tests.support.roles_at_work DEED WORDS`` prints what it found as JSON.
"""

import json
import os
import sys
from typing import Any, Final


def work() -> dict[str, Any]:
    """Take cases from a draft to a sent one, a proposal and an award, with all that goes along."""
    from tests import factories  # noqa: PLC0415 - app ready
    from tests.support.played_round import REVIEWED, content, play  # noqa: PLC0415 - app ready

    cases = list(play(factories.make_round()))
    tables = content()
    return {
        "states": sorted(str(case.state) for case in cases),
        "empty": sorted(name for name in REVIEWED if not tables[name]),
    }


def made() -> list[str]:
    """Return the hashes of the documents that lie in the files."""
    from applications.models import Document  # noqa: PLC0415 - app ready

    return list(Document.objects.exclude(rendered_at=None).values_list("sha256", flat=True))


def retain(is_trial: str) -> dict[str, int]:
    """Close what is open, tell the teams, and let twelve years go by."""
    from applications.models import FundingRound  # noqa: PLC0415 - app ready
    from applications.rules.lifecycle import State  # noqa: PLC0415 - app ready
    from applications.services.deletion_notices import order_notices  # noqa: PLC0415 - app ready
    from tests.support.retention_runs import berlin, run  # noqa: PLC0415 - app ready

    cases = FundingRound.objects.get().applications.exclude(state__in=["draft", "awarded"])
    cases.update(state=State.WITHDRAWN, told_state=State.WITHDRAWN, waits_for="", due_on=None)
    order_notices(at=berlin("2020-07-05T09:00"))
    order_notices(at=berlin("2031-12-02T09:00"))
    return dict(run("2032-01-01", is_trial=bool(is_trial)).counts)


DEEDS: Final = {deed.__name__: deed for deed in (work, made, retain)}


def main(deed: str, *words: str) -> None:
    """Do one deed in the installation that the environment names."""
    import django  # noqa: PLC0415 - slow import

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wir_foerderung.settings")
    django.setup()
    print(json.dumps(DEEDS[deed](*words)))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(*sys.argv[1:])
