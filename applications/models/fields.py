"""Columns that many tables share: euro amounts and answers with a fixed list."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MinValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q, Value

from applications import texts


class EuroField(models.DecimalField[Any, Any]):
    """An amount in euros with two places, never below zero; the column holds whole cents.

    SQLite knows no decimals, and sums of its floating numbers miss the cent. In cents, sums,
    comparisons and CHECKs are exact on both databases.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("validators", [MinValueValidator(Decimal(0))])
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def get_prep_value(self, value: Any) -> Any:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return int((self.to_python(value) * 100).to_integral_value(ROUND_HALF_UP))

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        return value if prepared else self.get_prep_value(value)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return self.get_db_prep_value(value, connection)

    def from_db_value(self, value: Any, *_context: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-2)


def euros(amount_eur: Decimal) -> Value:
    """Return an amount for sums with euro columns inside the database."""
    return Value(amount_eur, output_field=EuroField())


class AnswerField(models.CharField[str, str]):
    """One value of a closed list; the labels stay outside the migrations."""

    def __init__(self, *args: Any, answers: type[StrEnum] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        if answers is not None:
            kwargs["choices"] = texts.choices(answers)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        labels = dict(self.flatchoices)

        # Django's own translates the labels of all choices each time, to find the one.
        def display(row: models.Model) -> str:
            value = getattr(row, name)
            return str(labels.get(value, value))

        if labels:
            setattr(cls, f"get_{name}_display", display)


class ListField(models.JSONField):
    """A short ordered list inside one section, such as goals or board members."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("encoder", DjangoJSONEncoder)
        super().__init__(*args, **kwargs)


def one_of(column: str, answers: type[StrEnum], *, empty: bool = True) -> Q:
    """Return the condition that a column holds a value of the list, or nothing yet."""
    allowed = [member.value for member in answers]
    return Q(**{f"{column}__in": [*allowed, ""] if empty else allowed})


def not_negative(*columns: str) -> Q:
    """Return the condition that no amount lies below zero; empty amounts pass."""
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0})
    return condition
