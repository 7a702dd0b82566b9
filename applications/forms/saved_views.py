"""Forms of the views of the list."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import TextField
from applications.models.desk import NAME_LENGTH


class SaveViewForm(KernForm):
    """A name for the filters that are on."""

    name = TextField(
        label=_("Name der Ansicht"),
        max_length=NAME_LENGTH,
        missing=_("Geben Sie der Ansicht einen Namen."),
    )
    buttons: tuple[Button, ...] = (Button(_("Ansicht sichern"), name="do", value="save"),)


class ChangeViewForm(SaveViewForm):
    """Another name, or away with the view."""

    buttons = (
        Button(_("Umbenennen"), name="do", value="rename"),
        Button(_("Ansicht löschen"), name="do", value="delete", kind="secondary"),
    )
