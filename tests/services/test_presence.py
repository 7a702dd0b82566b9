"""„Schreibt hier gerade“: cheap, for others only, and gone after five minutes."""

from datetime import timedelta

import pytest

from applications import clock
from applications.models import Application, SectionPresence, User
from applications.rules.sections import Section
from applications.services import presence
from tests import factories

pytestmark = pytest.mark.django_db


class Team:
    """Two people at one draft, and a clock to set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.draft: Application = factories.make_draft()
        self.owner: User = self.draft.created_by
        self.colleague = factories.make_member(self.draft)
        self.began = clock.real_now()
        self._monkeypatch = monkeypatch

    def is_at(self, minutes: float) -> None:
        now = self.began + timedelta(minutes=minutes)
        self._monkeypatch.setattr("applications.clock.real_now", lambda: now)

    def writes(self, minutes: float, section: Section = Section.GOALS) -> None:
        self.is_at(minutes)
        presence.note_presence(application=self.draft, section=section, user=self.colleague)

    def seen(self) -> list[tuple[str, float]]:
        rows = presence.others_present(self.draft, user=self.owner)
        return [(row.section, (row.since - self.began).total_seconds() / 60) for row in rows]


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> Team:
    return Team(monkeypatch)


def test_others_see_who_writes_and_since_when(team: Team) -> None:
    for minutes in (0, 3, 6):
        team.writes(minutes)

    assert team.seen() == [("goals", 0)]
    assert presence.others_present(team.draft, user=team.colleague) == []


def test_after_five_minutes_nobody_is_there(team: Team) -> None:
    team.writes(0)

    team.is_at(4.9)
    assert team.seen() == [("goals", 0)]
    team.is_at(5)
    assert team.seen() == []
    team.writes(30)
    assert team.seen() == [("goals", 30)]


def test_one_person_is_in_one_section(team: Team) -> None:
    team.writes(0)
    team.writes(2, Section.BOARD)

    assert team.seen() == [("board", 2)]


def test_leaving(team: Team) -> None:
    team.writes(0)

    presence.leave_section(application=team.draft, section=Section.GOALS, user=team.colleague)

    assert team.seen() == []


def test_it_is_written_once_a_minute(team: Team, django_assert_num_queries) -> None:
    team.writes(0)

    team.is_at(0.5)
    with django_assert_num_queries(1):
        presence.note_presence(application=team.draft, section=Section.GOALS, user=team.colleague)
    team.is_at(1)
    with django_assert_num_queries(2):
        presence.note_presence(application=team.draft, section=Section.GOALS, user=team.colleague)
    assert SectionPresence.objects.count() == 1


def test_other_applications_are_not_shown(team: Team) -> None:
    other = factories.make_draft(actor=team.colleague)
    presence.note_presence(application=other, section=Section.GOALS, user=team.colleague)

    assert team.seen() == []
