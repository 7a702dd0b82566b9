"""What is measured of the applicants' side: reading, saving, sending, files (P1 to P4, P9, P12).

Every floor is asked in turn with ours. What a request uses up, such as a draft that is sent, is
made anew before it, outside of the time.
"""

import io
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast

import bench_floor_pages as floors
from bench_seed import Scene
from bench_types import Goal, Probe, Results
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse
from PIL import Image

from applications import clock
from applications.models import Application, Document, User
from applications.rules.sections import Section
from applications.services.submission import submit_application
from tests import factories
from tests.support.complete_answers import ANSWERS
from tests.support.pages import form_data

TASKS, MOST, MEDIAN = "Task list", "Section page, 11 fields", "Section page, 6 fields"
SAVE, AUTOSAVE = "Save a section, 9 fields", "Save it while writing"
SEND, RECEIPT, STATUS = "Send", "Page after sending", "Status page"
UPLOAD, PDF, STATIC = "Upload of 10 MB", "Receipt as PDF", "Static file"
EMPTY, INSERT = "Floor: empty view", "Floor: view with one INSERT"
FORM_FLOOR = "Floor: plain form, 11 fields"
DRAFT_FLOOR, SUBMIT_FLOOR = "Floor: draft, 9 fields", "Floor: submission, 40 fields"
UPLOAD_FLOOR, PDF_FLOOR = "Floor: upload of 10 MB", "Floor: stored file"
_TOKEN: Final = "a" * 32
_RECEIPT_BYTES: Final = 60_000
_counter: Final = itertools.count(1)


@dataclass(frozen=True)
class Team:
    """A representative, signed in at our pages and at the floors, with a draft and a case."""

    owner: User
    client: Client
    stock: Client
    draft: Application
    case: Application
    receipt: Document
    scan: bytes


def probes(_scene: Scene, _size: int) -> list[Probe]:
    """Return ours, each followed by what it is compared with."""
    team = _team()
    return [*_pages(team), *_saving(team), *_sending(team), *_files(team)]


def goals(results: Results) -> list[Goal]:
    """Return the ratios inside this run, and what is counted."""
    small, large = results[min(results)], results[max(results)]

    def speed(ours: str, floor: str) -> float:
        return large[floor].cpu_ms / large[ours].cpu_ms

    return [
        Goal("P1", "sending, speed of the submit floor", speed(SEND, SUBMIT_FLOOR), 0.65, True),
        Goal("P1", "sending, ms of processor", large[SEND].cpu_ms, 10),
        Goal("P1", "SQL statements of sending", large[SEND].statements, 18),
        Goal("P2", "sending, largest to smallest", large[SEND].cpu_ms / small[SEND].cpu_ms, 1.05),
        Goal("P3", "saving, speed of the draft floor", speed(SAVE, DRAFT_FLOOR), 0.5, True),
        Goal("P3", "saving, ms by the clock", large[SAVE].wall_ms, 10),
        Goal("P3", "SQL statements of saving", large[SAVE].statements, 8),
        Goal("P4", "section page, speed of a plain form", speed(MOST, FORM_FLOOR), 0.5, True),
        Goal("P4", "SQL statements of a section page", large[MOST].statements, 6),
        Goal("P4", "SQL statements of the task list", large[TASKS].statements, 6),
        Goal("P9", "receipt, ms to the first byte", large[PDF].wall_ms, 5),
        Goal("P12", "upload to its floor", 1 / speed(UPLOAD, UPLOAD_FLOOR), 1.3),
    ]


def _pages(team: Team) -> Iterator[Probe]:
    yield Probe(EMPTY, "/boden-seiten/leer/", team.stock)
    yield Probe(INSERT, "/boden-seiten/zeile/", team.stock)
    yield Probe(TASKS, reverse("application_overview", args=[team.draft.code]), team.client)
    yield Probe(MOST, _section(team, "ablauf"), team.client)
    yield Probe(MEDIAN, _section(team, "anschrift"), team.client)
    yield Probe(FORM_FLOOR, "/boden-seiten/formular/", team.stock)
    yield Probe(STATUS, reverse("application_status", args=[team.case.code]), team.client)
    yield Probe(RECEIPT, reverse("application_submitted", args=[team.case.code]), team.client)


