"""What leads to the pages of a draft, up to its sending."""

from applications.models import Board
from applications.rules.lifecycle import Role
from applications.rules.sections import Section
from applications.services import drafts
from tests import factories
from tests.journeys.frauennetz import DECLARATIONS, ONE_OF_TWO
from tests.journeys.person import Person
from tests.journeys.scenes import Scene


def meet_another_version(person: Person, scene: Scene) -> None:
    """Save a section that a colleague saved in between."""
    application = scene.application
    assert application
    person.opens(f"/antrag/{application.code}/ziele/")
    person.writes({"Warum ist das Projekt nötig?": "Meine Fassung"})
    drafts.save_section(
        application=application,
        section=Section.GOALS,
        answers={"need": "Die Fassung von Selamawit"},
        pending={},
        version=drafts.section_row(application, Section.GOALS).version,
        actor=factories.make_member(application),
        at=factories.SENT_AT,
    )
    person.presses("Speichern und weiter")
    person.is_at("Zwei Personen haben diesen Abschnitt geändert")


def write_no_amount(person: Person, scene: Scene) -> None:
    """Write a word where an amount belongs."""
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/finanzierung/")
    person.writes({"Geld vom Verein (Eigenmittel)": "viel"})


def may_only_write(person: Person, scene: Scene) -> None:
    """Let this person write but not send."""
    assert scene.application
    assert scene.user
    scene.application.organisation.memberships.filter(user=scene.user).update(role="member")


def agree_first(person: Person, scene: Scene) -> None:
    """Let the association sign in twos, and let this person agree as the first."""
    assert scene.application
    Board.objects.filter(pk=scene.application.pk).update(signature_rule="joint")
    person.opens(f"/antrag/{scene.application.code}/absenden/")
    person.confirms(DECLARATIONS)
    person.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Im Internet, in diesem Konto"})
    person.presses("Zustimmen und zweite Person fragen")
    person.is_at(ONE_OF_TWO)


def be_the_second_person(person: Person, scene: Scene) -> None:
    """Let somebody else be the one who agreed first."""
    assert scene.application
    colleague = factories.make_member(scene.application, role=Role.REPRESENTATIVE)
    scene.application.agreements.update(user=colleague)


def name_a_known_association(person: Person, scene: Scene) -> None:
    """Begin for an association that has an application."""
    name = factories.make_draft(name="Frauennetz am Fluss e. V.").organisation_name
    person.opens("/antraege/neu/")
    person.writes({"Name des Vereins": name, "Postleitzahl": "61169"})


def declare(person: Person, scene: Scene) -> None:
    """Fill in the page that sends the application."""
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/absenden/")
    person.confirms(DECLARATIONS)
    person.chooses({"Wie möchten Sie unseren Bescheid bekommen?": "Im Internet, in diesem Konto"})
