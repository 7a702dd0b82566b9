"""What was once typed stays text on every page that shows it, whoever opens the page."""

import re

import pytest

from applications.models import Application, Attachment, Finding, Message
from applications.rules.decisions import DecisionKind, Reasons
from applications.rules.sections import Section
from applications.services import award, review, submission
from tests import factories
from tests.access.crawler import walk
from tests.access.hostile import COMPUTED, MARK
from tests.access.scene import GROUPS, REPRESENTATIVE
from tests.support.accounts import sign_in
from tests.support.strictness import StrictClient

# A crawl through every page as every person takes a minute.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]

EVIL = f"\"'></textarea></title></script><{MARK} onload=x>%s{{0}}${{7907*7919}}"
TEXTS = {
    Section.ORGANISATION: ("name", "register_court", "street", "address_extra", "town"),
    Section.BOARD: ("contact_name",),
    Section.PROFILE: ("purpose",),
    Section.MICRO_PROJECT: ("title", "summary", "place"),
    Section.GOALS: ("need", "effect"),
    Section.SCHEDULE: ("municipality_office", "afterwards"),
    Section.MINIJOB_POSITION: ("tasks", "benefit"),
    Section.FINANCING: ("other_grants_from",),
    Section.DECLARATIONS: ("sender_name",),
}
LISTS = {
    Section.BOARD: {"members": [{"name": EVIL, "office": "chair"}]},
    Section.GOALS: {"goals": [EVIL]},
    Section.SCHEDULE: {
        "steps": [{"what": EVIL, "month": "2020-12"}],
        "partners": [{"name": EVIL, "role": EVIL}],
    },
    Section.PROFILE: {"board_share": "half"},
    Section.COSTS: {
        "items": [
            {**item, "purpose": EVIL, "calculation": EVIL}
            for item in factories.ANSWERS[Section.COSTS]["items"]
        ]
    },
}
CHANGES = {
    section: {
        **dict.fromkeys(TEXTS.get(section, ()), EVIL),
        **LISTS.get(section, {}),
    }
    for section in TEXTS.keys() | LISTS.keys()
}


@pytest.fixture
def case(db: None, rehearsal) -> Application:
    """Return a case in which everything that can be typed is hostile, up to the proposal."""
    rehearsal("2020-02-03T09:00")
    owner = factories.make_user(EVIL[:80])
    draft = factories.make_complete_draft(actor=owner, changes=CHANGES)
    Attachment.objects.filter(application=draft).update(name=EVIL)
    worker = factories.make_staff("Sachbearbeitung", name=EVIL[:80])
    sent = submission.submit_application(application=draft, actor=owner, at=factories.SENT_AT)
    review.start_review(application=sent, actor=worker, at=factories.REVIEWED_AT)
    for finding in Finding.objects.filter(outcome="to_clarify").order_by("pk"):
        review.settle_finding(
            finding=finding, is_met=True, reason=EVIL, actor=worker, at=factories.REVIEWED_AT
        )
    factories.complete_review(sent, actor=worker)
    hostile = EVIL.partition("{")[0]
    award.propose_decision(
        application=sent,
        kind=DecisionKind.REJECTION,
        amounts=sent.requested,
        # Braces are refused here: they look like something to fill in.
        reasons=Reasons(facts=hostile, assessment=hostile, discretion=hostile),
        actor=worker,
        at=factories.REVIEWED_AT,
    )
    return Application.objects.get(pk=sent.pk)


@pytest.mark.parametrize("person", [REPRESENTATIVE, *GROUPS])
def test_stored_text_stays_text(case: Application, person: str) -> None:
    client = StrictClient()
    is_owner = person == REPRESENTATIVE
    sign_in(client, case.created_by if is_owner else factories.make_staff(person))
    starts = ("/antraege/", "/konto/") if is_owner else ("/verwaltung/", "/konto/")

    pages = walk(client, *starts)

    shown = "".join(
        page.content.decode()
        for page in pages.values()
        if page.get("Content-Type", "").startswith("text/html")
    )
    assert re.search(rf"<{MARK}", shown) is None
    assert COMPUTED not in shown
    # The escaped text is there, so the pages really show it.
    assert f"&lt;{MARK}" in shown


def test_stored_text_stays_text_in_a_draft(db: None, rehearsal) -> None:
    rehearsal("2020-01-20T10:00")
    draft = factories.make_complete_draft(changes=CHANGES)
    Attachment.objects.filter(application=draft).update(name=EVIL)
    client = StrictClient()
    sign_in(client, draft.created_by)

    pages = walk(client, "/antraege/", f"/antrag/{draft.code}/absenden/")

    html = [p.content.decode() for p in pages.values() if not p.streaming]
    assert not any(f"<{MARK}" in one for one in html)
    assert sum(f"&lt;{MARK}" in one for one in html) > 10


def test_mails_carry_no_typed_text(case: Application) -> None:
    letters = Message.objects.order_by("pk")

    assert letters
    assert not any(MARK in str(letter.context) for letter in letters)
