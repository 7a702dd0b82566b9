"""Papers for meetings: for the team, for everybody, and never work for the server without end."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from applications.documents import paper_store
from applications.models import Application, FundingRound
from applications.services import papers
from applications.views import papers as views
from applications.workflow.answer_sheet import answer_sheet
from tests import factories
from tests.support import pages
from tests.support.accounts import sign_in
from tests.support.strictness import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printer")]


class Printer:
    """Stands in for the renderer and counts what it is asked for."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def __call__(self, html: str) -> bytes:
        self.pages.append(html)
        return b"%PDF-1.7 paper"


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    one = Printer()
    monkeypatch.setattr(papers, "make_paper", one)
    monkeypatch.setattr(paper_store, "make_paper", one)
    return one


@pytest.fixture
def empty_store(settings: Any) -> None:
    for name in paper_store.default_storage.listdir("papers")[1] if _has_papers() else ():
        paper_store.default_storage.delete(f"papers/{name}")


def _has_papers() -> bool:
    return "papers" in paper_store.default_storage.listdir("")[0]


def client_of(user: Any) -> Client:
    client = StrictClient()
    sign_in(client, user)
    return client


def draft_url(draft: Application) -> str:
    return reverse("draft_pdf", args=[draft.code])


def test_the_team_gets_its_draft_as_a_file(printer: Printer) -> None:
    draft = factories.make_complete_draft(name="Töchter & Söhne „Mitte“ / Süd e. V.")

    answer = client_of(draft.created_by).get(draft_url(draft))

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 paper"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Entwurf-T%C3%B6chter-S%C3%B6hne-Mitte-S%C3%BCd-e.-V.pdf"
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "Entwurf – noch nicht abgesendet" in printer.pages[0]
    assert "Töchter &amp; Söhne" in printer.pages[0]


def test_a_name_without_letters_still_gives_a_file() -> None:
    draft = factories.make_draft(name="*** / ***")

    answer = client_of(draft.created_by).get(draft_url(draft))

    assert answer["Content-Disposition"] == 'attachment; filename="Entwurf-Antrag.pdf"'


def test_others_find_no_draft(printer: Printer) -> None:
    draft = factories.make_draft()

    for user in (factories.make_user("Fremde Person"), factories.make_staff("Sachbearbeitung")):
        assert client_of(user).get(draft_url(draft)).status_code == 404
    assert "/konto/anmelden/" in StrictClient().get(draft_url(draft))["Location"]
    assert printer.pages == []


def test_a_sent_application_has_no_draft(printer: Printer, monkeypatch: Any) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    sent = factories.make_submitted()

    answer = client_of(sent.created_by).get(draft_url(sent))

    assert answer["Location"] == reverse("application_status", args=[sent.code])
    assert printer.pages == []


def test_one_account_cannot_keep_the_server_busy(printer: Printer) -> None:
    draft = factories.make_draft()
    member = factories.make_member(draft)
    client = client_of(draft.created_by)

    found = [client.get(draft_url(draft)).status_code for _n in range(views.DRAFTS_A_MINUTE + 2)]

    assert found == [200] * views.DRAFTS_A_MINUTE + [429, 429]
    assert len(printer.pages) == views.DRAFTS_A_MINUTE
    assert client_of(member).get(draft_url(draft)).status_code == 200


def test_the_limit_ends_with_the_minute(
    printer: Printer, monkeypatch: pytest.MonkeyPatch, rehearsal: Any
) -> None:
    monkeypatch.setattr(views, "DRAFTS_A_MINUTE", 0)
    draft = factories.make_draft()
    client = client_of(draft.created_by)

    assert client.get(draft_url(draft)).status_code == 429
    monkeypatch.setattr(views, "DRAFTS_A_MINUTE", 6)
    assert client.get(draft_url(draft)).status_code == 200


def test_drafts_are_offered_where_they_are_needed() -> None:
    draft = factories.make_draft()
    client = client_of(draft.created_by)

    for page in ("application_overview", "review_answers"):
        html = client.get(reverse(page, args=[draft.code])).content.decode()
        assert f'href="{draft_url(draft)}"' in html


@pytest.mark.usefixtures("empty_store")
def test_public_papers_are_made_once(printer: Printer) -> None:
    factories.make_round()

    for name in ("empty_form_pdf", "example_pdf"):
        for _n in range(3):
            answer = StrictClient().get(reverse(name))
            assert b"".join(answer.streaming_content) == b"%PDF-1.7 paper"
            assert answer["Content-Type"] == "application/pdf"
    assert len(printer.pages) == 2


@pytest.mark.usefixtures("empty_store")
def test_another_round_has_another_form(printer: Printer) -> None:
    funding_round = factories.make_round()
    StrictClient().get(reverse("empty_form_pdf"))
    FundingRound.objects.filter(pk=funding_round.pk).update(year=2021)

    answer = StrictClient().get(reverse("empty_form_pdf"))

    assert answer["Content-Disposition"] == 'attachment; filename="Alle-Fragen-2021.pdf"'
    assert len(printer.pages) == 2


def test_without_a_round_there_is_no_form() -> None:
    assert StrictClient().get(reverse("empty_form_pdf")).status_code == 404
    assert StrictClient().get(reverse("example_pdf")).status_code == 200


def test_the_example_says_that_it_is_invented_and_shows_every_answer() -> None:
    text = pages.page_text(StrictClient().get(reverse("example")))

    assert "Beispiel – diesen Verein gibt es nicht" in text
    for section in answer_sheet(papers.worked_example()):
        for row in section.rows:
            assert row.label in text
            assert all(" ".join(line.split()) in text for line in row.lines)
    assert "Sie beantragen zusammen 7.634,96 Euro." in text
    assert "Ändern" not in text


@pytest.mark.parametrize("page", ["funding", "help", "preparation"])
def test_public_papers_are_offered(page: str) -> None:
    factories.make_round()

    html = StrictClient().get(reverse(page)).content.decode()

    assert f'href="{reverse("empty_form_pdf")}"' in html
    assert (f'href="{reverse("example")}"' in html) == (page != "preparation")
