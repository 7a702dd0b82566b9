"""Browsers of staff who see pages as applicants do, and what they find there."""

from collections.abc import Iterator
from typing import Final

from django.test import Client
from django.urls import resolve

from applications.models import (
    AuditEvent,
    FundingRound,
)
from applications.services.rounds import copy_round
from applications.views.applicant_view import (
    FILES,
    PAGES_OF_A_ROUND,
)
from tests import factories
from tests.access.crawler import walk
from tests.access.rows import ADMINISTRATOR, CASE_WORKER, HEAD
from tests.access.scene import Scene
from tests.access.table import APPLICATIONS, PUBLIC

SESSIONS: Final = {"sessions.Session", "usersessions.UserSession"}
REASON: Final = "Frau am Telefon findet die Kosten nicht."
NOTHING_CHANGED: Final = "Es wurde nichts gespeichert und nichts gesendet."


def look_at_draft(scene: Scene, *, person: str = ADMINISTRATOR) -> Client:
    """Return the browser of somebody who sees the draft as its association does."""
    return begin(scene, f"/verwaltung/ansicht-eines-vereins/{scene.draft.code}/", person)


def look_at_case(scene: Scene, *, person: str = CASE_WORKER, code: str = "") -> Client:
    """Return the browser of somebody who sees a case as its association does."""
    return begin(
        scene,
        f"/verwaltung/applications/application/{code or scene.case.code}/ansicht/",
        person,
    )


def begin(scene: Scene, address: str, person: str) -> Client:
    client = scene.client_of(person)
    answer = client.post(address, {"reason": REASON})
    assert answer["Location"] == "/ansicht/", person
    return client


def unpublished(scene: Scene) -> FundingRound:
    """A round of the next year with other amounts, complete and known to nobody."""
    row = copy_round(
        source=scene.case.round,
        name="WIR 2021",
        year=2021,
        prefix="WIR-2021",
        actor=scene.people[ADMINISTRATOR],
        at=factories.REVIEWED_AT,
    )
    FundingRound.objects.filter(pk=row.pk).update(
        maximum_eur=11_000, micro_project_maximum_eur=4_000, minijob_maximum_eur=7_000
    )
    return FundingRound.objects.get(pk=row.pk)


def preview(scene: Scene, row: FundingRound, *, person: str = HEAD) -> Client:
    client = scene.client_of(person)
    answer = client.post(f"/verwaltung/applications/fundinground/{row.pk}/vorschau/")
    assert answer["Location"] == "/ansicht/"
    return client


def logged(event: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event=event).order_by("number"))


def applicant_addresses(scene: Scene) -> Iterator[str]:
    """Yield every address of the public site that is not the own account."""
    for row in {**PUBLIC, **APPLICATIONS}.values():
        yield row.address(scene)


def shown(client: Client) -> dict[str, int]:
    """Return the pages to which the banner and the pages of the view lead, with their status."""
    code = client.session["applicant_view"]["code"]

    def is_page(address: str) -> bool:
        path = address.partition("?")[0]
        name = resolve(path).url_name
        return name in PAGES_OF_A_ROUND or (code in path and name not in FILES)

    pages = walk(client, client.get("/ansicht/")["Location"], only=is_page)
    return {address: page.status_code for address, page in pages.items()}
