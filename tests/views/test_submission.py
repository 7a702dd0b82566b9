"""Q14, Q15 and C01: check, declare, send once, in time or late."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from applications.models import Application, AuditEvent, FundingRound
from applications.rules.rounds import Policy
from applications.rules.sections import Section
from tests import factories
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db
Clock = Callable[[str | datetime], datetime]

MONDAY = "2020-01-20T10:00"
LAST_INSTANT = "2020-01-31T22:59:59.999+00:00"
FIRST_LATE_INSTANT = "2020-01-31T23:00:00+00:00"
EMPLOYEES = {Section.PROFILE: {"employees": "yes", "employee_count": 2, "employee_hours_week": 30}}
POINTS = "complete not_started no_other_money report_changes no_entitlement may_represent"
CONFIRMED = dict.fromkeys(POINTS.split(), "on")
DECLARED = {**CONFIRMED, "sender_name": "Rania Haddad", "delivery": "online", "target": "send"}


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the documents unrendered, as right after sending."""
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)


@pytest.fixture
def monday(rehearsal: Clock) -> None:
    rehearsal(MONDAY)


def ready_draft(**values: Any) -> Application:
    """A draft with all answers whose declarations were not made yet."""
    draft = factories.make_complete_draft(**values)
    blank = dict.fromkeys(CONFIRMED)
    draft.declarations.__class__.objects.filter(pk=draft.pk).update(
        **blank, sender_name="", delivery="", version=0
    )
    return Application.objects.with_lists().get(pk=draft.pk)


def send_url(draft: Application) -> str:
    return f"/antrag/{draft.code}/absenden/"


def signed_in(draft: Application) -> Client:
    client = StrictClient()
    client.force_login(draft.created_by)
    return client


def send(client: Client, draft: Application, **changes: str) -> Any:
    return client.post(send_url(draft), {**DECLARED, **changes})


@pytest.mark.usefixtures("monday")
def test_all_answers_are_shown_before_sending() -> None:
    draft = ready_draft()
    page = signed_in(draft).get(f"/antrag/{draft.code}/angaben-pruefen/")
    text = page.content.decode()
    assert "Ihr Antrag ist noch nicht abgesendet." in text
    assert "Formular-Werkstatt am Samstag" in text
    assert "Keine Angabe" in text
    assert "Kosten zusammen" in text
    assert "3.200,00\N{NO-BREAK SPACE}€" in text
    assert "Sie beantragen zusammen 8.361,62 Euro." in text
    assert "statutes.pdf" in text
    assert f"/antrag/{draft.code}/verein/?zurueck=pruefen" in text


@pytest.mark.usefixtures("monday")
def test_remarks_stand_above_the_answers() -> None:
    draft = ready_draft(changes={Section.MICRO_PROJECT: {"district": "XX"}})
    text = signed_in(draft).get(f"/antrag/{draft.code}/angaben-pruefen/").content.decode()
    assert "Das schauen wir uns genauer an" in text


@pytest.mark.usefixtures("monday")
def test_the_queries_of_the_pages_do_not_grow(django_assert_num_queries: Any) -> None:
    for lines in (1, 3):
        draft = ready_draft()
        for _number in range(lines):
            factories.make_attachment(draft, kind="other")
        client = signed_in(draft)
        client.get("/konto/")
        with django_assert_num_queries(8):
            client.get(f"/antrag/{draft.code}/angaben-pruefen/")
        with django_assert_num_queries(8):
            client.get(send_url(draft))


@pytest.mark.usefixtures("monday")
def test_an_application_is_sent_and_confirmed() -> None:
    draft = ready_draft()
    client = signed_in(draft)
    answer = send(client, draft, publish="on")
    assert answer.status_code == 302
    assert answer["Location"] == f"/antrag/{draft.code}/angekommen/"
    sent = Application.objects.get(pk=draft.pk)
    text = client.get(answer["Location"]).content.decode()
    assert "Ihr Antrag ist angekommen" in text
    assert str(sent.reference_number) in text
    assert "Montag, 20. Januar 2020, 10:00:0" in text
    assert "Die Bestätigung folgt." in text
    assert "Wir haben Ihnen eine E-Mail geschickt." in text
    declared = sent.snapshots.get().document["declarations"]
    assert declared["publish"] is True
    assert declared["knows_ineligible"] is None
    assert declared["wording"] == "2020-1"


