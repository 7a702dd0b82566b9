"""The desk's side of letters: outbox, preview, release by a second person, deliveries."""

from typing import Any

import pytest
from django.urls import reverse

from applications import clock
from applications.models import Application, Document, DocumentDelivery, LetterDraft, LetterRelease
from applications.rules.documents import DocumentKind
from applications.rules.review import Relation
from applications.rules.sections import Section
from applications.services import letter_outbox
from tests import factories
from tests.support.accounts import prove_identity
from tests.support.pages import page_text

pytestmark = pytest.mark.django_db
OUTBOX = "/verwaltung/ausgang/"
DELIVERIES = "/verwaltung/zustellung/"


def signed(**values: Any) -> Application:
    application = factories.make_proposed(actor=factories.make_staff("Sachbearbeitung"), **values)
    factories.sign(application, actor=factories.make_staff("Mitzeichnung"), at=clock.now())
    return application


def asked_by(client: Any) -> LetterRelease:
    client.post(OUTBOX, {"all": "1"})
    return LetterRelease.objects.get()


def page_of(release: LetterRelease) -> str:
    return reverse("admin:letter_release", args=[release.pk])


def test_outbox_lists_what_waits(desk: Any) -> None:
    case = signed()
    page = page_text(desk("Sachbearbeitung").get(OUTBOX))
    assert "1 Brief im Ausgang" in page
    assert f"{case.reference_number} {case.organisation_name}" in page
    assert "Zuwendungsbescheid 8.361,62 €" in page


def test_all_letters_can_leave_although_the_table_shows_fewer(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("applications.admin.letters.LETTERS_SHOWN", 1)
    monkeypatch.setattr("applications.admin.letters.LETTERS_AT_ONCE", 2)
    monkeypatch.setattr("applications.services.letter_outbox.LETTERS_AT_ONCE", 2)
    for _case in range(3):
        signed()
    worker = desk("Sachbearbeitung")

    page = page_text(worker.get(OUTBOX))
    assert "3 Briefe im Ausgang" in page
    assert "Die Tabelle zeigt die ersten 1." in page
    assert "Die ersten 2 Briefe vorschlagen" in page

    assert asked_by(worker).drafts.count() == 2


def test_two_persons_let_a_letter_go(desk: Any) -> None:
    case = signed()
    worker, head = desk("Sachbearbeitung"), desk("Leitung")
    draft = LetterDraft.objects.get()

    answer = worker.post(OUTBOX, {"draft": [str(draft.pk)]})
    release = LetterRelease.objects.get()
    assert answer["Location"] == page_of(release)
    own = page_text(worker.get(page_of(release)))
    assert "Eine andere Person muss freigeben." in own
    assert "Briefe freigeben" not in own
    prove_identity(worker)
    worker.post(page_of(release), {"step": "release"})
    release.refresh_from_db()
    assert release.closed_at is None

    assert "Briefe freigeben" in page_text(head.get(page_of(release)))
    assert head.post(page_of(release), {"step": "release"})["Location"].startswith("/konto/")
    prove_identity(head)
    answer = head.post(page_of(release), {"step": "release"}, follow=True)
    assert "1 Brief geht hinaus." in page_text(answer)
    letter_outbox.send_release(LetterRelease.objects.get(), at=clock.now())

    assert Document.objects.filter(application=case, kind=DocumentKind.AWARD).exists()
    assert "Hinaus: 1 von 1." in page_text(head.get(page_of(release)))


def test_giving_back_needs_a_reason(desk: Any) -> None:
    signed()
    release = asked_by(desk("Sachbearbeitung"))
    head = desk("Leitung")

    page = page_text(head.post(page_of(release), {"step": "return"}))
    assert "Schreiben Sie einen Grund" in page or "Grund" in page
    assert LetterRelease.objects.get().closed_at is None
    head.post(page_of(release), {"step": "return", "note": "Falscher Betrag."})
    assert LetterRelease.objects.get().note == "Falscher Betrag."
    assert "1 Brief im Ausgang" in page_text(head.get(OUTBOX))


def test_nothing_chosen_says_so(desk: Any) -> None:
    signed()
    page = page_text(desk("Sachbearbeitung").post(OUTBOX, {}, follow=True))
    assert "Wählen Sie mindestens einen Brief aus." in page
    assert not LetterRelease.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "9" * 40, "²", "-1"])
