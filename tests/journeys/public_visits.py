"""What leads to the pages that everybody may see."""

from tests.journeys.frauennetz import CHECK
from tests.journeys.person import Person
from tests.journeys.scenes import EMAIL, Scene


def check(person: Person, **changes: str) -> None:
    """Answer the Förder-Check; ``changes`` replaces an answer by its number, ``q2``."""
    for number, (question, answer) in enumerate(CHECK.items(), 1):
        person.opens(f"/check/{number}/?alle=1")
        person.chooses({question: changes.get(f"q{number}", answer)})
        person.presses("Weiter")


def ask(person: Person, _scene: Scene) -> None:
    """Write to the authority."""
    person.opens("/kontakt/")
    person.writes({"Ihr Name": "Selam", "E-Mail-Adresse": EMAIL, "Ihre Frage": "Geht das?"})


def report(person: Person, _scene: Scene) -> None:
    """Report a barrier."""
    person.opens("/barriere-melden/?seite=/hilfe/")
    person.writes({"Was geht nicht?": "Der Knopf „Suchen“ ist zu klein."})
