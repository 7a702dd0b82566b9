"""Tasks come and go with the cases."""

from datetime import date, timedelta

import pytest

from applications.models import Application
from applications.rules.review import Relation
from applications.services import information_requests, review
from applications.services.tasks import LINES, Task, has_work, task_groups
from applications.workflow.conflicts import closed_cases
from tests import factories

AT = factories.ASKED_AT


def _groups(user, at=AT):
    groups = task_groups(user=user, at=at, closed=closed_cases(user))
    return {group.task: group.total for group in groups}


@pytest.fixture
def worker(db):
    return factories.make_staff("Sachbearbeitung")


def test_days_of_an_answer_become_urgent_and_are_over(worker):
    factories.make_information_request(actor=worker, due_on=date(2020, 2, 17))

    assert _groups(worker) == {}
    assert _groups(worker, AT + timedelta(days=11)) == {Task.DUE_SOON: 1}
    assert _groups(worker, AT + timedelta(days=14)) == {Task.DUE_SOON: 1}
    assert _groups(worker, AT + timedelta(days=15)) == {Task.OVERDUE: 1}


def test_resumed_review_closes_the_overdue_task(worker):
    case = factories.make_information_request(actor=worker, due_on=date(2020, 2, 17)).application
    later = AT + timedelta(days=20)
    information_requests.resume_review(application=case, actor=worker, at=later)

    assert _groups(worker, later) == {Task.LONGEST: 1}


def test_group_counts_all_and_shows_the_first(worker):
    cases = [factories.make_reviewed(actor=worker) for _number in range(LINES + 2)]

    (group,) = task_groups(user=worker, at=AT, closed=[])

    assert (group.task, group.total) == (Task.LONGEST, LINES + 2)
    assert group.cases == cases[:LINES]


def test_news_belong_to_the_person_of_the_case_or_to_everybody(worker):
    colleague, head = factories.make_staff("Sachbearbeitung"), factories.make_staff("Leitung")
    nobodys, colleagues = factories.make_submitted(), factories.make_reviewed(actor=colleague)
    Application.objects.filter(pk__in=[nobodys.pk, colleagues.pk]).update(has_news=True)

    assert _groups(worker) == {Task.NEWS: 1}
    assert _groups(colleague) == {Task.NEWS: 2, Task.LONGEST: 1}
    assert _groups(head) == {Task.NEWS: 2}


def test_closed_case_is_no_task(db):
    approver = factories.make_staff("Mitzeichnung")
    proposed = factories.make_proposed()
    assert _groups(approver) == {Task.TO_SIGN: 1}

    factories.declare(approver, proposed, Relation.UNSURE)

    assert _groups(approver) == {}


def test_given_away_case_is_the_task_of_the_other(worker):
    colleague = factories.make_staff("Sachbearbeitung")
    case = factories.make_reviewed(actor=worker)
    review.assign_application(application=case, assignee=colleague, actor=worker, at=AT)

    assert _groups(worker) == {}
    assert _groups(colleague) == {Task.LONGEST: 1}


@pytest.mark.parametrize(
    ("group", "expected"), [("Leitung", True), ("Revision", False), ("Haushalt", False)]
)
def test_who_has_tasks_at_all(db, group, expected):
    assert has_work(factories.make_staff(group)) is expected