def test_odd_choices_choose_nothing(desk: Any, typed: str) -> None:
    signed()
    desk("Sachbearbeitung").post(OUTBOX, {"draft": [typed]})
    assert not LetterRelease.objects.exists()


def test_letters_that_may_not_leave_stay_with_the_reason(desk: Any) -> None:
    signed(funding_round=factories.make_round(reference_prefix="WIR-2021", texts_released=False))
    worker = desk("Sachbearbeitung")
    page = page_text(worker.post(OUTBOX, {"all": "1"}, follow=True))
    assert "Keiner der Briefe kann so hinaus." in page
    draft = LetterDraft.objects.get()
    page = page_text(worker.get(reverse("admin:letter_draft", args=[draft.pk])))
    assert "Der Text „Rechtsbehelfsbelehrung“ ist noch nicht freigegeben." in page


def test_preview_shows_the_real_data_as_a_draft(desk: Any) -> None:
    signed()
    draft = LetterDraft.objects.get()
    client = desk("Revision")
    page = page_text(client.get(reverse("admin:letter_draft", args=[draft.pk])))
    assert "Geprüft: nichts fehlt, keine Lücke im Text." in page
    assert "Verwaltungsgericht Gießen, Marburger Straße 4" in page
    answer = client.get(reverse("admin:letter_draft_pdf", args=[draft.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert not Document.objects.filter(kind=DocumentKind.AWARD).exists()


def test_cases_that_are_closed_for_a_person_are_not_in_the_outbox(desk: Any) -> None:
    case = signed()
    client = desk("Sachbearbeitung")
    factories.declare(client.person, case, Relation.RELATED, reason="Verwandt.")
    assert case.reference_number not in page_text(client.get(OUTBOX))
    draft = LetterDraft.objects.get()
    for name in ("letter_draft", "letter_draft_pdf"):
        assert client.get(reverse(f"admin:{name}", args=[draft.pk])).status_code == 404


def test_posting_is_noted_for_all_that_are_ticked(desk: Any) -> None:
    case = signed(changes={Section.DECLARATIONS: {"delivery": "post"}})
    factories.release(case, at=clock.now())
    client = desk("Sachbearbeitung")
    row = DocumentDelivery.objects.get()
    page = page_text(client.get(DELIVERIES))
    assert case.reference_number in page

    day = {"posted_on_0": "3", "posted_on_1": "2", "posted_on_2": "2020"}
    assert "Wählen Sie mindestens einen Brief aus." in page_text(client.post(DELIVERIES, day))
    early = {**day, "posted_on_0": "2", "delivery": [str(row.pk)]}
    assert "Der Tag liegt vor dem Tag des Briefs" in page_text(client.post(DELIVERIES, early))
    client.post(DELIVERIES, {**day, "delivery": [str(row.pk)]})

    row.refresh_from_db()
    assert row.delivered_on is not None
    assert row.delivered_on.isoformat() == "2020-02-06"
    running = page_text(client.get(f"{DELIVERIES}?zeige=klagefrist"))
    assert f"{case.reference_number}" in running
    assert "06.03.2020" in running


@pytest.mark.parametrize("number", [1, 3])
def test_query_counts_do_not_grow(desk: Any, django_assert_num_queries: Any, number: int) -> None:
    cases = [signed() for _ in range(number)]
    client = desk("Leitung")
    client.get(OUTBOX)
    with django_assert_num_queries(8):
        client.get(OUTBOX)
    release = asked_by(desk("Sachbearbeitung"))
    with django_assert_num_queries(9):
        client.get(page_of(release))
    letter_outbox.return_letters(release=release, note="x", actor=client.person, at=clock.now())
    factories.release(*cases, at=clock.now())
    with django_assert_num_queries(5):
        client.get(f"{DELIVERIES}?zeige=abruf")
