"""The award list at the desk: who reads it, where the money ends, and who tries out what."""

import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.models import Application, AwardScenario
from applications.rules.lifecycle import State
from applications.rules.review import Relation
from tests import factories
from tests.support.award_cases import answer_checklist, make_listed
from tests.support.award_lists import AT, freeze, make_scenario

LIST = reverse("admin:applications_awardlist_changelist")
READERS = ("Sachbearbeitung", "Mitzeichnung", "Leitung", "Haushalt", "Revision")

OUT_OF_RANGE = "WIR-2020-0001-00: Möglich sind 1,00 € bis 10.200,00 €.".replace(
    " €", "\N{NO-BREAK SPACE}€"
)


def scenario_url(scenario) -> str:
    return reverse("admin:applications_awardlist_scenario", args=[scenario.pk])


def text_of(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def numbers(answer) -> list[int]:
    return [one.case.application.number for one in answer.context["rows"]]


@pytest.fixture
def head(desk):
    return desk("Leitung")


@pytest.fixture
def scenario(head):
    make_listed(3)
    return make_scenario(actor=head.person)


def send(client, scenario, **data):
    return client.post(
        scenario_url(scenario), {"version": AwardScenario.objects.get().version, **data}
    )


def test_the_line_says_where_the_money_ends(desk):
    make_listed(41)

    words = text_of(desk("Sachbearbeitung").get(LIST))

    assert "Hier endet das Geld. Budget 400.000,00 €. 39 Vereine bekommen" in words
    assert "Für Rang 40 bleiben 2.200,00 € von 10.200,00 €." in words


def test_without_more_cases_than_money_the_list_says_so(desk):
    make_listed(1)

    words = text_of(desk("Revision").get(LIST))

    assert "Das Geld reicht für alle." in words
    assert "Es bleiben 389.800,00 €." in words


def test_the_line_is_a_row_of_its_own_before_the_first_case_that_is_not_paid(desk):
    make_listed(41)

    page = desk("Sachbearbeitung").get(LIST).content.decode()

    rows = re.findall(r'<tr class="award-(cut|row)', page)
    assert rows.index("cut") == 39
    assert rows.count("cut") == 1


def test_only_reviewed_ones_take_part_when_chosen(desk):
    cases = make_listed(2)
    answer_checklist(cases)
    Application.objects.filter(pk=cases[0].pk).update(points=None)
    client = desk("Sachbearbeitung")

    assert numbers(client.get(LIST)) == [2, 1]
    answer = client.get(LIST, {"geprueft": "1"})

    assert numbers(answer) == [2]
    assert "Noch nicht vollständig geprüft" in text_of(answer)


def test_who_gets_nothing_is_listed_apart_and_the_budget_office_reads_no_rules(desk):
    factories.make_submitted(
        changes={
            "profile": {
                "employees": "yes",
                "employee_count": 1,
                "employee_hours_week": Decimal("19.50"),
            },
            "declarations": {"knows_ineligible": True},
        }
    )

    assert "Ausschluss (VE-04)" in text_of(desk("Leitung").get(LIST))
    words = text_of(desk("Haushalt").get(LIST))
    assert "Ausschluss" in words
    assert "VE-04" not in words


def test_the_budget_office_reads_amounts_and_no_reasons(desk, head, scenario):
    frozen = freeze(scenario, actor=head.person, reason="Rang 3 ist besonders wichtig.")
    url = reverse("admin:applications_awardlist_change", args=[frozen.pk])

    assert "besonders wichtig" in text_of(desk("Revision").get(url))
    words = text_of(desk("Haushalt").get(url))
    assert "besonders wichtig" not in words
    assert "30.600,00 €" in words


def test_another_round_is_chosen(desk):
    make_listed(1)
    other = factories.make_round(reference_prefix="WIR-2021", name="Runde 2021", year=2021)

    answer = desk("Leitung").get(LIST, {"runde": other.pk})

    assert answer.context["funding_round"] == other
    assert numbers(answer) == []


@pytest.mark.parametrize("wanted", ["x", "-1", "9" * 30, "²", "0"])
def test_a_round_that_does_not_exist_is_the_current_one(desk, wanted):
    known = factories.make_round()

    assert desk("Leitung").get(LIST, {"runde": wanted}).context["funding_round"] == known


def test_without_a_round_there_is_a_sentence(desk):
    assert "Es gibt noch keine Runde." in text_of(desk("Leitung").get(LIST))


def test_before_the_deadline_the_drafts_give_an_outlook(desk, rehearsal):
    rehearsal("2020-01-28T10:00")
    factories.make_submitted()
    factories.make_complete_draft(name="Heimlicher Verein e. V.")

    answer = desk("Leitung").get(LIST)

    assert "Bis zur Frist werden zusammen etwa" in text_of(answer)
    assert "Heimlicher Verein" not in answer.content.decode()
    rehearsal("2020-02-03T10:00")
    assert "Bis zur Frist" not in text_of(desk("Leitung").get(LIST))


def test_the_head_begins_a_scenario_and_copies_it(head):
    make_listed(1)
    add = reverse("admin:applications_awardlist_scenario_add")

    missing = head.post(add, {"step": "go"})
    head.post(add, {"name": "Weniger", "step": "go"})
    first = AwardScenario.objects.get()
    taken = head.post(add, {"name": "Weniger", "step": "go"})
    answer = head.post(add, {"name": "Noch weniger", "base": first.pk, "step": "go"})

    assert "Geben Sie dem Szenario einen Namen." in text_of(missing)
    assert "Diesen Namen hat schon ein anderes Szenario." in text_of(taken)
    assert answer["Location"] == scenario_url(AwardScenario.objects.get(name="Noch weniger"))


def test_amounts_are_typed_in_german_and_computed(head, scenario):
    case = Application.objects.order_by("number").first()

    answer = send(
        head, scenario, **{f"amount-{case.pk}": "8.000,50", "reserve_eur": "5000", "nudge": ""}
    )

    assert answer.status_code == 302
    page = head.get(scenario_url(scenario))
    assert "28.400,50 €" in text_of(page)
    assert 'value="8000,50"' in page.content.decode()
    assert page.context["ranking"].reserve_eur == Decimal("5000.00")
    case.refresh_from_db()
    assert case.state == State.UNDER_REVIEW


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "10.200,01",
            OUT_OF_RANGE,
        ),
        (
            "0,50",
            OUT_OF_RANGE,
        ),
        ("0", "Der Betrag muss größer als 0 sein."),
        ("viel", "Schreiben Sie den Betrag mit Ziffern und Komma, zum Beispiel 1.234,50."),
        ("-5", "Schreiben Sie den Betrag mit Ziffern und Komma, zum Beispiel 1.234,50."),
    ],
)
def test_a_wrong_amount_stays_with_a_sentence_at_the_field(head, scenario, typed, sentence):
    case = Application.objects.order_by("number").first()

    answer = send(head, scenario, **{f"amount-{case.pk}": typed})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'id="id_amount-{case.pk}_error">{html.escape(sentence)}' in page
    assert f'href="#id_amount-{case.pk}"' in page
    assert f'value="{typed}"' in page
    assert AwardScenario.objects.get().plan == {}


