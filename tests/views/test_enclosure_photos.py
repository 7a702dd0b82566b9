"""The page on which photos are put in order: with plain buttons, for the team alone."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import ImageEnhance, ImageFilter

from applications.models import Application, Attachment
from applications.rules.lifecycle import Role
from tests import factories
from tests.support import pictures
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


def test_of_old_documents_nobody_knows_which_photo_it_is(draft: Application) -> None:
    attachment = upload(draft, photo(30))
    Attachment.objects.update(is_dark=True)
    attachment.page_images.update(is_dark=False, is_blurred=False)
    warning = "Das Foto ist sehr dunkel oder unscharf. Können Sie den Text lesen?"
    client = signed_in(draft)
    assert warning in client.get(page_of(attachment)).content.decode()
    assert warning in client.get(f"/antrag/{draft.code}/unterlagen/").content.decode()

    Attachment.objects.update(pages=2)
    several = "Ein Foto ist sehr dunkel oder unscharf."
    assert several in client.get(f"/antrag/{draft.code}/unterlagen/").content.decode()


def letter(name: str, *, light: float = 1.0, radius: float = 0) -> SimpleUploadedFile:
    """A photo of a letter in this light, moved by so many pixels."""
    picture = pictures.page_of_text((600, 800)).filter(ImageFilter.GaussianBlur(radius))
    content = pictures.photo(ImageEnhance.Brightness(picture).enhance(light))
    return SimpleUploadedFile(name, content)


def warnings_of(page: HttpResponse) -> list[str]:
    found = re.findall(r'<p class="photo-warning">(.*?)</p>', page.content.decode())
    return [" ".join(one.split()) for one in found]


def test_it_is_said_which_photo_is_hard_to_read(draft: Application) -> None:
    """What is said goes with the photo, wherever it is put, and goes when it goes."""
    attachment = upload(
        draft, letter("gut.jpg"), letter("nachts.jpg", light=0.12), letter("weich.jpg", radius=9)
    )
    client, page = signed_in(draft), page_of(attachment)
    question = "Können Sie den Text auf allen Seiten lesen?"
    both = f"Foto 2 ist sehr dunkel. Foto 3 ist unscharf. {question}"

    assert warnings_of(client.get(f"/antrag/{draft.code}/unterlagen/")) == [both]
    shown = client.get(page)
    assert warnings_of(shown) == [both, "Foto 2 ist sehr dunkel.", "Foto 3 ist unscharf."]
    second = re.findall(r"<li class=\"photo\".*?</li>", shown.content.decode(), re.DOTALL)[1]
    assert "nachts.jpg" in second
    assert "Foto 2 ist sehr dunkel." in second

    dark = attachment.photos.get(name="nachts.jpg").code
    client.post(page, {"up": dark})
    assert warnings_of(client.get(page))[1:] == [
        "Foto 1 ist sehr dunkel.",
        "Foto 3 ist unscharf.",
    ]
    client.post(page, {"remove": dark})
    assert warnings_of(client.get(page))[1:] == ["Foto 2 ist unscharf."]
    client.post(page, {"add": "", "photo": letter("beides.jpg", light=0.12, radius=9)})
    assert warnings_of(client.get(page))[1:] == [
        "Foto 2 ist unscharf.",
        "Foto 3 ist sehr dunkel und unscharf.",
    ]


def test_a_single_photo_needs_no_number(draft: Application) -> None:
    attachment = upload(draft, letter("nachts.jpg", light=0.12))

    warnings = ["Das Foto ist sehr dunkel. Können Sie den Text lesen?"]
    assert warnings_of(signed_in(draft).get(page_of(attachment))) == warnings
    assert warnings_of(signed_in(draft).get(f"/antrag/{draft.code}/unterlagen/")) == warnings
