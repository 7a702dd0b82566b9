"""„Vorschau der Runde“: the pages of a round before anybody outside knows it."""

import pytest

from applications.models import (
    Application,
    FundingRound,
)
from applications.services.round_checks import minijob_reach
from applications.views.section_pages import PAGES
from tests import factories
from tests.access.looking import (
    SESSIONS,
    applicant_addresses,
    logged,
    preview,
    shown,
    unpublished,
)
from tests.access.rows import ADMINISTRATOR, HEAD
from tests.access.scene import Scene
from tests.access.stand import stand

# A round that nobody knows --------------------------------------------------


@pytest.mark.slow
def test_the_pages_of_an_unpublished_round_show_its_values_and_write_nothing(
    scene: Scene,
) -> None:
    row = unpublished(scene)
    client = preview(scene, row)
    code = client.session["applicant_view"]["code"]
    before = stand(without=SESSIONS, times=())

    pages = shown(client)

    assert stand(without=SESSIONS, times=()) == before
    assert {url for url, status in pages.items() if status not in {200, 403}} == set()
    questions = {f"/antrag/{code}/{page.slug}/" for page in PAGES}
    checks = {f"/check/{number}/" for number in range(1, 9)}
    expected = questions | checks | {"/", "/foerderung/", "/check/ergebnis/", f"/antrag/{code}/"}
    assert {url for url in expected if pages.get(url) != 200} == set()


def test_the_preview_shows_the_amounts_of_the_round(scene: Scene) -> None:
    row = unpublished(scene)
    client = preview(scene, row)
    code = client.session["applicant_view"]["code"]
    pays = minijob_reach(row, at=row.opens_at)

    start = client.get("/").content.decode()
    wage = client.get(f"/antrag/{code}/lohn/").content.decode()

    assert "Vorschau der Runde" in start
    # As on the first day: an application can begin.
    assert "Antrag beginnen oder fortsetzen" in start
    assert "Sie ist noch nicht veröffentlicht." in start
    assert "11.000" in start
    assert f"{pays.wage_eur}".replace(".", ",") in wage
    assert (
        "Sie ist noch nicht veröffentlicht." not in scene.client_of(HEAD).get("/").content.decode()
    )


def test_nothing_can_be_sent_in_the_preview(scene: Scene) -> None:
    client = preview(scene, unpublished(scene))
    code = client.session["applicant_view"]["code"]
    before = stand(without=SESSIONS, times=())

    own = [f"/antrag/{code}/{page.slug}/" for page in PAGES]
    for address in (*applicant_addresses(scene), *own, f"/antrag/{code}/ziele/sichern/"):
        assert client.post(address, {"target": "next"}).status_code == 403, address

    assert stand(without=SESSIONS, times=()) == before


def test_the_preview_is_over_once_the_round_is_published(scene: Scene) -> None:
    row = unpublished(scene)
    client = preview(scene, row, person=ADMINISTRATOR)
    code = client.session["applicant_view"]["code"]
    FundingRound.objects.filter(pk=row.pk).update(published_at=factories.REVIEWED_AT)

    assert client.get(f"/antrag/{code}/lohn/").status_code == 302
    assert client.get(f"/antrag/{code}/lohn/").status_code == 404
    assert [event.data["round"] for event in logged("round.preview_ended")] == [row.pk]


def test_what_is_sent_as_the_preview_ends_is_not_taken_for_real(scene: Scene) -> None:
    row = unpublished(scene)
    client = preview(scene, row)
    FundingRound.objects.filter(pk=row.pk).update(published_at=factories.REVIEWED_AT)
    before = Application.objects.count()

    answer = client.post("/antraege/neu/", {"organisation_name": "Neu e. V.", "postcode": "61169"})

    assert answer["Location"].endswith(f"/{row.pk}/veroeffentlichen/")
    assert Application.objects.count() == before


def test_a_round_with_gaps_and_a_published_one_have_no_preview(scene: Scene) -> None:
    row = unpublished(scene)
    FundingRound.objects.filter(pk=row.pk).update(contact_phone="")
    client = scene.client_of(ADMINISTRATOR)

    for pk in (row.pk, scene.case.round_id):
        answer = client.post(f"/verwaltung/applications/fundinground/{pk}/vorschau/")
        assert answer["Location"].endswith(f"/{pk}/veroeffentlichen/")

    assert logged("round.preview_begun") == []
