"""Checklist, scores, accepted costs, notes and documents on the review page."""

import html

import pytest
from django.urls import reverse

from applications.models import (
    AcceptedCost,
    Attachment,
    AttachmentReading,
    AuditEvent,
    ChecklistAnswer,
    InternalNote,
    Score,
)
from applications.services import case_presence, checklist, scores
from applications.services.judgements import Given
from tests import factories
from tests.factories import REVIEWED_AT as AT
from tests.support.enclosure_cases import make_page_image


def address(case, name, *more):
    return reverse(f"admin:applications_application_{name}", args=[case.code, *more])


def text_of(answer):
    return html.unescape(answer.content.decode())


@pytest.fixture
def worker(desk):
    return desk("Sachbearbeitung")


@pytest.fixture
def case(worker):
    return factories.make_reviewed(actor=worker.person)


def colleague_answers(case, item, answer):
    checklist.save_answers(
        application=case,
        given=[Given(key=item.pk, values={"answer": answer, "note": ""}, seen=0)],
        actor=factories.make_staff("Sachbearbeitung", name="Petra Muster"),
        at=AT,
    )


def test_one_point_is_saved_and_the_page_comes_back_to_its_place(worker, case):
    item = checklist.open_items(case)[0]
    data = {f"checklist-{item.pk}-answer": "no", f"checklist-{item.pk}-note": "Fehlt noch."}

    answer = worker.post(address(case, "checklist"), data)

    assert answer["Location"] == address(case, "change") + "#pruefliste"
    row = ChecklistAnswer.objects.get()
    assert (row.item, row.answer, row.note) == (item, "no", "Fehlt noch.")
    assert "9 offen" in text_of(worker.get(address(case, "change")))


def test_when_two_check_the_same_point_both_answers_are_shown(worker, case):
    item, other = checklist.open_items(case)[:2]
    colleague_answers(case, item, "no")
    data = {
        f"checklist-{item.pk}-answer": "yes",
        f"checklist-{item.pk}-note": "Liegt vor.",
        f"checklist-{item.pk}-seen": "0",
        f"checklist-{other.pk}-answer": "yes",
    }

    text = text_of(worker.post(address(case, "checklist"), data))

    assert "Petra Muster hat inzwischen „Nein“ gewählt." in text
    assert 'value="Liegt vor."' in text
    known = {one.item: one.answer.answer for one in checklist.checklist(case) if one.answer}
    assert known == {item: "no", other: "yes"}
    data[f"checklist-{item.pk}-seen"] = str(ChecklistAnswer.objects.get(item=item).pk)
    worker.post(address(case, "checklist"), data)
    assert checklist.checklist(case)[0].answer.answer == "yes"


def test_a_note_without_an_answer_stays_on_the_page(worker, case):
    item = checklist.open_items(case)[0]

    text = text_of(
        worker.post(address(case, "checklist"), {f"checklist-{item.pk}-note": "Nur Notiz"})
    )

    assert "Wählen Sie eine Antwort zu Ihrer Notiz." in text
    assert 'value="Nur Notiz"' in text


def test_points_need_a_sentence_at_both_ends(worker, case):
    criterion = scores.unscored_criteria(case)[0]
    data = {f"scores-{criterion.pk}-points": "3"}

    assert "Schreiben Sie einen Satz" in text_of(worker.post(address(case, "scores"), data))
    assert not Score.objects.exists()
    data[f"scores-{criterion.pk}-reason"] = "Es gibt nichts Vergleichbares."
    worker.post(address(case, "scores"), data)

    assert Score.objects.get().points == 3
    assert "3 von 15 Punkten" in text_of(worker.get(address(case, "change")))


@pytest.mark.parametrize(
    ("amount", "reason", "sentence"),
    [
        ("9999,00", "", "So viel hat der Verein beantragt."),
        ("1,00", "", "Schreiben Sie, warum Sie weniger anerkennen."),
        ("viel", "", "Tragen Sie einen Betrag ein"),
    ],
)
def test_costs_are_checked_line_by_line(worker, case, amount, reason, sentence):
    data = {"costs-1-accepted_eur": amount, "costs-1-reason": reason}

    text = text_of(worker.post(address(case, "costs"), data))

    assert sentence in text
    assert f'value="{amount}"' in text
    assert not AcceptedCost.objects.exists()


def test_less_is_accepted_with_a_reason(worker, case):
    page = worker.get(address(case, "costs"))
    lines = page.context["panel"].lines
    data = {f"costs-{one.key}-accepted_eur": str(one.subject.requested_eur) for one in lines}
    data = {key: value.replace(".", ",") for key, value in data.items()}
    data |= {"costs-1-accepted_eur": "1,00", "costs-1-reason": "Der Flyer ist zu teuer."}

    answer = worker.post(address(case, "costs"), data)

    assert answer.status_code == 302, text_of(answer)
    row = AcceptedCost.objects.get()
    assert (row.position, str(row.accepted_eur), row.reason) == (
        1,
        "1.00",
        "Der Flyer ist zu teuer.",
    )