def _saving(team: Team) -> Iterator[Probe]:
    page = _section(team, "profil")
    autosave = reverse("section_autosave", args=[team.draft.code, "profil"])
    stored = f"/boden-seiten/entwurf/{team.draft.code}/"

    def typed() -> Mapping[str, Any]:
        purpose = f"Wir helfen {next(_counter)} neuen Familien."
        answer = cast("HttpResponse", team.client.get(page))
        return form_data(answer) | _token(purpose=purpose)

    yield Probe(SAVE, page, team.client, typed, 302)
    yield Probe(AUTOSAVE, autosave, team.client, typed)
    yield Probe(DRAFT_FLOOR, stored, team.stock, typed, 302)


def _sending(team: Team) -> Iterator[Probe]:
    def fresh() -> str:
        draft = factories.make_complete_draft(actor=team.owner, at=clock.now())
        return reverse("section_page", args=[draft.code, "absenden"])

    def fresh_floor() -> str:
        return f"/boden-seiten/senden/{floors.FloorDraft.objects.create(owner=team.owner).pk}/"

    declared = {**ANSWERS[Section.DECLARATIONS], "target": "send"}
    del declared["publish"], declared["wording"]
    yield Probe(SEND, fresh, team.client, lambda: _token(**declared), 302)
    yield Probe(SUBMIT_FLOOR, fresh_floor, team.stock, lambda: _token(**floors.TYPED), 302)


def _files(team: Team) -> Iterator[Probe]:
    kind = floors.KIND

    def room() -> str:
        team.draft.attachments.filter(kind=kind).delete()
        return _section(team, "unterlagen")

    def typed() -> Mapping[str, Any]:
        scan = SimpleUploadedFile("scan.pdf", team.scan)
        return _token(upload=kind, **{f"{kind}-files": scan})

    pdf = reverse("document_pdf", args=[team.case.code, team.receipt.pk])
    yield Probe(UPLOAD, room, team.client, typed, 302)
    yield Probe(UPLOAD_FLOOR, f"/boden-seiten/datei/{team.draft.code}/", team.stock, typed, 302)
    yield Probe(PDF, pdf, team.client)
    yield Probe(PDF_FLOOR, f"/boden-seiten/pdf/{team.receipt.pk}/", team.stock)
    yield Probe(STATIC, static("css/application.css"), team.client)


def _section(team: Team, slug: str) -> str:
    return reverse("section_page", args=[team.draft.code, slug])


def _token(**values: Any) -> dict[str, Any]:
    return {**values, "csrfmiddlewaretoken": _TOKEN}


@cache
def _team() -> Team:
    """Make the people and their rows, once for all sizes."""
    floors.make_tables()
    owner = factories.make_user()
    case = factories.make_complete_draft(actor=owner, at=clock.now())
    case = submit_application(application=case, actor=owner, at=clock.now())
    return Team(
        owner=owner,
        client=_signed_in(Client(enforce_csrf_checks=True), owner),
        stock=_signed_in(floors.StockClient(enforce_csrf_checks=True), owner),
        draft=factories.make_complete_draft(actor=owner, at=clock.now()),
        case=case,
        receipt=factories.store_receipt(case, size=_RECEIPT_BYTES),
        scan=_scan(),
    )


def _signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    client.cookies[settings.CSRF_COOKIE_NAME] = _TOKEN
    return client


def _scan() -> bytes:
    """Return a page of noise as a PDF of a little less than 10 MB."""
    width, height = 2_600, 3_800
    noise = random.Random(1).randbytes(width * height)  # noqa: S311 - the same every time
    target = io.BytesIO()
    Image.frombytes("L", (width, height), noise).save(target, "PDF", quality=95)
    return target.getvalue()
