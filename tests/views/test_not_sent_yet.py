"""Journeys E1 3: what is saved cannot be taken for sent, in title, text or mail."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from applications.rules.sections import Section
from applications.services import drafts
from applications.views.section_pages import PAGES
from tests import factories
from tests.access.scene import REPRESENTATIVE
from tests.access.table import APPLICATIONS
from tests.support import pages
from tests.support.draft_pages import DraftPages

NOT_SENT = re.compile(r"Entwurf|noch nicht abgesendet")
# „abgesendet“ stands on pages of a draft only to say that it has not happened.
SENT = re.compile(r"(?<!noch nicht )(?<!nicht )\b(abgesendet|eingereicht|angekommen)\b")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# Mails that may say so: those about an application that was sent.
ABOUT_SENT = re.compile(r"application_received|answer_received|information|decision|message")


def title_of(response) -> str:
    return TITLE.search(response.content.decode())[1]


def faults(response) -> list[str]:
    """Return what could make somebody believe that the draft was sent."""
    title, text = title_of(response), pages.page_text(response)
    found = [] if NOT_SENT.search(title) else [f"title: {title}"]
    return found + [text[max(hit.start() - 60, 0) : hit.end() + 20] for hit in SENT.finditer(text)]


def own_pages() -> list[str]:
    """Return the addresses below a draft that its representative may open."""
    paths = (row.path for row in APPLICATIONS.values() if row.get[REPRESENTATIVE] == 200)
    return [path for path in paths if path.startswith("/antrag/{draft}/")]


@pytest.mark.parametrize("path", own_pages())
def test_every_page_of_a_draft_says_that_it_is_not_sent(full: DraftPages, path: str) -> None:
    application = full.reload()
    attachment = application.attachments.order_by("pk").first()
    member = application.organisation.memberships.get()
    parts = {"draft": full.code, "attachment": attachment.code, "member": member.pk}
    response = full.client.get(path.format_map(parts))

    if response.get("Content-Type", "").startswith("text/html") and response.status_code == 200:
        assert faults(response) == []


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_pages_of_questions_say_so_filled_and_with_errors(draft: DraftPages, slug: str) -> None:
    refused = draft.send(slug)

    assert faults(draft.open(slug)) == []
    assert refused.status_code == 302 or faults(refused) == []


def test_saving_says_saved_and_not_sent(full: DraftPages) -> None:
    page = full.client.get(full.send("ziele", target="overview").url)

    assert "Gespeichert. Ihr Antrag ist noch nicht abgesendet." in pages.page_text(page)
    assert faults(page) == []


def test_two_versions_are_still_a_draft(full: DraftPages) -> None:
    data = pages.form_data(full.open("ziele"))
    application = full.reload()
    drafts.save_section(
        application=application,
        section=Section.GOALS,
        answers={"need": "Andere Worte"},
        pending={},
        version=1,
        actor=factories.make_member(application),
        at=factories.SENT_AT,
    )

    assert faults(full.post("ziele", **data | {"need": "Meine Worte"})) == []


def test_the_list_of_applications_tells_drafts_from_sent_ones(full: DraftPages) -> None:
    text = pages.page_text(full.client.get("/antraege/"))

    assert "Entwurf" in text
    assert not SENT.search(text)


def test_no_mail_before_the_sending_speaks_of_it() -> None:
    """Subjects of drafts never say sent, and none of any mail says saved."""
    folder = Path(settings.BASE_DIR) / "templates/mail"
    letters = {path.stem: path.read_text() for path in folder.glob("*.txt")}
    before = {kind: text for kind, text in letters.items() if not ABOUT_SENT.search(kind)}

    assert "application_received" in letters
    assert {kind for kind, text in before.items() if SENT.search(text)} == set()
    assert {
        kind for kind, text in letters.items() if "gespeichert" in text.splitlines()[0]
    } == set()
