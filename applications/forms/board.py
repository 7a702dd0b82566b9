"""Q03: who represents the association, and whom we may call."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.entry_lists import EntryList
from applications.forms.fields import (
    ChoiceField,
    EmailField,
    MultipleChoiceField,
    PhoneField,
    TextField,
)
from applications.forms.layout import Heading
from applications.forms.sections import SectionForm
from applications.rules.choices import BoardOffice, ContactTime, SignatureRule
from applications.rules.findings import Finding
from applications.rules.sections import Section

MEMBERS = EntryList(
    path="board.members",
    parts={
        "name": lambda: TextField(max_length=120),
        "office": lambda: ChoiceField(choices=texts.choices(BoardOffice)),
    },
    title=_("Person %(number)s"),
    add_label=_("Weitere Person hinzufügen"),
    remove_label=_("Person %(number)s entfernen"),
    shown=2,
    maximum=5,
)


class BoardForm(SectionForm):
    """Members of the board, how they sign, and one person to contact."""

    section = Section.BOARD
    lists = (MEMBERS,)
    parts = (
        "members",
        "signature_rule",
        Heading(_("Wen dürfen wir anrufen?")),
        "contact_name",
        "contact_email",
        "contact_phone",
        "contact_times",
    )

    signature_rule = ChoiceField(
        choices=texts.choices(SignatureRule), help_text=_("Das steht in der Satzung.")
    )
    contact_name = TextField(max_length=120, attrs={"autocomplete": "name"})
    contact_email = EmailField()
    contact_phone = PhoneField(max_length=40, help_text=_("Am besten eine Handynummer"))
    contact_times = MultipleChoiceField(choices=texts.choices(ContactTime), required=False)

    def field_of(self, finding: Finding) -> str | None:
        """Point at the first free line when a person is missing."""
        if finding.field == MEMBERS.path:
            names = (MEMBERS.key(number, "name") for number in range(self.lengths["members"]))
            free = next((name for name in names if not self[name].value()), None)
            return free or super().field_of(finding)
        return super().field_of(finding)

    def suggestions(self) -> dict[str, Any]:
        """Offer the person who began the application."""
        person = self.application.created_by
        return {"contact_name": person.name, "contact_email": person.email}