def test_a_reserve_above_the_budget_is_refused_at_the_field(head, scenario):
    answer = send(head, scenario, reserve_eur="400.000,01")

    assert "Die Reserve kann nicht höher sein als das Budget." in text_of(answer)


def test_buttons_move_a_case(head, scenario):
    last = Application.objects.order_by("number").last()

    answer = send(head, scenario, nudge=f"up-{last.pk}")

    assert answer["Location"] == f"{scenario_url(scenario)}#fall-{last.pk}"
    assert numbers(head.get(scenario_url(scenario))) == [1, 3, 2]
    send(head, scenario, nudge=f"down-{last.pk}")
    assert numbers(head.get(scenario_url(scenario))) == [1, 2, 3]


@pytest.mark.parametrize("pressed", ["up-999999", "sideways-1", "up-", "fill-1", "up-" + "9" * 40])
def test_buttons_that_do_not_exist_move_nobody(head, scenario, pressed):
    assert send(head, scenario, nudge=pressed).status_code == 302
    assert numbers(head.get(scenario_url(scenario))) == [1, 2, 3]


def test_a_case_is_left_out_and_comes_back(head, scenario):
    case = Application.objects.order_by("number").first()

    send(head, scenario, left_out=case.pk)
    page = head.get(scenario_url(scenario))
    assert numbers(page) == [2, 3]
    assert "In diesem Szenario weggelassen" in text_of(page)
    send(head, scenario)

    assert numbers(head.get(scenario_url(scenario))) == [1, 2, 3]


def test_the_rest_is_given_to_the_case_at_the_line(head):
    make_listed(41)
    scenario = make_scenario(actor=head.person)
    line = Application.objects.get(number=40)

    assert "einsetzen" in text_of(head.get(scenario_url(scenario)))
    send(head, scenario, nudge=f"fill-{line.pk}")

    ranking = head.get(scenario_url(scenario)).context["ranking"]
    assert (len(ranking.inside), ranking.rest_eur) == (40, 0)


def test_what_was_set_for_cases_that_are_not_shown_stays(head, scenario):
    hidden = Application.objects.order_by("number").first()
    send(head, scenario, **{f"amount-{hidden.pk}": "500"})
    Application.objects.filter(pk=hidden.pk).update(points=None)
    send(head, scenario, **{f"amount-{hidden.pk}": "500", "only_reviewed": "on"})

    send(head, scenario, only_reviewed="on")

    assert AwardScenario.objects.get().plan["amounts"] == {str(hidden.pk): "500.00"}


