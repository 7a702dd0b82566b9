"""The photos of one document: put them in order, add one, remove one."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.forms.enclosures import PhotoForm
from applications.models import Application, Attachment, AttachmentPhoto
from applications.services import enclosure_photos, enclosures
from applications.services.drafts import NotADraft
from applications.services.enclosure_photos import LastPhoto, NotPhotos, PhotosChanged
from applications.services.file_check import FileRefused
from applications.views.drafts import load_application, only_reads
from applications.views.requests import SignedInRequest
from applications.workflow.permissions import NotAWriter

UP, DOWN = -1, 1


@require_http_methods(["GET", "HEAD", "POST"])
def photos_page(request: SignedInRequest, code: str, attachment_code: str) -> HttpResponse:
    """Show the photos with their buttons; every button is carried out at once."""
    application = load_application(request, code)
    attachment = get_object_or_404(application.attachments, code=attachment_code)
    attachment.application = application
    if only_reads(application):
        raise NotAWriter(request.user.pk, application.pk)
    if not _is_open(application, attachment):
        return redirect("application_status", code)
    form = PhotoForm(request.POST or None, request.FILES or None)
    try:
        for button, handle in HANDLERS.items():
            if button in request.POST:
                return handle(request, attachment, form) or _page(request, attachment, form)
        return _page(request, attachment, PhotoForm())
    except (NotPhotos, AttachmentPhoto.DoesNotExist):
        raise Http404 from None
    except PhotosChanged:
        # Somebody else was faster: the page shows what there is now.
        return redirect(request.path)
    except NotADraft:
        return redirect("application_status", code)


def _is_open(application: Application, attachment: Attachment) -> bool:
    """Say whether the document was not sent yet."""
    asked = attachment.request
    return asked.closed_at is None if asked else application.is_draft


def _page(request: SignedInRequest, attachment: Attachment, form: PhotoForm) -> HttpResponse:
    leaves = enclosure_photos.leaves_of(attachment)
    context = {
        "application": attachment.application,
        "attachment": attachment,
        "leaves": leaves,
        "pages": [leaf.page for leaf in leaves],
        "form": form if len(leaves) < enclosure_photos.MAXIMUM_PHOTOS else None,
        "maximum": enclosure_photos.MAXIMUM_PHOTOS,
        "page_title": _("Fotos ordnen – noch nicht abgesendet"),
        "heading": _("Fotos ordnen"),
        "back_url": _back_url(attachment),
    }
    return render(request, "applications/enclosure_photos.html", context)


def _back_url(attachment: Attachment) -> str:
    code, asked = attachment.application.code, attachment.request
    if asked:
        return reverse("information_request", args=[code, asked.number])
    return f"{reverse('enclosures', args=[code])}#block-{attachment.kind}"


def _move(
    request: SignedInRequest, attachment: Attachment, form: PhotoForm, *, button: str, by: int
) -> HttpResponse:
    photo_code = request.POST[button]
    enclosure_photos.move_photo(
        attachment=attachment,
        photo_code=photo_code,
        by=by,
        actor=request.user,
        at=request.received_at,
    )
    return redirect(f"{request.path}#foto-{photo_code}")


def _remove(request: SignedInRequest, attachment: Attachment, form: PhotoForm) -> HttpResponse:
    who_when: dict[str, Any] = {"actor": request.user, "at": request.received_at}
    try:
        enclosure_photos.remove_photo(
            attachment=attachment, photo_code=request.POST["remove"], **who_when
        )
    except LastPhoto:
        enclosures.remove_attachment(attachment=attachment, **who_when)
        return redirect(_back_url(attachment))
    return redirect(request.path)


def _add(request: SignedInRequest, attachment: Attachment, form: PhotoForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        enclosure_photos.add_photo(
            attachment=attachment,
            upload=form.cleaned_data["photo"],
            actor=request.user,
            at=request.received_at,
        )
    except FileRefused as reason:
        form.refuse(reason)
        return None
    return redirect(request.path)


HANDLERS: Final[dict[str, Callable[..., HttpResponse | None]]] = {
    "up": partial(_move, button="up", by=UP),
    "down": partial(_move, button="down", by=DOWN),
    "remove": _remove,
    "add": _add,
}
