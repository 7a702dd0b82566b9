"""The page on which photos are put in order: with plain buttons, for the team alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, Attachment
from applications.rules.lifecycle import Role
from tests import factories
from tests.support.enclosure_cases import make_page_image
from tests.support.files import image, pdf
from tests.support.strictness import StrictClient

pytestmark = pytest.mark.django_db


def signed_in(draft: Application) -> Client:
    client = StrictClient()
    client.force_login(draft.created_by)
    return client


def photo(width: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{width}.png", image(size=(width, 60)))


@pytest.fixture
def draft() -> Application:
    return factories.make_draft()


def upload(draft: Application, *files: SimpleUploadedFile) -> Attachment:
    page = f"/antrag/{draft.code}/unterlagen/"
    answer = signed_in(draft).post(page, {"upload": "statutes", "statutes-files": list(files)})
    assert answer.status_code == 302
    return Attachment.objects.get(application=draft)


def page_of(attachment: Attachment) -> str:
    return f"/antrag/{attachment.application.code}/unterlagen/{attachment.code}/fotos/"


def names(attachment: Attachment) -> list[str]:
    return list(attachment.photos.order_by("position").values_list("name", flat=True))


def test_photos_are_moved_and_removed_with_buttons(draft: Application) -> None:
    attachment = upload(draft, photo(30), photo(40), photo(50))
    client = signed_in(draft)
    text = client.get(page_of(attachment)).content.decode()
    assert text.count('name="up"') == text.count('name="down"') == 2
    assert text.count('name="remove"') == 3
    assert "/seite/3/klein/" in text
    last = attachment.photos.get(name="50.png")
    answer = client.post(page_of(attachment), {"up": last.code})
    assert answer["Location"] == f"{page_of(attachment)}#foto-{last.code}"
    assert names(attachment) == ["30.png", "50.png", "40.png"]
    client.post(page_of(attachment), {"down": last.code})
    client.post(page_of(attachment), {"remove": attachment.photos.get(name="40.png").code})
    assert names(attachment) == ["30.png", "50.png"]


def test_removing_the_last_photo_removes_the_document(draft: Application) -> None:
    attachment = upload(draft, photo(30))
    answer = signed_in(draft).post(page_of(attachment), {"remove": attachment.code})
    assert answer["Location"] == f"/antrag/{draft.code}/unterlagen/#block-statutes"
    assert not Attachment.objects.exists()


def test_one_more_photo_is_added(draft: Application) -> None:
    attachment = upload(draft, photo(30))
    client = signed_in(draft)
    assert "Foto dazu" in client.get(f"/antrag/{draft.code}/unterlagen/").content.decode()
    answer = client.post(page_of(attachment), {"add": "photo", "photo": photo(40)})
    assert answer.status_code == 302
    assert names(attachment) == ["30.png", "40.png"]
    assert "Fotos ordnen" in client.get(f"/antrag/{draft.code}/unterlagen/").content.decode()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Wählen Sie zuerst eine Datei aus."),
        (SimpleUploadedFile("x.pdf", pdf()), "Hier passt nur ein Foto."),
        (photo(30), "Diese Datei haben Sie schon hochgeladen."),
        (SimpleUploadedFile("x.png", b""), "Diese Datei ist leer."),
    ],
)
def test_what_cannot_be_added_is_explained(
    draft: Application, file: SimpleUploadedFile | None, sentence: str
) -> None:
    attachment = upload(draft, photo(30))
    data = {"add": "photo"} | ({"photo": file} if file else {})
    if file:
        file.seek(0)
    text = signed_in(draft).post(page_of(attachment), data).content.decode()
    assert sentence in text
    assert "Fehler:" in text
    assert 'name="remove"' in text


def test_twelve_photos_are_enough(draft: Application) -> None:
    attachment = upload(draft, *(photo(20 + number) for number in range(12)))
    text = signed_in(draft).get(page_of(attachment)).content.decode()
    assert "In ein Dokument passen 12 Fotos." in text
    assert 'name="add"' not in text


def test_the_page_is_for_photos_of_the_own_team(draft: Application) -> None:
    attachment = upload(draft, photo(30))
    stranger = StrictClient()
    stranger.force_login(factories.make_user("Fremde Person"))
    assert stranger.get(page_of(attachment)).status_code == 404
    adviser = StrictClient()
    adviser.force_login(factories.make_member(draft, role=Role.ADVISER))
    assert adviser.get(page_of(attachment)).status_code == 403
    client = signed_in(draft)
    assert client.post(page_of(attachment), {"up": "unknown"}).status_code == 404
    paper = factories.make_attachment(draft, kind="other")
    assert client.get(page_of(paper)).status_code == 404
    foreign = factories.make_attachment(factories.make_draft(), kind="other")
    crossed = f"/antrag/{draft.code}/unterlagen/{foreign.code}/fotos/"
    assert client.get(crossed).status_code == 404


def test_after_sending_the_page_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("applications.documents.store.render", lambda document, *, at: None)
    sent = factories.make_submitted()
    attachment = factories.make_attachment(sent, kind="other", media_type="image/jpeg")
    make_page_image(attachment)
    client = signed_in(sent)
    assert client.get(page_of(attachment))["Location"] == f"/antrag/{sent.code}/status/"
    answer = client.post(page_of(attachment), {"remove": attachment.code})
    assert answer["Location"] == f"/antrag/{sent.code}/status/"
    assert Attachment.objects.filter(pk=attachment.pk).exists()


def test_dark_photos_are_pointed_out(draft: Application) -> None:
    attachment = upload(draft, photo(30))
    Attachment.objects.update(is_dark=True)
    warning = "Das Foto ist sehr dunkel oder unscharf. Können Sie den Text lesen?"
    client = signed_in(draft)
    assert warning in client.get(page_of(attachment)).content.decode()
    assert warning in client.get(f"/antrag/{draft.code}/unterlagen/").content.decode()

    Attachment.objects.update(pages=2)
    several = "Ein Foto ist sehr dunkel oder unscharf."
    assert several in client.get(f"/antrag/{draft.code}/unterlagen/").content.decode()