@pytest.mark.parametrize("name", ["checklist", "scores", "costs"])
@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Revision"])
def test_others_read_and_do_not_judge(desk, case, group, name):
    client = desk(group)

    assert "<fieldset" not in text_of(client.get(address(case, name)))
    assert client.post(address(case, name), {}).status_code == 403


@pytest.mark.parametrize("group", ["Sachbearbeitung", "Mitzeichnung", "Leitung"])
def test_a_note_stays_inside(desk, case, group):
    client = desk(group)

    answer = client.post(address(case, "notes"), {"note-text": "Anruf: Vorstand wechselt."})

    assert answer["Location"].endswith("#notizen")
    text = text_of(client.get(address(case, "change")))
    assert "Anruf: Vorstand wechselt." in text
    assert "Nur intern. Gehört zur Akte und kann bei Akteneinsicht gelesen werden." in text
    assert "Vorstand wechselt" not in str(list(AuditEvent.objects.values_list("data", flat=True)))


def test_an_empty_note_is_refused_and_auditors_write_none(worker, desk, case):
    text = text_of(worker.post(address(case, "notes"), {"note-text": " "}))

    assert "Schreiben Sie zuerst eine Notiz." in text
    assert desk("Revision").post(address(case, "notes"), {"note-text": "x"}).status_code == 403
    assert not InternalNote.objects.exists()


def test_a_document_is_read_once_per_person(worker, case):
    attachment = case.attachments.order_by("pk").first()

    for _click in range(2):
        worker.post(address(case, "read", attachment.code))

    assert AttachmentReading.objects.get().reader == worker.person
    assert "gelesen:" in text_of(worker.get(address(case, "change")))


def test_a_page_is_shown_beside_the_answers_larger_and_turned(worker, case):
    attachment = case.attachments.get(kind="statutes")
    make_page_image(attachment)
    page = address(case, "change")

    text = text_of(worker.get(f"{page}?unterlage={attachment.code}&zoom=2&drehen=90"))
    assert 'class="zoom-2 turn-90"' in text
    assert "zoom=3&drehen=90#unterlagen" in text
    assert "zoom=2&drehen=180#unterlagen" in text
    for odd in ("unterlage=nichts", f"unterlage={attachment.code}&seite=99&zoom=x&drehen=7"):
        assert worker.get(f"{page}?{odd}").status_code == 200


def test_an_infected_document_has_no_picture(worker, case):
    attachment = case.attachments.get(kind="statutes")
    Attachment.objects.filter(pk=attachment.pk).update(scan="found")

    text = text_of(worker.get(f"{address(case, 'change')}?unterlage={attachment.code}"))

    assert '<figure class="viewer"' not in text


def test_colleagues_see_who_is_here(worker, case):
    other = factories.make_staff("Leitung", name="Petra Muster")
    case_presence.note_presence(application=case, user=other)

    text = text_of(worker.get(address(case, "change")))

    assert "Petra Muster hat diesen Antrag gerade geöffnet." in text
    assert f"{worker.person.name} hat diesen Antrag gerade geöffnet." not in text


def test_the_stack_leads_to_the_next_case_and_stays_after_a_reload(worker, case):
    second = factories.make_reviewed(actor=worker.person)
    third = factories.make_reviewed(actor=worker.person)
    factories.make_reviewed()

    for _reload in range(2):
        text = text_of(worker.get(address(second, "change")))
        assert "2 von 3 in „Mein Stapel“" in text
        assert f'rel="prev" href="{address(case, "change")}"' in text
        assert f'rel="next" href="{address(third, "change")}"' in text


def test_the_history_has_chips_and_a_mark_of_its_chain(worker, case):
    page = address(case, "change")

    text = text_of(worker.get(page))
    assert "Kette in Ordnung" in text
    assert "Eingereicht → In Prüfung" in text
    assert "Akte angesehen" in text_of(worker.get(f"{page}?verlauf=reading"))
    assert "Akte angesehen" not in text_of(worker.get(f"{page}?verlauf=state"))
    assert worker.get(f"{page}?verlauf=erfunden").status_code == 200


def test_keys_can_be_switched_off(worker, case):
    assert "case_keys" in text_of(worker.get(address(case, "change")))

    worker.post("/konto/", {"target": "shortcuts", "uses_shortcuts": "no"})

    assert "case_keys" not in text_of(worker.get(address(case, "change")))
