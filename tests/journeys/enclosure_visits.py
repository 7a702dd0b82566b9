"""What leads to the pages of photos and of documents that come later."""

from django.core.files.base import ContentFile

from applications.rules.choices import AttachmentKind
from applications.services import enclosures
from tests import factories
from tests.journeys.person import Person
from tests.journeys.scenes import Scene
from tests.support.enclosure_cases import make_promised
from tests.support.pictures import page_of_text, photo


def open_photos(person: Person, scene: Scene) -> None:
    """Hand in three photos that are too dark, and open their page."""
    application = scene.application
    assert application
    assert scene.user
    uploads = [
        ContentFile(photo(page_of_text((300 + number, 400))), name=f"IMG_204{number}.jpg")
        for number in range(3)
    ]
    enclosures.receive_files(
        application=application,
        kind=AttachmentKind.QUOTES,
        uploads=uploads,
        actor=scene.user,
        at=factories.BEGUN_AT,
    )
    attachment = application.attachments.get(kind=AttachmentKind.QUOTES)
    attachment.is_dark = True
    attachment.save()
    attachment.page_images.filter(number=2).update(is_dark=True)
    person.opens(f"/antrag/{application.code}/unterlagen/{attachment.code}/fotos/")


def open_promises(person: Person, scene: Scene) -> None:
    """Open the page of a case that was sent with a promise."""
    assert scene.user
    case = make_promised(kind="statutes", name="Sport e. V.", actor=scene.user)
    person.opens(f"/antrag/{case.code}/nachreichen/")