def test_two_heads_see_each_other(head, scenario, desk):
    other = desk(person=factories.make_staff("Leitung", name="Bernd Muster"))
    send(other, scenario, reserve_eur="1")

    answer = head.post(scenario_url(scenario), {"version": 1, "reserve_eur": "2,00"})

    words = text_of(answer)
    assert "Bernd Muster hat dieses Szenario um 09:00 Uhr gerechnet." in words
    assert 'value="2,00"' in answer.content.decode()
    assert AwardScenario.objects.get().reserve_eur == 1
    # The page now knows the version of the other one: pressing again replaces it knowingly.
    assert send(head, scenario, reserve_eur="2,00").status_code == 302
    assert AwardScenario.objects.get().reserve_eur == 2


def test_a_scenario_is_discarded(head, scenario):
    url = reverse("admin:applications_awardlist_discard", args=[scenario.pk])

    answer = head.post(url, {"version": 1, "step": "go"}, follow=True)

    assert "Das Szenario ist verworfen." in text_of(answer)
    assert head.get(scenario_url(scenario)).status_code == 404
    assert head.post(url, {"version": 1, "step": "go"}).status_code == 404


def test_others_read_a_scenario_without_a_form(desk, scenario):
    for group in set(READERS) - {"Leitung"}:
        client = desk(group)
        page = client.get(scenario_url(scenario))
        assert page.status_code == 200
        assert "award-amount" not in page.content.decode()
        assert send(client, scenario).status_code == 403
    assert desk("Verwaltung").get(scenario_url(scenario)).status_code == 403


def test_two_scenarios_stand_side_by_side(head, scenario):
    case = Application.objects.order_by("number").first()
    send(head, scenario, **{f"amount-{case.pk}": "8000"})
    url = reverse("admin:applications_awardlist_compare")

    answer = head.get(url, {"a": "0", "b": scenario.pk})
    words = text_of(answer)

    assert "1 Unterschied" in words
    assert "weniger Geld −2.200,00 €" in words
    assert len(answer.context["pairs"]) == 3
    only = head.get(url, {"a": "0", "b": scenario.pk, "nur": "1"})
    assert [one.case.application for one in only.context["pairs"]] == [case]
    same = head.get(url, {"a": "x", "b": "-1", "nur": "1"})
    assert "Beide Listen sind gleich." in text_of(same)


@pytest.mark.parametrize("group", READERS)
def test_readers_read_every_list(desk, scenario, head, group):
    frozen = freeze(scenario, actor=head.person)
    client = desk(group)

    for url in (
        LIST,
        scenario_url(scenario),
        reverse("admin:applications_awardlist_compare"),
        reverse("admin:applications_awardlist_change", args=[frozen.pk]),
    ):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("count", [1, 3, 400])
def test_list_query_count(desk, django_assert_num_queries, count):
    client = desk("Sachbearbeitung")
    make_listed(count)
    make_scenario(actor=factories.make_staff("Leitung"))
    client.get(LIST)

    # Session, account, groups, the round; six for the cases; scenarios, lists, conflicts, rounds.
    with django_assert_num_queries(14):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3, 400])
def test_scenario_query_count(head, django_assert_num_queries, count):
    make_listed(count)
    url = scenario_url(make_scenario(actor=head.person))
    head.get(url)

    with django_assert_num_queries(13):
        head.get(url)


def test_computing_400_cases_is_one_form(head):
    make_listed(400)
    scenario = make_scenario(actor=head.person)
    page = head.get(scenario_url(scenario)).content.decode()
    fields = dict(re.findall(r'name="(amount-\d+)" id="[^"]*" value="([^"]*)"', page))

    answer = send(
        head, scenario, **fields, left_out=list(Application.objects.values_list("pk", flat=True))
    )

    assert answer.status_code == 302
    assert numbers(head.get(scenario_url(scenario))) == []
    assert AwardScenario.objects.get().changed_at >= AT


def test_a_case_that_is_closed_for_the_person_has_a_rank_and_no_name(head, scenario):
    case = Application.objects.order_by("number").first()
    factories.declare(head.person, case, Relation.RELATED)

    for url in (LIST, scenario_url(scenario), reverse("admin:applications_awardlist_compare")):
        page = head.get(url).content.decode()
        assert case.reference_number in page
        assert "für Sie gesperrt" in page
        assert case.code not in page
        assert "Verein 1<" not in page
        assert f"amount-{case.pk}" not in page


def test_who_must_keep_away_is_told_when_freezing(head, scenario):
    case = Application.objects.order_by("number").first()
    factories.declare(head.person, case, Relation.RELATED)
    url = reverse("admin:applications_awardlist_freeze", args=[scenario.pk])

    answer = head.post(url, {"version": "1", "reason": "Nach Punkten.", "step": "go"})

    sentence = f"Von diesen Anträgen müssen Sie sich fernhalten: {case.reference_number}."
    assert sentence in text_of(answer)
