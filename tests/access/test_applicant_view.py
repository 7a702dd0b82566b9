"""„Ansicht des Vereins“: whoever looks changes nothing, sends nothing and sees nothing else."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.urls import resolve

from applications import clock
from applications.models import (
    Application,
    CaseMessage,
    Membership,
    SectionPresence,
)
from applications.views.applicant_view import (
    FILES,
    PAGES_OF,
    PAGES_OF_A_ROUND,
    WrittenWhileLooking,
    nothing_written,
)
from tests import factories
from tests.access.looking import (
    NOTHING_CHANGED,
    REASON,
    SESSIONS,
    applicant_addresses,
    logged,
    look_at_case,
    look_at_draft,
    shown,
)
from tests.access.rows import ADMINISTRATOR, AUDITOR, BUDGET_OFFICER, CASE_WORKER, HEAD
from tests.access.scene import REPRESENTATIVE, Scene
from tests.access.stand import stand
from tests.access.table import APPLICATIONS, PUBLIC

# Who begins, with what in the log -------------------------------------------


def test_beginning_and_ending_stand_in_the_log(scene: Scene) -> None:
    client = look_at_case(scene)

    client.post("/ansicht/beenden/")

    (begun,), (ended,) = logged("applicant_view.begun"), logged("applicant_view.ended")
    assert begun.application == ended.application == scene.case
    assert begun.actor == ended.actor == scene.people[CASE_WORKER]
    assert begun.data["reason"] == REASON
    until = datetime.fromisoformat(begun.data["until"])
    assert timedelta(minutes=29) < until - clock.real_now() <= timedelta(minutes=30)
    assert ended.data["cause"] == "button"
    assert client.get(f"/antrag/{scene.case.code}/status/").status_code == 404


def test_a_draft_stands_in_the_log_by_its_code_so_that_it_can_be_deleted(scene: Scene) -> None:
    client = look_at_draft(scene)
    client.post("/ansicht/beenden/")

    for row in (*logged("applicant_view.begun"), *logged("applicant_view.ended")):
        assert row.application is None
        assert row.data["code"] == scene.draft.code


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_begins(scene: Scene, reason: str) -> None:
    client = scene.client_of(ADMINISTRATOR)
    address = f"/verwaltung/ansicht-eines-vereins/{scene.draft.code}/"

    answer = client.post(address, {"reason": reason})

    assert answer.status_code == 200
    assert logged("applicant_view.begun") == []
    assert client.get(f"/antrag/{scene.draft.code}/").status_code == 404


def test_drafts_are_for_the_administration_and_cases_for_those_who_work_on_them(
    scene: Scene,
) -> None:
    draft = f"/verwaltung/ansicht-eines-vereins/{scene.draft.code}/"
    sent = f"/verwaltung/ansicht-eines-vereins/{scene.case.code}/"
    case = f"/verwaltung/applications/application/{scene.case.code}/ansicht/"
    expected = {
        CASE_WORKER: (403, 403, 302),
        HEAD: (403, 403, 302),
        "Mitzeichnung": (403, 403, 403),
        BUDGET_OFFICER: (403, 403, 403),
        AUDITOR: (403, 403, 403),
        ADMINISTRATOR: (302, 404, 403),
    }

    found = {
        person: tuple(
            scene.client_of(person).post(address, {"reason": REASON}).status_code
            for address in (draft, sent, case)
        )
        for person in expected
    }

    assert found == expected


def test_what_is_entered_from_paper_is_no_page_of_an_association(scene: Scene) -> None:
    address = f"/verwaltung/ansicht-eines-vereins/{scene.paper.code}/"

    assert scene.client_of(ADMINISTRATOR).post(address, {"reason": REASON}).status_code == 404


# Looking --------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("begins", "names"),
    [
        (look_at_draft, {"application_overview", "section_page", "cost_item_add"}),
        (look_at_case, PAGES_OF["sent"] - {"hearing", "late_enclosures"}),
    ],
)
def test_looking_changes_no_row(scene: Scene, begins, names: set[str]) -> None:
    factories.make_case_message(scene.case, actor=scene.people[CASE_WORKER], text="Neu")
    client = begins(scene)
    before = stand(without=SESSIONS, times=())

    pages = shown(client)

    assert stand(without=SESSIONS, times=()) == before
    found = {resolve(url.partition("?")[0]).url_name for url, ok in pages.items() if ok == 200}
    assert found >= names


def test_a_message_that_staff_see_this_way_stays_new(scene: Scene) -> None:
    factories.make_case_message(scene.case, actor=scene.people[CASE_WORKER], text="Neu")
    # Somebody of the authority who is in the team, too.
    worker = scene.people[CASE_WORKER]
    Membership.objects.create(organisation=scene.case.organisation, user=worker, role="member")
    client = look_at_case(scene)

    page = client.get(f"/antrag/{scene.case.code}/nachrichten/")

    assert page.status_code == 200
    assert not CaseMessage.objects.exclude(reading=None).exists()


def test_the_team_does_not_see_staff_writing_in_a_section(scene: Scene) -> None:
    client = look_at_draft(scene)

    page = client.get(f"/antrag/{scene.draft.code}/ziele/").content.decode()

    assert "Sie sehen die Seiten von" in page
    assert scene.draft.organisation_name in page
    # No script saves or computes, and what the team says among itself stays there.
    assert "data-autosave" not in page
    assert "Bemerkungen im Team" not in page
    assert "data-live=" not in client.get(f"/antrag/{scene.draft.code}/lohn/").content.decode()
    enclosures = client.get(f"/antrag/{scene.draft.code}/unterlagen/").content.decode()
    assert "data-upload " not in enclosures
    assert "/seite/1/klein/" not in enclosures
    assert not SectionPresence.objects.exists()


def test_a_page_that_writes_fails_before_anything_is_written(scene: Scene) -> None:
    with pytest.raises(WrittenWhileLooking), transaction.atomic(), nothing_written():
        Application.objects.filter(pk=scene.draft.pk).update(town="Anderswo")

    assert Application.objects.get(pk=scene.draft.pk).town != "Anderswo"


@pytest.mark.parametrize("count", [1, 3])
def test_looking_asks_the_database_the_same_for_any_number_of_messages(
    scene: Scene, count: int, django_assert_num_queries
) -> None:
    for _n in range(count):
        factories.make_case_message(scene.case, text="Wann hören wir von Ihnen?")
    client = look_at_case(scene)
    client.get("/ansicht/")

    with django_assert_num_queries(11):
        client.get(f"/antrag/{scene.case.code}/nachrichten/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_task_list_asks_the_same_for_any_number_of_documents(
    scene: Scene, count: int, django_assert_num_queries
) -> None:
    for _n in range(count):
        factories.make_attachment(scene.draft, kind="quotes")
    client = look_at_draft(scene)
    client.get("/ansicht/")

    with django_assert_num_queries(13):
        client.get(f"/antrag/{scene.draft.code}/")


# Sending --------------------------------------------------------------------


@pytest.mark.parametrize("begins", [look_at_draft, look_at_case])
def test_nothing_can_be_sent_to_any_page_of_applicants(scene: Scene, begins) -> None:
    client = begins(scene)
    before = stand(without=SESSIONS, times=())

    for address in applicant_addresses(scene):
        answer = client.post(address, {"target": "next", "version": "1", "name": "Neu"})
        assert answer.status_code == 403, address
        assert NOTHING_CHANGED in answer.content.decode(), address
        for method in ("put", "delete", "patch"):
            assert getattr(client, method)(address).status_code == 405, address

    assert stand(without=SESSIONS, times=()) == before


def test_own_pages_work_as_ever(scene: Scene) -> None:
    client = look_at_case(scene)

    assert client.post("/konto/", {"name": "Anke Beispiel"}).status_code == 302
    assert client.get("/verwaltung/").status_code == 200
    assert client.post("/konto/sitzung/").status_code == 200


def test_pages_beyond_the_view_say_so(scene: Scene) -> None:
    client, code = look_at_draft(scene), scene.draft.code
    beyond = (
        "absenden/",
        "entwurf.pdf",
        "loeschen/",
        "team/",
        "ziele/bemerkungen/",
        "ziele/fassungen/",
        f"unterlagen/{scene.attachment.code}/",
        f"unterlagen/{scene.attachment.code}/seite/1/klein/",
    )

    for part in beyond:
        answer = client.get(f"/antrag/{code}/{part}")
        assert answer.status_code == 403, part
        assert "Diese Seite gehört nicht zu Ihrer Ansicht." in answer.content.decode(), part


def test_the_way_back_from_a_refusal_is_the_page_where_somebody_was(scene: Scene) -> None:
    client, address = look_at_draft(scene), f"/antrag/{scene.draft.code}/ziele/"

    page = client.post(address, {"target": "next"}).content.decode()

    assert f'href="{address}">Zurück zur Ansicht' in page
    assert "Ansicht beenden" in page


def test_the_account_for_the_money_stays_with_the_association(scene: Scene) -> None:
    code = scene.awarded.code
    client = look_at_case(scene, code=code)

    status = client.get(f"/antrag/{code}/status/").content.decode()

    # The box with the account leads there.
    own = scene.client_of(REPRESENTATIVE).get(f"/antrag/{code}/status/").content.decode()
    assert f"/antrag/{code}/auszahlung/" in own
    assert f"/antrag/{code}/auszahlung/" not in status
    for part in ("auszahlung/", "auszahlung/neu/", "team/", "zurueckziehen/"):
        assert client.get(f"/antrag/{code}/{part}").status_code == 403, part


def test_the_lists_of_the_view_name_pages_of_applicants() -> None:
    assert set().union(*PAGES_OF.values()) | FILES <= APPLICATIONS.keys()
    assert PUBLIC.keys() | {"application_begin"} >= PAGES_OF_A_ROUND


@pytest.mark.parametrize(("begins", "own"), [(look_at_draft, "draft"), (look_at_case, "case")])
def test_other_applications_stay_hidden(scene: Scene, begins, own: str) -> None:
    client = begins(scene)
    others = [scene.foreign, scene.asked, scene.heard, scene.awarded]
    others += [scene.case] if own == "draft" else [scene.draft]

    for other in others:
        for part in ("", "status/", "nachrichten/", "verein/", "unterlagen/", "dokumente/"):
            address = f"/antrag/{other.code}/{part}"
            assert client.get(address).status_code == 404, address


def test_files_have_their_own_rights(scene: Scene) -> None:
    document = f"/antrag/{scene.case.code}/dokumente/{scene.document.pk}/"

    assert look_at_case(scene).get(document).status_code == 200
    assert logged("document.downloaded")[-1].actor == scene.people[CASE_WORKER]
