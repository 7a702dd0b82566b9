"""The forms of one block of documents: send files now, or say when they follow (Q13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.base import Button, KernForm
from applications.forms.fields import DateField, FileField, TextField
from applications.forms.fields.files import PHOTOS
from applications.rules.choices import AttachmentKind
from applications.services.enclosures import Refusal
from applications.services.file_check import MAXIMUM_BYTES, MAXIMUM_PAGES, FileRefused
from applications.texts.question_labels import QUESTION_LABELS
from applications.workflow.answer_sheet import file_size

REASONS: Final[dict[str, str | Promise]] = {
    "empty": gettext_lazy("Diese Datei ist leer. Bitte wählen Sie eine andere."),
    "too_large": gettext_lazy(
        "Diese Datei ist zu groß (%(size)s). Erlaubt sind %(maximum_size)s. Machen Sie ein Foto "
        "mit kleinerer Auflösung oder teilen Sie die Datei."
    ),
    "unreadable_kind": gettext_lazy(
        "Diese Art Datei können wir nicht lesen. Nehmen Sie PDF, JPG, PNG oder HEIC."
    ),
    "encrypted": gettext_lazy("Diese PDF hat ein Passwort. Speichern Sie sie ohne Passwort."),
    "damaged": gettext_lazy(
        "Diese Datei ist beschädigt oder unsicher. Wir haben sie nicht gespeichert."
    ),
    "too_many_pixels": gettext_lazy(
        "Dieses Foto ist zu groß. Machen Sie ein Foto mit kleinerer Auflösung."
    ),
    "too_many_pages": gettext_lazy(
        "Diese PDF hat %(pages)s Seiten. Erlaubt sind %(maximum_pages)s. Teilen Sie die Datei."
    ),
    "too_many_photos": gettext_lazy(
        "In ein Dokument passen %(maximum)s Fotos. Laden Sie die anderen als eigenes Dokument "
        "hoch."
    ),
    "not_a_photo": gettext_lazy("Hier passt nur ein Foto. Nehmen Sie JPG, PNG oder HEIC."),
    "try_again": gettext_lazy("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
    "duplicate": gettext_lazy("Diese Datei haben Sie schon hochgeladen."),
    "too_many": gettext_lazy(
        "Sie haben schon %(maximum)s Dateien hochgeladen. Mehr können wir nicht speichern. "
        "Entfernen Sie zuerst eine Datei."
    ),
    "quota": gettext_lazy(
        "Alle Dateien zusammen dürfen höchstens %(maximum)s MB groß sein. Entfernen Sie zuerst "
        "eine Datei oder nehmen Sie eine kleinere."
    ),
}


class ManyFilesInput(forms.FileInput):
    """A file picker for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(FileField):
    """Several files in one field; what is inside is checked where they are kept."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files; their content is judged one by one later."""
        if not data:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(data)


class UploadForm(KernForm):
    """The file picker of one block; the button names the block."""

    # A field may be called like the form's own attribute: Django takes it out of the class.
    files = ManyFilesField(  # type: ignore[assignment]
        label=gettext_lazy("Dateien auswählen"),
        missing=gettext_lazy("Wählen Sie zuerst eine Datei aus."),
    )

    def __init__(self, *args: Any, kind: AttachmentKind, title: str | Promise, **kw: Any) -> None:
        super().__init__(*args, prefix=kind.value, **kw)
        # The title stands above; only who hears the page needs it here too.
        self.fields["files"].label = format_html(
            '{}<span class="kern-sr-only">: {}</span>', _("Dateien auswählen"), title
        )
        self.buttons = (
            Button(gettext_lazy("Datei hochladen"), name="upload", value=kind, kind="secondary"),
        )

    def report_missing(self, title: str | Promise) -> None:
        """Turn the lack of a file into what is missing in the application."""
        self.fields["files"].error_messages["required"] = _(
            "Es fehlt noch: %(title)s. Laden Sie die Datei hoch. Oder tragen Sie ein, bis wann "
            "Sie sie nachreichen."
        ) % {"title": title}

    def refuse(self, refusals: Iterable[Refusal], *, sent: int) -> None:
        """Say for every refused file why; the name is needed only among several."""
        for refusal in refusals:
            text = sentence(refusal.reason)
            self.add_error("files", f"{refusal.name}: {text}" if sent > 1 else text)


class PhotoForm(KernForm):
    """One more photo for a document that is made of photos."""

    photo = FileField(
        label=gettext_lazy("Weiteres Foto"),
        accept=PHOTOS,
        missing=gettext_lazy("Wählen Sie zuerst eine Datei aus."),
    )
    buttons = (
        Button(
            gettext_lazy("Weiteres Foto hinzufügen"), name="add", value="photo", kind="secondary"
        ),
    )

    def clean_photo(self) -> UploadedFile:
        """Return the file; its content is judged later."""
        photo: UploadedFile = self.cleaned_data["photo"]
        return photo

    def refuse(self, reason: FileRefused) -> None:
        """Say why the photo was not kept."""
        self.add_error("photo", sentence(reason))


class PromiseForm(KernForm):
    """Until when a document follows, and why."""

    until = DateField(
        label=QUESTION_LABELS["enclosures.promised.until"],
        missing=gettext_lazy("Tragen Sie ein, bis wann Sie die Unterlage schicken."),
    )
    reason = TextField(
        label=QUESTION_LABELS["enclosures.promised.reason"],
        max_length=300,
        missing=gettext_lazy("Schreiben Sie kurz, warum die Unterlage später kommt."),
    )

    def __init__(self, *args: Any, kind: AttachmentKind, on: date, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"{kind}-later", **kwargs)
        self.on = on
        self.buttons = (
            Button(
                gettext_lazy("Nachreichen eintragen"),
                name="promise",
                value=kind,
                kind="secondary",
            ),
        )

    def clean_until(self) -> date:
        """Refuse a day that has passed."""
        until: date = self.cleaned_data["until"]
        if until < self.on:
            raise forms.ValidationError(
                _("Das Datum liegt in der Vergangenheit. Bitte prüfen Sie das Jahr.")
            )
        return until


def sentence(reason: FileRefused) -> str:
    """Return why a file was refused and what to do."""
    values = dict(reason.values)
    if "size" in values:
        values["size"] = file_size(int(values["size"]))
    return str(REASONS[reason.code]) % {
        "maximum_size": f"{MAXIMUM_BYTES // 1024**2}\N{NO-BREAK SPACE}MB",
        "maximum_pages": MAXIMUM_PAGES,
        **values,
    }
