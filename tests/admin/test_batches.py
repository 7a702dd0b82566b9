"""Steps for many cases at once: chosen, confirmed, done once, with a result for each."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from applications.models import Application, AuditEvent, Batch, BatchResult, InformationRequest
from applications.models.codes import address_code
from applications.rules.batches import BatchKind
from applications.rules.lifecycle import State
from applications.services import batches, review
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.desk_rows import make_batch
from tests.support.many_cases import make_many

LIST = reverse("admin:applications_application_changelist")
AT = datetime(2020, 2, 3, 9, 0, tzinfo=UTC)
ASKED = {"about": "question", "text": "Wer leitet das Projekt?"}
DAY = {"due_on_0": "17", "due_on_1": "2", "due_on_2": "2020"}


def _address(slug):
    return reverse("admin:applications_application_batch", args=[slug])


def _choose(client, slug, *cases, query="", **more):
    return client.post(_address(slug) + query, {"case": [case.code for case in cases], **more})


def _confirmed(client, slug, page, **typed):
    """Press the button of the page of confirmation."""
    form = page.context["form"]
    hidden = {name: form[name].value() for name in ("batch", "cases")}
    return client.post(_address(slug), {**hidden, **typed, "step": "go"})


def _results():
    rows = BatchResult.objects.order_by("application__number")
    return [(row.application.number, row.is_done, row.sentence) for row in rows]


def test_list_has_boxes_and_steps(desk):
    application = factories.make_submitted()

    html = desk("Sachbearbeitung").get(LIST, {"state": "submitted"}).content.decode()

    assert f'value="{application.code}"' in html
    assert f"{application.reference_number} auswählen" in html
    assert f'formaction="{_address("uebernehmen")}?state=submitted"' in html
    assert f'formaction="{_address("nachfrage")}?state=submitted"' in html


def test_head_assigns_and_others_have_no_boxes(desk):
    factories.make_submitted()

    head = desk("Leitung").get(LIST).content.decode()
    auditor = desk("Revision").get(LIST).content.decode()

    assert _address("zuweisen") in head
    assert _address("nachfrage") not in head
    assert 'type="checkbox"' not in auditor


def test_taking_says_what_happens_and_what_is_left_out(desk):
    client = desk("Sachbearbeitung")
    new = factories.make_submitted()
    mine = factories.make_reviewed(actor=client.person)
    decided = factories.make_awarded()

    page = _choose(client, "uebernehmen", new, mine, decided)

    html = page.content.decode()
    assert page.status_code == 200
    assert "Sie werden für diesen Antrag zuständig." in html
    assert "Sie sind schon zuständig." in html
    assert "Im Status „Bewilligt“ ist niemand mehr zuständig." in html
    assert not Batch.objects.exists()

    answer = _confirmed(client, "uebernehmen", page)

    new.refresh_from_db()
    assert new.assigned_to == client.person
    result = client.get(answer["Location"]).content.decode()
    assert "1 von 1 erledigt." in result
    assert new.reference_number in result
    assert AuditEvent.objects.filter(event="application.assigned", application=new).count() == 1


def test_assigning_to_a_colleague_and_to_nobody(desk):
    client = desk("Leitung")
    colleague = factories.make_staff("Sachbearbeitung", name="Berta Beispiel")
    cases = [factories.make_submitted() for _number in range(2)]
    page = _choose(client, "zuweisen", *cases)
    assert "Berta Beispiel" in page.content.decode()

    empty = _confirmed(client, "zuweisen", page, assignee="")
    assert "Wählen Sie etwas aus der Liste aus." in empty.content.decode()
    _confirmed(client, "zuweisen", empty, assignee=str(colleague.pk))

    assert {row.assigned_to for row in Application.objects.sent()} == {colleague}
    assert {sentence for _number, _done, sentence in _results()} == {
        "Zuständig ist jetzt: Berta Beispiel."
    }
    _confirmed(client, "zuweisen", _choose(client, "zuweisen", cases[0]), assignee="nobody")
    cases[0].refresh_from_db()
    assert cases[0].assigned_to is None


def test_asking_several_associations(desk):
    client = desk("Sachbearbeitung")
    asked = [factories.make_reviewed(actor=client.person) for _number in range(2)]
    new = factories.make_submitted()
    page = _choose(client, "nachfrage", *asked, new)
    assert "Die Prüfung hat noch nicht begonnen." in page.content.decode()

    answer = _confirmed(client, "nachfrage", page, **ASKED, **DAY)

    requests = InformationRequest.objects.all()
    assert {row.application_id for row in requests} == {row.pk for row in asked}
    assert {row.points.get().text for row in requests} == {"Wer leitet das Projekt?"}
    assert "2 von 2 erledigt." in client.get(answer["Location"]).content.decode()
    new.refresh_from_db()
    assert new.state == State.SUBMITTED


def test_asking_keeps_what_was_typed(desk):
    client = desk("Sachbearbeitung")
    case = factories.make_reviewed(actor=client.person)
    page = _choose(client, "nachfrage", case)

    past = {**DAY, "due_on_0": "1"}
    answer = _confirmed(client, "nachfrage", page, **{**ASKED, "text": "Bitte [Name]"}, **past)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Das Datum muss nach dem heutigen Tag liegen." in html
    assert "Bitte [Name]" in html
    assert not Batch.objects.exists()


def test_asking_for_a_document(desk):
    client = desk("Sachbearbeitung")
    page = _choose(client, "nachfrage", factories.make_reviewed(actor=client.person))

    _confirmed(client, "nachfrage", page, **{**ASKED, "about": "non_profit_notice"}, **DAY)

    point = InformationRequest.objects.get().points.get()
    assert (point.kind, point.attachment_kind) == ("enclosure", "non_profit_notice")


def test_association_without_an_account_is_left_out(desk):
    client = desk("Sachbearbeitung")
    case = factories.make_reviewed(actor=client.person)
    case.organisation.memberships.all().delete()

    html = _choose(client, "nachfrage", case).content.decode()

    assert "Der Verein hat hier kein Konto." in html
    assert "für keinen der ausgewählten Anträge möglich" in html


def test_second_click_does_nothing_twice(desk):
    client = desk("Sachbearbeitung")
    page = _choose(client, "nachfrage", factories.make_reviewed(actor=client.person))

    first = _confirmed(client, "nachfrage", page, **ASKED, **DAY)
    second = _confirmed(client, "nachfrage", page, **ASKED, **DAY)

    assert first["Location"] == second["Location"]
    assert InformationRequest.objects.count() == 1
    assert [done for _number, done, _sentence in _results()] == [True]


def test_case_that_moved_meanwhile_is_not_touched(desk):
    client = desk("Sachbearbeitung")
    colleague = factories.make_staff("Sachbearbeitung")
    taken, free = factories.make_submitted(), factories.make_submitted()
    page = _choose(client, "uebernehmen", taken, free)
    review.assign_application(application=taken, assignee=colleague, actor=colleague, at=AT)

    answer = _confirmed(client, "uebernehmen", page)

    taken.refresh_from_db()
    assert taken.assigned_to == colleague
    assert [done for _number, done, _sentence in _results()] == [False, True]
    html = client.get(answer["Location"]).content.decode()
    assert "1 von 2 erledigt." in html
    assert "Der Antrag hat inzwischen einen anderen Stand." in html


def test_whole_list_is_chosen_across_pages(desk):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, 69)
    make_many(pattern, 5, district="KS")
    assert "alle 70 dieser Liste" in client.get(LIST, {"district": "FB"}).content.decode()

    page = _choose(client, "uebernehmen", query="?district=FB", all="1")
    _confirmed(client, "uebernehmen", page)

    assert Application.objects.filter(assigned_to=client.person).count() == 70


def test_too_many_are_refused_with_a_sentence(desk):
    client = desk("Sachbearbeitung")
    make_many(factories.make_submitted(), 200)

    answer = client.post(_address("uebernehmen") + "?late=no", {"all": "1"}, follow=True)

    assert answer.redirect_chain[0][0] == f"{LIST}?late=no"
    assert "mehr als 200 Anträge auf einmal" in answer.content.decode()


@pytest.mark.parametrize(
    "chosen",
    [{}, {"case": "x"}, {"case": "0" * 26}, {"step": "go"}, {"step": "go", "cases": "x.y"}],
)
def test_bad_choices_are_no_server_errors(desk, chosen):
    answer = desk("Sachbearbeitung").post(_address("uebernehmen"), chosen, follow=True)

    assert answer.status_code == 200
    assert re.search("Wählen Sie zuerst|gibt es nicht mehr", answer.content.decode())


def test_choice_is_asked_for(desk):
    answer = desk("Sachbearbeitung").post(_address("uebernehmen"), follow=True)

    assert "Wählen Sie zuerst Anträge aus." in answer.content.decode()


def test_drafts_cannot_be_chosen(desk):
    draft = factories.make_complete_draft()

    page = _choose(desk("Sachbearbeitung"), "uebernehmen", draft)

    assert "gibt es nicht mehr" in page.content.decode()


def test_unknown_step_is_not_there(desk):
    assert desk("Sachbearbeitung").post(_address("loeschen")).status_code == 404


def test_results_are_private(desk):
    batch = make_batch(actor=factories.make_staff("Sachbearbeitung"))
    address = reverse("admin:applications_application_batch_result", args=[batch.code])

    assert desk("Sachbearbeitung").get(address).status_code == 404


def _run(actor, code, cases, act=lambda _case: "Gut."):
    return batches.run_batch(
        code=code,
        kind=BatchKind.TAKE,
        cases=[batches.Selected(case.code, batches.mark_of(case)) for case in cases],
        act=act,
        explained=batches.Explained((KeyError,), lambda _error: "Das ging nicht."),
        actor=actor,
        at=AT,
    )


@pytest.mark.django_db
def test_run_that_broke_off_goes_on():
    worker = factories.make_staff("Sachbearbeitung")
    cases, code = [factories.make_submitted() for _number in range(3)], address_code()
    done = []

    def act(case):
        if len(done) == 1 and case == cases[1]:
            done.append(None)
            raise ZeroDivisionError
        done.append(case)
        return "Gut."

    with pytest.raises(ZeroDivisionError):
        _run(worker, code, cases, act)
    assert Batch.objects.get().finished_at is None
    _run(worker, code, cases, act)

    assert done == [cases[0], None, cases[1], cases[2]]
    assert Batch.objects.get().finished_at == AT


@pytest.mark.django_db
def test_refusal_of_one_leaves_the_others():
    cases = [factories.make_submitted() for _number in range(2)]

    def act(case):
        if case == cases[0]:
            case.delete_nothing = {}["missing"]
        return "Gut."

    _run(factories.make_staff("Sachbearbeitung"), address_code(), cases, act)

    assert [(done, sentence) for _number, done, sentence in _results()] == [
        (False, "Das ging nicht."),
        (True, "Gut."),
    ]


@pytest.mark.django_db
def test_step_of_somebody_else_is_not_continued():
    worker, other = (factories.make_staff("Sachbearbeitung") for _number in range(2))
    code = address_code()
    _run(worker, code, [factories.make_submitted()])

    with pytest.raises(NotPermitted):
        _run(other, code, [factories.make_submitted()])
    with pytest.raises(NotPermitted):
        _run(factories.make_staff("Revision"), address_code(), [])


@pytest.mark.django_db
def test_two_hundred_are_the_most():
    cases = [batches.Selected(address_code(), "0" * 16)] * 201

    with pytest.raises(batches.TooManyCases):
        batches.run_batch(
            code=address_code(),
            kind=BatchKind.TAKE,
            cases=cases,
            act=lambda _case: "",
            explained=batches.Explained((), str),
            actor=factories.make_staff("Sachbearbeitung"),
            at=AT + timedelta(days=1),
        )


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_confirmation_query_count(desk, django_assert_num_queries, count):
    client = desk("Sachbearbeitung")
    cases = [factories.make_reviewed(actor=client.person) for _number in range(count)]
    _choose(client, "nachfrage", *cases)

    # Session, account, groups; the cases; who of them can answer.
    with django_assert_num_queries(5):
        _choose(client, "nachfrage", *cases)
