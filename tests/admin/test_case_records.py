"""„Akte“ on the review page: documents, records, the whole file; the record of an award list."""

import html
import io
import zipfile
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from applications.models import Application, AuditEvent, Document, Export
from applications.rules.documents import DocumentKind
from applications.rules.review import Relation
from applications.services.records import order_record
from tests import factories
from tests.support import record_cases
from tests.support.accounts import sign_in
from tests.support.award_lists import make_standing
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Application:
    return factories.make_reviewed(name="Frauennetz Usaufer e. V.")


@pytest.fixture
def _quick_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    def render(document: Document, *, at: Any) -> None:
        record_cases.store_files(document.application)
        document.refresh_from_db()

    monkeypatch.setattr("applications.documents.store.render", render)


def address(case: Application, page: str, *more: str) -> str:
    return reverse(f"admin:applications_application_{page}", args=[case.code, *more])


def text_of(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


def draw_up(client: Client, case: Application, slug: str = "pruefvermerk") -> str:
    """Return what the page says after the press of a button."""
    return text_of(client.post(address(case, "record", slug), follow=True))


def print_all(case: Application) -> None:
    record_cases.store_files(case)


def test_a_press_draws_up_a_record_and_a_second_changes_nothing(desk, case) -> None:
    client = desk("Sachbearbeitung")

    first = draw_up(client, case)
    second = draw_up(client, case)

    assert "Prüfvermerk, Fassung 1, wird erzeugt." in first
    assert "Seit der Fassung 1 hat sich nichts geändert: Prüfvermerk bleibt." in second
    assert case.documents.filter(kind=DocumentKind.REVIEW_NOTE).count() == 1


def test_the_panel_names_every_document_with_its_state(desk, case) -> None:
    client = desk("Leitung")
    order_record(
        DocumentKind.FILE_COVER, application=case, actor=client.person, at=factories.ASKED_AT
    )

    waiting = text_of(client.get(address(case, "change")))
    print_all(case)
    ready = text_of(client.get(address(case, "change")))

    assert waiting.count("wird erzeugt") == 2
    assert "wird erzeugt" not in ready
    for words in ("Eingangsbestätigung", "Aktendeckblatt", "nur intern", "Aktenpaket (ZIP)"):
        assert words in ready
    for document in case.documents.all():
        assert reverse("document_pdf", args=[case.code, document.pk]) in ready


def test_a_failed_document_is_marked(desk, case) -> None:
    case.documents.update(last_error="voll")

    assert "fehlgeschlagen" in text_of(desk("Sachbearbeitung").get(address(case, "change")))


@pytest.mark.parametrize(
    ("group", "draws_up", "takes"),
    [("Mitzeichnung", False, False), ("Revision", False, True), ("Leitung", True, True)],
)
def test_only_what_the_group_may_is_offered(
    desk: Any, case: Application, group: str, draws_up: bool, takes: bool
) -> None:
    text = text_of(desk(group).get(address(case, "change")))

    assert ("Prüfvermerk erstellen" in text) == draws_up
    assert ("Aktenpaket (ZIP)" in text) == takes


def test_staff_get_a_record_and_the_association_does_not_know_it(desk, case) -> None:
    worker = factories.make_staff("Sachbearbeitung")
    document = order_record(
        DocumentKind.REVIEW_NOTE, application=case, actor=worker, at=factories.ASKED_AT
    ).document
    print_all(case)
    link = reverse("document_pdf", args=[case.code, document.pk])
    team = StrictClient()
    sign_in(team, case.created_by)

    assert team.get(link).status_code == 404
    assert "Prüfvermerk" not in text_of(
        team.get(reverse("application_documents", args=[case.code]))
    )
    answer = desk("Mitzeichnung").get(link)
    assert answer.status_code == 200
    assert (
        "Prüfvermerk" in answer["Content-Disposition"] or "utf-8" in answer["Content-Disposition"]
    )
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("_quick_prints")
def test_the_package_asks_for_a_purpose_and_comes_whole(desk, case) -> None:
    client = desk("Revision")
    page = address(case, "package")

    asked = client.post(page, {"purpose": " "})
    assert "Schreiben Sie, wofür Sie die Akte brauchen." in text_of(asked)
    assert not Export.objects.exists()

    answer = client.post(page, {"purpose": "Prüfung der Förderung."})
    content = b"".join(answer.streaming_content)

    assert answer["Content-Type"] == "application/zip"
    assert f"Akte-{case.reference_number}.zip" in answer["Content-Disposition"]
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert f"Akte-{case.reference_number}/pruefvermerk.pdf" in names
    assert Export.objects.get().purpose == "Prüfung der Förderung."
    assert "Aktenpaket (ZIP)" in text_of(
        client.get(reverse("admin:applications_export_changelist"))
    )


def test_the_list_of_exports_does_not_offer_the_package(desk, case) -> None:
    text = text_of(desk("Leitung").get(reverse("admin:applications_export_add")))

    assert "Aktenpaket" not in text


def test_a_closed_case_gives_nothing_to_that_person(desk, case) -> None:
    client = desk("Sachbearbeitung")
    factories.declare(client.person, case, Relation.RELATED)

    for answer in (
        client.get(address(case, "package")),
        client.post(address(case, "package"), {"purpose": "Neugier."}),
        client.post(address(case, "record", "pruefvermerk")),
    ):
        assert answer.status_code == 403
    assert not Export.objects.exists()
    assert not case.documents.filter(kind=DocumentKind.REVIEW_NOTE).exists()


def test_the_record_of_a_confirmed_list_is_on_its_page(desk) -> None:
    factories.make_ready()
    standing = make_standing()
    page = reverse("admin:applications_awardlist_change", args=[standing.pk])
    link = reverse("admin:applications_awardlist_note", args=[standing.pk])
    client = desk("Revision")

    waiting = client.get(page)
    assert "Vergabevermerk (PDF)" in text_of(waiting)
    assert link not in text_of(waiting)
    assert client.get(link).status_code == 404

    note = standing.documents.get()
    record_cases.store_file(note)
    assert link in text_of(client.get(page))
    answer = client.get(link)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    logged = AuditEvent.objects.get(event="document.downloaded")
    assert (logged.actor, logged.data["kind"]) == (client.person, "award_note")


def test_the_list_of_documents_names_records_too(desk) -> None:
    case = factories.make_ready()
    make_standing()
    for kind in (DocumentKind.REVIEW_NOTE, DocumentKind.FILE_COVER):
        worker = factories.make_staff("Sachbearbeitung")
        order_record(kind, application=case, actor=worker, at=factories.ASKED_AT)

    text = text_of(desk("Revision").get(reverse("admin:applications_document_changelist")))

    for name in ("Prüfvermerk", "Aktendeckblatt", "Vergabevermerk", "Eingangsbestätigung"):
        assert name in text


def test_the_budget_office_sees_no_record_of_a_list(desk) -> None:
    factories.make_ready()
    standing = make_standing()
    client = desk("Haushalt")

    page = client.get(reverse("admin:applications_awardlist_change", args=[standing.pk]))

    assert "Vergabevermerk" not in text_of(page)
    link = reverse("admin:applications_awardlist_note", args=[standing.pk])
    assert client.get(link).status_code == 403
