"""The next case: the one that waited longest, and never for two people."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from applications.models import Application, AuditEvent
from applications.rules.lifecycle import State
from applications.rules.review import Relation
from applications.services.next_case import take_next_case
from applications.workflow.permissions import NotPermitted
from tests import factories

AT = factories.REVIEWED_AT


def _take(actor):
    return take_next_case(funding_round=factories.make_round(), actor=actor, at=AT)


@pytest.fixture
def worker(db):
    return factories.make_staff("Sachbearbeitung")


def test_oldest_case_that_nobody_has_is_taken_and_logged(worker):
    later = factories.make_submitted()
    first = factories.make_submitted(at=factories.SENT_AT - timedelta(minutes=5))

    assert _take(worker) == first
    first.refresh_from_db()
    assert (first.assigned_to, first.state) == (worker, State.SUBMITTED)
    event = AuditEvent.objects.filter(event="application.assigned").get()
    assert (event.actor, event.application, event.data) == (worker, first, {"assignee": worker.pk})
    assert _take(worker) == later
    assert _take(worker) is None


def test_closed_cases_and_those_under_review_are_passed_over(worker):
    closed, free = factories.make_submitted(), factories.make_submitted()
    factories.make_reviewed()
    factories.declare(worker, closed, Relation.RELATED)

    assert _take(worker) == free
    assert _take(worker) is None


def test_other_rounds_are_left_alone(worker):
    factories.make_submitted(funding_round=factories.make_round(reference_prefix="WIR-2021"))

    assert _take(worker) is None


@pytest.mark.parametrize("group", ["Mitzeichnung", "Leitung", "Revision", "Verwaltung"])
def test_only_case_workers_take_cases(db, group):
    factories.make_submitted()

    with pytest.raises(NotPermitted):
        _take(factories.make_staff(group))


def test_case_that_somebody_took_meanwhile_is_passed_over(worker, monkeypatch):
    first, second = factories.make_submitted(), factories.make_submitted()
    colleague = factories.make_staff("Sachbearbeitung")
    found = [first, second]
    monkeypatch.setattr("applications.services.next_case._oldest", lambda _waiting: found.pop(0))
    Application.objects.filter(pk=first.pk).update(assigned_to=colleague)

    assert _take(worker) == second
    first.refresh_from_db()
    assert first.assigned_to == colleague


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_at_the_same_instant_get_two_cases():
    people = [factories.make_staff("Sachbearbeitung") for _number in range(2)]
    for _number in range(3):
        factories.make_submitted()
    funding_round, start, taken = factories.make_round(), threading.Barrier(2), []

    def take(person):
        start.wait()
        try:
            taken.append(take_next_case(funding_round=funding_round, actor=person, at=AT))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert connection.vendor == "postgresql"
    assert len({case.pk for case in taken}) == 2
    assert Application.objects.exclude(assigned_to=None).count() == 2
