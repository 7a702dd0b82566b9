"""Counts beside the filters, and pages of a list that is too long to count."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from applications.admin import application_list
from applications.models import Application
from applications.rules.lifecycle import Action
from applications.rules.review import Relation
from applications.rules.sections import Section
from applications.services import submission
from applications.workflow import engine
from tests import factories
from tests.support.many_cases import make_many

LIST = reverse("admin:applications_application_changelist")


def _list(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return answer.context["cl"]


def _counts(changelist, name):
    spec = next(one for one in changelist.filter_specs if one.parameter_name == name)
    return {choice.value: choice.count for choice in spec.choices_to_show}


def _scene(person):
    """Cases that differ in everything that the list filters by."""
    mine = factories.make_reviewed(actor=person)
    factories.make_submitted(
        changes={
            Section.NON_PROFIT: {"notice_date": date(2013, 5, 14)},
            Section.MICRO_PROJECT: {"early_start": "yes", "early_start_reason": "Fest"},
        }
    )
    asked = factories.make_information_request(due_on=date(2020, 2, 5)).application
    factories.make_case_message(asked)
    Application.objects.filter(pk=asked.pk).update(has_news=True, district="KS", region="6")
    Application.objects.filter(pk=mine.pk).update(enclosures_until=date(2020, 2, 2))
    draft = factories.make_complete_draft()
    submission.submit_application(
        application=draft,
        actor=draft.created_by,
        at=datetime(2020, 2, 1, 8, 0, tzinfo=UTC),
        late_confirmed=True,
    )
    factories.make_proposed()
    factories.make_complete_draft(name="Noch im Entwurf e. V.")


def test_counts_say_what_each_filter_shows(desk):
    client = desk("Sachbearbeitung")
    _scene(client.person)

    specs = _list(client).filter_specs
    seen = 0
    for spec in specs:
        for choice in spec.choices_to_show:
            shown = _list(client, **{spec.parameter_name: choice.value})
            assert shown.result_count == choice.count, (spec.parameter_name, choice)
            seen += bool(choice.count)

    assert seen > 20


def test_counts_keep_the_other_filters(desk):
    client = desk("Sachbearbeitung")
    _scene(client.person)

    changelist = _list(client, state="under_review", assigned="me")

    assert changelist.result_count == 1
    assert _counts(changelist, "assigned") == {"me": 1, "nobody": 0, "others": 0}
    assert _counts(changelist, "state")["submitted"] == 0
    assert _counts(changelist, "enclosures") == {"complete": 0, "follow": 0, "missing": 1}


def test_counts_follow_the_search(desk):
    client = desk("Sachbearbeitung")
    factories.make_submitted(name="Nordstern e. V.")
    factories.make_submitted(name="Südwind e. V.")

    changelist = _list(client, q="nordstern")

    assert _counts(changelist, "state")["submitted"] == 1
    assert changelist.result_count == 1


def test_views_say_how_many_they_show(desk):
    client = desk("Sachbearbeitung")
    _scene(client.person)

    views = {str(view.label): view for view in _list(client).views}

    assert {label: view.count for label, view in views.items()} == {
        "Mein Stapel": 1,
        "Unbearbeitet": 2,
        "Warten auf Mitzeichnung": 1,
        "Kurz vor Ablauf": 1,
    }
    for view in views.values():
        assert _list(client, **view.filters).result_count == view.count


def test_closed_case_is_neither_listed_nor_counted(desk):
    client = desk("Sachbearbeitung")
    closed, other = factories.make_submitted(), factories.make_submitted()
    factories.declare(client.person, closed, relation=Relation.RELATED)

    changelist = _list(client)

    assert [row.pk for row in changelist.result_list] == [other.pk]
    assert _counts(changelist, "state")["submitted"] == 1
    assert _list(desk("Revision")).result_count == 2


def test_list_opens_before_the_first_round(desk):
    assert "Hier ist noch nichts." in desk("Sachbearbeitung").get(LIST).content.decode()


def test_only_case_workers_have_a_stack(desk):
    factories.make_submitted()

    html = desk("Revision").get(LIST).content.decode()

    assert "Mein Stapel" not in html
    assert "Unbearbeitet" in html


def test_chosen_filters_can_be_taken_away_one_by_one(desk):
    client = desk("Sachbearbeitung")
    factories.make_submitted()

    html = client.get(LIST, {"state": "submitted", "late": "no"}).content.decode()

    assert '<a href="?late=no">Status: Eingereicht' in html
    assert '<a href="?state=submitted">Frist: fristgerecht' in html


def test_empty_list_leads_back(desk):
    factories.make_submitted()

    html = desk("Sachbearbeitung").get(LIST, {"district": "KS"}).content.decode()

    assert "Mit diesen Filtern gibt es keine Anträge." in html
    assert '<a href="?">Filter zurücksetzen</a>' in html


def test_an_open_day_goes_with_the_state(desk):
    client = desk("Sachbearbeitung")
    asked = factories.make_information_request(due_on=date(2020, 2, 5)).application
    assert _list(client, due="soon").result_count == 1
    assert "Verein bis 05.02." in client.get(LIST).content.decode()

    asked.refresh_from_db()
    engine.perform(
        Action.WITHDRAW,
        application=asked,
        actor=asked.created_by,
        at=datetime(2020, 2, 4, 9, 0, tzinfo=UTC),
    )

    assert _list(client, due="soon").result_count == 0
    assert asked.waits_for == ""


@pytest.fixture
def few_counted(monkeypatch):
    monkeypatch.setattr(application_list, "COUNTED", 120)


@pytest.mark.usefixtures("few_counted")
def test_long_list_says_that_it_is_long(desk):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, 200)

    changelist = _list(client)

    assert not changelist.is_counted
    assert _counts(changelist, "state")["submitted"] is None
    html = client.get(LIST).content.decode()
    assert "mehr als 1.000 Anträge" in html
    assert "Zahlen an den Filtern" in html


@pytest.mark.usefixtures("few_counted")
def test_pages_of_a_long_list_turn_from_both_ends(desk):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, 200)
    everything = list(
        Application.objects.order_by("submitted_at", "pk").values_list("number", flat=True)
    )

    def numbers(page):
        return [row.number for row in _list(client, p=page).result_list]

    assert numbers(1) == everything[:50]
    assert numbers(3) == everything[100:150]
    assert numbers(5) == everything[200:]
    assert numbers(-1) == everything[-50:]
    assert numbers(-2) == everything[-100:-50]
    first, last = _list(client, p=1), _list(client, p=-1)
    assert (first.turning.previous, first.turning.next) == (None, 2)
    assert (last.turning.previous, last.turning.next) == (-2, None)


@pytest.mark.usefixtures("few_counted")
def test_few_among_many_are_counted(desk):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, 200)
    make_many(pattern, 60, district="KS", is_late=True)

    changelist = _list(client, late="yes")

    assert changelist.result_count == 60
    assert changelist.turning.pages == 2
    assert _counts(changelist, "district")["KS"] == 60
    assert _counts(changelist, "late")["yes"] is None


def test_pages_of_a_counted_list(desk):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, 119)
    everything = list(
        Application.objects.order_by("submitted_at", "pk").values_list("number", flat=True)
    )

    for page, start in ((1, 0), (2, 50), (3, 100), (-1, 100), (-3, 0)):
        changelist = _list(client, p=page)
        shown = [row.number for row in changelist.result_list]
        assert shown == everything[start : start + 50], page
    assert client.get(LIST, {"p": 4}).status_code == 302
    assert "Seite 2 von 3" in client.get(LIST, {"p": 2}).content.decode()


def test_round_with_few_is_counted_among_many(desk, monkeypatch):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, 30)
    other = factories.make_round(reference_prefix="WIR-2019", opens_at=factories.BEGUN_AT)
    few = factories.make_submitted(funding_round=other)
    monkeypatch.setattr(application_list, "COUNTED", 20)

    changelist = _list(client, round=str(few.round_id))

    assert changelist.result_count == 1
    assert _counts(changelist, "state")["submitted"] == 1


@pytest.mark.parametrize("count", [1, 3, 400])
def test_query_count_is_the_same_with_many(desk, django_assert_num_queries, count):
    client = desk("Sachbearbeitung")
    pattern = factories.make_submitted()
    make_many(pattern, count - 1)
    client.get(LIST)

    # Session, account, groups; rounds; own views; what the filters count; rows of the page.
    with django_assert_num_queries(7):
        client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST, {"state": "submitted", "late": "no", "q": "e"})
