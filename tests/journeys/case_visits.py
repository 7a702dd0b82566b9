"""What leads to the pages of a case that was sent."""

from collections.abc import Callable

from applications.models.codes import group_printed
from applications.rules.decisions import DecisionKind
from tests import factories
from tests.journeys.person import Person
from tests.journeys.scenes import Scene


def rate(person: Person, scene: Scene) -> None:
    """Say how it was to fill in the form."""
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/rueckmeldung/")
    sure = "Waren Sie sicher, dass der Antrag angekommen ist?"
    person.chooses({"Wie einfach war das Ausfüllen?": "Mittel", sure: "Ja, ganz sicher"})


def exchange_messages(_person: Person, scene: Scene) -> None:
    """Let both sides write, one of them with a file."""
    assert scene.application
    factories.make_case_message(scene.application, with_file=True)
    staff = factories.make_staff("Sachbearbeitung")
    factories.make_case_message(scene.application, actor=staff, text="Guten Tag,\nim März.")


def look_up(person: Person, scene: Scene) -> None:
    """Ask whether a document is genuine."""
    assert scene.application
    code = scene.application.documents.get().code
    person.opens("/echt/")
    person.writes({"Prüfcode": group_printed(code)})
    person.presses("Prüfen")


def receive_decision(kind: DecisionKind) -> Callable[[Person, Scene], None]:
    """Let the second person sign the proposal."""

    def decide(_person: Person, scene: Scene) -> None:
        assert scene.application
        factories.sign(scene.application, actor=factories.make_staff("Mitzeichnung"))
        factories.release(scene.application)

    return decide


def say_something(person: Person, scene: Scene) -> None:
    """Answer a hearing."""
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/anhoerung/1/")
    person.writes({"Ihre Stellungnahme": "Wir sind umgezogen."})
    person.presses("Stellungnahme senden")


def change_an_open_section(person: Person, scene: Scene) -> None:
    """Change a section that the authority opened, and look at it again."""
    assert scene.application
    person.opens(f"/antrag/{scene.application.code}/ziele/")
    person.writes({"Warum ist das Projekt nötig?": "Ein neuer Grund."})
    person.presses("Speichern und zurück zu den Fragen")
    person.opens(f"/antrag/{scene.application.code}/ziele/")
