"""Every number on „Heute“ leads to a list with exactly as many applications."""

import html
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from applications.models import Application
from applications.rules.lifecycle import State
from applications.rules.money import ZERO, format_eur
from applications.rules.review import Relation
from applications.services import award
from applications.services.saved_views import save_view
from tests import factories
from tests.support.many_cases import make_many

TODAY = reverse("admin:index")
LIST = reverse("admin:applications_application_changelist")
_LINK = re.compile(rf'<a href="({re.escape(LIST)}\?[^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)


def _links(client, address=TODAY):
    """Return the address and the words of every link to the list."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = []
    for target, rest, inside in _LINK.findall(answer.content.decode()):
        named = re.search(r'aria-label="([^"]*)"', rest)
        words = named[1] if named else re.sub(r"<[^>]*>", " ", inside)
        found.append((html.unescape(target), html.unescape(words).strip()))
    return found


def _listed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    changelist = answer.context["cl"]
    assert changelist.is_counted
    return changelist


def _number(words):
    # „Wetteraukreis: 3“, „12 Anträge“, „Zurück an mich: 1 in der Liste zeigen“.
    return int(re.findall(r"\d+", words)[-1])


def _scene(worker):
    """Cases in every state that has a list, of two days, districts and topics."""
    factories.make_submitted()
    mine = factories.make_reviewed(actor=worker)
    Application.objects.filter(pk=mine.pk).update(district="KS", topic="sport", has_news=True)
    late = datetime(2020, 1, 31, 22, 59, tzinfo=UTC)
    pattern = factories.make_submitted(at=late)
    factories.make_information_request(
        factories.make_reviewed(actor=worker), actor=worker, due_on=date(2020, 2, 5)
    )
    factories.make_information_request(
        factories.make_reviewed(actor=worker),
        actor=worker,
        at=factories.REVIEWED_AT,
        due_on=date(2020, 2, 1),
    )
    factories.make_proposed()
    back = factories.make_proposed(actor=worker)
    award.return_decision(
        application=back,
        reason="Bitte begründen.",
        actor=factories.make_staff("Leitung"),
        at=factories.REVIEWED_AT,
    )
    factories.make_awarded()
    gone = factories.make_reviewed(actor=worker)
    Application.objects.filter(pk=gone.pk).update(
        state=State.WITHDRAWN, waits_for="", state_changed_at=factories.ASKED_AT
    )
    factories.make_complete_draft(name="Noch im Entwurf e. V.")
    # The copies have rows in one table only: nothing can be sent after them.
    make_many(pattern, 3, submitted_at=late)


@pytest.mark.parametrize("groups", [("Sachbearbeitung",), ("Mitzeichnung", "Leitung")])
def test_every_number_is_the_number_of_its_list(desk, groups):
    client = desk(*groups)
    _scene(
        client.person if "Sachbearbeitung" in groups else factories.make_staff("Sachbearbeitung")
    )

    links = _links(client)
    counted = [(address, words) for address, words in links if "€" not in words]

    assert len(counted) > 60
    for address, words in dict(counted).items():
        assert _listed(client, address).result_count == _number(words), (address, words)


def test_amounts_are_the_sums_of_their_lists(desk):
    client = desk("Leitung")
    _scene(factories.make_staff("Sachbearbeitung"))

    amounts = [(address, words) for address, words in _links(client) if "€" in words]

    assert len(amounts) == 3
    for address, words in amounts:
        rows = _listed(client, address).queryset
        assert words == format_eur(sum((row.requested_eur for row in rows), ZERO)), address


def test_budget_office_follows_states_and_money_only(desk):
    client = desk("Haushalt")
    _scene(factories.make_staff("Sachbearbeitung"))

    links = _links(client)

    assert {address for address, _words in links}
    for address, words in links:
        listed = _listed(client, address)
        if "€" not in words:
            assert listed.result_count == _number(words), (address, words)
    assert not [address for address, _words in links if "district" in address]


@pytest.mark.parametrize("group", ["Verwaltung", "Revision"])
def test_others_see_the_figures_without_tasks(desk, group):
    factories.make_submitted()
    client = desk(group)

    assert bool(_links(client)) == (group == "Revision")
    text = client.get(TODAY).content.decode()
    assert ("Meine Aufgaben" in text) == (group == "Verwaltung")
    assert ("Sie haben keine offenen Aufgaben." in text) == (group == "Verwaltung")
    assert "Nächsten Antrag prüfen" not in text
    assert "8.361,62" in text


def test_closed_case_counts_in_the_money_only(desk):
    client = desk("Sachbearbeitung")
    closed = factories.make_submitted()
    factories.make_submitted()
    factories.declare(client.person, closed, Relation.RELATED)

    answer = client.get(TODAY)

    assert answer.context["tiles"][0].count == 1
    assert answer.context["today"].unassigned == 1
    assert answer.context["today"].money.requested_eur == 2 * Decimal("8361.62")
    for address, words in _links(client):
        if "€" not in words:
            assert _listed(client, address).result_count == _number(words), (address, words)


def test_round_in_the_address_is_shown_and_stays_in_its_links(desk):
    client = desk("Sachbearbeitung")
    factories.make_submitted()
    other = factories.make_round(
        reference_prefix="WIR-2019",
        name="Runde 2019",
        opens_at=datetime(2018, 11, 1, tzinfo=UTC),
        closes_at=datetime(2018, 12, 1, tzinfo=UTC),
    )

    answer = client.get(TODAY, {"round": other.pk})
    assert answer.context["today"].funding_round == other
    assert answer.context["tiles"][0].count == 0
    assert f"round={other.pk}" in answer.context["tiles"][0].address
    assert "Die Frist ist vorbei" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["", "0", "99", "x", "1'", "９"])
def test_unknown_round_shows_the_current_one(desk, wanted):
    current = factories.make_submitted().round

    answer = desk("Sachbearbeitung").get(TODAY, {"round": wanted})

    assert answer.context["today"].funding_round == current


@pytest.mark.parametrize(
    "query",
    [
        {"day": "20200118"},
        {"day": "2020-02-30"},
        {"day": "9999-12-31"},
        {"until": "gestern"},
        {"task": "nothing"},
        {"money": "mine"},
    ],
)
def test_list_refuses_what_no_link_sets(desk, query):
    factories.make_submitted()

    answer = desk("Sachbearbeitung").get(LIST, query)

    assert answer.status_code == 302
    assert answer["Location"] == f"{LIST}?e=1"


def test_list_shows_such_a_filter_only_while_it_is_set(desk):
    factories.make_submitted()
    client = desk("Sachbearbeitung")

    plain = client.get(LIST).content.decode()
    narrowed = client.get(LIST, {"day": "2020-01-18"}).content.decode()

    assert "Eingang am" not in plain
    assert "Eingang am: 18.01.2020" in narrowed


def test_kept_view_with_such_a_filter_stays_without_a_count(desk):
    factories.make_submitted()
    client = desk("Sachbearbeitung")
    for query in ("day=2020-01-18", "state=submitted"):
        save_view(name=query, query=query, actor=client.person, at=factories.ASKED_AT)

    views = {view.label: view.count for view in client.get(LIST).context["cl"].views}

    assert (views["day=2020-01-18"], views["state=submitted"]) == (None, 1)
