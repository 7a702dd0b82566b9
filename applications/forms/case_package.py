"""What somebody takes the file of a case for."""

from django.utils.translation import gettext_lazy as _

from applications.forms.base import Button, KernForm
from applications.forms.fields import LongTextField


class CasePackageForm(KernForm):
    """One sentence about the purpose (Art. 5 DSGVO); it stands in the log."""

    buttons = (Button(_("Aktenpaket herunterladen")),)

    purpose = LongTextField(
        label=_("Wofür brauchen Sie die Akte?"),
        missing=_("Schreiben Sie, wofür Sie die Akte brauchen."),
        rows=2,
        max_length=500,
        help_text=_("Ein Satz genügt. Er steht im Protokoll."),
    )
