"""Q02: name and register of the association, and its seat; two pages of one section."""

from django.utils.translation import gettext_lazy as _

from applications import texts
from applications.forms.fields import (
    ChoiceField,
    DropdownField,
    PostcodeField,
    TextField,
    WebsiteField,
    YearField,
)
from applications.forms.sections import SectionForm
from applications.rules.choices import District, LegalForm
from applications.rules.organisation import normal_register_number
from applications.rules.sections import Section


class RegisterNumberField(TextField):
    """The number in the register of associations, written like ``VR 1234``."""

    missing = _("Tragen Sie die Nummer ein. Sie beginnt mit VR.")

    def tidy(self, text: str) -> str:
        """Return the usual spelling of a number that can be read."""
        text = super().tidy(text)
        return normal_register_number(text) or text

    def validate(self, value: str | None) -> None:
        """Refuse what is no register number."""
        super().validate(value)
        if value is not None and normal_register_number(value) is None:
            raise self.problem(self.error_messages["required"], "register_number")


class AssociationForm(SectionForm):
    """Q02, first page: what the register says."""

    section = Section.ORGANISATION
    is_last_page = False

    name = TextField(
        max_length=150,
        help_text=_("So, wie er im Vereinsregister steht"),
        attrs={"autocomplete": "organization"},
    )
    legal_form = ChoiceField(choices=texts.choices(LegalForm))
    register_court = TextField(
        max_length=80,
        help_text=_("Nur bei e. V.: Steht auf dem Registerauszug, zum Beispiel Kassel"),
    )
    register_number = RegisterNumberField(
        max_length=40, help_text=_("Nur bei e. V.: Zum Beispiel VR 1234")
    )
    founded_year = YearField()

    def adapt(self) -> None:
        """Refuse years to come."""
        self.fields["founded_year"] = YearField(maximum=self.on.year)


class SeatForm(SectionForm):
    """Q02, second page: where the association has its seat."""

    section = Section.ORGANISATION

    street = TextField(max_length=120, attrs={"autocomplete": "street-address"})
    address_extra = TextField(
        max_length=80, required=False, help_text=_("Zum Beispiel: bei Familie Tesfay, Hinterhaus")
    )
    postcode = PostcodeField()
    town = TextField(max_length=80, attrs={"autocomplete": "address-level2"})
    district = DropdownField(
        choices=texts.choices(District), help_text=_("Wählen Sie aus der Liste")
    )
    website = WebsiteField(max_length=200, required=False)
