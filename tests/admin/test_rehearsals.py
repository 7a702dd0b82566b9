"""A rehearsal is marked wherever staff see it, and missing where they look for real cases."""

import pytest
from django.urls import reverse

from applications.models import Application
from tests import factories

LIST = reverse("admin:applications_application_changelist")


@pytest.fixture
def rehearsed(db):
    played = factories.make_round(reference_prefix="PROBE-1", is_rehearsal=True)
    return factories.make_submitted(funding_round=played)


def _list(client, **query):
    answer = client.get(LIST, query)
    assert answer.status_code == 200
    return answer.context["cl"]


def _shown(changelist):
    return [row.reference_number for row in changelist.result_list]


def test_list_leaves_it_out_until_its_round_is_chosen(desk, rehearsed):
    client = desk("Sachbearbeitung")
    real = factories.make_submitted()

    everything = _list(client)
    assert _shown(everything) == [real.reference_number]
    assert everything.result_count == 1
    rounds = next(one for one in everything.filter_specs if one.parameter_name == "round")
    counts = {choice.value: choice.count for choice in rounds.choices_to_show}
    assert counts == {str(real.round_id): 1, str(rehearsed.round_id): None}

    chosen = _list(client, round=str(rehearsed.round_id))
    assert _shown(chosen) == [rehearsed.reference_number]
    rounds = next(one for one in chosen.filter_specs if one.parameter_name == "round")
    counts = {choice.value: choice.count for choice in rounds.choices_to_show}
    assert counts == {str(real.round_id): 1, str(rehearsed.round_id): 1}
    assert _shown(_list(client, round=str(real.round_id))) == [real.reference_number]


def test_counts_and_views_leave_it_out(desk, rehearsed):
    client = desk("Sachbearbeitung")
    factories.make_submitted()

    changelist = _list(client)

    state = next(one for one in changelist.filter_specs if one.parameter_name == "state")
    assert {choice.value: choice.count for choice in state.choices_to_show}["submitted"] == 1
    assert {view.count for view in changelist.views} <= {0, 1}


def test_search_finds_real_cases_only(desk, rehearsed):
    client = desk("Sachbearbeitung")
    real = factories.make_submitted()
    word = real.organisation_name.split()[0]
    assert word == rehearsed.organisation_name.split()[0]

    assert _shown(_list(client, q=word)) == [real.reference_number]
    assert _shown(_list(client, q=word, round=str(rehearsed.round_id))) == [
        rehearsed.reference_number
    ]


def test_its_whole_number_leads_to_it(desk, rehearsed):
    answer = desk("Sachbearbeitung").get(LIST, {"q": rehearsed.reference_number})

    assert answer.url == reverse("admin:applications_application_change", args=[rehearsed.code])


def test_is_marked_in_the_list_and_on_its_pages(desk, rehearsed):
    client = desk("Sachbearbeitung")
    real = factories.make_submitted()
    mark = '<span class="mark mark-rehearsal">Probe</span>'

    listed = client.get(LIST, {"round": str(rehearsed.round_id)})
    assert listed.content.decode().count(mark) == 1
    assert mark not in client.get(LIST).content.decode()
    for case, is_marked in ((rehearsed, True), (real, False)):
        page = client.get(reverse("admin:applications_application_change", args=[case.code]))
        assert (mark in page.content.decode()) is is_marked
        assert ("Der Verein ist erfunden." in page.content.decode()) is is_marked


def test_is_named_in_the_list_of_rounds(desk, rehearsed):
    page = desk("Verwaltung").get(reverse("admin:applications_fundinground_changelist"))

    assert "Probe" in page.content.decode()


def test_start_page_does_not_count_it(desk, rehearsed):
    client = desk("Sachbearbeitung")
    assert rehearsed.reference_number not in client.get(reverse("admin:index")).content.decode()

    real = factories.make_submitted()

    page = client.get(reverse("admin:index")).content.decode()
    assert real.reference_number in page
    assert rehearsed.reference_number not in page


def test_nobody_is_asked_to_sign_in_it(desk):
    played = factories.make_round(reference_prefix="PROBE-1", is_rehearsal=True)
    rehearsed = factories.make_proposed(funding_round=played)
    real = factories.make_proposed()

    page = desk("Mitzeichnung").get(reverse("admin:index")).content.decode()

    assert real.reference_number in page
    assert rehearsed.reference_number not in page


def test_a_real_case_is_no_duplicate_of_it(rehearsed):
    real = factories.make_submitted(name=rehearsed.organisation_name)

    findings = real.snapshots.get().findings.filter(rule="FR-02")
    assert [found.outcome for found in findings] == ["passed"]
    assert Application.objects.filter(organisation_name=real.organisation_name).count() == 2
