"""What leads to the pages of an account: signing up and in, a new password."""

from urllib.parse import urlsplit

from django.contrib.auth.models import Group

from applications.models import Message
from applications.services import second_factor, staff_accounts
from tests import factories
from tests.journeys.person import Person, link_for
from tests.journeys.scenes import EMAIL, Scene
from tests.support.accounts import PASSWORD, make_user


def sign_up(person: Person, _scene: Scene) -> None:
    """Ask for an account, as somebody who is not known."""
    person.page.context.clear_cookies()
    person.opens("/konto/registrieren/")
    person.writes(
        {"Ihr Name": "Selam", "E-Mail-Adresse": "neu@verein.example", "Passwort": PASSWORD}
    )
    person.presses("Konto anlegen")


def ask_for_link(person: Person, _scene: Scene) -> None:
    """Ask for the link to a new password."""
    person.opens("/konto/passwort/")
    person.writes({"E-Mail-Adresse": EMAIL})
    person.presses("Link schicken")


def follow_link(person: Person, _scene: Scene) -> None:
    """Follow the link of the last mail."""
    person.opens(link_for(EMAIL))


def enter_password_of_staff(person: Person, _scene: Scene) -> None:
    """Sign in as staff, up to the second factor."""
    staff = make_user("anke@wir.example", name="Anke", group="Sachbearbeitung")
    second_factor.enrol_for_rehearsal(staff)
    person.page.context.clear_cookies()
    person.signs_in(staff.email, PASSWORD)


def empty_name(person: Person, _scene: Scene) -> None:
    """Leave the own name empty."""
    person.writes({"Ihr Name": ""})


def be_needed(_person: Person, scene: Scene) -> None:
    """Let associations depend on this person: one with a draft, one with a sent application."""
    assert scene.user
    factories.make_draft(actor=scene.user, name="Brückenbau Kassel e. V.")
    factories.make_submitted(actor=scene.user, name="Frauennetz Ohmtal e. V.")


def enrol(_person: Person, scene: Scene) -> None:
    """Let this person have a second factor."""
    assert scene.user
    second_factor.enrol_for_rehearsal(scene.user)


def be_invited_as_staff(person: Person, _scene: Scene) -> None:
    """Follow the link that a new colleague of the ministry gets."""
    account = staff_accounts.create_staff_account(
        email="neu@wir.example",
        name="Neue Kollegin",
        group=Group.objects.get(name="Sachbearbeitung"),
        actor=factories.make_staff("Verwaltung"),
        at=factories.SENT_AT,
    )
    link = Message.objects.filter(kind="staff_invitation", user=account).get().context["link"]
    person.opens(urlsplit(str(link)).path)
