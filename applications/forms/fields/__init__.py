"""The fields of all forms: they read German input and answer in plain German."""

from applications.forms.fields.base import WithMissingText
from applications.forms.fields.choices import (
    ChoiceField,
    ConfirmationField,
    DropdownField,
    MonthField,
    MultipleChoiceField,
    YesNoField,
)
from applications.forms.fields.dates import DateField
from applications.forms.fields.files import FileField
from applications.forms.fields.numbers import (
    HoursField,
    MoneyField,
    NumberField,
    RateField,
    YearField,
)
from applications.forms.fields.text import (
    ColumnTextField,
    EmailField,
    LongTextField,
    PhoneField,
    PostcodeField,
    TextField,
    WebsiteField,
)

__all__ = [
    "ChoiceField",
    "ColumnTextField",
    "ConfirmationField",
    "DateField",
    "DropdownField",
    "EmailField",
    "FileField",
    "HoursField",
    "LongTextField",
    "MoneyField",
    "MonthField",
    "MultipleChoiceField",
    "NumberField",
    "PhoneField",
    "PostcodeField",
    "RateField",
    "TextField",
    "WebsiteField",
    "WithMissingText",
    "YearField",
    "YesNoField",
]