@pytest.mark.usefixtures("monday")
def test_sending_twice_makes_one_case() -> None:
    draft = ready_draft()
    first, second = signed_in(draft), signed_in(draft)
    for client in (first, second):
        assert client.get(send_url(draft)).status_code == 200
    answers = [send(first, draft), send(second, draft), send(first, draft)]
    assert {answer["Location"] for answer in answers} == {f"/antrag/{draft.code}/angekommen/"}
    assert first.get(send_url(draft))["Location"] == f"/antrag/{draft.code}/angekommen/"
    sent = Application.objects.get(pk=draft.pk)
    assert sent.number == 1
    assert sent.snapshots.count() == sent.documents.count() == 1
    assert FundingRound.objects.get().last_number == 1


@pytest.mark.usefixtures("monday")
def test_every_point_must_be_confirmed() -> None:
    draft = ready_draft()
    page = signed_in(draft).post(send_url(draft), {"target": "send", "sender_name": ""})
    text = page.content.decode()
    assert text.count("Bitte bestätigen Sie diesen Punkt.") == 12
    assert "Geben Sie Ihren Namen ein." in text
    assert "Wählen Sie eine Antwort aus." in text
    assert Application.objects.get(pk=draft.pk).is_draft


@pytest.mark.usefixtures("monday")
def test_a_second_person_is_named_in_rounds_that_ask_for_a_name() -> None:
    draft = ready_draft(
        funding_round=factories.make_round(second_agreement="named"),
        changes={Section.BOARD: {"signature_rule": "joint"}},
    )
    client = signed_in(draft)
    text = client.get(send_url(draft)).content.decode()
    assert "Diese Person aus dem Vorstand ist einverstanden" in text
    assert 'value="Fatma Aydemir-Holz"' in text
    assert 'type="radio" name="second_person" value="Rania Haddad"' not in text
    assert "Wählen Sie die zweite Person aus." in send(client, draft).content.decode()
    assert send(client, draft, second_person="Rania Haddad").status_code == 200
    assert send(client, draft, second_person="Fatma Aydemir-Holz").status_code == 302
    snapshot = Application.objects.get(pk=draft.pk).snapshots.get()
    assert snapshot.document["declarations"]["second_person"] == "Fatma Aydemir-Holz"


@pytest.mark.usefixtures("monday")
def test_unfinished_sections_lead_to_the_task_list() -> None:
    draft = factories.make_draft()
    client = signed_in(draft)
    for answer in (client.get(send_url(draft)), send(client, draft)):
        assert answer["Location"] == f"/antrag/{draft.code}/"
    text = client.get(f"/antrag/{draft.code}/").content.decode()
    assert "Vor dem Absenden fehlen noch 13 Abschnitte." in text


@pytest.mark.usefixtures("monday")
def test_who_may_only_write_is_told_whom_to_ask() -> None:
    draft = ready_draft()
    client = StrictClient()
    client.force_login(factories.make_member(draft))
    sentence = "Sie dürfen schreiben, aber nicht absenden. Bitten Sie Rania H. darum."
    page = client.get(send_url(draft))
    assert page.status_code == 200
    assert sentence in page.content.decode()
    refused = send(client, draft)
    assert refused.status_code == 403
    assert sentence in refused.content.decode()
    assert Application.objects.get(pk=draft.pk).is_draft


@pytest.mark.usefixtures("monday")
@pytest.mark.parametrize("page", ["absenden", "angaben-pruefen", "angekommen"])
def test_others_find_nothing(page: str) -> None:
    draft = ready_draft()
    client = StrictClient()
    client.force_login(factories.make_user("Fremde Person"))
    assert client.get(f"/antrag/{draft.code}/{page}/").status_code == 404
    assert send(client, draft).status_code == 404


def test_the_last_instant_is_in_time(monkeypatch: Any) -> None:
    draft = ready_draft()
    at_instant(monkeypatch, LAST_INSTANT)
    page = signed_in(draft).get(send_url(draft))
    assert "Auf unserer Uhr ist es jetzt 23:59 Uhr." in page.content.decode()
    assert send(signed_in(draft), draft).status_code == 302
    sent = Application.objects.get(pk=draft.pk)
    assert not sent.is_late
    assert sent.submitted_at == datetime.fromisoformat(LAST_INSTANT)


