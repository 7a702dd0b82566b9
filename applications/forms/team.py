"""Forms of the team: invite somebody, give another role."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.base import Button, KernForm
from applications.forms.fields import ChoiceField, EmailField
from applications.forms.fields.base import Text
from applications.models.organisation import MEMBER_ROLES
from applications.rules.lifecycle import Role

# One sentence each, so that nobody has to guess what a role is good for.
ROLE_HINTS: Final[dict[str, Text]] = {
    Role.REPRESENTATIVE: _("Diese Person darf alles, auch absenden und andere einladen."),
    Role.MEMBER: _("Diese Person füllt den Antrag mit aus, sendet aber nicht ab."),
    Role.ADVISER: _("Diese Person hilft Ihnen von außen und ändert nichts."),
}
CHOICES: Final = [(role.value, texts.label(role)) for role in MEMBER_ROLES]


class RoleField(ChoiceField):
    """The three roles in a team."""

    missing = _("Wählen Sie aus, was die Person darf.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Was darf die Person?"), choices=CHOICES, hints=ROLE_HINTS, **kwargs
        )


class InviteForm(KernForm):
    """Whom to invite, and what the person may do."""

    buttons = (Button(_("Einladung schicken")),)

    email = EmailField(
        label=_("E-Mail-Adresse der Person"),
        attrs={"autocomplete": "off"},
        help_text=_("Die Person bekommt eine E-Mail. Der Link gilt 7 Tage."),
    )
    role = RoleField(initial=Role.MEMBER)


class RoleForm(KernForm):
    """Another role for somebody in the team."""

    buttons = (Button(_("Recht speichern")),)

    role = RoleField()
