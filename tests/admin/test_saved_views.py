"""Views of the list that a person keeps."""

import pytest
from django.urls import reverse

from applications.models import AuditEvent, SavedView
from applications.services import saved_views
from applications.workflow.permissions import NotPermitted
from tests import factories
from tests.support.desk_rows import make_saved_view

LIST = reverse("admin:applications_application_changelist")
VIEWS = reverse("admin:applications_application_views")
CHOSEN = "?state=submitted&district=FB"


def _text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _links(client):
    return {str(view.label): view for view in client.get(LIST).context["cl"].views}


def test_filters_become_a_view(desk):
    client = desk("Sachbearbeitung")
    factories.make_submitted()
    assert f'href="{VIEWS}?state=submitted&amp;district=FB"' in _text(client, f"{LIST}{CHOSEN}")

    answer = client.post(f"{VIEWS}{CHOSEN}", {"name": "Wetterau, neu"})

    assert answer.status_code == 302
    view = SavedView.objects.get(person=client.person)
    assert view.query == "state=submitted&district=FB"
    assert _links(client)["Wetterau, neu"].count == 1
    assert AuditEvent.objects.filter(event="saved_view.saved", actor=client.person).exists()


def test_view_that_is_shown_is_marked(desk):
    client = desk("Sachbearbeitung")
    factories.make_submitted()
    make_saved_view(person=client.person, query="district=FB&late=no")

    answer = client.get(LIST, {"late": "no", "district": "FB"})

    current = [str(view.label) for view in answer.context["cl"].views if view.is_current]
    assert current == ["Wetterau"]


def test_budget_office_gets_no_view_with_filters_it_lacks(desk):
    client = desk("Haushalt")
    make_saved_view(person=client.person, name="Aus früherer Rolle", query="due=soon")
    assert [view.address for view in _links(client).values()] == []
    assert client.get(LIST, {"due": "soon"}).status_code == 400


def test_search_is_kept_and_not_counted(desk):
    client = desk("Sachbearbeitung")
    wanted = factories.make_submitted(name="Nordstern & Söhne e. V.")
    factories.make_submitted()
    client.post(f"{VIEWS}?q=nordstern+%26", {"name": "Nordstern"})

    view = _links(client)["Nordstern"]

    assert view.count is None
    rows = client.get(LIST + view.address).context["cl"].result_list
    assert [row.pk for row in rows] == [wanted.pk]


@pytest.mark.parametrize("query", ["", "?o=1&p=2", "?state=draft", "?organisation__name=x"])
def test_only_offered_filters_are_kept(desk, query):
    client = desk("Sachbearbeitung")

    answer = client.post(f"{VIEWS}{query}", {"name": "Etwas"}, follow=True)

    assert answer.status_code in {200, 400}
    assert not SavedView.objects.exists()


def test_names_are_asked_for_and_taken_once(desk):
    client = desk("Sachbearbeitung")
    make_saved_view(person=client.person, name="Wetterau")

    for name, sentence in (
        ("", "Geben Sie der Ansicht einen Namen."),
        ("x" * 61, "60"),
        ("Wetterau", "Sie haben schon eine Ansicht mit diesem Namen."),
    ):
        answer = client.post(f"{VIEWS}{CHOSEN}", {"name": name})
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_second_click_keeps_one_view(desk):
    client = desk("Sachbearbeitung")

    for _click in range(2):
        assert client.post(f"{VIEWS}{CHOSEN}", {"name": "Neu"}).status_code == 302

    assert SavedView.objects.count() == 1


def test_twenty_views_are_enough(desk):
    client = desk("Sachbearbeitung")
    for number in range(saved_views.MAXIMUM_VIEWS):
        make_saved_view(person=client.person, name=f"Ansicht {number}")

    answer = client.post(f"{VIEWS}{CHOSEN}", {"name": "Noch eine"})

    assert "Sie haben schon 20 Ansichten." in answer.content.decode()


def test_view_is_renamed_and_deleted(desk):
    client = desk("Sachbearbeitung")
    view = make_saved_view(person=client.person)
    other = make_saved_view(person=client.person, name="Andere")
    address = reverse("admin:applications_application_view", args=[view.code])
    assert address in _text(client, VIEWS)

    refused = client.post(address, {"do": "rename", "name": other.name})
    assert "Sie haben schon eine Ansicht mit diesem Namen." in refused.content.decode()
    assert client.post(address, {"do": "rename", "name": "Neuer Name"}).status_code == 302
    view.refresh_from_db()
    assert view.name == "Neuer Name"

    assert client.post(address, {"do": "delete"}).status_code == 302
    assert client.post(address, {"do": "delete"}).status_code == 404
    assert list(SavedView.objects.all()) == [other]


def test_views_are_private(desk):
    view = make_saved_view(person=factories.make_staff("Sachbearbeitung"))
    client = desk("Sachbearbeitung")

    assert "Wetterau" not in _text(client, VIEWS)
    address = reverse("admin:applications_application_view", args=[view.code])
    assert client.post(address, {"do": "delete"}).status_code == 404


def test_applicants_keep_no_views(db):
    with pytest.raises(NotPermitted):
        saved_views.save_view(
            name="Etwas",
            query="state=submitted",
            actor=factories.make_user(),
            at=factories.ASKED_AT,
        )


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_views_query_count(desk, django_assert_num_queries, count):
    client = desk("Sachbearbeitung")
    for number in range(count):
        make_saved_view(person=client.person, name=f"Ansicht {number}")
    client.get(VIEWS)

    # Session, account, groups; the list that checks the filters; the views.
    with django_assert_num_queries(7):
        client.get(f"{VIEWS}{CHOSEN}")
