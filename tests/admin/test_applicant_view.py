"""„Ansicht des Vereins“ in the administration: who finds what, and what the history tells."""

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from applications.models import Application, AuditEvent
from applications.services import applicant_view
from applications.services.case_history import HistoryKind, history_of
from applications.services.my_data import export_my_data
from applications.workflow.application_document import plain
from tests import factories
from tests.support import paper
from tests.support.accounts import sign_in

pytestmark = pytest.mark.django_db

SEARCH = "/verwaltung/ansicht-eines-vereins/"
REASON = "Frau am Telefon findet die Kosten nicht."


@pytest.fixture(autouse=True)
def _without_documents(monkeypatch: pytest.MonkeyPatch, rehearsal: Callable[[str], Any]) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    rehearsal("2020-02-03T10:00")


@pytest.fixture
def helper(client: Client) -> Client:
    """The browser of somebody of the Verwaltung."""
    sign_in(client, factories.make_staff("Verwaltung"))
    return client


def find(client: Client, wanted: str) -> str:
    return client.post(SEARCH, {"wanted": wanted}).content.decode()


def test_a_draft_is_found_by_name_and_address(helper: Client) -> None:
    draft = factories.make_draft(name="Frauennetz Usaufer e. V.")
    other = factories.make_draft(name="Brückenbau Kassel e. V.")

    for wanted in ("usaufer", draft.created_by.email.upper(), "Frauennetz Usaufer e. V."):
        page = find(helper, wanted)
        assert f"{SEARCH}{draft.code}/" in page, wanted
        assert other.code not in page, wanted


def test_part_of_an_address_finds_nobody(helper: Client) -> None:
    draft = factories.make_draft()

    page = find(helper, draft.created_by.email.partition("@")[2])

    assert draft.code not in page
    assert "Dazu gibt es nichts, woran ein Verein gerade schreibt." in page


@pytest.mark.parametrize("wanted", ["", "ab", "  e  "])
def test_too_little_to_search_for_is_refused(helper: Client, wanted: str) -> None:
    draft = factories.make_draft(name="ab e. V.")

    assert draft.code not in find(helper, wanted)


def test_an_open_request_is_found_by_its_number_and_a_sent_case_is_not(helper: Client) -> None:
    asked = factories.make_information_request().application
    sent = factories.make_submitted()

    assert asked.code in find(helper, asked.reference_number)
    assert sent.code not in find(helper, sent.reference_number)


def test_what_staff_enter_from_paper_is_not_found(helper: Client) -> None:
    entry = paper.make_paper_entry()

    assert entry.application.code not in find(helper, entry.application.organisation_name)


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Leitung", "Haushalt", "Revision"])
def test_the_service_finds_nothing_for_others(group: str) -> None:
    draft = factories.make_draft()
    reader = factories.make_staff(group)

    assert applicant_view.find_applications(draft.organisation_name, reader=reader) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_asks_the_same_for_any_number(
    helper: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        factories.make_draft(name=f"Frauennetz {number} e. V.")
    helper.get("/verwaltung/")

    with django_assert_num_queries(4):
        find(helper, "frauennetz")


def test_only_the_administration_has_the_search_in_its_menu(client: Client) -> None:
    for group, is_offered in (("Verwaltung", True), ("Leitung", False), ("Revision", False)):
        sign_in(client, factories.make_staff(group))
        assert (SEARCH in client.get("/verwaltung/").content.decode()) is is_offered, group


@pytest.mark.parametrize(
    ("group", "is_offered"),
    [("Sachbearbeitung", True), ("Leitung", True), ("Mitzeichnung", False), ("Revision", False)],
)
def test_the_page_of_a_case_offers_the_view(client: Client, group: str, is_offered: bool) -> None:
    case = factories.make_reviewed()
    sign_in(client, factories.make_staff(group))
    address = f"/verwaltung/applications/application/{case.code}/"

    page = client.get(address).content.decode()

    assert (f"{address}ansicht/" in page) is is_offered


def test_looking_is_in_the_history_of_the_case_with_its_reason(client: Client) -> None:
    case = factories.make_submitted()
    sign_in(client, factories.make_staff("Sachbearbeitung", name="Anke Beispiel"))
    client.post(f"/verwaltung/applications/application/{case.code}/ansicht/", {"reason": REASON})
    client.post("/ansicht/beenden/")

    ended, begun = history_of(case)[:2]

    assert (begun.label, begun.reason) == ("Ansicht des Vereins geöffnet", REASON)
    assert ended.label == "Ansicht des Vereins beendet"
    assert {begun.kind, ended.kind} == {HistoryKind.READING}
    assert begun.actor.name == "Anke Beispiel"


def test_the_association_takes_away_when_and_why_somebody_looked(helper: Client) -> None:
    draft, other = factories.make_draft(), factories.make_draft()
    asked = factories.make_information_request().application
    for application in (draft, asked):
        helper.post(f"{SEARCH}{application.code}/", {"reason": REASON})

    first, second = AuditEvent.objects.filter(event="applicant_view.begun").order_by("number")

    assert told(draft) == [(plain(first.at), REASON)]
    assert told(asked) == [(plain(second.at), REASON)]
    assert told(other) == []


def told(application: Application) -> list[tuple[str, str]]:
    """Return what the person who began the application reads in „Meine Daten“."""
    with (
        export_my_data(actor=application.created_by, at=factories.ASKED_AT) as file,
        zipfile.ZipFile(file) as archive,
    ):
        name = next(name for name in archive.namelist() if name.endswith("/verlauf.json"))
        history = json.loads(archive.read(name))
    return [(one["at"], one["reason"]) for one in history["viewed_by_the_authority"]]


def test_a_draft_somebody_looked_at_can_still_be_deleted(helper: Client) -> None:
    draft = factories.make_draft()
    helper.post(f"{SEARCH}{draft.code}/", {"reason": REASON})

    draft.delete()

    assert helper.get(f"/antrag/{draft.code}/").status_code in {302, 404}
