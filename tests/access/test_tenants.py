"""What one team can see, no other team and no stranger sees, whatever they try."""

import pytest
from django.urls import resolve

from applications.models import Application, Attachment
from tests import factories
from tests.access.crawler import walk
from tests.access.scene import GROUPS, NOBODY, REPRESENTATIVE, STRANGER, Scene
from tests.access.table import APPLICATIONS

# Everybody has a list and a form to begin of their own.
OF_EVERYBODY = {"application_list", "application_begin"}
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")

# Whose page it is, no database decides.
pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


@pytest.fixture
def private(scene: Scene) -> list[str]:
    """Return every address that belongs to the team."""
    factories.make_attachment(scene.case, kind="quotes")
    pages = walk(scene.client_of(REPRESENTATIVE), "/antraege/", *_without_links(scene))
    found = [url for url in pages if _name(url) in APPLICATIONS.keys() - OF_EVERYBODY]
    assert {_name(url) for url in found} == APPLICATIONS.keys() - OF_EVERYBODY
    return found


def _name(url: str) -> str:
    return resolve(url.partition("?")[0]).url_name


def _without_links(scene: Scene) -> list[str]:
    """Return the addresses to which no page of applicants leads at this moment."""
    files = Attachment.objects.exclude(application=scene.foreign).order_by("pk")
    return [
        f"/antrag/{scene.draft.code}/absenden/",
        *(
            f"/antrag/{scene.draft.code}/{part}/berechnen/"
            for part in ("lohn", "kosten", "kosten/1")
        ),
        *(
            f"/antrag/{scene.draft.code}/{part}/sichern/"
            for part in ("lohn", "kosten/1", "kosten/neu", "kosten/mehrere")
        ),
        f"/antrag/{scene.case.code}/nachrichten/sichern/",
        f"/antrag/{scene.asked.code}/nachfrage/1/sichern/",
        f"/antrag/{scene.heard.code}/anhoerung/1/sichern/",
        f"/antrag/{scene.draft.code}/ziele/bemerkungen/",
        f"/antrag/{scene.draft.code}/zustimmen/",
        f"/antrag/{scene.case.code}/angekommen/",
        f"/antrag/{scene.case.code}/dokumente/",
        f"/antrag/{scene.case.code}/nachreichen/",
        f"/antrag/{scene.draft.code}/unterlagen/{scene.attachment.code}/seite/1/klein/",
        *(f"/antrag/{row.application.code}/unterlagen/{row.code}/" for row in files),
    ]


@pytest.mark.parametrize("person", [STRANGER, NOBODY])
def test_pages_of_a_team_open_for_nobody_else(
    scene: Scene, private: list[str], person: str
) -> None:
    client = scene.client_of(person)
    before = _rows()

    for url in private:
        for method in METHODS:
            answer = getattr(client, method)(url)
            # 401 is for scripts that have lost their session.
            assert answer.status_code in {302, 401, 404, 405}, (method, url)
            if answer.status_code == 302:
                assert (person, answer["Location"][:16]) == (NOBODY, "/konto/anmelden/"), url
    assert _rows() == before


def test_drafts_are_hidden_from_all_staff(scene: Scene, private: list[str]) -> None:
    drafts = [url for url in private if scene.draft.code in url]
    desk = f"/verwaltung/applications/application/{scene.draft.code}/"

    for group in GROUPS:
        client = scene.client_of(group)
        # What takes no GET says so before it looks for anything.
        assert {client.get(url).status_code for url in drafts} <= {404, 405}, group
        assert client.get(desk).status_code in {403, 404}, group
        assert client.get(f"{desk}vorschlag/").status_code in {403, 404}, group


def test_variants_of_an_address_open_nothing(scene: Scene, private: list[str]) -> None:
    client = scene.client_of(STRANGER)
    number = scene.case.reference_number
    variants = {
        variant
        for url in private
        for variant in (
            url.lower(),
            url.upper(),
            url.rstrip("/"),
            url.replace(scene.draft.code, str(scene.draft.pk)),
            url.replace(scene.case.code, str(scene.case.pk)),
            url.replace(scene.case.code, str(scene.case.pk - 1)),
            url.replace(scene.case.code, str(scene.case.pk + 1)),
            url.replace(scene.case.code, number),
            url.replace(scene.draft.code, scene.draft.code[:-1]),
            f"/{url}",
            f"{url}..%2f",
        )
    } - set(private)

    # What takes no GET says so before it looks for anything.
    assert {client.get(url, follow=True).status_code for url in variants} == {404, 405}


def test_knowing_the_number_opens_nothing(scene: Scene) -> None:
    """The reference number and the code on a document are printed; they are keys to nothing."""
    for person in (STRANGER, NOBODY):
        client = scene.client_of(person)
        for key in (scene.case.reference_number, scene.document.code, str(scene.case.pk)):
            for address in (f"/antrag/{key}/", f"/antrag/{key}/status/"):
                assert client.get(address).status_code == 404, (person, address)


def test_own_application_is_no_way_into_another(scene: Scene) -> None:
    """The owner of one draft names parts of another in the address and in the form."""
    client = scene.client_of(STRANGER)
    own = f"/antrag/{scene.foreign.code}"
    numbers = range(scene.document.pk - 1, scene.document.pk + 2)

    assert client.get(f"{own}/unterlagen/{scene.attachment.code}/").status_code == 404
    for number in numbers:
        assert client.get(f"{own}/dokumente/{number}/").status_code == 404
        assert client.get(f"/antrag/{scene.case.code}/dokumente/{number}/").status_code == 404
    answer = client.post(f"{own}/unterlagen/", {"remove": scene.attachment.code})
    assert answer.status_code == 404
    assert Attachment.objects.filter(pk=scene.attachment.pk).exists()


def test_a_name_alone_does_not_join_a_team(scene: Scene) -> None:
    """Who begins with the name of a foreign association gets an association of their own."""
    client = scene.client_of(STRANGER)
    answer = client.post(
        "/antraege/neu/",
        {
            "organisation_name": scene.draft.organisation_name,
            "postcode": "61169",
            "target": "anyway",
        },
    )

    begun = Application.objects.latest("pk")
    assert answer["Location"] == f"/antrag/{begun.code}/"
    assert begun.organisation_id != scene.draft.organisation_id


def _rows() -> list[dict]:
    return list(Application.objects.order_by("pk").values())
