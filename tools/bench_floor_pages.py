"""The floors of the applicants' side: views that do what must be done, and nothing else.

Their rows stand in tables of their own, so that no list of ours finds them. ``StockClient`` asks
them through nothing but Django's own middleware: session, token of the form, person, sign-in.
"""

import hashlib
import json
from typing import Any, ClassVar, Final, cast

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from applications.models import Application, Document, Profile
from applications.rules.choices import AttachmentKind
from applications.rules.required import REQUIRED
from applications.rules.sections import Section

ANSWERS: Final = 40
SHOWN: Final = 11
KIND: Final = AttachmentKind.OTHER.value
_PAGE: Final = (
    "<!doctype html><title>Floor</title><form method='post'>{% csrf_token %}{{ form }}"
    "<button>Save</button></form>"
)


STOCK: Final = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
)


class StockClient(Client):
    """A browser whose requests pass through Django's own middleware alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with override_settings(MIDDLEWARE=STOCK):
            self.handler.load_middleware()


class FloorRow(models.Model):
    """A row of a table that only the measurement has."""

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        abstract = True
        app_label = "bench"

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class FloorDraft(FloorRow):
    """A draft whose answers are one text."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_sent = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)


class FloorSnapshot(FloorRow):
    """What was sent, with its hash."""

    draft = models.ForeignKey(FloorDraft, on_delete=models.CASCADE, related_name="+")
    payload = models.TextField()
    sha256 = models.CharField(max_length=64)


class FloorJob(FloorRow):
    """A receipt that waits to be made."""

    draft = models.ForeignKey(FloorDraft, on_delete=models.CASCADE, related_name="+")


class FloorVisit(FloorRow):
    """A row of the bare view that writes one."""

    at = models.DateTimeField()


def make_tables() -> None:
    """Create the tables of the floors in the throw-away database."""
    with connection.schema_editor() as editor:
        for model in (FloorDraft, FloorSnapshot, FloorJob, FloorVisit):
            editor.create_model(model)


def _form(count: int) -> type[forms.Form]:
    """Return a plain form of so many lines of text."""
    fields = {f"answer_{n}": forms.CharField(max_length=200) for n in range(count)}
    return type("FloorForm", (forms.Form,), fields)


SubmitForm, ShownForm = _form(ANSWERS), _form(SHOWN)
TYPED: Final = {f"answer_{n}": "Ein Verein aus Hessen" for n in range(ANSWERS)}
_TEMPLATE: Final = engines["django"].from_string(_PAGE)


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same questions as one of our pages, over the same table."""

    class Meta:
        model = Profile
        fields = REQUIRED[Section.PROFILE]


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """Answer nothing."""
    return HttpResponse()


@login_not_required
def one_insert(request: HttpRequest) -> HttpResponse:
    """Write one row."""
    FloorVisit.objects.create(at=timezone.now())
    return HttpResponse()


def form_page(request: HttpRequest) -> HttpResponse:
    """Show a plain form as Django renders it by itself."""
    form = ShownForm(initial=TYPED)
    return HttpResponse(_TEMPLATE.render({"form": form}, request))


def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Save a page of answers."""
    mine = {"application__organisation__memberships__user": request.user}
    row = get_object_or_404(Profile, application__code=code, **mine)
    form = ProfileForm(request.POST, instance=row)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=422)
    with transaction.atomic():
        form.save()
    return redirect("/boden-seiten/leer/")


def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an application: checked, frozen, moved and its receipt ordered, or nothing of it."""
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=422)
    payload = json.dumps(form.cleaned_data, sort_keys=True)
    digest = hashlib.sha256(payload.encode()).hexdigest()
    with transaction.atomic():
        row = get_object_or_404(FloorDraft.objects.select_for_update(), pk=pk, owner=request.user)
        FloorSnapshot.objects.create(draft=row, payload=payload, sha256=digest)
        FloorDraft.objects.filter(pk=row.pk).update(is_sent=True, sent_at=timezone.now())
        FloorJob.objects.create(draft=row)
    return redirect("/boden-seiten/leer/")


def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Store a file and hash it."""
    mine = {"organisation__memberships__user": request.user}
    get_object_or_404(Application, code=code, **mine)
    file = cast("UploadedFile[Any]", request.FILES[f"{KIND}-files"])
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = default_storage.save("floor.pdf", file)
    FloorVisit.objects.create(at=timezone.now())
    default_storage.delete(name)
    return redirect("/boden-seiten/leer/")


def stored_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send a stored file to its owner."""
    mine = {"application__organisation__memberships__user": request.user}
    row = get_object_or_404(Document, pk=pk, **mine)
    return FileResponse(row.file.open(), as_attachment=True, content_type="application/pdf")


urlpatterns: list[Any] = [
    path("leer/", empty),
    path("zeile/", one_insert),
    path("formular/", form_page),
    path("entwurf/<slug:code>/", draft),
    path("senden/<int:pk>/", submit),
    path("datei/<slug:code>/", upload),
    path("pdf/<int:pk>/", stored_file),
]
