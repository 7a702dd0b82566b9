"""What leads to the pages of a team: colleagues, remarks, invitations, an adviser."""

from collections.abc import Callable

from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import comments, presence
from tests import factories
from tests.journeys.bank_visits import prove
from tests.journeys.person import Person
from tests.journeys.scenes import Scene
from tests.support.invitations import invite


def work_together(_person: Person, scene: Scene) -> None:
    """Let a colleague write and remark, an adviser watch, and somebody be invited."""
    application = scene.application
    assert application
    colleague = factories.make_member(application)
    factories.make_member(application, role=Role.ADVISER)
    presence.note_presence(application=application, section=Section.GOALS, user=colleague)
    for text in ("Stimmt die Zahl?", "Bitte kürzer."):
        comments.write_comment(
            application=application,
            section=Section.GOALS,
            question="need",
            text=text,
            actor=colleague,
            at=factories.SENT_AT,
        )
    comments.settle_comment(
        comment=application.comments.first(), actor=colleague, at=factories.SENT_AT
    )
    invite(application, email="eingeladen@verein.example")


def open_colleague(part: str = "") -> Callable[[Person, Scene], None]:
    """Open the page of a colleague, or a part of it."""

    def open_page(person: Person, scene: Scene) -> None:
        assert scene.application
        colleague = factories.make_member(scene.application)
        number = colleague.memberships.get().pk
        prove(f"team/{number}/{part}")(person, scene)

    return open_page


def be_invited(email: str) -> Callable[[Person, Scene], None]:
    """Follow the link of an invitation to this address."""

    def follow_link(person: Person, _scene: Scene) -> None:
        person.opens(f"/einladung/{invite(factories.make_draft(), email=email)}/")

    return follow_link


def only_advise(person: Person, scene: Scene) -> None:
    """Be an adviser of the team, whatever the person may have been before."""
    assert scene.application
    own = scene.application.organisation.memberships.filter(user=scene.user)
    own.update(role=Role.REPRESENTATIVE)
    work_together(person, scene)
    factories.make_member(scene.application, role=Role.REPRESENTATIVE)
    own.update(role=Role.ADVISER)
