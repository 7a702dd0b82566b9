"""„Ansicht des Vereins“: when it is over, and who may not begin it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from applications import clock
from applications.models import (
    Application,
)
from applications.rules.review import Relation
from tests import factories
from tests.access.looking import (
    REASON,
    begin,
    logged,
    look_at_case,
    look_at_draft,
)
from tests.access.rows import ADMINISTRATOR, AUDITOR, CASE_WORKER, HEAD
from tests.access.scene import Scene

# The answers that were not sent ---------------------------------------------


def test_an_answer_that_is_being_written_is_hidden_from_who_decides(scene: Scene) -> None:
    code = scene.asked.code
    worker, helper = (
        look_at_case(scene, code=code),
        begin(scene, f"/verwaltung/ansicht-eines-vereins/{code}/", ADMINISTRATOR),
    )
    parts = ("status/", "nachrichten/", "nachfrage/1/", "ziele/")

    found = {
        who: [client.get(f"/antrag/{code}/{part}").status_code for part in parts]
        for who, client in (("worker", worker), ("helper", helper))
    }

    assert found == {"worker": [200, 200, 403, 403], "helper": [403, 403, 200, 200]}


# The end --------------------------------------------------------------------


def test_after_half_an_hour_the_view_is_over(scene: Scene, monkeypatch) -> None:
    client, code = look_at_draft(scene), scene.draft.code
    later = clock.real_now() + timedelta(minutes=29)
    monkeypatch.setattr("applications.clock.real_now", lambda: later)
    assert client.get(f"/antrag/{code}/").status_code == 200
    later += timedelta(minutes=1, seconds=1)
    session = client.session
    session["last_seen_at"] = int(later.timestamp())
    session.save()

    answer = client.get(f"/antrag/{code}/", follow=True)

    assert answer.redirect_chain == [("/verwaltung/ansicht-eines-vereins/", 302)]
    assert "nach 30 Minuten zu Ende" in answer.content.decode()
    assert [row.data["cause"] for row in logged("applicant_view.ended")] == ["time"]
    assert client.get(f"/antrag/{code}/").status_code == 404


def test_signing_out_ends_it(scene: Scene) -> None:
    client = look_at_draft(scene)

    client.post("/konto/abmelden/")

    assert [row.data["cause"] for row in logged("applicant_view.ended")] == ["signed_out"]


def test_another_view_ends_the_first(scene: Scene) -> None:
    client = look_at_draft(scene)
    address = f"/verwaltung/ansicht-eines-vereins/{scene.foreign.code}/"

    client.post(address, {"reason": REASON})

    assert [row.data["code"] for row in logged("applicant_view.ended")] == [scene.draft.code]
    assert client.get(f"/antrag/{scene.draft.code}/").status_code == 404
    assert client.get(f"/antrag/{scene.foreign.code}/").status_code == 200


def test_who_loses_the_role_sees_nothing_with_the_next_request(scene: Scene) -> None:
    client, code = look_at_draft(scene), scene.draft.code
    scene.people[ADMINISTRATOR].groups.set([Group.objects.get(name=AUDITOR)])

    answer = client.get(f"/antrag/{code}/")

    assert (answer.status_code, answer["Location"]) == (302, "/verwaltung/ansicht-eines-vereins/")
    assert [row.data["cause"] for row in logged("applicant_view.ended")] == ["rights"]
    assert client.get(f"/antrag/{code}/").status_code == 404


def test_a_draft_that_is_sent_meanwhile_is_not_shown_any_more(scene: Scene) -> None:
    client = look_at_draft(scene)
    Application.objects.filter(pk=scene.draft.pk).update(
        state="submitted",
        submitted_at=scene.case.submitted_at,
        submitted_by=scene.case.submitted_by,
        number=900,
        reference_number="WIR-2020-0900-00",
        requested_eur=1,
    )

    assert client.get(f"/antrag/{scene.draft.code}/").status_code == 302
    assert client.get(f"/antrag/{scene.draft.code}/verein/").status_code == 404


def test_a_declared_relation_ends_it(scene: Scene) -> None:
    client = look_at_case(scene)
    factories.declare(scene.people[CASE_WORKER], scene.case, Relation.UNSURE)

    assert client.get(f"/antrag/{scene.case.code}/status/").status_code == 302
    assert client.get(f"/antrag/{scene.case.code}/status/").status_code == 404


def test_a_closed_case_does_not_open_this_way(scene: Scene) -> None:
    factories.declare(scene.people[CASE_WORKER], scene.case, Relation.UNSURE)
    helper = scene.people[ADMINISTRATOR]
    helper.groups.add(Group.objects.get(name=CASE_WORKER))
    factories.declare(helper, scene.asked, Relation.UNSURE)
    case = f"/verwaltung/applications/application/{scene.case.code}/ansicht/"
    asked = f"/verwaltung/ansicht-eines-vereins/{scene.asked.code}/"

    assert scene.client_of(CASE_WORKER).post(case, {"reason": REASON}).status_code == 403
    assert scene.client_of(ADMINISTRATOR).post(asked, {"reason": REASON}).status_code == 404
    assert logged("applicant_view.begun") == []


@pytest.mark.asks_relation
def test_whoever_was_not_asked_is_asked_first(scene: Scene) -> None:
    case = f"/verwaltung/applications/application/{scene.case.code}/ansicht/"

    answer = scene.client_of(HEAD).post(case, {"reason": REASON})

    assert answer["Location"].endswith("/beziehung/")
    assert logged("applicant_view.begun") == []
