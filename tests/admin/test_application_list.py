"""The list of applications: columns, filters, search, and a constant number of queries."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.rules import reference_number
from applications.rules.sections import Section
from applications.services import submission
from tests import factories

LIST = reverse("admin:applications_application_changelist")
EMPLOYED = {
    Section.PROFILE: {
        "employees": "yes",
        "employee_count": 1,
        "employee_hours_week": Decimal("19.50"),
    },
    Section.DECLARATIONS: {"knows_ineligible": True},
}


def _numbers(answer) -> list[str]:
    return [row.reference_number for row in answer.context["cl"].result_list]


def test_row_shows_all_columns(desk):
    worker = factories.make_staff("Sachbearbeitung", name="Anna Beispiel")
    application = factories.make_reviewed(actor=worker, name="Frauennetz Usaufer e. V.")

    html = desk(person=worker).get(LIST).content.decode()

    for text in (
        application.reference_number,
        "Frauennetz Usaufer e. V.",
        "Wetteraukreis",
        "18.01.2020 21:14",
        "In Prüfung",
        f"{application.passed_count} erfüllt, 0 Klärungen, 0 Hinweise",
        "8.361,62\N{NO-BREAK SPACE}€",
        "Anna B.",
        '<span class="cell">14</span>',
    ):
        assert text in html


def test_exclusion_is_named_and_marked(desk):
    factories.make_submitted(changes=EMPLOYED)

    html = desk("Revision").get(LIST).content.decode()

    assert "1 Ausschluss" in html
    assert "count-excluded" in html


def test_drafts_are_not_listed(desk):
    draft = factories.make_complete_draft(name="Noch im Entwurf e. V.")

    client = desk("Sachbearbeitung")

    assert "Noch im Entwurf" not in client.get(LIST).content.decode()
    review_page = reverse("admin:applications_application_change", args=[draft.code])
    assert client.get(review_page).status_code == 404


def test_oldest_comes_first(desk):
    late = factories.make_submitted(at=datetime(2020, 1, 20, 8, 0, tzinfo=UTC))
    early = factories.make_submitted(at=datetime(2020, 1, 19, 8, 0, tzinfo=UTC))

    answer = desk("Sachbearbeitung").get(LIST)

    assert _numbers(answer) == [early.reference_number, late.reference_number]


def test_filters_narrow_the_list(desk):
    client = desk("Sachbearbeitung")
    mine = factories.make_reviewed(actor=client.person)
    excluded = factories.make_submitted(changes=EMPLOYED)
    draft = factories.make_complete_draft()
    late = submission.submit_application(
        application=draft,
        actor=draft.created_by,
        at=datetime(2020, 2, 1, 8, 0, tzinfo=UTC),
        late_confirmed=True,
    )
    everything = {row.reference_number for row in (mine, excluded, late)}

    def found(**query: str) -> set[str]:
        return set(_numbers(client.get(LIST, query)))

    assert found() == everything
    assert found(round=str(mine.round_id)) == everything
    assert found(state="under_review") == {mine.reference_number}
    assert found(outcome="excluded") == {excluded.reference_number}
    assert found(outcome="to_clarify") == {late.reference_number}
    assert found(outcome="passed") == {mine.reference_number}
    assert found(district="FB") == everything
    assert found(district="KS") == set()
    assert found(assigned="me") == {mine.reference_number}
    assert found(assigned="nobody") == {excluded.reference_number, late.reference_number}
    assert found(assigned="others") == set()
    assert found(late="yes") == {late.reference_number}
    assert found(late="no") == everything - {late.reference_number}
    assert found(state="", outcome="") == everything


@pytest.mark.parametrize(
    "typed", ["WIR-2020-0001-69", "wir2020000169", " 2020-0001-69 ", "wir 2020 0001 69"]
)
def test_exact_number_opens_the_case(desk, typed):
    application = factories.make_submitted()

    answer = desk("Sachbearbeitung").get(LIST, {"q": typed})

    assert answer.status_code == 302
    assert answer["Location"] == reverse(
        "admin:applications_application_change", args=[application.code]
    )


def test_wrong_check_digits_suggest_the_right_number(desk):
    application = factories.make_submitted()
    right = reference_number.format("WIR-2020", application.number)

    answer = desk("Sachbearbeitung").get(LIST, {"q": "WIR-2020-0001-68"})

    sentence = f'Die Prüfziffern passen nicht. Meinten Sie <a href="?q={right}">{right}</a>?'
    assert sentence in answer.content.decode()


def test_words_find_association_town_and_contact(desk):
    wanted = factories.make_submitted(
        name="Elterntreff Nordstern Kassel e. V.",
        changes={Section.BOARD: {"contact_name": "Ümit Öztürk"}},
    )
    factories.make_submitted(name="Ganz anderer Verein e. V.")
    client = desk("Sachbearbeitung")

    for typed in ("nordstern", "Kassel Elterntreff", "öztürk", "ÜMIT", "2020-0001", "0001"):
        assert _numbers(client.get(LIST, {"q": typed})) == [wanted.reference_number], typed
    assert _numbers(client.get(LIST, {"q": "gibtesnicht"})) == []


def test_budget_office_does_not_search_people(desk):
    factories.make_submitted(changes={Section.BOARD: {"contact_name": "Ümit Öztürk"}})

    answer = desk("Haushalt").get(LIST, {"q": "öztürk"})

    assert _numbers(answer) == []
    assert "Regelergebnis" not in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%FF%FE",
        "q=" + "x%20" * 500,
        "state=%00",
        "state=draft",
        "state__regex=(",
        "organisation__name=x",
        "submitted_at__year=99999",
        "round=999999999999999999999",
        "o=9999999999999999999.-1.x",
        "p=99999999999999999999999",
        "p=-1",
        "_popup=1",
        "_to_field=password",
        "e=1",
        "all=",
        "district='%3B--",
    ],
)
def test_hostile_addresses_are_no_server_errors(desk, query):
    factories.make_submitted()

    answer = desk("Sachbearbeitung").get(f"{LIST}?{query}", follow=True)

    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count(desk, django_assert_num_queries, count):
    client = desk("Sachbearbeitung")
    for _number in range(count):
        factories.make_reviewed(actor=client.person)
    client.get(LIST)

    # Session, account, groups; rounds; own views; what the filters count; rows of the page.
    with django_assert_num_queries(7):
        client.get(LIST)
