"""What was typed into a page whose session had ended: kept sealed for a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models.codes import address_code
from applications.models.sealed import SealedTextField


class KeptInput(models.Model):
    """A form that could not be saved; shown again after the next login. Real time.

    ``user`` is the person the expired session belonged to, when that is known: nobody else
    gets the text back.
    """

    code = models.CharField(max_length=26, unique=True, default=address_code, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    path = models.CharField(_("Seite"), max_length=200)
    content = SealedTextField(_("Eingaben"))
    kept_at = models.DateTimeField(_("aufgehoben"))

    class Meta:
        verbose_name = _("Aufgehobene Eingabe")
        verbose_name_plural = _("Aufgehobene Eingaben")
        indexes = [models.Index(fields=["kept_at"], name="kept_input_by_age")]

    def __str__(self) -> str:
        return self.path
