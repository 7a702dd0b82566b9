"""B02: for which association an application is begun."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import PostcodeField, TextField
from applications.texts.open_questions import MISSING
from applications.texts.question_labels import question_label

BEGIN = Button(_("Antrag beginnen"), value="begin")
BEGIN_ANYWAY = Button(_("Trotzdem beginnen"), value="anyway")


class BeginForm(KernForm):
    """Name and postcode of the association."""

    buttons = (BEGIN,)

    organisation_name = TextField(
        label=question_label("organisation.name"),
        max_length=150,
        missing=MISSING["organisation.name"],
        attrs={"autocomplete": "organization"},
    )
    postcode = PostcodeField(label=question_label("organisation.postcode"))