def test_a_page_opened_before_and_sent_after_the_deadline_is_late(monkeypatch: Any) -> None:
    draft = ready_draft()
    client = signed_in(draft)
    at_instant(monkeypatch, LAST_INSTANT)
    assert client.get(send_url(draft)).status_code == 200
    at_instant(monkeypatch, FIRST_LATE_INSTANT)
    page = send(client, draft)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Die Frist ist vorbei" in text
    assert "Sie haben um 00:00 Uhr am 1. Februar 2020 auf Absenden geklickt." in text
    assert "Die Frist war am 31. Januar 2020 um 23:59 Uhr." in text
    assert Application.objects.get(pk=draft.pk).is_draft
    logged = AuditEvent.objects.get(event="application.late_attempt")
    assert logged.at == datetime.fromisoformat(FIRST_LATE_INSTANT)

    at_instant(monkeypatch, "2020-02-01T00:02:00+00:00")
    assert client.post(send_url(draft), {"late": "yes"}).status_code == 302
    sent = Application.objects.get(pk=draft.pk)
    assert sent.is_late
    confirmation = client.get(f"/antrag/{draft.code}/angekommen/").content.decode()
    assert "Ihr Antrag ist angekommen, aber nach der Frist" in confirmation


def test_a_late_application_needs_its_declarations(monkeypatch: Any) -> None:
    draft = ready_draft()
    at_instant(monkeypatch, FIRST_LATE_INSTANT)
    answer = signed_in(draft).post(send_url(draft), {"late": "yes"})
    assert answer["Location"] == send_url(draft)
    assert Application.objects.get(pk=draft.pk).is_draft


def test_a_round_may_refuse_late_applications(monkeypatch: Any) -> None:
    draft = ready_draft()
    FundingRound.objects.update(late_policy=Policy.REFUSE)
    client = signed_in(draft)
    at_instant(monkeypatch, FIRST_LATE_INSTANT)
    for answer in (send(client, draft), client.post(send_url(draft), {"late": "yes"})):
        text = answer.content.decode()
        assert "Hier können wir den Antrag nicht mehr annehmen." in text
        assert "Verspätet absenden" not in text
    assert Application.objects.get(pk=draft.pk).is_draft


@pytest.mark.usefixtures("monday")
def test_an_excluded_application_is_sent_knowingly() -> None:
    draft = ready_draft(changes=EMPLOYEES)
    client = signed_in(draft)
    text = client.get(send_url(draft)).content.decode()
    assert "Nach Ihren Angaben ist eine Förderung nicht möglich." in text
    assert "Wir möchten trotzdem einen Bescheid." in text
    assert send(client, draft).status_code == 200
    assert send(client, draft, knows_ineligible="on").status_code == 302
    sent = Application.objects.get(pk=draft.pk)
    assert sent.excluded_count == 1
    assert sent.snapshots.get().document["declarations"]["knows_ineligible"] is True


@pytest.mark.usefixtures("monday")
def test_a_round_may_refuse_excluded_applications() -> None:
    draft = ready_draft(changes=EMPLOYEES)
    FundingRound.objects.update(ineligible_policy=Policy.REFUSE)
    client = signed_in(draft)
    sentence = "Hier können wir den Antrag nicht annehmen. Sie können ihn mit der Post schicken."
    assert sentence in client.get(send_url(draft)).content.decode()
    page = send(client, draft, knows_ineligible="on")
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert Application.objects.get(pk=draft.pk).is_draft


@pytest.mark.usefixtures("monday")
def test_the_confirmation_of_a_draft_is_the_task_list() -> None:
    draft = ready_draft()
    answer = signed_in(draft).get(f"/antrag/{draft.code}/angekommen/")
    assert answer["Location"] == f"/antrag/{draft.code}/"


def at_instant(monkeypatch: Any, instant: str) -> None:
    """Let every request arrive at exactly this instant."""
    wanted = datetime.fromisoformat(instant)
    monkeypatch.setattr("applications.clock.business_time", lambda _real: wanted)
